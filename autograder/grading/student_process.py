"""The cell process as the judge uses it: cells to run, names to read, calls.

When a student's code ends its process, a new one runs the same cells again, so that one
exercise's endless loop costs only that exercise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from autograder.cell_process import wire
from autograder.grading.channel import Budget, CellDiedError, Channel, Deadline
from autograder.grading.proxies import Opaque, Proxy, opaque, raised
from autograder.grading.sandbox import Sandbox
from rnn_core.calls import Outcome

REVIVALS = 3  # of a process while one test runs
_DISK = re.compile(r"\[Errno (27|28|122)\]")
Key = tuple[int, int]  # which process, and the function's number in it
_LONGEST = 4000  # characters of a sentence that a student's code can bring about


class StudentProcess:
    """A student's notebook in a cell process.

    Attributes
    ----------
    events : list of (str, str)
        Status and sentence of what went wrong since `begin`.
    """

    def __init__(
        self, sandbox: Sandbox, files: dict[str, bytes], budget: Budget, timeout: float
    ) -> None:
        self.sandbox, self.files, self.budget = sandbox, files, budget
        self.call_deadline = Deadline.of(timeout)
        self.cell_deadline = Deadline.of(timeout)
        self.events: list[tuple[str, str]] = []
        self.revivals = 0
        self._history: list[str] = []
        self._generation = 0  # counts the processes; a number means one in one of them
        self._bound: dict[str, Key] = {}  # the student's names, now
        self._names: dict[Key, str] = {}  # and those of earlier processes too
        self._functions: dict[int, Callable[..., Any]] = {}
        self._standing: list[tuple[Key, dict[str, Callable[..., Any]]]] = []
        self._refused: dict[str, int] = {}
        self._channel: Channel | None = None

    def begin(self) -> None:
        """Begin a test: events and revivals are counted for each."""
        self.events, self.revivals = [], 0
        self._functions.clear()

    def close(self) -> None:
        """End the process."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def abandon(self) -> None:
        """End this process; the next request begins with a new one."""
        if self._channel is not None:
            self._channel.close()

    def run(self, source: str) -> tuple[Any, list[dict[str, Any]]]:
        """Run a cell; return its problem, if any, and its outputs."""
        try:
            problem, outputs, refused = self._ask(self.cell_deadline, "run", source)
        except CellDiedError as death:
            self._note(death)
            return (death.status, death.message, []), []
        self._history.append(source)
        self._note_problem(problem, refused)
        return problem, outputs if type(outputs) is list else []

    def test(self, source: str) -> tuple[Any, Any, Any]:
        """Run a test beside the student's code; return problem, outputs, number."""
        problem, outputs, refused, number = self._ask(
            self.cell_deadline, "test", source
        )
        self._history.append(source)
        self._note_problem(problem, refused)
        return problem, outputs, number

    def names(self, wanted: list[str]) -> dict[str, Any]:
        """Return what stands under the student's names; functions come as proxies."""
        if not wanted:
            return {}
        (found,) = self._ask(self.call_deadline, "names", wanted)
        values = {}
        for name, blob in found:
            values[name] = self._channel_now().loads(blob)
            if isinstance(values[name], Proxy):
                self._bound[name] = values[name]._number
                self._names[values[name]._number] = name
        return values

    def bind(self, name: str, value: Any) -> None:
        """Bind one of the student's names."""
        self._ask(self.call_deadline, "bind", name, value)

    def unbind(self, name: str) -> None:
        """Remove one of the student's names."""
        self._ask(self.call_deadline, "unbind", name)

    def signature(self, number: Key) -> Any:
        """Describe the parameters of a function; None where they are unknown."""
        (described,) = self._ask(self.call_deadline, "signature", self._at(number))
        return described

    def call(self, number: Key, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function as a test does: returns, or raises, what it does."""
        try:
            channel = self._channel_now()
            blob = channel.dumps((args, kwargs))
            reply = channel.request(self.call_deadline, "call", self._at(number), blob)
            kind, value, after, printed, refused = reply
            self._copy_back((args, kwargs), after)
        except CellDiedError as death:
            self._note(death)
            raise
        for output in printed if type(printed) is list else ():
            print(str(output.get("text", ""))[:_LONGEST], end="")
        if kind == "raised":
            lineage, name, text, _, plain = value
            self._note_raised(str(name), str(text), refused)
            raise raised(lineage, str(text), plain)
        return self._value(kind, value)

    def outcome(self, number: Key, args: tuple[Any, ...]) -> Outcome:
        """Call a function as `check` does; what happened comes in sentences."""
        try:
            channel = self._channel_now()
            blob = channel.dumps(args)
            kind, value, after, problem, name, notes, refused = channel.request(
                self.call_deadline, "outcome", self._at(number), blob
            )
            notes = tuple(str(note)[:_LONGEST] for note in notes)
            args_after = args if after is None else channel.loads(after)
            if type(args_after) is not tuple or len(args_after) != len(args):
                raise channel.died("bad_return", "the arguments came back malformed")
            if problem is not None:
                problem, name = str(problem)[:_LONGEST], str(name)[:100]
                self._note_raised(name, problem, refused)
                return Outcome(None, args_after, problem, name, notes)
            value = self._value(kind, value)
        except CellDiedError as death:
            self._note(death)
            if death.status == "total_timeout":
                raise
            return Outcome(None, args, death.message, death.status, ())
        return Outcome(value, args_after, None, None, notes)

    def stand_in(self, number: Key, functions: dict[str, Callable[..., Any]]) -> None:
        """Let functions of the judge answer for earlier exercises."""
        self._standing.append((number, functions))
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
                self._ask(self.call_deadline, "stand_down")
            except CellDiedError as death:
                self._note(death)

    def _stand_in(self, number: Key, functions: dict[str, Callable[..., Any]]) -> None:
        numbers = {name: self._refer(fn)[1] for name, fn in functions.items()}
        channel = self._channel_now()
        channel.request(self.call_deadline, "stand_in", self._at(number), numbers)

    def _alive(self) -> bool:
        return self._channel is not None and self._channel.alive

    def _ask(self, deadline: Deadline, operation: str, *payload: Any) -> Any:
        return self._channel_now().request(deadline, operation, *payload)

    def _channel_now(self) -> Channel:
        if self._channel is None:
            self._start()
        elif not self._channel.alive:
            self._revive()
        assert self._channel is not None
        return self._channel

    def _start(self) -> None:
        connection = self.sandbox.spawn()
        self._channel = Channel(
            connection, self.budget, self._answer, self._refer, self._resolve
        )
        self._refused = {}
        self._generation += 1
        self._channel.request(self.call_deadline, "setup", self.files, 0)

    def _revive(self) -> None:
        """Run all cells again in a new process, but for those that ended one."""
        if self.revivals >= REVIVALS:
            raise CellDiedError("crashed", "the process ended several times")
        self.revivals += 1
        self._start()
        assert self._channel is not None
        for source in self._history:
            self._channel.request(self.cell_deadline, "run", source)
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

    def _value(self, kind: Any, blob: Any) -> Any:
        """Decode what a function returned; what could not travel is opaque."""
        if kind == "unsendable":
            self.events.append(("bad_return", str(blob)[:_LONGEST]))
            return opaque(0, "value that is too large")
        value = self._channel_now().loads(blob)
        if isinstance(value, Opaque):
            text = f"it returned a {type(value).__name__}, which is no plain value"
            self.events.append(("bad_return", text))
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

    def _note(self, death: CellDiedError) -> None:
        self.events.append((death.status, death.message))

    def _note_problem(self, problem: Any, refused: Any) -> None:
        if problem is not None:
            name, text, *_ = problem
            self._note_raised(str(name), str(text), refused)

    def _note_raised(self, name: str, text: str, refused: Any = None) -> None:
        """Tell from an exception which limit was met, if any."""
        told = f"{name}: {text}"[:_LONGEST]
        if name == "MemoryError" or "MemoryError" in name:
            self.events.append(("memory_limit", told))
        elif name == "OutputLimitError":
            self.events.append(("output_limit", told))
        elif _DISK.search(text):
            self.events.append(("disk_limit", told))
        elif self._newly_refused(refused) or "start new thread" in text:
            self.events.append(("process_limit", told))
        elif name not in ("NotImplementedError", "AssertionError"):
            self.events.append(("error", told))

    def _newly_refused(self, refused: Any) -> bool:
        if type(refused) is not dict:
            return False
        before, self._refused = self._refused, refused
        return refused != before
