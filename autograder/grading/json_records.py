"""``--json``: one record a submission, as one JSON array."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO


def write_records(path: str, records: Iterable[dict[str, Any]]) -> None:
    """Write records, one a line inside the array.

    Parameters
    ----------
    path : str
        A file, which is replaced in one step; ``-`` for standard output.
    records : iterable of dict
        Written as they come.
    """
    if path == "-":
        _write(sys.stdout, records)
        return
    target = Path(path)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            _write(file, records)
        os.chmod(name, 0o644 & ~_umask())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _write(file: TextIO, records: Iterable[dict[str, Any]]) -> None:
    before = "[\n"
    for record in records:
        # ASCII: no character in a student's text can break a line or a terminal.
        file.write(before + json.dumps(record))
        before = ",\n"
    file.write("[]\n" if before == "[\n" else "\n]\n")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
