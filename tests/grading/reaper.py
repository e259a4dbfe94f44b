"""Run a command and wait until it and all its descendants have ended.

As a subreaper it inherits every orphan, so a process that outlives the command keeps
this one waiting, which the caller bounds. It ends with the command's status.
"""

import ctypes
import os
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36


def main(command):
    """Run the command; return its exit status, 128 + signal as a shell does."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    first = subprocess.Popen(command)
    status = None
    while True:
        try:
            pid, code = os.waitpid(-1, 0)
        except ChildProcessError:
            return status
        if pid == first.pid:
            status = os.waitstatus_to_exitcode(code)
            status = 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
