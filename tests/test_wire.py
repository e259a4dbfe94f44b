import collections
import dataclasses
import enum
import itertools
import math
import sys
from collections import OrderedDict, defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from wire_values import same, values

from autograder.cell_process.wire import WireError, dumps, loads
from rnn_core.records import LSTMCellCache
from rnn_core.trace import trace


@given(values)
def test_a_value_arrives_as_it_was_with_all_its_types(value):
    assert same(value, loads(dumps(value)))


@given(values)
def test_encoding_again_gives_the_same_bytes_where_nothing_changed(value):
    if "set(" not in repr(value) and "{" not in repr(value):  # sets have no order
        assert dumps(loads(dumps(value))) == dumps(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((n for n in (1, 2.5, "a")), [1, 2.5, "a"]),
        (map(abs, [-1]), [1]),
        (filter(None, [0, 3]), [3]),
        (zip("ab", [1, 2], strict=True), [("a", 1), ("b", 2)]),
        (enumerate("x"), [(0, "x")]),
        (reversed([1, 2]), [2, 1]),
        (iter({"k": 1}), ["k"]),
        (iter({"k": 1}.items()), [("k", 1)]),
        (iter(range(2)), [0, 1]),
        (itertools.chain([1], (2,)), [1, 2]),
        (itertools.islice(itertools.count(), 2), [0, 1]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_iterator_arrives_as_an_iterator(value, expected):
    arrived = loads(dumps(value))
    assert iter(arrived) is arrived
    assert list(arrived) == expected


def test_an_endless_iterator_is_refused():
    with pytest.raises(WireError, match="more than 100,000"):
        dumps(itertools.count())


def test_an_exception_of_a_generators_own_code_passes_through():
    def broken():
        yield 1
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        dumps(broken())


@pytest.mark.parametrize("kind", [dict, OrderedDict])
def test_views_of_a_dict_arrive_as_views(kind):
    given = kind(a=[1], b=[2])
    keys, values, items = loads(dumps((given.keys(), given.values(), given.items())))
    assert keys & {"a"} == {"a"}
    assert keys == given.keys()
    assert list(values) == [[1], [2]]
    assert type(values) is type({}.values())
    assert list(items) == [("a", [1]), ("b", [2])]
    assert type(items) is type({}.items())


def test_views_of_what_cannot_be_hashed_arrive_too():
    arrived = loads(dumps({"a": [1]}.items()))
    assert ("a", [1]) in arrived


class Colour(enum.IntEnum):
    RED = 7


class Word(enum.StrEnum):
    HI = "hi"


def traps(base):
    """Make a subclass all of whose methods fail."""

    def fail(*args, **kwargs):
        raise AssertionError("a student's method was called")

    plain = {"__new__", "__init__", "__getattribute__", "__class__", "__doc__"}
    names = {n for n in dir(base) if n not in plain and callable(getattr(base, n))}
    keep = {"__init_subclass__", "__subclasshook__", "__setattr__", "__delattr__"}
    return type("Trap", (base,), dict.fromkeys(names - keep, fail))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (int, 5),
        (float, -0.0),
        (complex, 1j),
        (str, "s"),
        (bytes, b"b"),
        (bytearray, bytearray(b"b")),
        (list, [1, 2]),
        (tuple, (1, 2)),
        (dict, {1: 2}),
        (set, {1}),
        (frozenset, frozenset([1])),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_subclass_arrives_as_its_base_without_a_call_of_its_methods(kind, plain):
    arrived = loads(dumps([traps(kind)(plain)]))
    assert same(arrived, [plain])


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Colour.RED, 7),
        (Word.HI, "hi"),
        (collections.namedtuple("Point", "x y")(1, 2), (1, 2)),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (np.memmap, None),
    ],
    ids=str,
)
def test_relatives_of_plain_types_arrive_plain(value, plain, tmp_path):
    if value is np.memmap:
        value = np.memmap(tmp_path / "file", np.uint8, "w+", shape=(2,))
        plain = np.zeros(2, np.uint8)
    assert same(loads(dumps(value)), plain)


@dataclasses.dataclass
class Box:
    x: int


