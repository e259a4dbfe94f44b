# attack: a last value whose repr has two hundred million characters
# assignment: hw
# exercise: square
# status: ok|memory_limit|timeout
# score: <=2
class Long:
    def __repr__(self):
        return "r" * 200_000_000


def square(x):
    return x * x


Long()
