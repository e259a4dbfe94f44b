"""What a demo consists of, and how it computes."""

import functools
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
    holds it, where a demo has several.
    """

    name: str
    low: float
    high: float
    value: float
    step: float = 0.1
    kind: str = "slider"
    group: str = ""


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

    def bound_step(self):
        """Return `step` with whatever answers for its exercises now."""
        functions = [exercise.resolve(name) for name in self.uses]
        return functools.partial(self.step, *functions)

    def compute(self, steps):
        """Run the steps, handing on what is carried.

        Parameters
        ----------
        steps : sequence of dict
            The inputs of each step; a carried input may be left out.

        Returns
        -------
        list of dict
            The outputs of each step: plain floats.

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
            outputs = step(**{**carried, **{k: float(v) for k, v in inputs.items()}})
            outputs = {k: self._number(k, value) for k, value in outputs.items()}
            carried = {name: outputs[source] for name, source in self.carry.items()}
            results.append(outputs)
        return results

    def _number(self, name, value):
        array = np.asarray(value)
        if array.size != 1 or array.dtype.kind not in "biuf":
            raise DemoError(
                f"{self._functions()} gave {name} = {_short(value)}, "
                "expected one number"
            )
        if not np.isfinite(array).all():
            raise DemoError(
                f"{self._functions()} gave {name} = {array.item()}: the drawing needs "
                "a finite number; take smaller inputs, or correct the function"
            )
        return float(array.item())

    def _sentence(self, error):
        return (
            f"{self._functions()} stopped with {type(error).__name__}: "
            f"{_short(error)}. Correct it, run its cell and its check, "
            "then change a value here."
        )

    def _functions(self):
        return " and ".join(self.uses)

    def traced(self):
        """Return the step as a program for the page: one number in, one out, each."""
        first = {**self.start, **self.steps[0]}
        step = self.bound_step()

        def wrapped(*values):
            return step(**dict(zip(self.inputs, values, strict=True)))

        program = trace(wrapped, *(first[name] for name in self.inputs))
        inputs = tuple((name, ()) for name in self.inputs)
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
