# attack: recursion through C code, which overflows the stack
# assignment: hw
# exercise: square
# status: crashed|error|memory_limit|timeout
# score: 0
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr([self])


def square(x):
    return len(repr(Deep()))
