# attack: imports the reference from the instructors' package
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
import sys

sys.path.insert(0, "@CHECKOUT@")


def memory_cell(*arguments):
    from solutions.lstm.reference import memory_cell as answer

    return answer(*arguments)
