"""A student's notebook file, read without trusting anything in it.

Only the texts of the cells and nbgrader's names for them are taken; outputs,
attachments and cell ids are not looked at. nbformat's own validation is not used: it
takes long on files that were made to take long.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeGuard

MOST_BYTES = 20 * 2**20  # a notebook with its outputs
MOST_CELLS = 2000
MOST_CELL = 2**20  # characters of one cell
MOST_BLOCKS, MOST_ITEMS = 500_000, 2_500_000  # they cost far more than their bytes
MOST_IMAGES = 20  # attached to one cell
# Possessive: with anything else, a text of spaces would take quadratic time.
BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+={0,2}+\s*+")
CELL_TYPES = ("code", "markdown", "raw")


class Unreadable(Exception):  # noqa: N818  not an error of this program
    """A file of a submission that cannot be graded.

    Attributes
    ----------
    status : str
        One of `records.STATUSES`.
    message : str
        A sentence for student and instructor.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True)
class GivenCell:
    """A cell as it was handed in.

    Attributes
    ----------
    cell_type : str
        ``code``, ``markdown`` or ``raw``.
    source : str
        Its text.
    grade_id : str
        nbgrader's name, empty without one.
    settings : dict
        What nbgrader's part of the metadata claims.
    skipped : bool
        Tagged ``skip-execution``.
    attachments : dict
        Images pasted into the text: by name, what nbformat keeps of each.
    """

    cell_type: str
    source: str
    grade_id: str = ""
    settings: dict[str, Any] | None = None
    skipped: bool = False
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class GivenNotebook:
    """A notebook as it was handed in; `language` is empty where none is named."""

    cells: tuple[GivenCell, ...]
    language: str = ""
    schema_version: object = None


def read_given(data: bytes) -> GivenNotebook:
    """Read a submitted notebook.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    GivenNotebook
        With cells of the three types only; nbformat 3 is converted.

    Raises
    ------
    Unreadable
        And nothing else, whatever the bytes are.
    """
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.0f} MiB"
        _too_large(
            f"The notebook has {size}, at most {MOST_BYTES // 2**20} MiB can be "
            "graded: clear its outputs and hand it in again."
        )
    blocks = data.count(b"{") + data.count(b"[")
    if blocks > MOST_BLOCKS or data.count(b",") > MOST_ITEMS:
        _too_large("The notebook consists of too many pieces: clear its outputs.")
    top = _load(data)
    if not isinstance(top, dict):
        _broken("it is no notebook, a notebook is a JSON object")
    major = top.get("nbformat")
    if isinstance(major, bool) or major not in (3, 4):
        _broken("it is no notebook of version 4; save it in Jupyter")
    raw = _cells_v3(top) if major == 3 else top.get("cells")
    if not isinstance(raw, list):
        _broken("it has no list of cells")
    if len(raw) > MOST_CELLS:
        _too_large(f"The notebook has {len(raw)} cells, expected {MOST_CELLS} at most.")
    cells = tuple(_cell(number, cell) for number, cell in enumerate(raw, start=1))
    return GivenNotebook(cells, _language(top.get("metadata")), _odd_version(cells))


def _load(data: bytes) -> object:
    try:
        text = data.decode(json.detect_encoding(data))
        # NaN and endless numbers stand in outputs of honest notebooks; where a value
        # matters, None is refused like any other wrong type.
        return json.loads(text, parse_constant=lambda _: None, parse_int=_integer)
    except RecursionError:
        _broken("its JSON is nested too deeply")
    except MemoryError:
        _too_large("The notebook needs more memory than there is.")
    except ValueError:  # also JSONDecodeError and UnicodeDecodeError
        _broken("it is no valid JSON; was the file cut off or edited by hand?")


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


def _cells_v3(top: dict[str, Any]) -> list[Any] | None:
    """Bring the cells of nbformat 3 into the form of nbformat 4."""
    sheets = top.get("worksheets")
    if not isinstance(sheets, list):
        return None
    found: list[Any] = []
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        if not isinstance(cells, list):
            return None
        found.extend(_upgraded(cell) for cell in cells)
    return found


def _upgraded(cell: object) -> object:
    if not isinstance(cell, dict):
        return cell
    if cell.get("cell_type") == "code":
        return {**cell, "source": cell.get("input")}
    if cell.get("cell_type") in ("heading", "html"):
        return {**cell, "cell_type": "markdown"}
    return cell


def _cell(number: int, raw: object) -> GivenCell:
    if not isinstance(raw, dict):
        _broken(f"cell {number} is no JSON object")
    kind, metadata = raw.get("cell_type"), raw.get("metadata", {})
    if not isinstance(kind, str) or kind not in CELL_TYPES:
        _broken(f"cell {number} is neither code nor Markdown nor raw")
    if not isinstance(metadata, dict):
        _broken(f"the metadata of cell {number} are no JSON object")
    settings = metadata.get("nbgrader")
    settings = settings if isinstance(settings, dict) else None
    name = (settings or {}).get("grade_id")
    tags = metadata.get("tags")
    return GivenCell(
        kind,
        _text(number, raw.get("source")),
        _clean(name) if isinstance(name, str) else "",
        settings,
        isinstance(tags, list) and "skip-execution" in tags,
        _attachments(raw.get("attachments")),
    )


def _attachments(given: object) -> dict[str, dict[str, str]]:
    """Return the images among a cell's attachments; what is none is left out."""
    images = {}
    for name, bundle in list(given.items())[:MOST_IMAGES] if _is_dict(given) else ():
        data = bundle.get("image/png") if _is_dict(bundle) else None
        if isinstance(data, str) and len(name) < 200 and BASE64.fullmatch(data):
            images[_clean(name)] = {"image/png": data}
    return images


def _is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _text(number: int, source: object) -> str:
    if isinstance(source, list):
        if not all(isinstance(line, str) for line in source):
            _broken(f"the text of cell {number} is not made of lines")
        source = "".join(source)
    if not isinstance(source, str):
        _broken(f"cell {number} has no text")
    if len(source) > MOST_CELL:
        _too_large(f"Cell {number} has {len(source)} characters, at most {MOST_CELL}.")
    return _clean(source)


def _clean(text: str) -> str:
    """Replace halves of characters, which no file and no pipe would take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _language(metadata: object) -> str:
    """Return the programming language that a notebook's metadata name."""
    if not isinstance(metadata, dict):
        return ""
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        block = metadata.get(part)
        value = block.get(key) if isinstance(block, dict) else None
        if isinstance(value, str) and value:
            return _clean(value)
    return ""


def _odd_version(cells: tuple[GivenCell, ...]) -> object:
    for cell in cells:
        version = (cell.settings or {}).get("schema_version", 3)
        if isinstance(version, bool) or version not in (0, 1, 2, 3):
            return version
    return None


def _broken(what: str) -> NoReturn:
    stop = "" if what.endswith("?") else "."
    message = f"The notebook cannot be read: {what}{stop}"
    raise Unreadable("unreadable_submission", message)


def _too_large(sentence: str) -> NoReturn:
    raise Unreadable("submission_too_large", sentence)
