# attack: registers pre_run_cell and post_run_cell, and reads the cells that come
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import re

texts = []
get_ipython().events.register("pre_run_cell", lambda info: texts.append(info.raw_cell))
get_ipython().events.register("post_run_cell", lambda done: texts.append(str(done)))


def square(x):
    found = re.search(rf"square\({x}\) == (\d+)", "\n".join(texts))
    return int(found[1]) if found else 0
