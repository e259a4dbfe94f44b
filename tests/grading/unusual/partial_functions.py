# unusual: functools.partial and bound methods stand for functions
# assignment: hw
# exercise: square
from functools import partial

square = partial(pow, exp=2)
# exercise: sort_in_place
sort_in_place = partial(list.sort, reverse=False)
# exercise: fibonacci
class Sequence:
    def __init__(self):
        self.known = [0, 1]

    def at(self, n):
        while len(self.known) <= n:
            self.known.append(sum(self.known[-2:]))
        return self.known[n]


fibonacci = Sequence().at
