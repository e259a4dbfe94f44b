"""The workers of a scheduler as the coordinator sees them: who is there, who has what.

Work is handed to one worker by name and never moved by Dask, so that when a worker
dies it is known exactly what it had. Workers come and go; so may the scheduler.
"""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from autograder.cluster import on_worker, travel
from autograder.cluster.connection import Connection, GoneError
from autograder.errors import WorkerError
from autograder.grading.records import Submission

Work = Submission | str  # the name of an assignment stands for a look at its notebook
LOOK_SECONDS = 1.0  # between two looks at who is there
PATIENCE = 600.0  # seconds without scheduler or worker
REMIND_SECONDS = 60.0
RELEASE_SECONDS = 3.0
PREPARING = 16  # at once: each gets a message as large as the course
AHEAD = 2  # for each that a worker grades it holds one that comes next


class Reply(NamedTuple):
    """What became of a piece of work.

    Attributes
    ----------
    answer : dict, optional
        What the worker answered; None where the work was lost.
    suspect : bool
        It was lost together with its worker, so it may be the reason.
    """

    work: Work
    answer: dict[str, Any] | None = None
    suspect: bool = False
    reason: str = ""


@dataclass
class Member:
    """A worker."""

    address: str
    slots: int = 0  # 0 until it is prepared
    life: str = ""
    alone: bool = False  # it holds a suspect, and nothing else beside it
    holds: dict[Future[bytes], Work] = field(default_factory=dict)

    @property
    def room(self) -> float:
        """How much more it may be given, as a share of what it can do."""
        return 0.0 if self.alone else AHEAD - len(self.holds) / max(1, self.slots)


