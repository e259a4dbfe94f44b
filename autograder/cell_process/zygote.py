"""The process from which a student's process is forked: loaded, and without a secret.

It is started by `autograder.grading.sandbox`, is process 1 of the sandbox, and obeys
requests on its control socket, one JSON object each: ``spawn`` (with a descriptor),
``status`` and ``sweep``. When the socket closes, it ends, and with it all its children.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import random
import resource
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, NoReturn

from . import limits as limiting
from . import linux, scratch, seccomp

MOST = 65_536  # bytes of a request or an answer
HELLO = b"cell\n"
FAILED = b"fail\n"
DATA = 3  # the number of the one descriptor that a cell process keeps
ENTRIES = ("cell", "probe")


class Zygote:
    """Forks, watches and removes cell processes.

    Parameters
    ----------
    control : socket
        Requests arrive here.
    limits : Limits
        For every cell process.
    folder : str
        The scratch directory.
    safe : bool
        Whether this is process 1 of a sandbox, where mounts are ours to make.
    """

    def __init__(
        self, control: socket.socket, limits: limiting.Limits, folder: str, safe: bool
    ) -> None:
        self.control, self.limits, self.folder = control, limits, folder
        self.safe = safe
        self.children: set[int] = set()
        self.count_threads = safe and self._threads_are_countable()

    def serve(self) -> None:
        """Answer requests until the other side is gone."""
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.control, MOST, 4)
            if not data:
                return
            request = json.loads(data)
            try:
                answer = self.handle(request, descriptors)
            except Exception:
                answer = {"error": traceback.format_exc()[-MOST // 2 :]}
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            self.send({"id": request["id"], **answer})

    def send(self, answer: dict[str, Any]) -> None:
        """Send one answer; nobody may be there to read it."""
        with contextlib.suppress(OSError):
            self.control.send(json.dumps(answer).encode())

    def handle(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """Do what a request says."""
        match request["do"]:
            case "spawn":
                return {"pid": self.spawn(request["entry"], descriptors[0])}
            case "status":
                return {"returncode": self.status(request["pid"])}
            case "sweep":
                return {"problem": self.sweep()}
        return {"problem": f"unknown request {request['do']!r}"}

    def spawn(self, entry: str, data: int) -> int:
        """Fork a cell process that talks through the descriptor `data`."""
        if not self.safe:
            scratch.clear(self.folder)
        pid = os.fork()
        if pid == 0:
            self._be_cell(entry, data)
        self.children.add(pid)
        return pid

    def status(self, pid: int) -> int | None:
        """Return how a child ended, as `subprocess` counts; None while it runs."""
        if pid not in self.children:
            return None
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended == 0:
            return None
        self.children.discard(pid)
        return os.waitstatus_to_exitcode(status)

    def sweep(self) -> str:
        """End every child and leave an empty scratch directory; say what is left."""
        for pid in self.children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in self.children:
            os.waitpid(pid, 0)
        self.children.clear()
        if not self.safe:
            scratch.clear(self.folder)
            return ""
        # Each child had a scratch directory of its own, which went with it.
        left = [name for name in os.listdir("/proc") if name.isdigit()]
        return "" if left == [str(os.getpid())] else f"processes {left} are left"

    def _be_cell(self, entry: str, data: int) -> NoReturn:
        try:
            self._confine(data)
            sock = socket.socket(fileno=DATA)
            run = importlib.import_module(f"{__package__}.{_known(entry)}").main
            seccomp.install(os.getpid())
            sock.sendall(HELLO)
        except BaseException:
            with contextlib.suppress(OSError):
                os.write(DATA, FAILED + traceback.format_exc().encode()[-MOST:])
            os._exit(70)
        code = 1
        try:
            run(sock)
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        finally:
            os._exit(code & 0xFF)

    def _confine(self, data: int) -> None:
        """Leave a process that holds nothing but the descriptor `DATA`."""
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        data = os.dup(data) if data == DATA else data
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        os.dup2(data, DATA, inheritable=True)
        self.control.detach()
        os.closerange(DATA + 1, _most_descriptors())
        if self.safe:
            size, files = self.limits.scratch_bytes, self.limits.scratch_files
            linux.mount_scratch(self.folder, size, files)
        os.chdir(self.folder)
        linux.drop_capabilities()
        linux.die_with_parent(signal.SIGKILL)
        _new_random_numbers()
        limiting.apply(self.limits, count_threads=self.count_threads)
        limiting.watch()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def _threads_are_countable(self) -> bool:
        """Try whether the limit on threads leaves room for one.

        Old kernels count everything that the user runs on the machine.
        """
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                kind = resource.RLIMIT_NPROC
                limiting.lower(kind, self.limits.processes)
                thread = threading.Thread(target=int)
                thread.start()
                thread.join()
                code = 0
            finally:
                os._exit(code)
        return os.waitpid(pid, 0)[1] == 0


def _known(entry: str) -> str:
    if entry not in ENTRIES:
        raise ValueError(f"unknown entry {entry!r}, expected one of {ENTRIES}")
    return entry


def _most_descriptors() -> int:
    return (
        max(int(name) for name in os.listdir("/proc/self/fd")) + 1
        if (linux.LINUX)
        else 4096
    )


def _new_random_numbers() -> None:
    """Give each fork numbers of its own: they share the zygote's state otherwise."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _load(drawing: bool) -> str:
    """Load what notebooks need, before the first fork; return what went wrong."""
    for name in ("numpy", "IPython"):
        with contextlib.suppress(ImportError):  # a course may do without
            importlib.import_module(name)
    try:
        importlib.import_module(f"{__package__}.cell").prepare(drawing)
    except Exception:
        return traceback.format_exc()
    return ""


def main(arguments: str) -> None:
    """Run the zygote.

    Parameters
    ----------
    arguments : str
        JSON: ``control`` (a descriptor), ``limits folder safe load``.
    """
    given = json.loads(arguments)
    control = socket.socket(fileno=given["control"])
    os.set_inheritable(control.fileno(), False)
    if given["safe"]:
        linux.be_private()
    else:
        # The temporary directory has to be removed, so the zygote gets a warning.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # an editable install puts the checkout on the path, solutions included
        sys.path[:] = [p for p in sys.path if not Path(p, "autograder").is_dir()]
        linux.die_with_parent(signal.SIGTERM)
    try:
        _run(control, given)
    finally:
        if not given["safe"]:
            _remove(Path(given["folder"]).parent)


def _run(control: socket.socket, given: dict[str, Any]) -> None:
    limits = limiting.Limits(**given["limits"])
    zygote = Zygote(control, limits, given["folder"], given["safe"])
    problem = "it was started for probes only"
    if given["load"] != "nothing":
        problem = _load(given["load"] == "drawing")
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the forks
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)
    ready = {"id": "ready", "problem": problem, "threads": threading.active_count()}
    zygote.send({**ready, "count_threads": zygote.count_threads})
    try:
        zygote.serve()
    finally:
        zygote.sweep()


def _remove(folder: Path) -> None:
    scratch.clear(str(folder))
    folder.rmdir()
