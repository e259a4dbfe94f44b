"""The cell process as the judge uses it: cells to run, names to read, calls.

When a student's code ends its process, a new one runs the same cells again, so that one
exercise's endless loop costs only that exercise.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from autograder.cell_process import wire
from autograder.grading import replies
from autograder.grading.channel import Budget, CellDiedError, Channel, Deadline
from autograder.grading.proxies import Opaque, Proxy, opaque, raised
from autograder.grading.replies import Problem
from autograder.grading.sandbox import Sandbox, SandboxError
from rnn_core.calls import Outcome

MOST_PIECE = 16 * 2**20  # bytes of files in one message, unless one is larger
REVIVALS = 3  # of a process while one test runs
LIMITS = {
    "memory_limit": "the code needs more memory than it may use",
    "output_limit": "the code prints more than it may",
    "disk_limit": "the code writes larger files, or more of them, than it may",
    "process_limit": "the code starts processes, which it may not",
}
UNSENDABLE = "what a function returned is too large, or holds itself"
OBJECT = "a function returned an object, expected plain values such as numbers or lists"
Reply = TypeVar("Reply")
_DISK = re.compile(r"\[Errno (27|28|122)\]")
Key = tuple[int, int]  # which process, and the function's number in it


class StudentProcess:
    """A student's notebook in a cell process.

    Parameters
    ----------
    sandbox : Sandbox
        Where processes come from.
    files : dict of str to bytes
        What lies beside the notebook.
    budget : Budget
        What the whole submission may spend.
    timeout : float
        Seconds of computing for one call and for one cell.
    drawing : bool
        Whether figures are drawn; where nobody sees them, that would be for nothing.

    Attributes
    ----------
    events : list of (str, str)
        Status and sentence of what went wrong since `begin`.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        files: dict[str, bytes],
        budget: Budget,
        timeout: float,
        drawing: bool = True,
    ) -> None:
        self.sandbox, self.files, self.budget = sandbox, files, budget
        self.drawing = drawing
        self.call_deadline = Deadline.of(timeout)
        self.cell_deadline = Deadline.of(timeout)
        self.events: list[tuple[str, str]] = []
        self.fault: SandboxError | None = None  # of ours, whatever a test made of it
        self.revivals = 0
        self._history: list[str] = []
        self._generation = 0  # counts the processes; a number means one in one of them
        self._bound: dict[str, Key] = {}  # the student's names, now
        self._names: dict[Key, str] = {}  # and those of earlier processes too
        self._functions: dict[int, Callable[..., Any]] = {}
        self._standing: list[tuple[Key, dict[str, Callable[..., Any]]]] = []
        self._refused: dict[str, int] = {}
        self._endless: dict[str, CellDiedError] = {}  # functions, in this test
        self._channel: Channel | None = None

    def begin(self) -> None:
        """Begin a test: events and revivals are counted for each."""
        self.events, self.revivals = [], 0
        self._functions.clear()
        self._endless.clear()

    def close(self) -> None:
        """End the process."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def abandon(self) -> None:
        """End this process; the next request begins with a new one."""
        if self._channel is not None:
            self._channel.close()

    def run(self, source: str) -> tuple[Problem | None, list[dict[str, Any]]]:
        """Run a cell; return its problem, if any, and its outputs."""
        try:
            reply = self._ask(replies.ran, self.cell_deadline, "run", source)
        except CellDiedError as death:
            self._note(death)
            return Problem(death.status, death.message, []), []
        self._history.append(source)
        self._note_problem(reply.problem, reply.refused)
        return reply.problem, reply.outputs

    def test(self, source: str) -> tuple[Problem | None, float | None]:
        """Run a test beside the student's code; return problem and number."""
        problem, number, refused = self._ask(
            replies.tested, self.cell_deadline, "test", source
        )
        self._history.append(source)
        self._note_problem(problem, refused)
        return problem, number

    def names(self, wanted: list[str]) -> dict[str, Any]:
        """Return what stands under the student's names; functions come as proxies."""
        if not wanted:
            return {}
        read = functools.partial(replies.named, wanted)
        found = self._ask(read, self.call_deadline, "names", wanted)
        values = {}
        for name, blob in found:
            values[name] = self._channel_now().loads(blob)
            if isinstance(values[name], Proxy):
                self._bound[name] = values[name]._number
                self._names[values[name]._number] = name
        return values

    def bind(self, name: str, value: Any) -> None:
        """Bind one of the student's names."""
        self._ask(replies.nothing, self.call_deadline, "bind", name, value)

    def unbind(self, name: str) -> None:
        """Remove one of the student's names."""
        self._ask(replies.nothing, self.call_deadline, "unbind", name)

    def signature(self, number: Key) -> Any:
        """Describe the parameters of a function; None where they are unknown."""
        return self._ask(
            replies.described, self.call_deadline, "signature", self._at(number)
        )

    def call(self, number: Key, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function as a test does: returns, or raises, what it does."""
        try:
            self._refuse_endless(number)
            blob = self._channel_now().dumps((args, kwargs))
            reply = self._ask(
                replies.called, self.call_deadline, "call", self._at(number), blob
            )
            self._copy_back((args, kwargs), reply.after)
        except CellDiedError as death:
            self._note(death, number)
            raise
        print(reply.printed, end="")  # a test may have captured it
        if reply.raised is not None:
            lineage, problem, plain = reply.raised
            self._note_problem(problem, reply.refused)
            raise raised(lineage, problem.text, plain)
        return self._value(reply.value)

    def outcome(self, number: Key, args: tuple[Any, ...]) -> Outcome:
        """Call a function as `check` does; what happened comes in sentences."""
        try:
            self._refuse_endless(number)
            channel = self._channel_now()
            blob = channel.dumps(args)
            reply = self._ask(
                replies.outcome, self.call_deadline, "outcome", self._at(number), blob
            )
            after = args if reply.after is None else channel.loads(reply.after)
            if type(after) is not tuple or len(after) != len(args):
                raise channel.died("bad_return", "the arguments came back malformed")
            if reply.problem is not None:
                problem = Problem(reply.name, reply.problem, [])
                self._note_problem(problem, reply.refused)
                return Outcome(None, after, reply.problem, reply.name, reply.notes)
            value = self._value(reply.value)
        except CellDiedError as death:
            self._note(death, number)
            if death.status == "total_timeout":
                raise
            return Outcome(None, args, death.message, death.status, ())
        return Outcome(value, after, None, None, reply.notes)

    def stand_in(self, number: Key, functions: dict[str, Callable[..., Any]]) -> None:
        """Let functions of the judge answer for earlier exercises."""
        self._standing.append((number, functions))
        self._endless.clear()  # with another's help it may end
        try:
            if not self._alive():
                self._channel_now()  # a revival lets them stand in as well
            else:
                self._stand_in(number, functions)
        except CellDiedError as death:
            self._note(death)

    def stand_down(self) -> None:
        """End the last `stand_in`."""
        self._standing.pop()
        if self._alive():
            try:
                self._ask(replies.nothing, self.call_deadline, "stand_down")
            except CellDiedError as death:
                self._note(death)

    def _stand_in(self, number: Key, functions: dict[str, Callable[..., Any]]) -> None:
        numbers = {name: self._refer(fn)[1] for name, fn in functions.items()}
        self._ask(
            replies.nothing,
            self.call_deadline,
            "stand_in",
            self._at(number),
            numbers,
        )

    def _alive(self) -> bool:
        return self._channel is not None and self._channel.alive

    def _ask(
        self,
        read: Callable[[replies.Parts], Reply],
        deadline: Deadline,
        operation: str,
        *payload: Any,
    ) -> Reply:
        """Send a request; a reply without the form that it must have is the end."""
        channel = self._channel_now()
        reply = channel.request(deadline, operation, *payload)
        try:
            return read(reply)
        except replies.MalformedError as error:
            text = f"the process sent no proper reply ({error})"
            raise channel.died("bad_return", text) from None

    def _channel_now(self) -> Channel:
        if self._channel is None:
            self._start()
        elif not self._channel.alive:
            self._revive()
        assert self._channel is not None
        return self._channel

    def _start(self) -> None:
        try:
            connection = self.sandbox.spawn()
        except SandboxError as error:  # a test may catch every exception
            self.fault = error
            raise CellDiedError("infra_error", str(error)) from None
        self._channel = Channel(
            connection, self.budget, self._answer, self._refer, self._resolve
        )
        self._refused = {}
        self._generation += 1
        for files in _pieces(self.files):
            self._ask(replies.nothing, self.call_deadline, "files", files)
        self._ask(replies.ready, self.call_deadline, "setup", 0, self.drawing)

    def _revive(self) -> None:
        """Run all cells again in a new process, but for those that ended one."""
        if self.revivals >= REVIVALS:
            raise CellDiedError("crashed", "the process ended several times")
        self.revivals += 1
        self._start()
        assert self._channel is not None
        for source in self._history:
            self._ask(replies.ran, self.cell_deadline, "run", source)
        self._functions.clear()
        self.names(list(self._bound))
        for number, functions in self._standing:
            self._stand_in(number, functions)

    def _at(self, key: Key) -> int:
        """Return the number that a function has in the process of now."""
        generation, number = key
        if generation == self._generation:
            return number
        generation, number = self._bound.get(self._names.get(key, ""), (0, 0))
        if generation != self._generation:
            raise CellDiedError("crashed", "the function was lost with its process")
        return number

    def _value(self, blob: bytes | None) -> Any:
        """Decode what a function returned; what could not travel is opaque."""
        if blob is None:
            self.events.append(("bad_return", UNSENDABLE))
            return opaque(0, "value that is too large")
        value = self._channel_now().loads(blob)
        if isinstance(value, Opaque):
            self.events.append(("bad_return", OBJECT))
        return value

    def _copy_back(self, before: Any, after: Any) -> None:
        """Bring arguments that the function changed into their new state."""
        if after is not None:
            fresh = self._channel_now().loads(after)
            wire.update(before, fresh)

    def _answer(self, number: Any, blob: Any) -> Any:
        """Call a function of the judge for the student's code."""
        channel = self._channel_now()
        function = self._functions.get(number) if type(number) is int else None
        if function is None or type(blob) is not bytes:
            return "error", "RuntimeError", "nothing answers here"
        loaded = channel.loads(blob)
        try:
            args, kwargs = loaded
            return "value", channel.dumps(function(*args, **kwargs))
        except Exception as error:
            return "error", type(error).__name__, str(error)[:500]

    def _refer(self, value: Any) -> tuple[str, int, str]:
        if isinstance(value, Proxy):
            return "callable", self._at(value._number), value.__name__
        if isinstance(value, Opaque):
            return "opaque", value.number, type(value).__name__
        if not callable(value):
            kind = type(value).__name__
            raise wire.WireError(f"a {kind} cannot be sent to a student's function")
        for number, known in self._functions.items():
            if known is value:
                return "callback", number, getattr(value, "__name__", "function")
        number = len(self._functions) + 1
        self._functions[number] = value
        return "callback", number, str(getattr(value, "__name__", "function"))

    def _resolve(self, kind: str, number: int, name: str) -> Any:
        if kind in ("callable", "stub"):
            return Proxy(self, (self._generation, number), name, kind == "stub")
        if kind == "callback" and number in self._functions:
            return self._functions[number]
        return opaque(number, name)

    def _refuse_endless(self, number: Key) -> None:
        """Call nothing again that ran out of time in this test: once is enough.

        Three such exercises would use up what the whole submission has.
        """
        death = self._endless.get(self._names.get(number, ""))
        if death is not None:
            raise death

    def _note(self, death: CellDiedError, number: Key = (0, 0)) -> None:
        self.events.append((death.status, death.message))
        if death.status == "timeout" and number in self._names:
            self._endless[self._names[number]] = death

    def _note_problem(self, problem: Problem | None, refused: dict[str, int]) -> None:
        """Tell from an exception which limit was met, if any."""
        newly, self._refused = refused != self._refused, refused
        if problem is None:
            return
        status = _limit(problem, newly)
        if status:
            self.events.append((status, LIMITS[status]))
        elif problem.name not in ("NotImplementedError", "AssertionError"):
            told = f"{problem.name}: {problem.text}"
            self.events.append(("error", told[: replies.LONGEST]))


def _pieces(files: dict[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Split files into what fits into one message."""
    piece: dict[str, bytes] = {}
    size = 0
    for name, data in files.items():
        if size + len(data) > MOST_PIECE and piece:
            yield piece
            piece, size = {}, 0
        piece[name] = data
        size += len(data)
    if piece:
        yield piece


def _limit(problem: Problem, refused: bool) -> str:
    """Return the status of the limit that an exception speaks of, or nothing."""
    if "MemoryError" in problem.name or "[Errno 12]" in problem.text:
        return "memory_limit"
    if problem.name == "OutputLimitError":
        return "output_limit"
    if _DISK.search(problem.text):
        return "disk_limit"
    if refused or "start new thread" in problem.text:
        return "process_limit"
    return ""
