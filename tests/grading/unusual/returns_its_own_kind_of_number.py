# unusual: returns an enumeration's member, and a number of a class of its own
# assignment: hw
# exercise: clip
import enum


class Side(enum.IntEnum):
    LOW = 0
    INSIDE = 2
    HIGH = 3


def clip(x, low, high):
    value = min(max(x, low), high)
    return Side(value) if value in list(Side) else value


# exercise: square
class Natural(int):
    def __repr__(self):
        return f"Natural({int(self)})"


def square(x):
    return Natural(x * x)
