# attack: printed and raised text with terminal escapes, titles and links
# assignment: hw
# exercise: square
# status: error
# score: 0
ESCAPES = "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b]8;;https://evil.invalid\x07link\x1b]8;;\x07"
ESCAPES += "\x1b[8mhidden\x1bP\x1b\\\x9b31m\x07\b\b\b\r\x0c\x0b\x7f"
print(ESCAPES)


def square(x):
    print(ESCAPES)
    raise ValueError(ESCAPES)
