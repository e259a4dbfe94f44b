"""The receiving half of `wire`: nothing that it reads is trusted.

Whatever the bytes are, the outcome is a value of an allowed type or a `WireError`,
after time and memory in proportion to their length.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from .wire_format import (
    MAX_DECIMAL,
    MAX_FRACTION_BITS,
    MAX_GENERATORS,
    MAX_INT_BITS,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_SAME_HASH,
    RECORDS,
    WireError,
    check_depth,
    check_shape,
    dtype_of,
)

Resolve = Callable[[str, int, str], Any]
Handler = Callable[[list[Any], "Decoder", int], Any]

_HEX = re.compile(r"-?0x[0-9a-f]+")
_DECIMAL = re.compile(
    r"-?(Infinity|NaN[0-9]*|[0-9]+(\.[0-9]*)?(E[+-][0-9]{1,5})?)", re.ASCII
)


class Decoder:
    """One message being read."""

    __slots__ = ("data", "generators", "items", "offset", "resolve")

    def __init__(self, data: bytes, offset: int, resolve: Resolve | None) -> None:
        self.data = data
        self.offset = offset
        self.items = self.generators = 0
        self.resolve = resolve

    def decode(self, node: Any, depth: int = 0) -> Any:
        """Return the value that a part of the header stands for."""
        kind = type(node)
        if kind is not list:
            if kind is dict:
                raise WireError("a JSON object in the header")
            return node
        check_depth(depth)
        tag = node[0] if node else None
        handler = HANDLERS.get(tag) if type(tag) is str else None
        if handler is None:
            raise WireError("an unknown tag in the header")
        return handler(node, self, depth)

    def many(self, node: list[Any], depth: int) -> list[Any]:
        """Decode everything after the tag."""
        decode = self.decode
        depth += 1
        return [decode(item, depth) for item in node[1:]]

    def take(self, size: Any) -> int:
        """Pass over the next buffer and return where it starts."""
        start = self.offset
        if type(size) is not int or not 0 <= size <= len(self.data) - start:
            raise WireError("a buffer reaches beyond the end of the message")
        self.offset = start + size
        return start

    def buffer(self, node: list[Any]) -> bytes:
        """Return the buffer whose size is all that follows the tag."""
        (size,) = _fields(node, int)
        start = self.take(size)
        return bytes(self.data[start : start + size])


def _fields(node: list[Any], *kinds: type) -> list[Any]:
    fields = node[1:]
    if [type(field) for field in fields] != list(kinds):
        raise WireError(f"wrong fields after the tag {str(node[0])[:10]!r}")
    return fields


def _integer(text: str, bits: int = MAX_INT_BITS) -> int:
    if len(text) > bits // 4 + 4 or not _HEX.fullmatch(text):
        raise WireError(f"no integer of at most {bits:,} bits")
    number = int(text, 16)
    if number.bit_length() > bits:
        raise WireError(f"no integer of at most {bits:,} bits")
    return number


def _int(node: list[Any], state: Decoder, depth: int) -> int:
    return _integer(*_fields(node, str))


def _complex(node: list[Any], state: Decoder, depth: int) -> complex:
    return complex(*_fields(node, float, float))


def _bytearray(node: list[Any], state: Decoder, depth: int) -> bytearray:
    return bytearray(state.buffer(node))


def _packed(kind: Callable[[list[Any]], Any]) -> Handler:
    def handler(node: list[Any], state: Decoder, depth: int) -> Any:
        numbers = array(node[0][1])
        numbers.frombytes(state.buffer(node))
        state.items += len(numbers)
        if state.items > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS:,} values in one message")
        return kind(numbers.tolist())

    return handler


def _list(node: list[Any], state: Decoder, depth: int) -> list[Any]:
    return state.many(node, depth)


def _tuple(node: list[Any], state: Decoder, depth: int) -> tuple[Any, ...]:
    return tuple(state.many(node, depth))


def _check_keys(keys: list[Any]) -> None:
    """Refuse keys that would make a set or dict slow: many of one hash."""
    if len(keys) > MAX_KEYS:
        raise WireError(f"a set or dict of more than {MAX_KEYS:,} keys")
    try:
        hashes = list(map(hash, keys))
    except Exception as error:
        raise WireError("a key of a set or dict that has no hash") from error
    if len(keys) > MAX_SAME_HASH and max(Counter(hashes).values()) > MAX_SAME_HASH:
        raise WireError(f"more than {MAX_SAME_HASH} keys of one set or dict collide")


def _unordered(kind: Callable[[list[Any]], Any]) -> Handler:
    def handler(node: list[Any], state: Decoder, depth: int) -> Any:
        items = state.many(node, depth)
        _check_keys(items)
        return kind(items)

    return handler


def _pairs(kind: Callable[[Any], Any]) -> Handler:
    def handler(node: list[Any], state: Decoder, depth: int) -> Any:
        items = state.many(node, depth)
        if len(items) % 2:
            raise WireError("a key without a value")
        _check_keys(items[::2])
        return kind(zip(items[::2], items[1::2], strict=True))

    return handler


def _values(node: list[Any], state: Decoder, depth: int) -> Any:
    return dict(enumerate(state.many(node, depth))).values()


def _integers(node: list[Any], state: Decoder, depth: int) -> list[int]:
    numbers = state.many(node, depth)
    if any(type(number) is not int for number in numbers):
        raise WireError("a range or a fraction that is not made of integers")
    return numbers


def _range(node: list[Any], state: Decoder, depth: int) -> range:
    start, stop, step = _integers(node, state, depth)
    numbers = range(start, stop, step)
    if (stop - start) // step > MAX_ITEMS:  # len() has no place for more than 64 bits
        raise WireError(f"a range of more than {MAX_ITEMS:,} numbers")
    return numbers


def _slice(node: list[Any], state: Decoder, depth: int) -> slice:
    start, stop, step = state.many(node, depth)
    return slice(start, stop, step)


def _ellipsis(node: list[Any], state: Decoder, depth: int) -> Any:
    _fields(node)
    return ...


def _fraction(node: list[Any], state: Decoder, depth: int) -> Fraction:
    numerator, denominator = _integers(node, state, depth)
    if max(map(int.bit_length, (numerator, denominator))) > MAX_FRACTION_BITS:
        raise WireError(f"a fraction of more than {MAX_FRACTION_BITS:,} bits")
    return Fraction(numerator, denominator)


def _decimal(node: list[Any], state: Decoder, depth: int) -> Decimal:
    (text,) = _fields(node, str)
    if len(text) > MAX_DECIMAL or not _DECIMAL.fullmatch(text):
        raise WireError("no Decimal of a permitted size")
    value = Decimal(text)
    if not -MAX_DECIMAL < value.adjusted() < MAX_DECIMAL:
        raise WireError("no Decimal of a permitted size")
    return value


def _deque(node: list[Any], state: Decoder, depth: int) -> deque[Any]:
    limit, *items = state.many(node, depth)
    return deque(items, limit)


def _iterator(node: list[Any], state: Decoder, depth: int) -> Any:
    return iter(state.many(node, depth))


def _array(node: list[Any], state: Decoder, depth: int) -> Any:
    _, code, *shape = node
    dtype = dtype_of(code)
    start = state.take(check_shape(shape) * dtype.itemsize)
    value = np.ndarray(tuple(shape), dtype, state.data, start).copy()
    if dtype.kind in ("b", "U"):
        _check_contents(value, dtype.kind)
    return value


def _object_array(node: list[Any], state: Decoder, depth: int) -> Any:
    dimensions, *rest = state.many(node, depth)
    if type(dimensions) is not int or not 0 <= dimensions <= len(rest):
        raise WireError("an array of objects without a shape")
    shape, items = rest[:dimensions], rest[dimensions:]
    if check_shape(shape) != len(items):
        raise WireError("an array of objects with too many or too few")
    value = np.empty(len(items), dtype=object)
    for index, item in enumerate(items):
        value[index] = item
    return value.reshape(shape).copy()


def _check_contents(value: Any, kind: str) -> None:
    """Refuse bytes that no NumPy array of this type would hold."""
    raw = np.frombuffer(value.tobytes(), np.uint8 if kind == "b" else np.uint32)
    if raw.size and raw.max() > (1 if kind == "b" else 0x10FFFF):
        raise WireError("an array with values that its type does not have")


def _scalar(node: list[Any], state: Decoder, depth: int) -> Any:
    (code,) = _fields(node, str)
    if code[0] in "US":
        raise WireError(f"a NumPy number of type {code[:20]!r} is not allowed")
    return _array([None, code], state, depth)[()]


def _text_scalar(node: list[Any], state: Decoder, depth: int) -> Any:
    return np.str_(*_fields(node, str))


def _bytes_scalar(node: list[Any], state: Decoder, depth: int) -> Any:
    return np.bytes_(state.buffer(node))


def _generator(node: list[Any], state: Decoder, depth: int) -> Any:
    number, increment, has_half, half = _fields(node, str, str, int, int)
    numbers = {"state": _integer(number, 128), "inc": _integer(increment, 128)}
    if not all(0 <= n < 2**128 for n in numbers.values()) or not numbers["inc"] & 1:
        raise WireError("no state of PCG64")
    if has_half not in (0, 1) or not 0 <= half < 2**32:
        raise WireError("no state of PCG64")
    state.generators += 1
    if state.generators > MAX_GENERATORS:
        raise WireError(f"more than {MAX_GENERATORS:,} generators in one message")
    bits = np.random.PCG64(0)
    filled: Any = {"bit_generator": "PCG64", "state": numbers}
    filled |= {"has_uint32": has_half, "uinteger": half}
    bits.state = filled
    return np.random.Generator(bits)


def _record(node: list[Any], state: Decoder, depth: int) -> Any:
    name, *fields = state.many(node, depth)
    record = RECORDS.get(name) if type(name) is str else None
    if record is None or len(fields) != len(record._fields):
        raise WireError("an unknown record, or one with a wrong number of fields")
    return record(*fields)


def _reference(node: list[Any], state: Decoder, depth: int) -> Any:
    kind, number, name = _fields(node, str, int, str)
    if state.resolve is None:
        raise WireError("a reference, where only plain data is taken")
    return state.resolve(kind, number, name)


HANDLERS: dict[str, Handler] = {
    "i": _int,
    "c": _complex,
    "b": lambda node, state, depth: state.buffer(node),
    "ba": _bytearray,
    "l": _list,
    "t": _tuple,
    "ld": _packed(list),
    "lq": _packed(list),
    "td": _packed(tuple),
    "tq": _packed(tuple),
    "d": _pairs(dict),
    "O": _pairs(OrderedDict),
    "C": _pairs(lambda pairs: Counter(dict(pairs))),
    "e": _unordered(set),
    "f": _unordered(frozenset),
    "k": _unordered(lambda keys: dict.fromkeys(keys).keys()),
    "v": _values,
    "kv": _pairs(lambda pairs: dict(pairs).items()),
    "r": _range,
    "s": _slice,
    "E": _ellipsis,
    "F": _fraction,
    "D": _decimal,
    "q": _deque,
    "it": _iterator,
    "a": _array,
    "o": _object_array,
    "n": _scalar,
    "ns": _text_scalar,
    "nb": _bytes_scalar,
    "g": _generator,
    "R": _record,
    "@": _reference,
}
