# attack: leaves files in /tmp, /dev/shm, home, the course and site-packages
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os

places = ["/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "@HOME@", "/"]
places += ["@COURSE@", "@COURSE@/source/hw", "@COURSE@/autograded", "@CHECKOUT@"]
places += [os.path.dirname(np.__file__), os.path.dirname(os.__file__), "/etc", ".."]
places += ["@COURSE@/submitted/zoe/hw", "/run", "/dev", "/dev/mqueue"]
for place in places:
    try:
        with open(f"{place}/@MARK@-file.py", "w") as file:
            file.write("print('here')")
    except OSError:
        pass


def square(x):
    return x * x
