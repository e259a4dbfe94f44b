"""A cell process that runs what the judge sends: for `prove` and for tests."""

from __future__ import annotations

import json
import socket
import traceback
from typing import Any


def main(sock: socket.socket) -> None:
    """Run Python source that ends with a NUL; answer with JSON that does too.

    The source's name ``answer`` comes back, or its exception as ``{"error": …}``.
    """
    with sock.makefile("rwb") as stream:
        for source in _pieces(stream):
            scope: dict[str, Any] = {"__name__": "probe", "answer": None}
            try:
                exec(compile(source, "probe", "exec"), scope)
                answer = {"answer": scope["answer"]}
            except BaseException:
                answer = {"error": traceback.format_exc(limit=-2)[-2000:]}
            sock.sendall(json.dumps(answer, default=repr).encode() + b"\0")


def _pieces(stream: Any) -> Any:
    buffer = b""
    while block := stream.read1(65536):
        *whole, buffer = (buffer + block).split(b"\0")
        yield from whole
