"""Grade the tiny course on a cluster and be killed after a number of stores."""

import os
import signal
import sys
from pathlib import Path

from autograder.grading import grade as grading
from autograder.grading.writer import Writer


def main(course, address, number):
    """Kill this process at the n-th store, when its grades are written."""
    real, stored = Writer.store, []

    def store(self, *arguments):
        result = real(self, *arguments)
        stored.append(result.student)
        if len(stored) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    Writer.store = store
    modules = {"judge": "tiny_judge", "calibrate": "tiny_judge"}
    request = grading.Request(Path(course), scheduler=address, **modules)
    return grading.grade(request)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
