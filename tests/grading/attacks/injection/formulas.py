# attack: text that a spreadsheet would run
# assignment: hw
# exercise: square
# status: error
# score: 0
print("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", sep="\n")


def square(x):
    raise ValueError('=HYPERLINK("https://evil.invalid/","ok")')
