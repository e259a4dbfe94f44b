"""A cell process as the judge sees it: a socket, a process descriptor, a clock."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class LostError(Exception):
    """The zygote does not answer, or not as it should."""


class Exit(NamedTuple):
    """How a cell process ended, as `subprocess` counts; None when nobody knows."""

    returncode: int | None

    def __str__(self) -> str:
        if self.returncode is None:
            return "ended"
        if self.returncode >= 0:
            return f"exit status {self.returncode}"
        return f"killed by {signal.Signals(-self.returncode).name}"


class CellConnection:
    """A cell process, as the judge sees it.

    Attributes
    ----------
    socket : socket
        The only way to it and from it; a stream.
    pidfd : int
        Names the process, whatever becomes of its number; -1 where the system has
        no such thing.
    pid : int
        Its number on this side, told by the kernel.
    """

    def __init__(
        self, sock: socket.socket, pid: int, inner: int, ask: Callable[..., Any]
    ) -> None:
        self.socket, self.pid = sock, pid
        self._inner, self._ask = inner, ask
        self.pidfd = open_process(pid)
        self._cpu = self._waited = 0.0

    def kill(self) -> None:
        """End the process; nothing happens where it has ended already."""
        kill_process(self.pid, self.pidfd)

    def cpu_seconds(self) -> float:
        """Return the processor time used so far, the last known after the end."""
        with contextlib.suppress(OSError, IndexError):
            # the name of the process, in parentheses, may hold anything
            fields = Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b")")[2]
            user, system = fields.split()[11:13]
            self._cpu = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return self._cpu

    def waited_seconds(self) -> float:
        """Return how long it was kept waiting for a processor; 0 if nobody knows."""
        with contextlib.suppress(OSError, ValueError):
            _, waited, _ = Path(f"/proc/{self.pid}/schedstat").read_bytes().split()
            self._waited = int(waited) / 1e9
        return self._waited

    def wait_exit(self, timeout: float) -> Exit | None:
        """Wait for the end of the process; None when it still runs."""
        if not process_ended(self.pidfd, timeout):
            return None
        self.cpu_seconds()  # once its end is asked for, the process is forgotten
        try:
            return Exit(self._ask("status", pid=self._inner)["returncode"])
        except LostError:
            return Exit(None)

    def close(self) -> None:
        """Kill the process and let go of it."""
        if self.pidfd >= 0:
            self.kill()
            os.close(self.pidfd)
            self.pidfd = -1
        self.socket.close()


def open_process(pid: int) -> int:
    """Return a descriptor for a process, -1 where the system has none."""
    try:
        return os.pidfd_open(pid) if sys.platform == "linux" else -1
    except OSError as error:
        raise LostError(f"process {pid}: {error}") from None


def kill_process(pid: int, pidfd: int) -> None:
    """Send SIGKILL, through the descriptor where there is one."""
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "linux":
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)


def process_ended(pidfd: int, timeout: float) -> bool:
    """Wait until a process has ended; say whether it has."""
    if pidfd < 0:
        return True
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(timeout * 1000))
