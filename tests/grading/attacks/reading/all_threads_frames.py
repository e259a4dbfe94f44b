# attack: looks at the frames of all threads for the text of a test
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import re
import sys


def square(x):
    for frame in sys._current_frames().values():
        while frame:
            text = repr(frame.f_locals)[:1_000_000]
            found = re.search(rf"square\({x}\) == (\d+)", text)
            if found:
                return int(found[1])
            frame = frame.f_back
    return 0
