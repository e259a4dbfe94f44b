"""A run of the grader under outer limits, and what it left behind."""

import contextlib
import ctypes
import hashlib
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from attack_course import SECRETS

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 800  # for a run over the whole class
DYING = 10_000  # milliseconds that a killed process may take to be gone
LARGE = 1 << 24  # bytes; an attack hands in a file of a terabyte
PR_SET_CHILD_SUBREAPER = 36
MOST = {
    resource.RLIMIT_AS: 32 << 30,
    resource.RLIMIT_FSIZE: 4 << 30,
    resource.RLIMIT_CORE: 0,
}


def command(course, home, *arguments):
    """Run a subcommand of the grader as an instructor would; return what it told.

    Parameters
    ----------
    course, home : Path
        The course directory, and the instructor's home directory.
    arguments : str
        The subcommand and its options.

    Returns
    -------
    CompletedProcess
        With ``stdout`` and ``stderr`` in one, and the processes left over in
        ``orphans``, which are then killed.
    """
    scratch = home.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    before = set(_adopt_orphans())
    line = [sys.executable, "-m", "autograder", "--course", str(course), *arguments]
    process = subprocess.Popen(
        line,
        cwd=ROOT,
        env=_environment(home, scratch),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=_limit,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        orphans = [pid for pid in _children() - before if not _ends(pid)]
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
    done = subprocess.CompletedProcess(line, process.returncode, output)
    done.orphans = orphans
    return done


def _environment(home, scratch):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    settings = {
        name: str(scratch.parent / "settings")
        for name in (
            "XDG_CACHE_HOME",
            "MPLCONFIGDIR",
            "IPYTHONDIR",
            "JUPYTER_CONFIG_DIR",
        )
    }
    secret = {"SECRET_TOKEN": SECRETS["environment"]}
    return {**kept, **settings, **secret, "HOME": str(home), "TMPDIR": str(scratch)}


def _limit():
    for limit, most in MOST.items():
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))


def _adopt_orphans():
    """Become the parent of whatever outlives the grader, and list the children."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    return _children()


def _children():
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for path in lists for pid in path.read_text().split()}


def _ends(pid):
    """Wait until a process that was killed has ended, but not for ever."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        ended = select.select([descriptor], [], [], DYING / 1000)[0]
    finally:
        os.close(descriptor)
    if ended:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return bool(ended)


def digests(*folders):
    """Return what tells every file below some folders from a changed one."""
    return {
        str(path): _digest(path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _digest(path):
    status = path.stat()
    if status.st_size > LARGE:
        return status.st_size, status.st_mtime_ns
    return hashlib.sha256(path.read_bytes()).hexdigest()


def strewn(mark, *folders):
    """Return what bears a mark in its name in places that many may write to."""
    places = [Path(tempfile.gettempdir()), *map(Path, ("/tmp", "/dev/shm", "/var/tmp"))]
    places += [Path.home(), Path(os.__file__).parent, *map(Path, sys.path), *folders]
    found = [path for place in places for path in place.glob(f"*{mark}*")]
    return sorted({str(path) for path in found})


class Listener:
    """Servers on this computer that nobody should reach."""

    def __init__(self, course):
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.mark = f"unrolled-attack-{self.port}"
        self.named = self._unix(str(course / "socket"))
        self.abstract = self._unix(f"\0{self.mark}-{self.port}")

    def _unix(self, address):
        server = socket.socket(socket.AF_UNIX)
        server.bind(address)
        server.listen()
        return server

    def reached(self):
        """Return the kinds of server that somebody has reached."""
        servers = {"tcp": self.tcp, "unix": self.named, "abstract": self.abstract}
        found = [name for name, server in servers.items() if _ready(server)]
        return found + ["udp"] * _ready(self.udp)

    def close(self):
        """Stop listening."""
        for server in (self.tcp, self.udp, self.named, self.abstract):
            server.close()


def _ready(server):
    return bool(select.select([server], [], [], 0)[0])
