"""The judge's end of a zygote, and of each cell process that it forks."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import queue
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from autograder.cell_process import scratch
from autograder.cell_process.limits import Limits
from autograder.cell_process.zygote import FAILED, HELLO, MOST
from autograder.grading import bubblewrap, unprivileged
from autograder.grading.cell_connection import (
    CellConnection,
    LostError,
    kill_process,
    open_process,
    process_ended,
)

START_SECONDS = 60.0
SPAWN_SECONDS = 20.0
ANSWER_SECONDS = 5.0
CREDENTIALS = struct.Struct("3i")  # pid, uid, gid


class Zygote:
    """One running zygote. A fork of its owner may use it, but not end it.

    Parameters
    ----------
    safe : bool
        Inside bubblewrap.
    limits : Limits
        For each cell process.
    load : str
        What it loads: see `Sandbox`.
    as_nobody : bool
        Root's grader starts it as another user.

    Raises
    ------
    LostError
        When it does not start, or stops to answer.
    """

    def __init__(
        self, safe: bool, limits: Limits, load: str = "drawing", as_nobody: bool = False
    ) -> None:
        self.owner = os.getpid()
        self.folder = None if safe else Path(tempfile.mkdtemp(prefix="unrolled-"))
        self.pid, self.pidfd, self.last_words = 0, -1, ""
        self.control, theirs = _pair(socket.SOCK_SEQPACKET)
        given = _arguments(theirs, limits, self.folder, load)
        self.process = launched(lambda: _start(theirs, given, self.folder, as_nobody))
        theirs.close()
        try:
            self.control.settimeout(START_SECONDS)
            ready, self.pid = self._receive("ready")
            self.pidfd = open_process(self.pid) if self.pid else -1
        except LostError as error:
            self.close()
            raise LostError(self.last_words or str(error)) from None
        self.problem = str(ready["problem"])
        self.threads = int(ready["threads"])
        self.counts_threads = bool(ready["count_threads"])

    def ask(self, do: str, descriptor: int | None = None, **what: Any) -> Any:
        """Send a request and return its answer."""
        number = os.urandom(8).hex()
        message = json.dumps({"id": number, "do": do, **what}).encode()
        self.control.settimeout(ANSWER_SECONDS)
        try:
            if descriptor is None:
                self.control.send(message)
            else:
                socket.send_fds(self.control, [message], [descriptor])
        except OSError as error:
            raise LostError(f"the zygote does not listen: {error}") from None
        answer, _ = self._receive(number)
        if "error" in answer:
            raise LostError(f"the zygote failed: {answer['error']}")
        return answer

    def spawn(self, entry: str) -> CellConnection:
        """Fork a cell process and wait until it is confined."""
        ours, theirs = _pair(socket.SOCK_STREAM)
        try:
            with theirs:
                inner = self.ask("spawn", theirs.fileno(), entry=entry)["pid"]
            pid = self._greeted(ours) or inner
            connection = CellConnection(ours, pid, inner, self.ask)
        except BaseException:
            ours.close()
            raise
        ours.settimeout(None)
        return connection

    def _greeted(self, sock: socket.socket) -> int:
        """Wait for a cell process's first bytes; return who sent them."""
        sock.settimeout(SPAWN_SECONDS)
        try:
            data, pid = _with_sender(sock, len(HELLO))
            if data == FAILED:
                raise LostError(
                    f"a cell process cannot be confined: {_last_line(sock.recv(MOST))}"
                )
            if data != HELLO:
                raise LostError("a cell process ended before it began")
        except OSError as error:
            raise LostError(f"a cell process does not begin: {error}") from None
        if sys.platform == "linux":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        return pid

    def _receive(self, number: str) -> tuple[Any, int]:
        """Return the answer to request `number` and the number of who sent it.

        A judge that was killed between a request and its answer leaves the answer
        behind: it is passed over.
        """
        deadline = time.monotonic() + (self.control.gettimeout() or 0)
        while time.monotonic() < deadline:
            try:
                data, pid = _with_sender(self.control, MOST)
            except OSError as error:
                raise LostError(f"the zygote does not answer: {error}") from None
            if not data:
                raise LostError("the zygote has ended")
            answer = json.loads(data)
            if answer["id"] == number:
                return answer, pid
        raise LostError("the zygote does not answer")

    def close(self) -> None:
        """End the zygote, and with it everything inside; wait until it is gone."""
        self.control.close()
        if self.owner != os.getpid():
            return
        if self.folder is not None:
            self._end_softly()
        if self.pidfd >= 0:
            kill_process(self.pid, self.pidfd)
            process_ended(self.pidfd, ANSWER_SECONDS)
            os.close(self.pidfd)
            self.pidfd = -1
        self.process.kill()
        assert self.process.stderr is not None
        with self.process.stderr as stream:
            self.last_words = _last_line(stream.read())
        self.process.wait()
        if self.folder is not None and self.folder.exists():
            scratch.clear(str(self.folder))
            self.folder.rmdir()

    def _end_softly(self) -> None:
        """Let an unsafe zygote end its children and remove its directory."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(ANSWER_SECONDS)


def _pair(kind: int) -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets; the kernel names to the first who sends."""
    if sys.platform != "linux" and kind == socket.SOCK_SEQPACKET:
        kind = socket.SOCK_DGRAM
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    if sys.platform == "linux":
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return ours, theirs


