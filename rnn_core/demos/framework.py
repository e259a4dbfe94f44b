"""What a demo consists of, and how it computes."""

import functools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rnn_core import exercise
from rnn_core.trace import trace


class DemoError(ValueError):
    """A sentence for the reader: why the demo has nothing to draw."""


@dataclass(frozen=True)
class Control:
    """A number the reader may change: ``kind`` is "slider" or "number".

    Its label is the text of its name in `labels`; ``group`` names the fieldset that
    holds it, where a demo has several. A slider with ``values`` runs through these.
    """

    name: str
    low: float
    high: float
    value: float
    step: float = 0.1
    kind: str = "slider"
    group: str = ""
    values: tuple = ()


@dataclass(frozen=True)
class Demo:
    """One demo, in the kernel and in the page.

    Attributes
    ----------
    name : str
        Of the JavaScript module ``static/views/<name>.js`` and of the labels.
    uses : tuple of str
        Exercises whose functions `step` receives as its first arguments.
    step : callable
        ``step(*functions, **inputs) -> dict`` of numbers, branch-free NumPy.
    inputs : tuple of str
        Names of the numbers `step` takes, in order.
    controls : tuple of Control
        What the reader may change.
    steps : tuple of dict
        The inputs of each step to begin with.
    draw : callable
        ``draw(texts, steps, outputs) -> str``: the first drawing, as SVG and HTML.
    carry : dict
        Input of the next step → output of this one.
    start : dict
        The carried inputs of the first step.
    shapes : dict
        Name of an input or output → its shape, where it is an array.
    data : dict
        More that the page needs to know, as plain data.
    shown : int
        The step that the first drawing is about.
    page_step : callable, optional
        ``page_step(**inputs) -> dict``: what the page runs, for a step whose functions
        cannot be traced because they assign into arrays. A test compares the two.
    """

    name: str
    uses: tuple
    step: Callable
    inputs: tuple
    controls: tuple
    steps: tuple
    draw: Callable
    carry: dict = field(default_factory=dict)
    start: dict = field(default_factory=dict)
    shapes: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)
    shown: int = 0
    page_step: Callable | None = None

    def bound_step(self):
        """Return `step` with whatever answers for its exercises now."""
        functions = [exercise.resolve(name) for name in self.uses]
        return functools.partial(self.step, *functions)

    def compute(self, steps):
        """Run the steps, handing on what is carried.

        Parameters
        ----------
        steps : sequence of dict
            The inputs of each step; a carried input may be left out, and starts
            afresh where it is given.

        Returns
        -------
        list of dict
            The outputs of each step: plain floats, and lists of them.

        Raises
        ------
        DemoError
            A sentence: what went wrong in the function, and what to do.
        """
        with np.errstate(all="ignore"):
            try:
                return self._run(steps)
            except DemoError:
                raise
            except NotImplementedError as error:  # nothing answers; says what to do
                raise DemoError(f"{error}.".replace("..", ".")) from None
            except Exception as error:
                raise DemoError(self._sentence(error)) from error

    def _run(self, steps):
        step, carried, results = self.bound_step(), dict(self.start), []
        for inputs in steps:
            given = {**carried, **inputs}
            outputs = step(**{k: self._taken_in(k, v) for k, v in given.items()})
            outputs = {k: self._plain(k, value) for k, value in outputs.items()}
            carried = {name: outputs[source] for name, source in self.carry.items()}
            results.append(outputs)
        return results

    def _taken_in(self, name, value):
        return np.array(value, dtype=float) if name in self.shapes else float(value)

    def _plain(self, name, value):
        array, shape = np.asarray(value), self.shapes.get(name)
        fits = array.size == 1 if shape is None else array.shape == shape
        if not fits or array.dtype.kind not in "biuf":
            raise DemoError(
                f"{self._functions()} gave {name} = {_short(value)}, expected "
                + (f"numbers of shape {shape}" if shape else "one number")
            )
        if not np.isfinite(array).all():
            raise DemoError(
                f"{self._functions()} gave {name} = {_short(array)}: the drawing needs "
                "a finite number; take smaller inputs, or correct the function"
            )
        return array.astype(float).tolist() if shape else float(array.item())

    def blank(self):
        """Return outputs that are all zero, for a drawing that waits for numbers."""
        zeros = {name: np.zeros(shape).tolist() for name, shape in self.shapes.items()}
        return defaultdict(float, zeros)

    def _sentence(self, error):
        return (
            f"{self._functions()} stopped with {type(error).__name__}: "
            f"{_short(error)}. Correct it, run its cell and its check, "
            "then change a value here."
        )

    def _functions(self):
        return " and ".join(self.uses)

    def traced(self):
        """Return the step as a program for the page."""
        first = {**self.start, **self.steps[0]}
        examples = [self._taken_in(name, first[name]) for name in self.inputs]
        step = self.page_step or self.bound_step()

        def wrapped(*values):
            return step(**dict(zip(self.inputs, values, strict=True)))

        program = trace(wrapped, *examples)
        inputs = tuple((name, self.shapes.get(name, ())) for name in self.inputs)
        return program._replace(name=self.name, inputs=inputs)


def taken(function, result, *names):
    """Unpack what a reader's function returned, or say what it should return."""
    expected = f"({', '.join(names)})"
    if not isinstance(result, tuple | list) or len(result) != len(names):
        got = f"{len(result)} results" if isinstance(result, tuple | list) else "one"
        got = "None" if result is None else got
        raise DemoError(f"{function} returned {got}, expected {expected}")
    return result


def _short(value):
    text = " ".join(str(value).split())
    return text if len(text) <= 200 else f"{text[:200]}…"
