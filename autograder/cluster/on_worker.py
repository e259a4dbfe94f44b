"""What Dask calls on a worker. A worker is prepared once for each run.

A run is named by the hash of what it was given, so a coordinator that was killed and
started again finds its workers ready. The functions take bytes and return bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import queue
import secrets
import sys
import threading
from functools import cache
from typing import Any

from autograder.cluster import travel
from autograder.cluster.station import LostError, Station
from autograder.errors import AutograderError
from autograder.sources import CHECKOUT

MOST_RUNS = 3  # that a worker keeps ready, for two coordinators and one to come
CODE = ("autograder", "rnn_core", "solutions")
_lock = threading.Lock()


class Stations:
    """The stations of one run on one worker; each grades one submission at a time."""

    def __init__(self, given: bytes, slots: int) -> None:
        self.given, self.slots = given, slots
        self._idle: queue.SimpleQueue[Station | None] = queue.SimpleQueue()
        self.busy = 0
        for station in [Station(given), *[None] * (slots - 1)]:
            self._idle.put(station)

    def ask(self, request: bytes, seconds: float) -> bytes:
        """Have a station answer; one that was lost is replaced by the next request."""
        self.busy += 1
        station = self._idle.get()
        try:
            if station is None:
                station = Station(self.given)
            try:
                return station.ask(request, seconds)
            except LostError as error:
                station.close()
                station = None
                return travel.pack({"lost": str(error)})
        finally:
            self._idle.put(station)
            self.busy -= 1

    def close(self) -> None:
        """End the stations that are idle."""
        with contextlib.suppress(queue.Empty):
            while True:
                station = self._idle.get_nowait()
                if station is not None:
                    station.close()


def prepare(run: str, given: bytes) -> bytes:
    """Make this worker ready for a run: prove its sandbox, start its judge.

    Parameters
    ----------
    run : str
        `name_of` what is given.
    given : bytes
        From `travel.pack_plans`.

    Returns
    -------
    bytes
        ``{"slots": …, "life": …}``, how many submissions it takes at a time and a name
        that no other worker has, or ``{"refused": sentence}``.
    """
    worker = _worker()
    _, _, more = travel.unpack_plans(given)
    refusal = _difference(more)
    runs = _runs(worker)
    if refusal or run in runs:
        return travel.pack({"refused": refusal} if refusal else _ready(worker))
    try:
        made = Stations(given, worker.state.nthreads)
    except AutograderError as error:
        return travel.pack({"refused": str(error)})
    with _lock:
        runs[run] = made
        _forget_old(runs)
    return travel.pack(_ready(worker))


def ask(run: str, request: bytes, seconds: float) -> bytes:
    """Grade a submission, or look at the instructor's notebook.

    Returns
    -------
    bytes
        What the station answers, or ``{"lost": reason}`` where it ended, or
        ``{"unprepared": life}`` from a worker that is another one than expected.
    """
    stations = _runs(_worker()).get(run)
    if stations is None:
        return travel.pack({"unprepared": _life(_worker())})
    try:
        return stations.ask(request, seconds)
    except AutograderError as error:  # a station that did not start again
        return travel.pack({"refused": str(error)})


def release(run: str) -> bytes:
    """End a run's stations."""
    with _lock:
        stations = _runs(_worker()).pop(run, None)
    if stations is not None:
        stations.close()
    return travel.pack({})


def name_of(given: bytes) -> str:
    """Return a run's name."""
    return hashlib.sha256(given).hexdigest()[:16]


def _worker() -> Any:
    distributed: Any = importlib.import_module("distributed")
    return distributed.get_worker()


def _runs(worker: Any) -> dict[str, Stations]:
    """Return the runs that a worker is ready for; tests have many in one process."""
    runs: dict[str, Stations] = worker.__dict__.setdefault("autograder_runs", {})
    return runs


def _ready(worker: Any) -> dict[str, Any]:
    return {"slots": worker.state.nthreads, "life": _life(worker)}


def _life(worker: Any) -> str:
    """Name a worker, which may come back at the address of one that died."""
    name: str = worker.__dict__.setdefault("autograder_life", secrets.token_hex(8))
    return name


def _forget_old(runs: dict[str, Stations]) -> None:
    for run in list(runs)[:-1]:
        if len(runs) > MOST_RUNS and not runs[run].busy:
            runs.pop(run).close()


def versions() -> dict[str, str]:
    """Return what a worker must have in common with its coordinator."""
    return {
        "python": ".".join(map(str, sys.version_info[:2])),
        "checkout": _checkout_hash(),
    }


def _difference(more: dict[str, Any]) -> str:
    theirs, ours = more["versions"], versions()
    if theirs["python"] != ours["python"]:
        return f"it has Python {ours['python']}, expected {theirs['python']}"
    if theirs["checkout"] != ours["checkout"]:
        return "its checkout of the course differs from the coordinator's"
    return ""


@cache
def _checkout_hash() -> str:
    """Hash the code that decides scores."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.suffix in (".py", ".json") and path.is_file():
                name = path.relative_to(CHECKOUT).as_posix()
                digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()
