"""Search what students get for what they must not get.

Two nets. The *canary* is a comment that stands in every solution and every hidden
check, so that a careless copy is found by one string. The second net catches a copy
without its comments: every run of three statements in ``solutions/`` is reduced to
its bare text, and the artefact too.
"""

from __future__ import annotations

import ast
import functools
import html
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from autograder.errors import LeakError
from autograder.sources import CANARY, CHECKOUT

STATEMENTS = 3  # a shorter body may stand in a book that teaches it
GRAM = 16  # characters by which a secret is recognised
STRIDE = 8  # a text is read for them at every eighth character
TEXT = (
    ".css",
    ".html",
    ".ipynb",
    ".js",
    ".json",
    ".md",
    ".py",
    ".toml",
    ".txt",
    ".xml",
)
ARCHIVES = (".whl", ".zip")
_MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "hidden_check(")
_COMMENT = re.compile(r"#[^\n]*")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


class Secret(NamedTuple):
    """A run of statements of ``solutions/``, and where it stands."""

    text: str
    place: str


class Leak(NamedTuple):
    """What was found, and in which file."""

    artefact: str
    what: str


def bare(text: str) -> str:
    """Reduce program text to what stays when comments and layout change."""
    return _SPACE.sub("", _COMMENT.sub("", text)).replace("'", '"')


@functools.cache
def secrets(solutions: Path = CHECKOUT / "solutions") -> tuple[Secret, ...]:
    """Return every run of three statements in the functions of ``solutions/``.

    They are collected once in a process.

    Parameters
    ----------
    solutions : Path
        The folder of references, checks and wrong answers.

    Returns
    -------
    tuple of Secret
        Without docstrings; at least one, or the search would prove nothing.
    """
    found = [
        secret
        for path in sorted(solutions.rglob("*.py"))
        for secret in _secrets_of(path, path.relative_to(solutions).as_posix())
    ]
    if not found:
        raise LeakError(f"{solutions} holds no solution, so nothing can be searched.")
    return tuple(dict.fromkeys(found))


def _secrets_of(path: Path, name: str) -> Iterator[Secret]:
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for body in _bodies(function):
                rewritten = [ast.unparse(statement) for statement in body]
                for k in range(len(body) - STATEMENTS + 1):
                    first, last = body[k], body[k + STATEMENTS - 1]
                    place = f"{name}, line {first.lineno}, {function.name}"
                    written = lines[first.lineno - 1 : last.end_lineno]
                    # as it is written, and as Python would write it
                    for run in (written, rewritten[k : k + STATEMENTS]):
                        yield Secret(bare("\n".join(run)), place)


def _bodies(function: ast.AST) -> Iterator[list[ast.stmt]]:
    """Return the blocks of a function, each without its docstring."""
    for node in ast.walk(function):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield [stmt for stmt in block if not _is_docstring(stmt)]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def search_text(
    artefact: str, text: str, found: tuple[Secret, ...], markers: bool = False
) -> list[Leak]:
    """Search one text.

    Parameters
    ----------
    artefact : str
        Its name.
    text : str
        Its contents.
    found : tuple of Secret
        From `secrets`.
    markers : bool
        Whether nbgrader's markers are leaks too, as in a released notebook.

    Returns
    -------
    list of Leak
        Empty when nothing is found.
    """
    leaks = [Leak(artefact, "the canary comment")] if CANARY in text else []
    if markers:
        leaks += [Leak(artefact, f"{mark!r}") for mark in _MARKERS if mark in text]
    for form in _forms(artefact, text):
        leaks += [Leak(artefact, f"a copy of {s.place}") for s in copies(form, found)]
    return list(dict.fromkeys(leaks))


def copies(text: str, found: tuple[Secret, ...]) -> list[Secret]:
    """Return the secrets that stand in a bare text.

    Thousands of searches through each page would take long. A secret that stands in
    the text covers a place that is looked at, with one of its first `STRIDE` grams.

    Parameters
    ----------
    text : str
        From `bare`.
    found : tuple of Secret
        From `secrets`.

    Returns
    -------
    list of Secret
        In the order of `found`.
    """
    index = _grams(found)
    seen = {text[k : k + GRAM] for k in range(0, len(text), STRIDE)} & index.keys()
    near = {secret for gram in seen for secret in index[gram]} | index[""]
    return [secret for secret in found if secret in near and secret.text in text]


@functools.cache
def _grams(found: tuple[Secret, ...]) -> dict[str, set[Secret]]:
    """Return the secrets by each of their first grams, and the short ones by none."""
    index: dict[str, set[Secret]] = {"": set()}
    for secret in found:
        short = len(secret.text) < GRAM + STRIDE - 1
        for k in range(STRIDE):
            gram = "" if short else secret.text[k : k + GRAM]
            index.setdefault(gram, set()).add(secret)
    return index


def _forms(artefact: str, text: str) -> list[str]:
    """Return the bare forms in which code may stand in a file.

    `ast.unparse` drops redundant brackets and joins broken lines; Python text is
    unparsed in the same way before it is compared.
    """
    if artefact.endswith(".ipynb"):
        cells = json.loads(text).get("cells", [])
        return [
            form for cell in cells for form in _python("".join(cell.get("source", "")))
        ]
    if artefact.endswith((".html", ".xml")):
        return [bare(html.unescape(_TAG.sub("", text))), bare(text)]
    if artefact.endswith(".json"):
        return [bare(text.replace("\\n", "\n").replace('\\"', '"'))]
    return _python(text)


def _python(text: str) -> list[str]:
    forms = [bare(text)]
    try:
        forms.append(bare(ast.unparse(ast.parse(text))))
    except (SyntaxError, ValueError):
        pass  # Markdown, or a cell with a magic: its plain text is searched
    return forms


def read_artefact(path: Path) -> Iterator[tuple[str, str]]:
    """Give the name and text of a file, of a folder's files, of an archive's members.

    Raises
    ------
    LeakError
        When there is no such artefact: what is absent has not been searched.
    """
    files = sorted(p for p in path.rglob("*") if p.is_file())
    if not files and not path.is_file():
        what = "empty" if path.exists() else "absent"
        raise LeakError(f"{path} is {what}, so it cannot be searched; build it first.")
    if path.is_dir():
        for file in files:
            yield from _members(file.relative_to(path).as_posix(), file.read_bytes())
    else:
        yield from _members(path.name, path.read_bytes())


def _members(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith(ARCHIVES):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from _members(f"{name}/{member}", archive.read(member))
    elif name.endswith(TEXT) or b"\0" not in data[:4096]:
        yield name, data.decode("utf-8", errors="replace")


def search(path: Path, markers: bool = False) -> list[Leak]:
    """Search a file, a folder or an archive; return every leak found in it."""
    found = secrets()
    return [
        leak
        for name, text in read_artefact(path)
        for leak in search_text(name, text, found, markers and name.endswith(".ipynb"))
    ]


def refuse(path: Path, markers: bool = False) -> None:
    """Raise a `LeakError` that names every leak of an artefact."""
    leaks = search(path, markers)
    if leaks:
        listed = "\n".join(f"  {leak.artefact}: {leak.what}" for leak in leaks[:20])
        message = f"{path} must not be given to students; it holds\n{listed}\n"
        raise LeakError(
            message + "Take it out of the file, then run the command again."
        )
