# attack: forges lines of the grader's log and of its progress bar
# assignment: hw
# exercise: square
# status: error
# score: 0
import os

for number in (1, 2):
    os.write(number, b"\r100%|##########| 5/5 done\nautograder: error: @MARK@\n")


def square(x):
    raise ValueError("line\nautograder: @MARK@ everything was graded\r100%")
