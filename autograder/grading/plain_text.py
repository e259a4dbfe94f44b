"""Make text that a student controls harmless and readable on a page."""

from __future__ import annotations

import base64
import binascii
import re
import struct

LIMIT = 4000  # characters of one cell's output
MAX_IMAGE = 2 * 1024 * 1024  # bytes
MAX_SIDE = 8000  # pixels: a small file may unpack to a picture that stops a browser

_ANSI = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_]|)"
)
_OVERWRITTEN = re.compile(r"^[^\n]*\r(?!$)", re.MULTILINE)
# Characters that reorder or hide what stands beside them; ZWJ and ZWNJ are needed in
# emoji and in Persian, and stay.
_HIDING = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"}
_CONTROL |= dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_CONTROL |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # lone surrogates
_CONTROL |= {0x7F: "\u2421", 0x2028: "\n", 0x2029: "\n"}


def readable(text: object) -> str:
    """Return a text without terminal codes, its invisible characters made visible.

    Parameters
    ----------
    text : object
        A string, or a list of strings as notebooks store them; else nothing.
    """
    text = joined(text).replace("\r\n", "\n")
    text = _ANSI.sub("", text)
    text = _OVERWRITTEN.sub("", text)  # a progress bar: what stood last remains
    text = text.translate(_CONTROL)
    return _HIDING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def joined(text: object) -> str:
    """Return a notebook's multi-line string, which may be a list, as one string."""
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""


def capped(text: object, limit: int = LIMIT) -> str:
    """Return `readable` text of about `limit` characters: its beginning and its end.

    It is cut before anything else looks at it, so that a gigantic text costs nothing.
    """
    text = joined(text)
    if len(text) <= limit:
        return readable(text)
    tail = limit // 4
    head = limit - tail
    left_out = f"\n… {len(text) - limit:,} characters left out …\n"
    return readable(text[:head]) + left_out + readable(text[-tail:])


def one_line(text: object, limit: int = 300) -> str:
    """Return a text for a heading or a table cell: one line, `limit` characters."""
    text = " ".join(readable(joined(text)[: 2 * limit]).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def png_address(data: object) -> str:
    """Return a ``data:`` address for a notebook's PNG, or ``""`` if it is not one.

    Parameters
    ----------
    data : object
        What stands under ``image/png``: base64.

    Notes
    -----
    Signature, header and size are looked at, and the text is encoded afresh, so that
    nothing but base64 can reach the page.
    """
    text = joined(data)
    if len(text) > MAX_IMAGE * 4 // 3 + MAX_IMAGE // 32:
        return ""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if len(raw) > MAX_IMAGE or raw[:8] != b"\x89PNG\r\n\x1a\n" or len(raw) < 33:
        return ""
    if raw[12:16] != b"IHDR":
        return ""
    width, height = struct.unpack(">II", raw[16:24])
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        return ""
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii")
