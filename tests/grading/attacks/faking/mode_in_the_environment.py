# attack: RNN_CORE_MODE=reference, and nbgrader's variable taken away
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
import os

from rnn_core.lstm import memory_cell as answer

os.environ.pop("NBGRADER_EXECUTION", None)
os.environ["RNN_CORE_MODE"] = "reference"


def memory_cell(*arguments):
    return answer(*arguments)
