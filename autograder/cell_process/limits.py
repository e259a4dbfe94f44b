"""What a student's process may use, and the count of what it was refused."""

from __future__ import annotations

import resource
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

from . import linux

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Ceilings for one cell process.

    Attributes
    ----------
    cpu_seconds : int
        Processor time after which the kernel ends the process; the judge's own
        deadlines come earlier.
    memory_bytes : int
        Address space beyond what the process has when it starts.
    file_bytes : int
        Size of one file.
    open_files : int
        Descriptors.
    scratch_bytes, scratch_files : int
        Contents of the scratch directory.
    processes : int
        Threads, all in the same sandbox together.
    """

    cpu_seconds: int = 600
    memory_bytes: int = 1024 * MIB
    file_bytes: int = 64 * MIB
    open_files: int = 128
    scratch_bytes: int = 64 * MIB
    scratch_files: int = 4096
    processes: int = 64


def apply(limits: Limits, *, count_threads: bool) -> None:
    """Set the limits on the calling process; none can be raised again."""
    address_space, data = _present_sizes()
    wanted = {
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_AS": address_space + limits.memory_bytes,
        "RLIMIT_DATA": data + limits.memory_bytes,
        "RLIMIT_FSIZE": limits.file_bytes,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_CORE": 0,
        "RLIMIT_STACK": 8 * MIB,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_NICE": 0,
        "RLIMIT_RTPRIO": 0,
        "RLIMIT_SIGPENDING": 256,
    }
    if count_threads:
        wanted["RLIMIT_NPROC"] = limits.processes
    if not linux.LINUX:  # other systems count address space in other ways
        del wanted["RLIMIT_AS"], wanted["RLIMIT_DATA"]
    for name, value in wanted.items():
        if hasattr(resource, name):
            lower(getattr(resource, name), value)


def lower(kind: int, value: int) -> None:
    """Set a limit, or keep the present one where that is lower already."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _present_sizes() -> tuple[int, int]:
    """Return the address space and the data of this process, in bytes."""
    if not linux.LINUX:
        return 0, 0
    with open("/proc/self/statm") as file:
        pages = [int(word) for word in file.read().split()]
    return pages[0] * resource.getpagesize(), pages[5] * resource.getpagesize()


# Python's own name for an attempt -> what is counted.
_WATCHED = {
    "os.fork": "fork",
    "os.forkpty": "fork",
    "pty.spawn": "fork",
    "subprocess.Popen": "subprocess",
    "os.system": "subprocess",
    "os.exec": "exec",
    "os.posix_spawn": "subprocess",
    "os.spawn": "subprocess",
    "socket.connect": "socket",
    "socket.bind": "socket",
    "socket.sendto": "socket",
    "socket.getaddrinfo": "socket",
    "socket.gethostbyname": "socket",
}
_refused: Counter[str] = Counter()


def watch() -> None:
    """Count attempts at what is refused, from now on, in this process.

    It only counts: the kernel refuses. Whoever disturbs the count deceives nobody but
    the reader of their own status.
    """
    counted, watched = _refused, _WATCHED.get

    def hook(event: str, _: tuple[Any, ...]) -> None:
        kind = watched(event)
        if kind is not None:
            counted[kind] += 1

    sys.addaudithook(hook)


def refusals() -> dict[str, int]:
    """Return how often this process tried what it may not, by kind."""
    return dict(_refused)
