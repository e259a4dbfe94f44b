"""The process in which a student's code runs: it obeys requests from the judge.

A request is a tuple ``(operation, number, …)`` and gets one reply
``(number, …)``. While a call is in progress, the process may ask the judge back:
``("callback", id, args)``. Nothing here is trusted: whatever student code makes of this
process, all it can send is another value.
"""

from __future__ import annotations

import importlib
import io
import os
import random
import socket
from pathlib import Path
from typing import Any

from . import framing, limits, shell, wire

MOST_HANDLES = 10_000
_shell: shell.CellShell | None = None


def prepare(drawing: bool = True) -> None:
    """Load, before any student code, what every notebook needs.

    Parameters
    ----------
    drawing : bool
        With Matplotlib and the course's own package. They are most of what a fork has
        to copy, and a notebook without figures does not need them.
    """
    global _shell
    os.environ["RNN_CORE_MODE"] = "grading"
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    _shell = shell.make_shell()
    if drawing:
        _prepare_drawing()
    # The first cell of a shell takes long; no student should pay for it.
    shell.run(_shell, "1 + 1")


def _prepare_drawing() -> None:
    try:
        importlib.import_module("matplotlib.pyplot")
        figures = importlib.import_module("matplotlib.figure")
        # fonts, and what else the first figure of a process finds and keeps
        figure = figures.Figure()
        figure.add_subplot(title="title")
        figure.savefig(io.BytesIO(), format="png")
    except ImportError:
        pass  # a course without figures
    try:
        from rnn_core import calls, catalogue, standing_in, style  # noqa: F401

        for unit in catalogue.units():
            importlib.import_module(f"rnn_core.{unit}")
    except ImportError:
        pass  # a course of another kind


