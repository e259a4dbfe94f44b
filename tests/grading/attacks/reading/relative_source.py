# attack: opens the instructor's notebook where nbgrader has it, relative and absolute
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import re

PLACES = (
    "../../../source/hw/hw.ipynb",
    "../../source/hw/hw.ipynb",
    "source/hw/hw.ipynb",
    "@COURSE@/source/hw/hw.ipynb",
    "@COURSE@/source/./hw/../hw/hw.ipynb",
)


def square(x):
    for place in PLACES:
        try:
            text = open(place).read()
        except OSError:
            continue
        found = re.search(rf"square\({x}\) == (\d+)", text)
        if found:
            return int(found[1])
    return 0
