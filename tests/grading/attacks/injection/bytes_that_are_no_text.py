# attack: writes bytes that no encoding knows, null characters and lone surrogates
# assignment: hw
# exercise: square
# status: error
# score: 0
import os
import sys

os.write(1, b"\xff\xfe\x00\x80")
print("\x00\udcff\ud83d", file=sys.stderr)
display("\ud800")


def square(x):
    raise ValueError("\ud800\x00\udfff")
