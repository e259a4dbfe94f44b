"""Values between judge and cell process: a codec without pickle.

Both sides may be hostile to the other. `dumps` takes values by their exact type and
calls no method that a student wrote; `loads` checks before it allocates, and its only
error is `WireError`. The limits stand in `wire_format`. Structure is sent as a tree: an
object that occurs twice arrives as two, one that contains itself is refused.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from .wire_decoder import Decoder, Resolve
from .wire_encoder import Encoder, Ref
from .wire_format import MAX_BYTES, WireError, check_items
from .wire_update import update

__all__ = ["MAX_BYTES", "WireError", "dumps", "loads", "update"]

_LENGTH = struct.Struct("<I")
# surrogatepass: a lone surrogate is a valid str and has to arrive as it is
_to_json = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":")
).encode
_from_json = json.JSONDecoder().decode
_MALFORMED = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)


def dumps(value: Any, *, ref: Ref | None = None, limit: int = MAX_BYTES) -> bytes:
    """Turn a value into bytes.

    Parameters
    ----------
    value : object
        Python's plain types and those of collections, fractions and decimal, arrays
        and scalars of NumPy, generators of random numbers (PCG64), rnn_core's records.
        An iterator is used up; exceptions of a generator's own code pass through.
    ref : callable, optional
        ``ref(obj) -> (kind, id, name)`` names an object of any other type, or returns
        None to refuse it.
    limit : int
        Largest message, in bytes.

    Raises
    ------
    WireError
        For a value that cannot be sent: says what it is and what to return instead.
    """
    state = Encoder(ref, limit)
    try:
        header = _to_json(state.encode(value)).encode("utf-8", "surrogatepass")
    except RecursionError as error:
        raise WireError("nested too deeply, or called from too deep a call") from error
    check_items(header)
    state.reserve(len(header) + _LENGTH.size)
    return b"".join((_LENGTH.pack(len(header)), header, *state.buffers))


def loads(
    data: bytes, *, resolve: Resolve | None = None, limit: int = MAX_BYTES
) -> Any:
    """Turn bytes back into the value.

    Parameters
    ----------
    data : bytes
        Made by `dumps`, or by someone who would like to be mistaken for it.
    resolve : callable, optional
        ``resolve(kind, id, name)`` returns what a reference stands for.
    limit : int
        Largest message, in bytes.

    Raises
    ------
    WireError
        For anything that is not a message; no other exception leaves this function
        but those of other kinds that `resolve` raises.
    """
    if not _LENGTH.size <= len(data) <= limit:
        raise WireError(f"a message of {len(data):,} bytes, at most {limit:,}")
    try:
        return _read(data, resolve)
    except WireError:
        raise
    except _MALFORMED as error:
        raise WireError(f"no message ({type(error).__name__})") from error


def _read(data: bytes, resolve: Resolve | None) -> Any:
    (length,) = _LENGTH.unpack_from(data)
    end = _LENGTH.size + length
    if end > len(data):
        raise WireError("the header reaches beyond the end of the message")
    header = bytes(data[_LENGTH.size : end])
    check_items(header)
    state = Decoder(data, end, resolve)
    value = state.decode(_from_json(header.decode("utf-8", "surrogatepass")))
    if state.offset != len(data):
        raise WireError(f"{len(data) - state.offset:,} bytes left over")
    return value
