"""The sending half of `wire`: a value becomes a header of plain data, and buffers.

Values are told apart by their exact type. Of a subclass (an `enum.IntEnum`, a list of
the student's own) the methods of the base are called, never those that it overrides.
"""

from __future__ import annotations

import itertools
import types
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from rnn_core.program import Program

from .wire_format import (
    CODES,
    HAS_PADDING,
    MAX_BYTES,
    MAX_DECIMAL,
    MAX_FRACTION_BITS,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_ITERATED,
    MAX_KEYS,
    RECORDS,
    WireError,
    check_depth,
    check_shape,
    code_of,
)

Ref = Callable[[Any], "tuple[str, int, str] | None"]
Handler = Callable[[Any, "Encoder", int], Any]

PLAIN = frozenset([float, bool, type(None)])  # JSON writes these exactly
RECORD_NAMES = {record: name for name, record in RECORDS.items()}
PACKED = 8  # from this length on, a list of numbers of one type goes as a buffer
INSTEAD = "return numbers, strings, lists, tuples, dicts or arrays of numbers instead"


class Encoder:
    """One message in the making."""

    __slots__ = ("buffers", "items", "ref", "room", "text")

    def __init__(self, ref: Ref | None, limit: int) -> None:
        self.buffers: list[bytes] = []
        self.items = 0
        self.ref = ref
        self.room = limit
        self.text = 0  # bytes at least that the header will have

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Return what stands for a value in the header."""
        kind = type(value)
        if kind in PLAIN:
            return value
        handler = HANDLERS.get(kind)
        if handler is None:
            handler = _inherited(kind)
        return handler(value, self, depth)

    def count(self, items: int, depth: int) -> None:
        """Enter a container of so many items."""
        check_depth(depth)
        self.items += items + 1
        if self.items > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS:,} values in one message")

    def reserve(self, size: int) -> None:
        """Refuse a buffer that does not fit, before it is made."""
        self.room -= size
        if self.room < 0:
            raise WireError(
                f"more than {MAX_BYTES // 2**20} MiB in one message: is an array "
                "larger than it should be?"
            )

    def write(self, text: str) -> str:
        """Refuse a text that makes the header too long, before it is made."""
        self.text += len(text)
        if self.text > self.room:
            self.reserve(self.text)
        return text

    def many(self, tag: str, values: Collection[Any], depth: int) -> list[Any]:
        """Encode the members of a container."""
        self.count(len(values), depth)
        encode = self.encode
        depth += 1
        return [tag, *[encode(value, depth) for value in values]]


def _inherited(kind: type) -> Handler:
    for base, handler in BASES:
        if issubclass(kind, base):
            return handler
    return HANDLERS[np.ndarray] if kind is np.memmap else _other


def _other(value: Any, state: Encoder, depth: int) -> Any:
    named = state.ref(value) if state.ref is not None else None
    if named is not None:
        kind, number, name = named
        return ["@", kind, number, name]
    raise WireError(f"{_describe(value)} cannot be sent: {INSTEAD}")


def _describe(value: Any) -> str:
    name = type(value).__name__[:80]
    if issubclass(type(value), np.ndarray):
        return f"an array ({name}) of {str(value.dtype)[:80]}"
    return f"a value of type {name}"


def _str(value: str, state: Encoder, depth: int) -> Any:
    return state.write(value)


def _int(value: int, state: Encoder, depth: int) -> Any:
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise WireError(f"an integer of more than {MAX_INT_BITS:,} bits")
    return ["i", state.write(hex(value))]


def _complex(value: complex, state: Encoder, depth: int) -> Any:
    return ["c", value.real, value.imag]


def _bytes(value: bytes, state: Encoder, depth: int) -> Any:
    return ["b", _buffer(value, state)]


def _bytearray(value: bytearray, state: Encoder, depth: int) -> Any:
    return ["ba", _buffer(value, state)]


def _buffer(data: bytes | bytearray, state: Encoder) -> int:
    state.reserve(len(data))
    state.buffers.append(bytes(data))
    return len(data)


def _list(value: list[Any], state: Encoder, depth: int) -> Any:
    return _packed("l", value, state) or state.many("l", value, depth)


def _tuple(value: tuple[Any, ...], state: Encoder, depth: int) -> Any:
    return _packed("t", value, state) or state.many("t", value, depth)


def _packed(tag: str, value: Any, state: Encoder) -> Any:
    """Send many floats, or many small ints, as one buffer; None where it cannot be."""
    if len(value) < PACKED or type(value[0]) not in (float, int):
        return None
    kinds = set(map(type, value))
    code = "d" if kinds == {float} else "q" if kinds == {int} else None
    if code is None or len(value) > MAX_ITEMS - state.items:
        return None
    try:
        data = array(code, value).tobytes()
    except OverflowError:
        return None
    state.items += len(value)
    return [tag + code, _buffer(data, state)]


def _dict(value: dict[Any, Any], state: Encoder, depth: int) -> Any:
    return _pairs("d", value.items(), state, depth)


def _pairs(tag: str, pairs: Any, state: Encoder, depth: int) -> Any:
    _check_keys(pairs)
    return state.many(tag, list(itertools.chain.from_iterable(pairs)), depth)


def _check_keys(values: Collection[Any]) -> None:
    if len(values) > MAX_KEYS:
        raise WireError(f"a set or dict of more than {MAX_KEYS:,} keys")


def _unordered(tag: str) -> Handler:
    def handler(value: Any, state: Encoder, depth: int) -> Any:
        _check_keys(value)
        return state.many(tag, value, depth)

    return handler


def _range(value: range, state: Encoder, depth: int) -> Any:
    if (value.stop - value.start) // value.step > MAX_ITEMS:
        raise WireError(f"a range of more than {MAX_ITEMS:,} numbers")
    return state.many("r", (value.start, value.stop, value.step), depth)


def _slice(value: slice, state: Encoder, depth: int) -> Any:
    return state.many("s", (value.start, value.stop, value.step), depth)


def _fraction(value: Fraction, state: Encoder, depth: int) -> Any:
    if max(map(int.bit_length, value.as_integer_ratio())) > MAX_FRACTION_BITS:
        raise WireError(f"a fraction of more than {MAX_FRACTION_BITS:,} bits")
    return state.many("F", (value.numerator, value.denominator), depth)


def _decimal(value: Decimal, state: Encoder, depth: int) -> Any:
    if value.is_snan() or not -MAX_DECIMAL < value.adjusted() < MAX_DECIMAL:
        raise WireError("a Decimal that is too large, or a signalling NaN")
    text = str(value)
    if len(text) > MAX_DECIMAL:
        raise WireError(f"a Decimal of more than {MAX_DECIMAL:,} digits")
    return ["D", state.write(text)]


def _deque(value: Any, state: Encoder, depth: int) -> Any:
    return state.many("q", [value.maxlen, *deque.__iter__(value)], depth)


def _iterator(value: Iterable[Any], state: Encoder, depth: int) -> Any:
    check_depth(depth)  # a generator may give itself
    items = list(itertools.islice(value, MAX_ITERATED + 1))
    if len(items) > MAX_ITERATED:
        raise WireError(
            f"a {type(value).__name__} that gives more than {MAX_ITERATED:,} values"
        )
    return state.many("it", items, depth)


def _array(value: Any, state: Encoder, depth: int) -> Any:
    code = code_of(value.dtype)
    shape = value.shape
    check_shape(shape)
    if value.dtype.kind == "O":
        state.count(value.size, depth)  # before a list of them is made
        return state.many("o", [len(shape), *shape, *value.flat], depth)
    if code is None:
        return _other(value, state, depth)
    _array_buffer(value, code, state)
    return ["a", code, *shape]


def _array_buffer(value: Any, code: str, state: Encoder) -> None:
    state.reserve(value.nbytes)
    if value.dtype not in CODES:
        value = value.astype(value.dtype.newbyteorder("="))
    if HAS_PADDING and code in ("f16", "c32"):
        value = _without_padding(value)
    state.buffers.append(value.tobytes())


def _without_padding(value: Any) -> Any:
    """Clear the unused bytes of x87 numbers: they hold whatever memory held before."""
    raw = np.frombuffer(value.tobytes(), np.uint8).reshape(-1, 16).copy()
    raw[:, 10:] = 0
    return raw


def _scalar(value: Any, state: Encoder, depth: int) -> Any:
    kind = type(value)
    if issubclass(kind, np.str_):
        return ["ns", state.write(str.__str__(value))]
    if issubclass(kind, np.bytes_):
        return ["nb", _buffer(bytes.__getitem__(value, slice(None)), state)]
    code = code_of(value.dtype)
    if code is None:
        return _other(value, state, depth)
    _array_buffer(value, code, state)
    return ["n", code]


def _generator(value: Any, state: Encoder, depth: int) -> Any:
    bits = value.bit_generator
    if type(bits) is not np.random.PCG64:
        return _other(value, state, depth)
    now = bits.state
    numbers = now["state"]["state"], now["state"]["inc"]
    return ["g", *map(hex, numbers), now["has_uint32"], now["uinteger"]]


def _record(value: Any, state: Encoder, depth: int) -> Any:
    return state.many("R", [RECORD_NAMES[type(value)], *value], depth)


def _of_base(base: Any, exact: Callable[[Any], Any]) -> tuple[Any, Handler]:
    """Handle subclasses: by the base's own method into the base's exact type."""

    def handler(value: Any, state: Encoder, depth: int) -> Any:
        return state.encode(exact(value), depth)

    return base, handler


HANDLERS: dict[type, Handler] = {
    str: _str,
    int: _int,
    complex: _complex,
    bytes: _bytes,
    bytearray: _bytearray,
    list: _list,
    tuple: _tuple,
    dict: _dict,
    defaultdict: _dict,
    OrderedDict: lambda value, state, depth: _pairs("O", value.items(), state, depth),
    Counter: lambda value, state, depth: _pairs("C", value.items(), state, depth),
    set: _unordered("e"),
    frozenset: _unordered("f"),
    range: _range,
    slice: _slice,
    type(...): lambda value, state, depth: ["E"],
    Fraction: _fraction,
    Decimal: _decimal,
    deque: _deque,
    np.ndarray: _array,
    np.random.Generator: _generator,
    types.GeneratorType: _iterator,
}
HANDLERS.update(dict.fromkeys(RECORD_NAMES, _record))
# A traced function is data, and yet is there to be called: it goes as a function does,
# so that nobody can send one for the judge to run.
HANDLERS[Program] = _other
_empties: tuple[dict[Any, Any], ...] = ({}, OrderedDict())
for _empty in _empties:
    HANDLERS[type(_empty.keys())] = _unordered("k")
    HANDLERS[type(_empty.items())] = lambda v, s, d: _pairs("kv", v, s, d)
    HANDLERS[type(_empty.values())] = lambda v, s, d: s.many("v", v, d)
    for _view in (_empty.keys(), _empty.values(), _empty.items()):
        HANDLERS[type(iter(_view))] = HANDLERS[type(reversed(_view))] = _iterator
_sequences: tuple[Any, ...] = ([], (), set(), "", "é", b"", bytearray(), range(0))
for _container in (*_sequences, range(2**70)):
    HANDLERS[type(iter(_container))] = _iterator
HANDLERS[type(iter(deque()))] = HANDLERS[type(reversed(deque()))] = _iterator
HANDLERS[type(reversed([]))] = HANDLERS[type(iter(int, 0))] = _iterator
for _class in (map, filter, zip, enumerate, reversed, *vars(itertools).values()):
    if isinstance(_class, type) and hasattr(_class, "__next__"):
        HANDLERS[_class] = _iterator

BASES: tuple[tuple[Any, Handler], ...] = (
    (np.generic, _scalar),
    _of_base(int, int.__pos__),
    _of_base(float, float.__pos__),
    _of_base(complex, complex.__pos__),
    _of_base(str, str.__str__),
    _of_base(bytes, lambda value: bytes.__getitem__(value, slice(None))),
    _of_base(bytearray, lambda value: bytearray.__getitem__(value, slice(None))),
    _of_base(tuple, lambda value: tuple.__getitem__(value, slice(None))),
    _of_base(list, lambda value: list.__getitem__(value, slice(None))),
    _of_base(OrderedDict, lambda value: dict(OrderedDict.items(value))),
    _of_base(dict, lambda value: dict(dict.items(value))),
    _of_base(frozenset, lambda value: frozenset(frozenset.__iter__(value))),
    _of_base(set, lambda value: set(set.__iter__(value))),
)
