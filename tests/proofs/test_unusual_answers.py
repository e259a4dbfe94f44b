"""Proof 3: right answers in an unusual form score full marks."""

import sys
import warnings

import numpy as np
import pytest
from built_checks import all_checks

from rnn_core.checks_runtime import run_checks

pytestmark = pytest.mark.slow


def convert(value, change):
    if hasattr(value, "_fields"):
        return type(value)(*(convert(item, change) for item in value))
    if isinstance(value, tuple | list):
        return type(value)(convert(item, change) for item in value)
    if isinstance(value, dict):
        return {key: convert(item, change) for key, item in value.items()}
    return (
        change(value) if isinstance(value, np.ndarray | np.generic | float) else value
    )


def to_float32(value):
    if np.asarray(value).dtype.kind != "f":
        return value
    return np.asarray(value, dtype=np.float32)


def computed_in_float32(reference, *args):
    return reference(*convert(args, to_float32))


def as_lists(reference, *args):
    return convert(reference(*args), lambda a: np.asarray(a).tolist())


def in_a_list(reference, *args):
    result = reference(*args)
    return list(result) if type(result) is tuple else result


def zero_dimensional(reference, *args):
    return convert(reference(*args), lambda a: np.asarray(a) if np.ndim(a) == 0 else a)


def column_order(reference, *args):
    return convert(
        reference(*args), lambda a: np.asfortranarray(a) if np.ndim(a) > 1 else a
    )


def plain_tuples_for_records(reference, *args):
    def plain(value):
        if hasattr(value, "_fields"):
            return tuple(value)
        return tuple(map(plain, value)) if type(value) is tuple else value

    return plain(reference(*args))


def noisy(reference, *args):
    print("thinking")
    print("on stderr", file=sys.stderr)
    warnings.warn("a warning of mine", stacklevel=1)
    return reference(*args)


def summed_in_another_order(reference, *args):
    def nudge(a):
        return a if np.asarray(a).dtype.kind != "f" else a * (1 + 4e-16)

    return convert(reference(*args), nudge)


WAYS = [
    computed_in_float32,
    as_lists,
    in_a_list,
    zero_dimensional,
    column_order,
    plain_tuples_for_records,
    noisy,
    summed_in_another_order,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_right_answer_in_an_unusual_form_earns_everything(suite, way, capsys):
    def unusual(*args):
        return way(suite.reference, *args)  # a generator must be seen to advance

    checks = all_checks(suite.name, seed=5)
    results = run_checks(checks, suite.signature, unusual, suite.hints)
    assert [(r.id, r.sentence) for r in results if not r.passed] == []
    assert capsys.readouterr().err == ""  # nbgrader gives 0 for any output on stderr
