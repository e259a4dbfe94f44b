"""Frames on a socket: four bytes of length, then so many bytes."""

from __future__ import annotations

import socket

HEADER = 4
MOST = 128 * 2**20  # bytes in one frame


def pack(data: bytes) -> bytes:
    """Return a frame that holds `data`."""
    return len(data).to_bytes(HEADER, "little") + data


def read(sock: socket.socket) -> bytes:
    """Wait for a whole frame; raise EOFError when the other side has gone."""
    size = int.from_bytes(_exactly(sock, HEADER), "little")
    if size > MOST:
        raise EOFError(f"a frame of {size} bytes, expected at most {MOST}")
    return _exactly(sock, size)


def _exactly(sock: socket.socket, size: int) -> bytes:
    buffer = bytearray(size)
    view = memoryview(buffer)
    have = 0
    while have < size:
        got = sock.recv_into(view[have:])
        if got == 0:
            raise EOFError("the other side closed the connection")
        have += got
    return bytes(buffer)
