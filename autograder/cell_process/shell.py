"""An IPython shell without a kernel, whose output is recorded and capped."""

from __future__ import annotations

import ast
import base64
import io
import linecache
import sys
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Instance, Type
from traitlets.config import Config

KEPT_TEXT = 100_000  # characters of a cell's text output that are kept
MOST_TEXT = 50_000_000  # characters after which a cell is stopped
MOST_IMAGE = 4 * 2**20
MOST_OUTPUTS = 100
NO_SHELL = "Shell commands (!) are not run while a notebook is graded."


class OutputLimitError(BaseException):
    """Raised in a cell that prints without end; `except Exception` lets it pass."""


class Ran(NamedTuple):
    """What came of running a cell.

    Attributes
    ----------
    problem : tuple or None
        ``(class name, text, lines of the student's own code)`` of an exception.
    outputs : list of dict
        As nbformat 4 has them; only text and PNG images.
    value : object
        The value of the last expression, if any.
    """

    problem: tuple[str, str, list[str]] | None
    outputs: list[dict[str, Any]]
    value: Any = None


class Recorder:
    """Keeps the outputs of one cell."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.kept = self.seen = 0

    def text(self, name: str, text: str) -> None:
        """Take printed text: keep the first of it, stop a flood."""
        self.seen += len(text)
        if self.seen > MOST_TEXT:
            raise OutputLimitError(f"more than {MOST_TEXT:,} characters were printed")
        room = KEPT_TEXT - self.kept
        if room <= 0:
            return
        self.kept += len(text)
        if len(text) > room:
            text = text[:room] + "\n… (the rest of the output was cut)\n"
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        elif len(self.outputs) < MOST_OUTPUTS:
            stream = {"output_type": "stream", "name": name, "text": [text]}
            self.outputs.append(stream)

    def bundle(self, kind: str, data: dict[str, Any]) -> None:
        """Take a displayed object: its plain text and its picture, nothing else."""
        kept: dict[str, Any] = {}
        text = data.get("text/plain")
        if isinstance(text, str):
            self.seen += len(text)
            kept["text/plain"] = text[: max(0, KEPT_TEXT - self.kept)]
            self.kept += len(kept["text/plain"])
        image = data.get("image/png")
        if isinstance(image, bytes):
            image = base64.b64encode(image).decode("ascii")
        if isinstance(image, str) and len(image) <= MOST_IMAGE:
            kept["image/png"] = image
        if kept and len(self.outputs) < MOST_OUTPUTS:
            self.outputs.append({"output_type": kind, "data": kept, "metadata": {}})

    def finished(self) -> list[dict[str, Any]]:
        """Return the outputs, each stream in one piece."""
        return [
            {**output, "text": "".join(output["text"])} if "text" in output else output
            for output in self.outputs
        ]


class Stream(io.TextIOBase):
    """What a cell writes to as ``sys.stdout`` or ``sys.stderr``."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        """Record text."""
        self._recorder.text(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        """Say that this can be written to."""
        return True


class _Hook(DisplayHook):
    """Records the value that a cell ends in."""

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        _shell_of(self).recorder.bundle("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        """Leave the streams alone."""


class _Publisher(DisplayPublisher):
    """Records what `display` shows."""

    def publish(self, data: Any, *args: Any, **kwargs: Any) -> None:
        _shell_of(self).recorder.bundle("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        _shell_of(self).recorder.outputs.clear()


def _shell_of(part: Any) -> CellShell:
    shell: CellShell = part.shell
    return shell


class Transformer(TransformerManager):
    """Leaves alone what is Python already; looking for magics takes milliseconds."""

    def transform_cell(self, cell: str) -> str:
        """Return the cell with its magics as calls."""
        try:
            ast.parse(cell)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            transformed: str = super().transform_cell(cell)
            return transformed
        return cell if cell.endswith("\n") else cell + "\n"


class CellShell(InteractiveShell):
    """InteractiveShell with recorded output, no history file and no ``!``."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    recorder = Recorder()
    input_transformer_manager = Instance(Transformer, ())

    def system(self, cmd: str) -> None:
        """Refuse a shell command, without costing the rest of the cell."""
        print(NO_SHELL)

    system_raw = system_piped = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Refuse a shell command whose output was wanted."""
        print(NO_SHELL)
        return []

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: ``%matplotlib inline`` asks for it, and figures are inline."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        """Show nothing: the error is reported as data."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing: the error is reported as data."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing: the error is reported as data."""


def make_shell() -> CellShell:
    """Start the shell of this process; figures appear inline, as in a notebook."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 3
    config.HistoryManager.hist_file = ":memory:"
    shell: CellShell = CellShell.instance(config=config)
    return shell


def search(folder: str) -> None:
    """Let modules beside the notebook be imported, from the place a kernel looks."""
    packages = [k for k, path in enumerate(sys.path) if path.endswith("-packages")]
    sys.path.insert(packages[0] if packages else len(sys.path), folder)


def run(shell: CellShell, source: str) -> Ran:
    """Run the text of a cell.

    Parameters
    ----------
    shell : CellShell
        From `make_shell`.
    source : str
        The cell, magics included.

    Returns
    -------
    Ran
    """
    recorder = shell.recorder = Recorder()
    value = error = None

    def execute() -> None:
        nonlocal value, error
        result = shell.run_cell(source, store_history=False)  # type: ignore[no-untyped-call]
        error = result.error_before_exec or result.error_in_exec
        value = result.result

    stopped = recorded(recorder, execute)
    error = error or stopped
    problem = describe(error) if error is not None else None
    return Ran(problem, recorder.finished(), value)


def recorded(recorder: Recorder, execute: Callable[[], None]) -> BaseException | None:
    """Run something with its output recorded; return what it raised."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream(recorder, "stdout"), Stream(recorder, "stderr")
    try:
        execute()
    except BaseException as error:
        return error
    finally:
        sys.stdout, sys.stderr = before
    return None


def describe(error: BaseException) -> tuple[str, str, list[str]]:
    """Return an exception's class, text and the lines of cells that it passed."""
    try:
        text = str(error)[:2000]
    except BaseException:  # a class of the student's own may fail to print
        text = "a message that cannot be printed"
    lines = []
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if "ipython-input" in name or name.startswith("/tmp/ipykernel"):
            source = linecache.getline(name, number).strip()
            lines.append(f"line {number}: {source}"[:200])
    return type(error).__name__[:100], text, lines[-10:]