def _with_sender(sock: socket.socket, size: int) -> tuple[bytes, int]:
    """Receive; 0 for the sender where the system does not tell."""
    room = socket.CMSG_SPACE(CREDENTIALS.size)
    data, ancillary, _, _ = sock.recvmsg(size, room)
    for _, kind, content in ancillary:
        if sys.platform == "linux" and kind == socket.SCM_CREDENTIALS:
            return data, CREDENTIALS.unpack(content)[0]
    return data, 0


def _last_line(data: bytes) -> str:
    lines = data.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def open_zygote(safe: bool, limits: Limits, load: str = "drawing") -> Zygote:
    """Start a zygote with as few rights as this machine allows."""
    if safe and os.geteuid() == 0:
        with contextlib.suppress(LostError):
            return Zygote(safe, limits, load, as_nobody=True)
    return Zygote(safe, limits, load)


def _arguments(
    theirs: socket.socket, limits: Limits, folder: Path | None, load: str
) -> str:
    """Return what a zygote is told when it starts, as JSON."""
    given = {
        "control": theirs.fileno(),
        "limits": dataclasses.asdict(limits),
        "safe": folder is None,
        "folder": str(folder / "scratch") if folder else bubblewrap.SCRATCH,
        "load": load,
    }
    return json.dumps(given)


def _start(
    theirs: socket.socket, given: str, folder: Path | None, as_nobody: bool
) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ.get("PATH", os.defpath)}
    if folder is None:
        command = bubblewrap.command(given)
        if as_nobody:
            command = unprivileged.wrapped(command)
    else:
        command, environment = bubblewrap.unconfined(given, folder)
    try:
        return subprocess.Popen(
            command,
            env=environment,
            cwd=folder or "/",
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the grader, not for its sandbox
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise LostError(str(error)) from None


Job = tuple[Future[Any], Callable[[], Any]]
_launcher: tuple[int, queue.SimpleQueue[Job]] | None = None


def launched(start: Callable[[], Any]) -> Any:
    """Run `start` in a thread that lives as long as this process.

    ``--die-with-parent`` follows the thread that started bubblewrap, not the process:
    from a thread of a pool, the sandbox would end with the task.
    """
    global _launcher
    if threading.current_thread() is threading.main_thread():
        return start()
    if _launcher is None or _launcher[0] != os.getpid():  # a fork has no such thread
        _launcher = os.getpid(), queue.SimpleQueue()
        threading.Thread(target=_launch, args=_launcher[1:], daemon=True).start()
    future: Future[Any] = Future()
    _launcher[1].put((future, start))
    return future.result()


def _launch(jobs: queue.SimpleQueue[Job]) -> None:
    while True:
        future, start = jobs.get()
        try:
            future.set_result(start())
        except BaseException as error:
            future.set_exception(error)