class Fleet:
    """The workers that can be given work.

    Parameters
    ----------
    address : str
        The scheduler's.
    given : bytes
        What each worker gets once.
    say : callable
        Takes a sentence for the person at the keyboard.
    patience : float
        Seconds to wait for a scheduler or a worker before giving up; `PATIENCE`.
    """

    def __init__(
        self,
        address: str,
        given: bytes,
        say: Callable[[str], None],
        patience: float | None = None,
    ) -> None:
        self.address, self.given, self.run = address, given, on_worker.name_of(given)
        self._say = say
        self._patience = PATIENCE if patience is None else patience
        self.members: dict[str, Member] = {}
        self._refused: dict[str, str] = {}
        self._preparing: dict[Future[bytes], Member] = {}
        self._owner: dict[Future[bytes], Member] = {}
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._replies: list[Reply] = []
        self._next_look = 0.0
        self._fine = self._reminded = time.monotonic()
        self._connection: Connection | None = None
        try:
            self._connection = Connection(address)
        except GoneError as error:
            raise WorkerError(
                f"no Dask scheduler answers at {address} ({error}). Start one with: "
                "dask scheduler --host 127.0.0.1"
            ) from None

    @property
    def ready(self) -> list[Member]:
        """The members that were prepared."""
        return [member for member in self.members.values() if member.slots]

    def hand(self, member: Member, work: Work, request: bytes, seconds: float) -> None:
        """Give work to a member."""
        arguments = on_worker.ask, self.run, request, seconds
        try:
            if self._connection is None:
                raise GoneError("the connection was closed")
            future = self._connection.submit(member.address, *arguments)
        except GoneError:
            self._replies.append(Reply(work))
            self._next_look = 0.0
            return
        member.holds[future] = work
        self._owner[future] = member
        future.add_done_callback(self._done.put)

    def turn(self) -> list[Reply]:
        """Look who is there if it is time, wait for an answer, return what came."""
        if time.monotonic() >= self._next_look:
            self._look()
            self._next_look = time.monotonic() + LOOK_SECONDS
        for future in self._finished():
            if future in self._preparing:
                self._prepared(self._preparing.pop(future), future)
            elif future in self._owner:
                self._answered(self._owner[future], future)
        replies, self._replies = self._replies, []
        return replies

    def close(self) -> None:
        """End this run's stations, as far as the workers can still be reached."""
        if self._connection is not None:
            with contextlib.suppress(GoneError):
                self._release()
            self._connection.close()
            self._connection = None

    def _release(self) -> None:
        assert self._connection is not None
        idle = [member.address for member in self.ready if not member.holds]
        asked = [
            self._connection.submit(address, on_worker.release, self.run)
            for address in idle
        ]
        futures.wait(asked, RELEASE_SECONDS)

    def _finished(self) -> Iterator[Future[bytes]]:
        """Yield what is done; wait a little where nothing is."""
        if self._replies:
            return
        try:
            left = self._next_look - time.monotonic()
            yield self._done.get(timeout=max(0.0, left))
            while True:
                yield self._done.get_nowait()
        except queue.Empty:
            pass

    # --- who is there ----------------------------------------------------------------

    def _look(self) -> None:
        try:
            if self._connection is None:
                self._connection = Connection(self.address)
                self._say(f"The scheduler {self.address} is back.")
            self._compare(self._connection.workers())
        except GoneError:
            self._scheduler_lost()
        self._require_patience()

    def _compare(self, there: dict[str, int]) -> None:
        for address in self.members.keys() - there.keys():
            self._lose(self.members[address])
        for address in self._refused.keys() - there.keys():
            del self._refused[address]
        for address in there:
            if address in self.members or address in self._refused:
                continue
            if len(self._preparing) >= PREPARING:
                break
            self._prepare(Member(address))

    def _prepare(self, member: Member) -> None:
        assert self._connection is not None
        arguments = on_worker.prepare, self.run, self.given
        future = self._connection.submit(member.address, *arguments)
        self.members[member.address] = member
        self._preparing[future] = member
        future.add_done_callback(self._done.put)

    def _prepared(self, member: Member, future: Future[bytes]) -> None:
        if self.members.get(member.address) is not member:
            return  # it left meanwhile
        head, problem = _head(future)
        if "slots" in head:
            member.slots, member.life = int(head["slots"]), str(head["life"])
        elif future.cancelled():
            del self.members[member.address]
        else:
            self._refuse(member, str(head.get("refused") or problem))

    def _refuse(self, member: Member, sentence: str) -> None:
        self.members.pop(member.address, None)
        self._refused[member.address] = sentence
        self._say(f"The worker {member.address} gets no work: {sentence}")

    def _lose(self, member: Member, suspect: bool = True) -> None:
        """Give back what a worker had, but for what it had finished."""
        if self.members.get(member.address) is member:
            del self.members[member.address]
        for future, work in list(member.holds.items()):
            if future.done() and not future.cancelled() and not future.exception():
                continue  # its answer is in the queue
            self._drop(member, future)
            reason = f"the worker that graded it, {member.address}, was lost"
            self._replies.append(Reply(work, None, suspect, reason))

    def _drop(self, member: Member, future: Future[bytes]) -> None:
        del member.holds[future], self._owner[future]
        member.alone = member.alone and bool(member.holds)
        future.cancel()

    def _scheduler_lost(self) -> None:
        if self._connection is not None:
            self._say(f"The scheduler {self.address} went away; waiting for it.")
            self._connection.close()
            self._connection = None
        for member in list(self.members.values()):
            self._lose(member, suspect=False)
        self._refused.clear()
        self._preparing.clear()

    def _require_patience(self) -> None:
        now = time.monotonic()
        if self.ready:
            self._fine = self._reminded = now
        if now - self._fine > self._patience:
            raise WorkerError(self._waiting_for() + " What was graded is stored.")
        if now - self._reminded > REMIND_SECONDS:
            self._reminded = now
            self._say(f"Waiting: {self._waiting_for()}")

    def _waiting_for(self) -> str:
        if self._connection is None:
            return f"the scheduler {self.address} does not answer."
        if self._refused:
            reasons = "; ".join(sorted(set(self._refused.values())))
            return f"no worker at {self.address} can grade: {reasons}."
        if self.members:
            return f"no worker at {self.address} is ready yet."
        return (
            f"no worker is connected to {self.address}. Start one with: dask worker "
            f"{self.address}"
        )

    # --- what they answer ------------------------------------------------------------

    def _answered(self, member: Member, future: Future[bytes]) -> None:
        work = member.holds[future]
        head, problem = _head(future)
        self._drop(member, future)
        if future.cancelled():  # the scheduler is gone, or its memory of us
            self._next_look = 0.0
            self._replies.append(Reply(work))
        elif "unprepared" in head:
            self._start_again(member, work, head["unprepared"] != member.life)
        elif "refused" in head:
            self._refuse(member, head["refused"])
            self._lose(member, suspect=False)
            self._replies.append(Reply(work))
        elif problem or "lost" in head:
            reason = problem or head["lost"]
            self._replies.append(Reply(work, suspect=True, reason=reason))
        else:
            self._replies.append(Reply(work, head))

    def _start_again(self, member: Member, work: Work, died: bool) -> None:
        """Prepare a worker once more, such as one at the address of one that died."""
        reason = f"the worker that graded it, {member.address}, was lost"
        self._replies.append(Reply(work, None, died, reason))
        if member.slots and self._connection is not None:
            member.slots = 0
            self._prepare(member)


def _head(future: Future[bytes]) -> tuple[dict[str, Any], str]:
    """Return the head of an answer, and what went wrong where there is none."""
    if future.cancelled():
        return {}, ""
    error = future.exception()
    if error is not None:
        return {}, f"{type(error).__name__}: {error}"
    try:
        return travel.unpack_answer(future.result()), ""
    except (travel.TravelError, TypeError) as wrong:
        return {}, str(wrong)
