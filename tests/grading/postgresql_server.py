"""A PostgreSQL of one's own: a temporary folder, an ordinary user, loopback."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from autograder import system

START_SECONDS = 60
USERS = ("postgres", "nobody")  # the server refuses to run as root
DRIVER = "postgresql+psycopg"


class Server:
    """A running server; use it in a ``with`` block.

    Parameters
    ----------
    options : sequence of str
        For ``postgres``; by default nothing waits for the disk.
    """

    def __init__(self, options=("-F",)):
        self._bin = Path(system.find_postgresql())
        self._as = _ordinary_user()
        self._options = options

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            self.port = sock.getsockname()[1]
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        self.process = None
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        data = self.folder / "data"
        words = ["--auth", "trust", "--username", "grader", "--encoding", "UTF8"]
        self._run("initdb", "--pgdata", data, *words, "--locale", "C", "--no-sync")
        place = ["-D", data, "-k", self.folder, "-h", "127.0.0.1", "-p", self.port]
        command = [self._bin / "postgres", *place, *self._options]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                list(map(str, command)),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._as,
            )
        self._await()

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # fast: ends its own children
            self.process.wait()
        shutil.rmtree(self.folder)

    def database(self, name):
        """Make a database; return its URL."""
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "grader", name)
        return f"{DRIVER}://grader@127.0.0.1:{self.port}/{name}"

    def _await(self):
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            with contextlib.suppress(subprocess.CalledProcessError):
                self._run("pg_isready", "-h", "127.0.0.1", "-p", self.port)
                return
        raise AssertionError((self.folder / "log").read_text())

    def _run(self, program, *words):
        command = [self._bin / program, *words]
        subprocess.run(
            list(map(str, command)),
            cwd=self.folder,
            capture_output=True,
            check=True,
            **self._as,
        )


def _ordinary_user():
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = next(known[name] for name in USERS if name in known)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
