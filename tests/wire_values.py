"""What the tests of `wire` share: strategies for values, a strict comparison."""

import json
import struct
from collections import Counter, OrderedDict, deque

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnn_core.records import LSTMCellCache

CODES = "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16 g G U3 S5 >f8 >i2 >U2".split()


def message(header, *buffers):
    """Forge a message."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<I", len(text)) + text + b"".join(buffers)


def same(a, b):
    """Compare values with all their types, signs of zero and places of nan."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.bytes_ | np.str_):  # as NumPy compares, "a" == "a\0"
        return list(a) == list(b)
    if isinstance(a, np.ndarray | np.generic):
        native = a.dtype.newbyteorder("=")
        return b.dtype == native and b.shape == a.shape and same_array(a, b)
    if isinstance(a, float | complex):
        return repr(a) == repr(b)
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, list | tuple | deque):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, set | frozenset):
        return sorted(map(canonical, a)) == sorted(map(canonical, b))
    if isinstance(a, slice):
        return same((a.start, a.stop, a.step), (b.start, b.stop, b.step))
    return a == b


def same_array(a, b):
    bits = a.astype(b.dtype)
    if a.dtype.kind in "fc":  # a nan of any payload, zeros with their signs
        return str(bits.tolist()) == str(b.tolist())
    return bits.tobytes() == b.tobytes()


def canonical(value):
    if isinstance(value, tuple):
        return f"({[canonical(item) for item in value]})"
    if isinstance(value, frozenset):
        return f"{{{sorted(map(canonical, value))}}}"
    return f"{type(value)} {value!r}"


texts = st.text(st.characters(codec=None, categories=None), max_size=8)
keys = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(2**70), 2**70).map(lambda n: n**9),
    st.floats(),
    st.complex_numbers(),
    texts,
    st.binary(max_size=5),
    st.fractions(),
    st.decimals(allow_nan=False).map(lambda d: d + 0),
    st.just(...),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 3)),
    st.builds(np.float64, st.floats()),
    st.builds(np.int16, st.integers(-9, 9)),
    st.builds(np.bool_, st.booleans()),
    st.builds(np.str_, texts),
    st.builds(np.bytes_, st.binary(max_size=5)),
)
arrays = st.sampled_from(CODES).flatmap(
    lambda code: hnp.arrays(np.dtype(code), hnp.array_shapes(min_dims=0, min_side=0))
)
leaves = st.one_of(
    keys,
    arrays,
    st.builds(bytearray, st.binary(max_size=5)),
    st.builds(slice, st.none(), st.integers(), st.integers(1, 3)),
    st.lists(st.floats(), min_size=7, max_size=12),
    st.lists(st.integers(-(2**64), 2**64), min_size=7, max_size=12),
    st.lists(st.integers(-9, 9) | st.booleans(), min_size=8, max_size=9).map(tuple),
)


def containers(inner):
    pairs = st.dictionaries(keys, inner, max_size=4)
    return st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.lists(inner, max_size=4).map(lambda items: deque(items, 9)),
        pairs,
        pairs.map(OrderedDict),
        st.dictionaries(keys, st.integers(), max_size=4).map(Counter),
        st.sets(keys, max_size=4),
        st.frozensets(keys | st.frozensets(keys), max_size=4),
        st.lists(inner, min_size=10, max_size=10).map(lambda v: LSTMCellCache(*v)),
    )


values = st.recursive(leaves, containers, max_leaves=12)
