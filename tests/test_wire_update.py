import collections
import math
from collections import OrderedDict, defaultdict, deque

import numpy as np
import pytest
from hypothesis import given
from wire_values import same, values

from autograder.cell_process import wire
from autograder.cell_process.wire import dumps, loads


@given(values, values)
def test_update_brings_a_value_into_the_state_of_another(old, new):
    old, new = [old, [1], old], [new, [2], new]
    target = loads(dumps(old))
    inner = target[1]
    assert wire.update(target, loads(dumps(new))) is False
    assert same(target, loads(dumps(new)))
    assert target[1] is inner


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([1, 2], [3]),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}),
        (defaultdict(list, a=[1]), {"b": [2]}),
        (OrderedDict(a=1), OrderedDict(b=2)),
        ({1, 2}, {2, 3}),
        (bytearray(b"ab"), bytearray(b"xyz")),
        (deque([1, 2], 5), deque([2, 3, 4], 5)),
        (np.zeros((2, 3)).T, np.ones((3, 2))),
        (np.zeros(2, ">f8"), np.ones(2)),
        (np.array([1, "a"], object), np.array(["b", 2**70], object)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_call_changed_is_changed_in_place(old, new):
    seen = old
    assert wire.update(old, new) is False
    assert np.array_equal(seen, new) if isinstance(old, np.ndarray) else seen == new


def test_update_reaches_into_tuples_and_dicts_and_keeps_identities():
    array, numbers, record = np.zeros(2), [1], collections.namedtuple("P", "a b")
    args = record(array, {"k": (numbers, -0.0, math.nan)}), 5
    fresh = ((np.ones(2), {"k": ([1, 2], -0.0, math.nan)}), 5)
    assert wire.update(args, fresh) is False
    assert array.tolist() == [1, 1]
    assert numbers == [1, 2]
    assert args[0][1]["k"][0] is numbers


def test_update_advances_a_random_generator():
    mine = np.random.default_rng(1)
    theirs = loads(dumps(mine))
    theirs.normal(size=5)
    assert wire.update((mine,), (theirs,)) is False
    assert mine.normal() == theirs.normal()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (np.zeros(2), np.zeros(3)),
        (np.zeros(2), np.zeros(2, int)),
        (np.zeros(2, "i4,f8"), np.array([1, 2], object)),
        ((1, 2), (1, 3)),
        ((1, 2), (1,)),
        ((0.0,), (-0.0,)),
        ((1,), (True,)),
        ([1], {1: 1}),
        ({1: 1}, OrderedDict({1: 1})),
        (deque([1], 2), deque([1], 3)),
        (np.random.Generator(np.random.MT19937(1)), np.random.default_rng(1)),
    ],
    ids=str,
)
def test_update_says_what_could_not_be_done(old, new):
    assert wire.update(old, new) is True


def test_update_leaves_a_read_only_array_and_says_whether_it_should_have_changed():
    fixed = np.zeros(2)
    fixed.flags.writeable = False
    assert wire.update(fixed, np.zeros(2)) is False
    assert wire.update(fixed, np.ones(2)) is True
    assert fixed.tolist() == [0, 0]