REFUSED = [
    np.zeros((1, 1)).view(np.matrix),
    np.ma.masked_array([1.0], [True]),
    np.ma.masked,
    np.zeros(2, dtype="i4,f8").view(np.recarray),
    np.zeros(2, dtype="i4,f8"),
    np.array(["2020-01-01"], dtype="M8[D]"),
    np.datetime64("2020-01-01"),
    np.random.Generator(np.random.MT19937(1)),
    np.random.RandomState(1),
    Box(1),
    Box,
    len,
    object(),
    math,
    memoryview(b""),
    NotImplemented,
]


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: type(value).__name__)
def test_anything_else_is_refused_by_name_or_goes_as_a_reference(value):
    with pytest.raises(WireError, match=type(value).__name__):
        dumps([value])
    sent = []

    def ref(obj):
        sent.append(obj)
        return "thing", 12, "a name"

    data = dumps([value], ref=ref)
    assert [obj is value for obj in sent] == [True]
    assert loads(data, resolve=lambda *named: named) == [("thing", 12, "a name")]


def test_a_hook_that_knows_nothing_leaves_the_refusal():
    with pytest.raises(WireError, match="instead"):
        dumps(object(), ref=lambda obj: None)


@pytest.mark.parametrize("order", ["transposed", "stepped", "reversed", "columns"])
def test_arrays_in_any_memory_order_arrive_contiguous_and_writable(order):
    base = np.arange(24.0).reshape(4, 6)
    value = {
        "transposed": base.T,
        "stepped": base[::2, 1::3],
        "reversed": base[::-1, ::-1],
        "columns": np.asfortranarray(base),
    }[order]
    value.flags.writeable = False
    arrived = loads(dumps(value))
    assert np.array_equal(arrived, value)
    flags = arrived.flags
    assert (flags.c_contiguous, flags.owndata, flags.writeable) == (True, True, True)


@pytest.mark.parametrize("shape", [(), (3,), (2, 2), (0, 2)])
def test_an_array_of_plain_objects_arrives_as_one(shape):
    value = np.empty(shape, dtype=object)
    for number, index in enumerate(np.ndindex(*shape)):
        value[index] = [2**70, Fraction(1, 3), "text", [number, (0.5,)]][number]
    arrived = loads(dumps(value))
    assert (arrived.dtype, arrived.shape) == (value.dtype, shape)
    assert same(arrived.tolist(), value.tolist())
    assert arrived.flags.owndata


def test_an_array_of_objects_holds_lists_and_arrays_as_they_are():
    value = np.empty(2, dtype=object)
    value[0], value[1] = [1, 2], np.zeros(2)
    first, second = loads(dumps(value))
    assert first == [1, 2]
    assert same(second, np.zeros(2))


def test_two_arrays_of_one_message_do_not_share_memory():
    first, second = loads(dumps((np.zeros(3), np.zeros(3))))
    first += 1
    assert second.tolist() == [0, 0, 0]


def test_unused_bytes_of_long_doubles_are_not_sent():
    raw = np.frombuffer(bytes(range(1, 17)), np.uint8).copy()
    value = raw.view(np.longdouble)
    if np.finfo(np.longdouble).nmant != 63:
        pytest.skip(reason="a long double has no unused bytes on this machine")
    assert dumps(value).endswith(bytes(range(1, 11)) + bytes(6))


def test_integers_do_not_depend_on_the_limit_of_digits():
    number, before = 7**20_000, sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert loads(dumps([number, -number, 2**63, -(2**63) - 1])) == [
            number,
            -number,
            2**63,
            -(2**63) - 1,
        ]
    finally:
        sys.set_int_max_str_digits(before)
    with pytest.raises(WireError, match="100,000 bits"):
        dumps(1 << 100_000)


@pytest.mark.parametrize("draws", [0, 1, 5])
def test_a_random_generator_goes_on_where_it_was(draws):
    mine = np.random.default_rng(3)
    mine.integers(10, size=draws, dtype=np.uint32)  # may leave half a number behind
    theirs = loads(dumps(mine))
    kind = np.uint32
    assert mine.integers(99, dtype=kind) == theirs.integers(99, dtype=kind)
    assert same(mine.normal(size=3), theirs.normal(size=3))


def test_a_generators_seed_is_not_sent():
    mine = np.random.default_rng(48_271)
    sequence = loads(dumps(mine)).bit_generator.seed_seq
    assert sequence.entropy != 48_271


def test_records_arrive_as_records_with_their_fields():
    record = LSTMCellCache(*(np.full((2, n), n) for n in range(10)))
    assert same(loads(dumps(record)), record)


def test_a_traced_function_goes_as_a_function_and_not_as_its_data():
    f = trace(lambda x: 2.0 * x, 1.0)
    arrived = loads(
        dumps((f, 3.0), ref=lambda value: ("callback", 1, "f")),
        resolve=lambda kind, number, name: {("callback", 1): f}[kind, number],
    )
    assert arrived == (f, 3.0)
    assert arrived[0] is f
    with pytest.raises(WireError, match="Program cannot be sent"):
        dumps(f)
