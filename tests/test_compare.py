"""The comparator decides by types it knows, and says in words what differs."""

import numpy as np
import pytest

from rnn_core.compare import compare
from rnn_core.mismatch import as_array
from rnn_core.records import LSTMCellCache

E = np.arange(6.0).reshape(2, 3) + 1


def sentence(got, expected=E, **options):
    found = compare(got, expected, name="h_t", **options)
    return found.sentence if found else None


@pytest.mark.parametrize(
    "got",
    [
        E,
        E.astype(np.float32),
        E.tolist(),
        tuple(map(tuple, E)),
        E.astype(int),
        E + 1e-9,
    ],
    ids=["same", "float32", "lists", "tuples", "integers", "rounding"],
)
def test_equal_numbers_in_another_form_are_equal(got):
    assert compare(got, E) is None


@pytest.mark.parametrize("got", [2.5, np.float32(2.5), np.array(2.5)])
def test_a_scalar_may_come_in_three_forms(got):
    assert compare(got, 2.5) is None


def test_a_transposed_array_is_named_as_such():
    assert sentence(E.T, shape="(N, H)") == (
        "h_t has shape (3, 2), expected (N, H) = (2, 3): is a matrix transposed?"
    )


def test_a_missing_return_is_asked_for():
    assert "is a return missing?" in sentence(None)


def test_the_worst_place_is_shown_with_both_numbers():
    wrong = E.copy()
    wrong[1, 2] = 0
    assert sentence(wrong) == (
        "h_t is wrong in 1 of 6 places; most of all at [1, 2]: got 0, expected 6"
    )


def test_nan_and_infinity_are_named_with_their_place():
    wrong = E.copy()
    wrong[0, 1] = np.nan
    assert sentence(wrong) == "h_t is nan at [0, 1], expected 2"
    assert compare(np.array([np.inf, 1]), np.array([np.inf, 1])) is None
    assert compare(np.array([1e308, 1]), np.array([np.inf, 1])).kind == "finite"


@pytest.mark.parametrize(
    "got",
    [
        np.ma.masked_array(E),
        E.astype(complex),
        E.astype(object),
        E.astype(str),
        "E",
        {"E": E},
        [[1, 2], [3]],
    ],
    ids=lambda got: type(got).__name__,
)
def test_other_types_are_refused(got):
    assert compare(got, E).kind in ("type", "shape")


def test_an_object_that_calls_itself_equal_is_refused():
    class Same:
        def __eq__(self, other):
            return True

        __hash__ = None

    assert compare(Same(), E).kind == "type"
    assert compare(Same(), "text") is not None
    assert compare(Same(), None) is not None


def test_empty_is_not_equal_to_something_and_something_not_to_empty():
    assert compare(np.empty((0, 3)), E).kind == "shape"
    assert compare(E, np.empty((0, 3))).kind == "shape"
    assert compare(np.empty((0, 3)), np.empty((0, 3))) is None


def test_integers_and_flags_are_exact():
    assert compare(np.array([1, 2.000001]), np.array([1, 2])).kind == "value"
    assert compare(True, True) is None
    assert compare(False, True) is not None


def test_a_dict_is_compared_key_by_key():
    assert compare({"W": E}, {"W": E}) is None
    assert "no entry 'b'" in compare({"W": E}, {"W": E, "b": E}).sentence
    assert "not asked for" in compare({"W": E, "b": E}, {"W": E}).sentence


def test_a_record_may_come_as_a_plain_tuple_and_names_its_parts():
    cache = LSTMCellCache(*[E] * 10)
    assert compare(tuple(cache), cache) is None
    wrong = cache._replace(f_t=E + 1)
    assert compare(wrong, cache, "cache").sentence.startswith("cache.f_t is wrong in 6")
    found = compare((E, E), cache, "cache").sentence
    assert "holds 2 values, expected LSTMCellCache(x_t, h_prev" in found


def test_a_loss_of_five_digits_passes_and_of_four_does_not():
    assert compare(E * (1 + 0.9e-5), E) is None
    assert compare(E * (1 + 3e-5), E) is not None


def test_as_array_asks_nothing_of_foreign_objects():
    class Trap:
        def __array__(self, *args, **kwargs):
            raise AssertionError("a foreign object was asked to convert itself")

    assert as_array(Trap()) is None
    assert as_array([1.0, Trap()]) is None
