"""The judge's end of the pipe to a cell process: requests, replies, deadlines.

A student's code holds the other end, so every reply is only the student's word; what is
no reply at all ends the process.
"""

from __future__ import annotations

import contextlib
import select
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from autograder.cell_process import framing, wire
from autograder.grading.sandbox import CellConnection

SLICE = 0.1  # seconds between two looks at the clock
WALL_FACTOR = 3  # a call that sleeps may take so many times its processor time


class CellDiedError(BaseException):
    """The cell process is gone; a test's ``except Exception`` does not catch it.

    Attributes
    ----------
    status, message : str
        One of `records.STATUSES` and a sentence.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Deadline(NamedTuple):
    """How long a request may take: processor seconds, and seconds by the clock."""

    cpu: float
    wall: float

    @classmethod
    def of(cls, seconds: float) -> Deadline:
        """Return the deadline for a limit in seconds: processor time first."""
        return cls(seconds, WALL_FACTOR * seconds + 1)


RUNS = 3  # of a notebook: without hidden tests, with them, beside odd tests


class Budget:
    """What is left to one submission as a whole, over all its processes.

    Each of the runs that a notebook may need has as much; a run that others made
    necessary costs a student nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.spent: dict[str, float] = {}  # processor seconds by kind of run
        self.used = 0.0  # in this kind, by processes that have ended
        self.ends = time.monotonic() + RUNS * WALL_FACTOR * seconds

    @contextlib.contextmanager
    def run(self, kind: str) -> Iterator[None]:
        """Count a kind of run by itself, over all notebooks."""
        self.used = self.spent.get(kind, 0.0)
        try:
            yield
        finally:
            self.spent[kind] = self.used

    def check(self, cpu: float) -> None:
        """Raise when the submission has used up its time."""
        if self.used + cpu > self.seconds or time.monotonic() > self.ends:
            message = f"the whole notebook took more than {self.seconds:g} seconds"
            raise CellDiedError("total_timeout", message)


