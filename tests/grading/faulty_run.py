"""Grade the tiny course with one fault, somewhere in it.

`arm` makes the n-th write fail: of a file, a folder, a renaming, a removal, a statement
or a commit. As a program it grades a course, and the process named dies when told to.
"""

import errno
import importlib
import os
import signal
import sys
from pathlib import Path

import inline
import sqlalchemy as sa
import tiny_judge

from autograder.grading import grade as grading
from autograder.grading import gradebook, safety, store, worker

STEPS = ("_write", "_rename", "_remove", "_make_folder", "_drop_key")


class Fault:
    """Counts writes and strikes at the n-th.

    Parameters
    ----------
    number : int
        Which, from 1.
    kill : bool
        End the process there, without any clean-up; else raise.
    """

    def __init__(self, number, kill=False):
        self.left = number
        self.kill = kill
        self.struck = False

    def step(self, raising, before=None):
        """Count a write; strike in its place."""
        self.left -= 1
        if self.left == 0:
            self.struck = True
            if before is not None:
                before()
            if self.kill:
                os._exit(9)
            raise raising

    def arm(self, patch):
        """Watch every write; `patch(object, name, value)` replaces functions."""
        for name in STEPS:
            patch(store, name, self._watched(getattr(store, name)))
        real = gradebook._let_us_begin

        def begin(engine):
            real(engine)
            sa.event.listen(engine, "before_cursor_execute", self._statement)
            sa.event.listen(engine, "commit", self._commit)

        patch(gradebook, "_let_us_begin", begin)

    def _watched(self, function):
        def watched(path, *arguments):
            def half():
                if function.__name__ == "_write":  # a full disk takes a part
                    path.write_bytes(arguments[0][: len(arguments[0]) // 2])

            full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            self.step(full, half)
            return function(path, *arguments)

        watched.__name__ = function.__name__
        return watched

    def _statement(self, connection, cursor, statement, *_):
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self._database(statement)

    def _commit(self, connection):
        self._database("COMMIT")

    def _database(self, statement):
        cause = Exception("database or disk is full")
        self.step(sa.exc.OperationalError(statement, {}, cause))


def request(course, **options):
    """Return a request that the tiny judge answers."""
    named = {"judge": "tiny_judge", "calibrate": "tiny_judge"}
    return grading.Request(Path(course), **(named | options))


def grade_and_die(course, number):
    """Grade in this process, which ends at the n-th write; 0 when it got through."""
    worker.process_pool = inline.inline_pool
    safety.sandbox_problems = lambda course: []
    Fault(number, kill=True).arm(setattr)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    os._exit(grading.grade(request(course)))


def main(course, judge, victim, number):
    """Grade with real workers; somebody gets a signal at the n-th store or grading."""
    importlib.import_module(judge)
    if victim == "myself":
        Fault(int(number), kill=True).arm(setattr)
    else:
        os.environ["TINY_VICTIM"], os.environ["TINY_NUMBER"] = victim, number
    real = judge != "tiny_judge"
    if not real:
        safety.sandbox_problems = lambda course: []
    modules = {"calibrate": worker.CALIBRATE} if real else {}
    return grading.grade(request(course, judge=judge, workers=2, **modules))


def strike():
    """Send the signal that the environment asks for; a worker calls it, once a grading.

    Only the first to come far enough strikes, whatever the workers do afterwards.
    """
    victim = os.environ.get("TINY_VICTIM")
    if not victim:
        return
    tiny_judge.graded += 1
    if tiny_judge.graded < int(os.environ["TINY_NUMBER"]):
        return
    try:
        os.close(os.open(os.environ["TINY_ONCE"], os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    target = os.getpid() if victim == "worker" else os.getppid()
    os.kill(target, signal.SIGINT if victim == "interrupt" else signal.SIGKILL)
    signal.pause()  # until it arrives, or the parent's end does


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
