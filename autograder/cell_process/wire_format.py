"""What both halves of `wire` share: limits, type codes, records, the error.

A message is four bytes with the length of a header, the header, then raw buffers in the
order in which the header names them. The header is JSON made of lists and scalars only:
a scalar stands for itself, a list is ``[tag, …]``; JSON objects are refused.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from rnn_core import records

MAX_BYTES = 64 * 2**20  # of one message
MAX_ITEMS = 2_000_000  # values of all depths in one message, and numbers in a range
MAX_DEPTH = 100
MAX_KEYS = 200_000  # of one set or dict
MAX_SAME_HASH = 64  # keys of one set or dict: looking one up compares it with all
MAX_ITERATED = 100_000  # what an iterator may give
MAX_INT_BITS = 100_000
MAX_GENERATORS = 1_000  # each takes 20 µs to make
MAX_FRACTION_BITS = 10_000  # its greatest common divisor takes quadratic time
MAX_DECIMAL = 10_000  # digits, and the exponent: int(Decimal("1e999999999")) never ends
MAX_DIMENSIONS = 32

RECORDS: dict[str, type[Any]] = {
    name: record
    for name, record in vars(records).items()
    if hasattr(record, "_fields") and record.__module__ == records.__name__
}

DTYPES: dict[str, np.dtype[Any]] = {
    f"{dtype.kind}{dtype.itemsize}": dtype
    for dtype in map(np.dtype, "? i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16 g G".split())
}
CODES = {dtype: code for code, dtype in DTYPES.items()}
TEXT_CODE = re.compile(r"[US][1-9][0-9]{0,7}")
HAS_PADDING = np.finfo(np.longdouble).nmant == 63  # x87: 10 bytes in a slot of 16

# A string with its quotes; an unclosed one reaches to the end, so the search is linear.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)


class WireError(ValueError):
    """A value that cannot be sent, or bytes that are no message; says which and why."""


def check_items(header: bytes) -> None:
    """Refuse a header of too many values before anything is made of it."""
    if _commas(header) > MAX_ITEMS and _commas(_STRING.sub(b"", header)) > MAX_ITEMS:
        raise WireError(f"more than {MAX_ITEMS:,} values in one message")


def _commas(header: bytes) -> int:
    return header.count(b",") + header.count(b"[")


def check_depth(depth: int) -> None:
    """Refuse what is nested too deeply, above all a list that contains itself."""
    if depth > MAX_DEPTH:
        raise WireError(
            f"nested more than {MAX_DEPTH} deep: does a list or dict contain itself?"
        )


def check_shape(shape: Any) -> int:
    """Return how many elements an array of this shape has.

    Zeros are not multiplied in when the size is limited: ``zeros((0, 10**9)).sum(0)``
    would have 8 GB.
    """
    if len(shape) > MAX_DIMENSIONS:
        raise WireError(f"an array of more than {MAX_DIMENSIONS} dimensions")
    count = size = 1
    for length in shape:
        if type(length) is not int or not 0 <= length <= MAX_BYTES:
            raise WireError("an array of an impossible shape")
        count *= length
        size *= length or 1
    if size > MAX_BYTES:
        raise WireError(f"an array of a shape for more than {MAX_BYTES:,} elements")
    return count


def code_of(dtype: np.dtype[Any]) -> str | None:
    """Return the code of a dtype, byte order aside; None where it may not be sent."""
    code = CODES.get(dtype)
    if code is None and dtype.kind in "biufcUS":
        code = f"{dtype.kind}{max(dtype.itemsize, 1)}"
        if dtype.kind in "US":
            return code if dtype.itemsize else f"{dtype.kind}{4 ** (dtype.kind == 'U')}"
    return code if code in DTYPES else None


def dtype_of(code: Any) -> np.dtype[Any]:
    """Return the dtype of a code; U4 counts bytes here: a text of one character."""
    if type(code) is not str:
        raise WireError("an array without a type")
    dtype = DTYPES.get(code)
    if dtype is not None:
        return dtype
    if not TEXT_CODE.fullmatch(code):
        raise WireError(f"an array of type {code[:20]!r} is not allowed")
    characters, rest = divmod(int(code[1:]), 4 if code[0] == "U" else 1)
    if rest or not characters:
        raise WireError(f"an array of type {code!r} is not allowed")
    return np.dtype(f"{code[0]}{characters}")
