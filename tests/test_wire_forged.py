import struct
from collections import deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wire_values import message, values

from autograder.cell_process.wire import WireError, dumps, loads


@given(st.binary(max_size=60))
@example(b"\x00\x00\x00\x00")
@example(message(b"[]"))
@example(message(b'["l",[[]]]'))
@example(message(b'{"a": 1}'))
@example(message(b'"\xff"'))
@example(message(["n", ""]))
def test_garbage_is_refused_with_a_wire_error(data):
    with pytest.raises(WireError):
        loads(data)


TAGS = st.sampled_from(
    "i c b ba l t ld lq d O C e f k v kv r s F D q it a o n g R".split()
)
headers = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=4)
    | st.floats()
    | TAGS
    # what fits somewhere, so that the checks behind the first are reached too
    | st.sampled_from(["f8", "U4", "S2", "c16", "0x1f", "1E+5", "LSTMCellCache"]),
    lambda inner: st.builds(lambda t, v: [t, *v], TAGS, st.lists(inner, max_size=5)),
    max_leaves=20,
)


def loads_or_refuses(data):
    """Any exception but WireError fails the test that calls this."""
    try:
        return loads(data, resolve={("a", 1, "b"): 1}.__getitem__)
    except WireError as error:
        return str(error)


@given(headers, st.binary(max_size=40))
def test_a_forged_header_ends_in_a_value_or_a_wire_error(header, buffers):
    loads_or_refuses(message(header, buffers))


@given(values, st.data())
def test_a_damaged_message_ends_in_a_value_or_a_wire_error(value, data):
    damaged = bytearray(dumps(value))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(damaged)))
        inserted = data.draw(st.binary(max_size=3))
        damaged[at : at + data.draw(st.integers(0, 3))] = inserted
    loads_or_refuses(bytes(damaged))


@given(values, st.data())
def test_a_truncated_message_is_refused(value, data):
    whole = dumps(value)
    with pytest.raises(WireError):
        loads(whole[: data.draw(st.integers(0, len(whole) - 1))])


FORGED = {
    "a huge shape": (["a", "f8", 2**26, 2**26],),
    "a shape whose product overflows": (["a", "f8", *[2**20] * 32],),
    "an empty array that would sum to gigabytes": (["a", "f8", 0, 2**40],),
    "a negative dimension": (["a", "f8", -1],),
    "two negative dimensions": (["a", "f8", -1, -1], bytes(8)),
    "True as a dimension": (["a", "f8", True], bytes(8)),
    "a float as a dimension": (["a", "f8", 1.0], bytes(8)),
    "many dimensions": (["a", "u1", *[1] * 33], bytes(1)),
    "objects": (["a", "O", 1], bytes(8)),
    "objects of eight bytes": (["a", "O8", 1], bytes(8)),
    "an array of too few objects": (["o", 1, 3, 0, 0],),
    "an array of objects without a shape": (["o"],),
    "an array of objects with a shape beyond the end": (["o", 5, 1],),
    "an array of objects with a shape of lists": (["o", 1, ["l"], 0],),
    "dates": (["a", "M8", 1], bytes(8)),
    "a structure": (["a", "f8,f8", 1], bytes(16)),
    "an array too short": (["a", "f8", 2], bytes(15)),
    "an array too long": (["a", "f8", 2], bytes(17)),
    "text without width": (["a", "U0", 1],),
    "text of half a character": (["a", "U2", 1], bytes(2)),
    "text beyond Unicode": (["a", "U4", 1], b"\xff" * 4),
    "a bool that is neither": (["a", "b1", 1], b"\x02"),
    "a buffer of negative size": (["b", -1],),
    "a buffer of 2**70 bytes": (["b", 2**70],),
    "packed numbers of half a number": (["ld", 12], bytes(12)),
    "bytes left over": (["l"], b"x"),
    "a deep nest": (b"[" * 101 + b"]" * 101,),
    "a nest deeper than the parser goes": (b"[" * 10**5 + b"]" * 10**5,),
    "a deep nest of lists": (b'["l",' * 102 + b"1" + b"]" * 102,),
    "two million lists": (b'["l"' + b",[]" * 10**6 + b"]",),
    "a JSON object": (["l", {"a": 1}],),
    "a list as a key": (["d", ["l"], 1],),
    "a key without a value": (["d", 1],),
    "a member without hash": (["e", ["l"]],),
    "colliding keys": (["e", *[k * (2**61 - 1) for k in range(100)]],),
    "many keys": (["e", *range(200_001)],),
    "a number of 14,000 bits in digits": (b"9" * 4301,),
    "a number of 100,004 bits": (["i", "0x" + "f" * 25_001],),
    "a number with signs": (["i", "0x+1"],),
    "a long range": (["r", 0, 10**30, 1],),
    "a range without step": (["r", 0, 9, 0],),
    "a range of floats": (["r", 0.0, 1.0, 1.0],),
    "a fraction over zero": (["F", 1, 0],),
    "a fraction that takes long": (["F", 1, ["i", "0x" + "f" * 3000]],),
    "a Decimal whose int never ends": (["D", "1E+99999"],),
    "a Decimal that raises when compared": (["D", "sNaN"],),
    "a Decimal in Arabic digits": (["D", "\u0661"],),
    "a generator with an even increment": (["g", "0x1", "0x2", 0, 0],),
    "a generator with a state too long": (["g", "0x1" + "0" * 32, "0x1", 0, 0],),
    "a generator with a negative state": (["g", "-0x1", "0x1", 0, 0],),
    "a generator with half a number": (["g", "0x1", "0x1", 2, 0],),
    "a generator with a long half": (["g", "0x1", "0x1", 1, 2**32],),
    "a deque with a negative limit": (["q", -1, 1],),
    "an unknown record": (["R", "object"],),
    "a record by a list's name": (["R", ["l"]],),
    "a record with too few fields": (["R", "LSTMCellCache", 1],),
    "a reference that nobody resolves": (["@", "function", 1, "f"],),
    "an unknown tag": (["x"],),
    "no tag": ([],),
}


