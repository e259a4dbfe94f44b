"""Notebooks as JSON text, byte for byte as nbformat writes them, in less time.

The standard library's encoder indents in Python, one generator for each level; only its
encoding of a string is compiled. This writer takes that and joins the rest itself. Most
cells of a class's notebooks are equal, so their texts are remembered.
"""

from __future__ import annotations

import functools
import json
from json.encoder import encode_basestring
from typing import Any

MOST_REMEMBERED = 4000  # characters of a cell


def whole_notebook(cells: list[dict[str, Any]], metadata: Any, minor: int) -> str:
    """Return what ``json.dumps`` gives for a notebook with nbformat's settings.

    Parameters
    ----------
    cells : list of dict
        As nbformat has them, read from JSON.
    metadata : dict
        The notebook's own.
    minor : int
        ``nbformat_minor``.

    Returns
    -------
    str
        Keys in order, indented by one space a level, characters as they are.
    """
    head: list[str] = []
    _add(head, metadata, "\n ")
    body = ",\n  ".join(map(_cell, cells))
    listed = f"[\n  {body}\n ]" if cells else "[]"
    return (
        f'{{\n "cells": {listed},\n "metadata": {"".join(head)},\n "nbformat": 4,\n'
        f' "nbformat_minor": {minor}\n}}'
    )


def _cell(cell: dict[str, Any]) -> str:
    encoded = json.dumps(cell)  # compiled, for it does not indent
    if len(encoded) > MOST_REMEMBERED:
        return _cell_text.__wrapped__(encoded)
    return _cell_text(encoded)


@functools.lru_cache(1024)
def _cell_text(encoded: str) -> str:
    parts: list[str] = []
    _add(parts, json.loads(encoded), "\n  ")
    return "".join(parts)


def _add(parts: list[str], value: Any, line: str) -> None:
    """Append a value's text; `line` begins a line at the level around it."""
    kind = type(value)
    if kind is str:
        parts.append(encode_basestring(value))
    elif kind is dict and value:
        _add_dictionary(parts, value, line)
    elif kind in (list, tuple) and value:
        _add_list(parts, value, line)
    elif isinstance(value, (dict, list, tuple)) and value:  # of another class
        own = dict(value) if isinstance(value, dict) else list(value)
        _add(parts, own, line)
    else:
        parts.append(_scalar(value))


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    return json.dumps(value, ensure_ascii=False)  # also an empty list


def _add_dictionary(parts: list[str], value: dict[Any, Any], line: str) -> None:
    inner = line + " "
    before = "{" + inner
    for key in sorted(value):
        parts.append(f"{before}{_key(key)}: ")
        _add(parts, value[key], inner)
        before = "," + inner
    parts.append(line + "}")


def _add_list(parts: list[str], value: list[Any] | tuple[Any, ...], line: str) -> None:
    inner = line + " "
    before = "[" + inner
    for each in value:
        parts.append(before)
        _add(parts, each, inner)
        before = "," + inner
    parts.append(line + "]")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return encode_basestring(key)
    # A number or None becomes a string by rules of its own.
    return json.dumps({key: 0}, ensure_ascii=False)[1:-4]
