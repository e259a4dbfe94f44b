"""A scheduler and workers as processes of their own, on loopback, ended by the test."""

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
START_SECONDS = 60
QUIET = {
    "DASK_DISTRIBUTED__ADMIN__EVENT_LOOP": "asyncio",
    "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False",
}


def free_port():
    """Return a port of loopback that nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Cluster:
    """A scheduler and its workers; use it in a ``with`` block.

    Parameters
    ----------
    folder : Path
        For logs and what workers spill.
    environment : dict
        More environment variables for all of them.
    """

    def __init__(self, folder, protocol="tcp", **environment):
        self.folder = Path(folder)
        self.port = free_port()
        self.address = f"{protocol}://127.0.0.1:{self.port}"
        self.protocol = protocol
        path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
        self.environment = os.environ | QUIET | {"PYTHONPATH": path} | environment
        self.scheduler = None
        self.workers = []
        self._started = 0

    def __enter__(self):
        self.start_scheduler()
        return self

    def __exit__(self, *_):
        for process in [*self.workers, self.scheduler]:
            if process.poll() is None:
                process.kill()
            process.wait()

    def start_scheduler(self):
        """Start the scheduler, at the address of the one before."""
        self.scheduler = self._start(
            "scheduler", "--port", str(self.port), "--no-dashboard",
            "--protocol", self.protocol, "--no-show",
        )  # fmt: skip
        self._await_scheduler()

    def _await_scheduler(self):
        while self.scheduler.poll() is None:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
        raise AssertionError(self.log(self._started))

    def start_worker(self, *options, **environment):
        """Start a worker with one thread and no nanny; return its process."""
        process = self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--memory-limit", "0", "--protocol", self.protocol, *options,
            **environment,
        )  # fmt: skip
        self.workers.append(process)
        return process

    def _start(self, *words, **environment):
        self._started += 1
        log = (self.folder / f"log-{self._started}").open("wb")
        place = ("--host", "127.0.0.1") if "--host" not in words else ()
        if words[0] == "worker":
            place += ("--local-directory", str(self.folder))
        command = [sys.executable, "-m", "dask"]
        with log:
            return subprocess.Popen(
                [*command, *words, *place],
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )

    def log(self, number):
        """Return what a process printed."""
        return (self.folder / f"log-{number}").read_text(errors="replace")
