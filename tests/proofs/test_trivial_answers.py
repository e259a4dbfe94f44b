"""Proof 2: no trivial answer passes any check of any exercise."""

import numpy as np
import pytest
from built_checks import all_checks

from rnn_core.checks_runtime import run_checks

pytestmark = pytest.mark.slow


def like(value, make):
    """Replace every number and array in a result by what `make` says."""
    if hasattr(value, "_fields"):
        return type(value)(*(like(item, make) for item in value))
    if isinstance(value, tuple | list):
        return type(value)(like(item, make) for item in value)
    if isinstance(value, dict):
        return {key: like(item, make) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return make(value)
    if isinstance(value, int | float | np.generic):
        return make(np.asarray(value))[()]
    return None


def first_array(args):
    for arg in args:
        if isinstance(arg, tuple | list) and len(arg):
            found = first_array(arg)
            if found is not None:
                return found
        if isinstance(arg, np.ndarray):
            return arg
    return next((np.asarray(a) for a in args if isinstance(a, int | float)), None)


MAKERS = {
    "nan": lambda a: np.full(a.shape, np.nan),
    "inf": lambda a: np.full(a.shape, np.inf),
    "zeros": lambda a: np.zeros(a.shape),
    "ones": lambda a: np.ones(a.shape),
    "empty": lambda a: np.empty((0, *a.shape[1:])),
    "masked": lambda a: np.ma.masked_all(a.shape),
    "booleans": lambda a: np.ones(a.shape, dtype=bool),
    "scalars": lambda a: np.float64(0.5),
}
WHOLE = {
    "None": lambda args: None,
    "True": lambda args: True,
    "a scalar": lambda args: 1.0,
    "an empty array": lambda args: np.empty(0),
    "an empty tuple": lambda args: (),
    "an echo of the first input": lambda args: first_array(args),
    "an echo of all inputs": lambda args: args,
    "the first input's first element": lambda args: first_array(args).flat[0],
    "the first input's transpose": lambda args: first_array(args).T,
    "a masked array": lambda args: np.ma.masked_all((2, 3)),
    "a string": lambda args: "right",
}


def earned(suite, fn):
    checks = all_checks(suite.name, seed=11)
    return [r.id for r in run_checks(checks, suite.signature, fn, {}) if r.passed]


@pytest.mark.parametrize("kind", MAKERS)
def test_an_answer_of_the_right_structure_without_content_earns_nothing(suite, kind):
    def trivial(*args):
        return like(suite.reference(*args), MAKERS[kind])

    assert earned(suite, trivial) == []


@pytest.mark.parametrize("kind", WHOLE)
def test_an_answer_without_structure_earns_nothing(suite, kind):
    assert earned(suite, lambda *args: WHOLE[kind](args)) == []


@pytest.mark.parametrize("kind", ["echo", "transpose", "first element"])
def test_an_echo_of_the_inputs_in_every_place_earns_nothing(suite, kind):
    def trivial(*args):
        array = first_array(args)
        part = {"echo": array, "transpose": array.T, "first element": array.flat[0]}
        count = len(suite.signature.outputs)
        return part[kind] if count == 1 else tuple(part[kind] for _ in range(count))

    assert earned(suite, trivial) == []


def test_arguments_returned_in_order_earn_nothing(suite):
    count = len(suite.signature.outputs)
    assert earned(suite, lambda *args: tuple((args * count)[:count])) == []


def test_a_subclass_that_calls_everything_equal_earns_nothing(suite):
    class Agreeable(np.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return True

        def __eq__(self, other):
            return True

        __hash__ = None

    def trivial(*args):
        return like(suite.reference(*args), lambda a: np.zeros(a.shape).view(Agreeable))

    assert earned(suite, trivial) == []
