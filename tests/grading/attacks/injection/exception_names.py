# attack: exceptions whose classes, arguments and notes are markup, escapes and formulas
# assignment: hw
# exercise: square
# status: error
# score: 0
TEXT = "<img src=x onerror=alert(1)>\x1b]0;owned\x07\x1b[2J=cmd|' /C calc'!A0"
Odd = type(TEXT.replace("\0", ""), (Exception,), {"__module__": TEXT})


def square(x):
    error = Odd(TEXT)
    error.add_note(TEXT * 100)
    raise error from Odd(TEXT)