class Channel:
    """One cell process, asked one thing at a time.

    Parameters
    ----------
    connection : CellConnection
        From `Sandbox.spawn`.
    budget : Budget
        Of the submission.
    answer : callable
        Gets ``(id, blob)`` of a call back and returns the reply to send.
    refer, resolve : callable
        The codec's hooks for what cannot travel.
    """

    def __init__(
        self,
        connection: CellConnection,
        budget: Budget,
        answer: Callable[[Any, Any], Any],
        refer: Callable[[Any], tuple[str, int, str]],
        resolve: Callable[[str, int, str], Any],
    ) -> None:
        self.connection, self.budget, self.answer = connection, budget, answer
        self.refer, self.resolve = refer, resolve
        self.number = 0
        self.alive = True
        connection.socket.setblocking(False)
        self._poll = select.poll()
        self._poll.register(connection.socket, select.POLLIN)
        self._buffer = bytearray()

    def dumps(self, value: Any) -> bytes:
        """Encode a value; functions of the judge travel as references."""
        return wire.dumps(value, ref=self.refer)

    def loads(self, data: bytes) -> Any:
        """Decode what came; objects that stayed behind come as proxies."""
        try:
            return wire.loads(data, resolve=self.resolve)
        except wire.WireError as error:
            raise self.died("bad_return", f"the reply is malformed: {error}") from None

    def request(
        self, deadline: Deadline, operation: str, *payload: Any
    ) -> tuple[Any, ...]:
        """Ask for something and wait for the reply.

        Raises
        ------
        CellDiedError
            When the process ended, took too long or sent something else.
        """
        if not self.alive:
            raise CellDiedError("crashed", "the process had ended before")
        self.number += 1
        number = self.number  # answering a call back may ask for more meanwhile
        clock = _Clock(self, deadline)
        self._send((operation, number, *payload), clock)
        while True:
            reply = self.loads(self._receive(clock))
            if type(reply) is not tuple or not reply:
                raise self.died("bad_return", "the process sent something unasked")
            if reply[0] == "callback" and len(reply) == 3:
                self._send(self.answer(reply[1], reply[2]), clock)
            elif reply[0] == number and type(reply[0]) is int:
                return reply[1:]
            else:
                raise self.died("bad_return", "the process sent something unasked")

    def died(self, status: str, message: str) -> CellDiedError:
        """End the process and return the exception that says why."""
        self.close()
        return CellDiedError(status, message)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self.alive:
            self.alive = False
            self.budget.used += self.connection.cpu_seconds()
            self.connection.kill()
            self.connection.close()

    def _send(self, message: Any, clock: _Clock) -> None:
        data = memoryview(framing.pack(self.dumps(message)))
        sock = self.connection.socket
        while data:
            try:
                data = data[sock.send(data) :]
            except BlockingIOError:
                clock.wait(select.POLLOUT)
            except OSError:
                raise self._gone(clock) from None

    def _receive(self, clock: _Clock) -> bytes:
        buffer = self._buffer
        while True:
            if len(buffer) >= framing.HEADER:
                size = int.from_bytes(buffer[: framing.HEADER], "little")
                if size > framing.MOST:
                    text = f"the reply has {size} bytes, allowed are {framing.MOST}"
                    raise self.died("bad_return", text)
                end = framing.HEADER + size
                if len(buffer) >= end:
                    frame = bytes(buffer[framing.HEADER : end])
                    del buffer[:end]
                    return frame
            clock.wait(select.POLLIN)
            try:
                data = self.connection.socket.recv(1 << 18)
            except BlockingIOError:
                continue
            except OSError:
                raise self._gone(clock) from None
            if not data:
                raise self._gone(clock)
            buffer += data

    def _gone(self, clock: _Clock) -> CellDiedError:
        """Say why the process ended of itself."""
        if clock.cpu() >= clock.deadline.cpu:
            return self.died("timeout", "the code used up its processor time")
        return self.died("crashed", "the process in which the code ran ended suddenly")


class _Clock:
    """The time that one request takes."""

    def __init__(self, channel: Channel, deadline: Deadline) -> None:
        self.channel, self.deadline = channel, deadline
        self.started = time.monotonic()
        # Looked at when an answer is not there at once: most are.
        self._cpu_before: float | None = None
        self._waited_before: float | None = None

    def cpu(self) -> float:
        """Return the processor seconds of the request so far."""
        if self._cpu_before is None:
            self._cpu_before = self.channel.connection.cpu_seconds()
        return self.channel.connection.cpu_seconds() - self._cpu_before

    def wall(self) -> float:
        """Return the seconds by the clock, but for those without a processor.

        Others who keep all processors busy must not make a student late.
        """
        waited = self.channel.connection.waited_seconds()
        if self._waited_before is None:
            self._waited_before = waited
        return time.monotonic() - self.started - (waited - self._waited_before)

    def wait(self, event: int) -> None:
        """Wait until the socket is ready; raise when the time is over."""
        channel = self.channel
        poll = channel._poll
        poll.modify(
            channel.connection.socket, event
        ) if event != select.POLLIN else None
        try:
            while not poll.poll(SLICE * 1000):
                self._check()
        finally:
            if event != select.POLLIN:
                poll.modify(channel.connection.socket, select.POLLIN)
        if time.monotonic() - self.started > self.deadline.wall:
            self._check()  # a reply that drips in never lets the poll run out

    def _check(self) -> None:
        channel, limit = self.channel, self.deadline
        try:
            total = channel.connection.cpu_seconds()
            channel.budget.check(total)
        except CellDiedError:
            channel.close()
            raise
        if self.cpu() > limit.cpu:
            text = f"it did not finish within {limit.cpu:g} seconds of computing"
            raise channel.died("timeout", text)
        if self.wall() > limit.wall:
            text = f"it did not finish within {limit.wall:g} seconds"
            raise channel.died("timeout", text)
