# attack: imports its own stub and calls it
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
from rnn_core.lstm import memory_cell as answer


def memory_cell(*arguments):
    return answer(*arguments)