class Callback:
    """A function of the judge, as student code sees it."""

    def __init__(self, server: Server, number: int, name: str) -> None:
        self._server, self._number = server, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the judge."""
        return self._server.ask(self._number, args, kwargs)


class Server:
    """Answers the judge's requests over one socket."""

    def __init__(self, sock: socket.socket) -> None:
        assert _shell is not None, "prepare() comes first"
        self.sock, self.shell = sock, _shell
        self.handles: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}  # id() of an object -> its handle
        self.next_handle = 1
        self.standing: list[Any] = []
        self.in_call = False

    def serve(self) -> None:
        """Answer until the judge closes the connection."""
        while True:
            try:
                request = self.loads(framing.read(self.sock))
            except (EOFError, OSError):
                return
            self.handle(request)

    def handle(self, request: tuple[Any, ...]) -> None:
        """Do what a request says and reply."""
        operation, number, *rest = request
        reply = getattr(self, f"on_{operation}")(*rest)
        self.send((number, *reply))

    def send(self, message: Any) -> None:
        """Send one message."""
        self.sock.sendall(framing.pack(self.dumps(message)))

    def dumps(self, value: Any) -> bytes:
        """Encode; what cannot travel stays here and is referred to."""
        return wire.dumps(value, ref=self.refer)

    def loads(self, data: bytes) -> Any:
        """Decode; a reference to something that stayed here becomes it again."""
        return wire.loads(data, resolve=self.resolve)

    def refer(self, value: Any) -> tuple[str, int, str]:
        """Give an object a number that the judge can name it by."""
        if type(value) is Callback:
            return "callback", value._number, value.__name__
        number = self.numbers.get(id(value))
        if number is None:
            number, self.next_handle = self.next_handle, self.next_handle + 1
            if len(self.handles) >= MOST_HANDLES:
                self.handles.clear()
                self.numbers.clear()
            self.handles[number], self.numbers[id(value)] = value, number
        kind = "opaque"
        if callable(value):
            kind = (
                "stub" if "__stub__" in getattr(value, "__dict__", ()) else "callable"
            )
        name = getattr(value, "__name__", None) if kind != "opaque" else None
        return kind, number, str(name or type(value).__name__)[:100]

    def resolve(self, kind: str, number: int, name: str) -> Any:
        """Return what a reference stands for."""
        if kind == "callback":
            return Callback(self, number, name)
        return self.handles[number]

    def ask(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the judge, during a call of the judge's."""
        if not self.in_call:
            raise RuntimeError("nothing is being checked now, so nothing answers")
        self.send(("callback", number, self.dumps((args, kwargs))))
        while True:
            outcome, *rest = message = self.loads(framing.read(self.sock))
            if outcome == "value":
                return self.loads(rest[0])
            if outcome == "error":
                raise _exception(*rest)
            self.handle(message)  # the judge's function calls a student's in turn
            self.in_call = True

    def on_files(self, files: dict[str, bytes]) -> tuple[Any, ...]:
        """Write files that stand beside the notebook."""
        for name, data in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return ()

    def on_setup(self, seed: int, drawing: bool) -> tuple[Any, ...]:
        """Begin: let modules beside the notebook be found, seed random numbers."""
        formatter = self.shell.display_formatter
        assert formatter is not None
        formatter.formatters["image/png"].enabled = drawing
        shell.search(os.getcwd())
        random.seed(seed)
        try:
            import numpy as np

            np.random.seed(seed % 2**32)  # noqa: NPY002 - students may use it
        except ImportError:
            pass
        return ("ready",)

    def on_run(self, source: str) -> tuple[Any, ...]:
        """Run a cell."""
        ran = shell.run(self.shell, source)
        return ran.problem, ran.outputs, limits.refusals()

    def on_test(self, source: str) -> tuple[Any, ...]:
        """Run a test here, beside the student's code (compatibility mode)."""
        ran = shell.run(self.shell, source)
        number = _as_number(ran.value)
        return ran.problem, ran.outputs, limits.refusals(), number

    def on_names(self, names: list[str]) -> tuple[Any, ...]:
        """Say what stands under some names; a missing one is left out."""
        scope = self.shell.user_ns
        found = []
        for name in names:
            if name in scope:
                try:
                    found.append((name, self.dumps(scope[name])))
                except BaseException as error:
                    found.append((name, self.dumps(f"({type(error).__name__})")))
        return (found,)

    def on_bind(self, name: str, value: Any) -> tuple[Any, ...]:
        """Bind a name of the notebook."""
        self.shell.user_ns[name] = value
        return ()

    def on_unbind(self, name: str) -> tuple[Any, ...]:
        """Remove a name of the notebook."""
        self.shell.user_ns.pop(name, None)
        return ()

    def on_call(self, handle: int, blob: bytes) -> tuple[Any, ...]:
        """Call a function as the test wrote it; an exception goes back as one."""
        args, kwargs = self.loads(blob)
        recorder, value = shell.Recorder(), None

        def execute() -> None:
            nonlocal value
            value = self.handles[handle](*args, **kwargs)

        self.in_call = True
        error = shell.recorded(recorder, execute)
        self.in_call = False
        after = self._changed((args, kwargs), blob)
        rest = after, recorder.finished(), limits.refusals()
        if error is not None:
            raised = _lineage(error), *shell.describe(error), _plain_args(error)
            return "raised", raised, *rest
        return *self._returned(value), *rest

    def on_outcome(self, handle: int, blob: bytes) -> tuple[Any, ...]:
        """Call a function as `check` does: what happened comes back in sentences."""
        from rnn_core import calls

        args = self.loads(blob)
        self.in_call = True
        try:
            outcome = calls.call(self.handles[handle], args)
        except BaseException as error:  # KeyboardInterrupt, raised by the code itself
            kind = type(error).__name__
            problem = f"it stops with {kind}"
            outcome = calls.Outcome(None, args, problem, kind, ())
        self.in_call = False
        after = self._changed(outcome.args_after, blob)
        told = outcome.problem, outcome.raised, list(outcome.notes)
        if outcome.problem is not None:
            return ("raised", None, after, *told, limits.refusals())
        kind, value = self._returned(outcome.value)
        return (kind, value, after, *told, limits.refusals())

    def on_signature(self, handle: int) -> tuple[Any, ...]:
        """Describe a function's parameters: name, kind and whether it has a default."""
        import inspect

        try:
            found = inspect.signature(self.handles[handle]).parameters.values()
        except BaseException:
            return (None,)
        return ([(p.name, int(p.kind), p.default is not p.empty) for p in found],)

    def on_stand_in(self, handle: int, numbers: dict[str, int]) -> tuple[Any, ...]:
        """Let functions of the judge answer for earlier exercises."""
        from rnn_core.standing_in import standing_in

        functions = {name: Callback(self, n, name) for name, n in numbers.items()}
        context = standing_in(self.handles[handle], functions, self.shell.user_ns)
        context.__enter__()
        self.standing.append(context)
        return ()

    def on_stand_down(self) -> tuple[Any, ...]:
        """End the last `on_stand_in`."""
        self.standing.pop().__exit__(None, None, None)
        return ()

    def _returned(self, value: Any) -> tuple[str, Any]:
        """Encode what a function returned; refuse what is too big to travel."""
        try:
            return "returned", self.dumps(value)
        except BaseException as error:
            return "unsendable", f"{type(error).__name__}: {error}"[:500]

    def _changed(self, after: Any, blob: bytes) -> bytes | None:
        """Return the arguments after a call, None where they are as before."""
        try:
            data = self.dumps(after)
        except BaseException:
            return None
        return None if data == blob else data


def _as_number(value: Any) -> float | None:
    if type(value) is bool:
        return None
    try:
        return float(value)
    except BaseException:
        return None


def _lineage(error: BaseException) -> list[str]:
    return [kind.__name__[:100] for kind in type(error).__mro__[:20]]


def _plain_args(error: BaseException) -> list[Any] | None:
    """Return an exception's arguments where they are a few plain values."""
    try:
        args = list(error.args)[:5]
    except BaseException:  # a class of the student's own may do anything
        return None
    plain = all(type(arg) in (int, float, str, bool, type(None)) for arg in args)
    return [a[:2000] if type(a) is str else a for a in args] if plain else None


def _exception(kind: str, text: str) -> Exception:
    import builtins

    found = getattr(builtins, kind, RuntimeError)
    try:
        made = found(text)
    except Exception:
        made = RuntimeError(text)
    return made if isinstance(made, Exception) else RuntimeError(text)


def main(sock: socket.socket) -> None:
    """Serve the judge until it closes the connection."""
    sock.setblocking(True)
    Server(sock).serve()
