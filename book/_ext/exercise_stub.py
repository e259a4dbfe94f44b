"""Read an exercise's signature and shapes from its generated stub, without import."""

import ast
import inspect
import re
from typing import NamedTuple

_FIELD = re.compile(r"^(?P<names>[*\w][\w, *]*?)\s*:\s*(?P<kind>.+)$")
_SHAPE = re.compile(r"of shape\s+(?P<shape>\([^)]*\))")


class Value(NamedTuple):
    """One argument or result: names, what it is (its shape, if it has one), meaning."""

    names: str
    kind: str
    meaning: str


class Stub(NamedTuple):
    """What the card shows of a stub."""

    signature: str
    parameters: tuple
    returns: tuple


class StubError(Exception):
    """The stub module has no such exercise."""


def read_stub(path, name):
    """Return the `Stub` of an exercise in the module at ``path``."""
    repair = "Run: make stubs"
    if not path.is_file():
        raise StubError(f"{name}: {path.name} does not exist. {repair}")
    for node in ast.parse(path.read_text("utf-8")).body:
        if getattr(node, "name", None) == name:
            return _stub(node)
    raise StubError(f"{name}: {path.name} defines no such exercise. {repair}")


def _stub(node):
    sections = numpydoc_sections(ast.get_docstring(node) or "")
    return Stub(
        _signature(node),
        tuple(_values(sections.get("Parameters", ""))),
        tuple(_values(sections.get("Returns", ""))),
    )


def _signature(node):
    if isinstance(node, ast.ClassDef):
        inits = [f for f in node.body if getattr(f, "name", "") == "__init__"]
        arguments = ast.unparse(inits[0].args).removeprefix("self").lstrip(", ")
        return f"class {node.name}({arguments})" if inits else f"class {node.name}"
    return f"def {node.name}({ast.unparse(node.args)})"


def numpydoc_sections(docstring):
    """Split a numpydoc docstring into ``{heading: text}``."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", docstring, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _values(text):
    lines = inspect.cleandoc(text).splitlines()
    starts = [i for i, line in enumerate(lines) if line and not line[0].isspace()]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        field = _FIELD.match(lines[start])
        names, kind = field.groups() if field else ("", lines[start])
        meaning = " ".join(line.strip() for line in lines[start + 1 : end])
        yield Value(names, _short(kind), meaning.strip())


def _short(kind):
    # "ndarray of shape (N, D)" is read faster as the shape alone
    shape = _SHAPE.search(kind)
    return shape["shape"] if shape else kind