@pytest.mark.parametrize("parts", FORGED.values(), ids=FORGED)
def test_a_forgery_is_refused(parts):
    with pytest.raises(WireError):
        loads(message(*parts))


def test_a_header_longer_than_its_message_is_refused():
    with pytest.raises(WireError, match="beyond the end"):
        loads(struct.pack("<I", 2**32 - 1) + b"1")


def test_a_claim_of_many_items_in_a_long_text_is_taken_for_the_text_it_is():
    text = ',["' * 1_000_000
    assert loads(dumps(text)) == text


def test_both_sides_keep_the_size_limit():
    data = dumps(b"x" * 1000)
    with pytest.raises(WireError, match="at most 1,000"):
        loads(data, limit=1000)
    for value in (b"x" * 1000, "x" * 1001, ["é" * 600], np.zeros(126)):
        with pytest.raises(WireError):
            dumps(value, limit=1000)


def test_a_broadcast_array_is_refused_before_it_is_copied():
    with pytest.raises(WireError):
        dumps(np.broadcast_to(1.0, (10**6, 10**6)))
    with pytest.raises(WireError):
        dumps(np.broadcast_to(np.array(None, dtype=object), (2**13, 2**13)))


@pytest.mark.parametrize("make", [list, lambda v: dict(enumerate(v)), deque])
def test_what_contains_itself_is_refused(make):
    knot = make([None])
    knot[0] = knot
    with pytest.raises(WireError, match="contain itself"):
        dumps((1, knot))


def test_a_generator_that_gives_others_without_end_is_refused():
    def knot():
        yield knot()

    with pytest.raises(WireError, match="nested"):
        dumps(knot())


def test_a_small_object_that_stands_for_a_huge_tree_is_refused():
    tree = [0]
    for _ in range(60):
        tree = [tree, tree]
    with pytest.raises(WireError, match="2,000,000"):
        dumps(tree)


def test_a_reference_that_was_never_given_is_refused():
    with pytest.raises(WireError):
        loads(message(["@", "thing", 1, "n"]), resolve=lambda *named: {}[named])


@pytest.mark.parametrize(
    "value",
    [range(10**9), Decimal("1E+10000"), Decimal("sNaN"), Fraction(1, 7**9999)],
    ids=lambda value: type(value).__name__,
)
def test_what_the_other_side_would_refuse_is_not_sent(value):
    with pytest.raises(WireError):
        dumps(value)
