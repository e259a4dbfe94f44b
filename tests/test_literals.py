"""Simple values are written as source that makes the same value again."""

import math
import threading

import numpy as np
import pytest

from rnn_core import literals


@pytest.mark.parametrize(
    "value",
    [
        3, -0.1, math.inf, True, None, "tab\t门", b"\x00", 1 + 2j, (1,), (), [], {},
        set(), {1, 2}, frozenset({"a"}), range(1, 9, 2), slice(None, 2), ...,
        {"H": [4, (5, "x")]}, np.float32(0.1), np.pi,
        np.arange(6).reshape(2, 3), np.array([[0.1, np.inf]], np.float32),
        np.empty((0, 3)), np.array(2.5), np.array([True]), np.array([1 + 2j]),
        {"W": np.eye(2)},
    ],
    ids=repr,
)  # fmt: skip
def test_a_simple_value_is_written_so_that_it_comes_back(value):
    again = eval(literals.as_source(value), {"numpy": np})
    assert type(again) is type(value)
    assert repr(again) == repr(value)  # repr shows dtype and shape
    np.testing.assert_equal(again, value)


def test_not_a_number_comes_back():
    assert math.isnan(eval(literals.as_source(math.nan)))


@pytest.mark.parametrize(
    "value",
    [object(), threading.Lock(), [object()], np.array([None]), np.zeros(2000),
     list(range(2000)), np.random.default_rng(0), np.ma.array([1.0])],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_not_simple_is_refused(value):
    with pytest.raises(literals.NotSimpleError):
        literals.as_source(value)
