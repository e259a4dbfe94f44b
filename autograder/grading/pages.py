"""Pages from templates, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


@functools.cache
def environment() -> Environment:
    """Return the templates; everything put into a page is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["number"] = number
    made.globals["style"] = Markup((TEMPLATES / "page.css").read_text("utf-8"))
    return made


def render(template: str, **values: Any) -> bytes:
    """Fill a template; what UTF-8 cannot hold becomes a question mark."""
    text = environment().get_template(template).render(**values)
    return text.encode("utf-8", "replace")


def number(value: float) -> str:
    """Write a score with at most two decimals and no needless ones."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file whole, unless it already holds `data`.

    Parameters
    ----------
    path : Path
        The file; its folder is made where needed.
    data : bytes
        What it is to hold.

    Returns
    -------
    bool
        Whether it was written.
    """
    with contextlib.suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, so that the renaming stays within one file system.
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)  # as nbgrader's own feedback
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return True


def one_folder(name: str) -> bool:
    """Tell whether a name is that of one folder, rather than a path or an option."""
    return (
        bool(name)
        and name not in (".", "..")
        and not set(name) & set("/\\\0")
        and len(name.encode("utf-8", "replace")) <= 255
    )
