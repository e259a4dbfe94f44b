"""A hash of everything that a function's result depends on in this checkout.

From the function's own source the names it uses are followed: helpers, classes,
constants, through imports and, for an exercise's stub, to its reference. Comments,
docstrings and layout do not count, and neither does who answers for an exercise.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib
import importlib.util
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from rnn_core import catalogue

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGES = ("rnn_core", "solutions", "benchmarks")
# Says who answers for an exercise; experiments always run on the references.
NOT_FOLLOWED = {"rnn_core.exercise"}


def code_hash(function: Callable[..., object]) -> str:
    """Return 16 hexadecimal digits that change when the function's code does.

    Parameters
    ----------
    function : callable
        Defined at the top of a module in `PACKAGES`.

    Returns
    -------
    str
        The same on every supported Python.
    """
    parts = sorted(f"{name}\n{source}" for name, source in reached(function).items())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def reached(function: Callable[..., object]) -> dict[str, str]:
    """Return every definition that a function uses, directly or not.

    Returns
    -------
    dict of str to str
        ``"module.name"`` and its source in a normal form.
    """
    found: dict[str, str] = {}
    todo = [(function.__module__, function.__name__)]
    while todo:
        module, name = _home(*todo.pop())
        if f"{module}.{name}" in found or not _is_followed(module):
            continue
        statements = _definitions(module).get(name, [])
        origins = [_origin(module, name, node) for node in statements]
        found[f"{module}.{name}"] = ";".join(
            normal_form(node) if origin is None else ".".join(origin)
            for node, origin in zip(statements, origins, strict=True)
        )
        for node, origin in zip(statements, origins, strict=True):
            todo.extend(_used(module, node) if origin is None else [origin])
    return {key: source for key, source in found.items() if source}


def _home(module: str, name: str) -> tuple[str, str]:
    """Return where the reference of an exercise stands, else the same place."""
    unit = module.removeprefix("rnn_core.")
    if unit in catalogue.UNITS:
        return f"solutions.{unit}.reference", name
    return module, name


def _is_followed(module: str) -> bool:
    return module.split(".")[0] in PACKAGES and module not in NOT_FOLLOWED


@functools.cache
def _definitions(module: str) -> dict[str, list[ast.stmt]]:
    """Return the statements at the top of a module, under the names they set."""
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    found: dict[str, list[ast.stmt]] = {}
    for statement in tree.body:
        for name in _set_names(statement):
            found.setdefault(name, []).append(statement)
    return found


def _set_names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            yield (alias.asname or alias.name).split(".")[0]
    else:  # NAME = …, NAME[…] = …, for NAME in …
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                yield node.value.id if isinstance(node.value, ast.Name) else ""


def _used(module: str, statement: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the places, as module and name, that a statement refers to."""
    names = _definitions(module)
    for node in ast.walk(statement):
        if isinstance(node, ast.Import | ast.ImportFrom):  # inside a function
            for alias in node.names:
                origin = _origin(module, alias.asname or alias.name, node)
                yield from [] if origin is None else [origin]
        elif isinstance(node, ast.Name) and node.id in names:
            yield module, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            for origin in (
                _origin(module, node.value.id, s) for s in names.get(node.value.id, [])
            ):
                if origin and _is_module(".".join(origin)):
                    yield ".".join(origin), node.attr


def _origin(module: str, name: str, statement: ast.AST) -> tuple[str, str] | None:
    """Return from where a statement imports `name`, or None if it does not."""
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return None
    for alias in statement.names:
        if (alias.asname or alias.name) != name:
            continue
        if isinstance(statement, ast.Import):
            return alias.name.rpartition(".")[0], alias.name.rpartition(".")[2]
        package = module if _is_package(module) else module.rpartition(".")[0]
        relative = "." * statement.level + (statement.module or "")
        return importlib.util.resolve_name(relative, package), alias.name
    return None


def _is_module(path: str) -> bool:
    package = path.rpartition(".")[0]
    if not (_is_followed(path) and package):
        return False
    return _is_package(package) and importlib.util.find_spec(path) is not None


def _is_package(module: str) -> bool:
    return hasattr(importlib.import_module(module), "__path__")


def normal_form(node: object) -> str:
    """Write a syntax tree down without docstrings, places and empty fields."""
    if isinstance(node, list):
        return "[" + ",".join(map(normal_form, node)) + "]"
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = []
    for name, value in ast.iter_fields(node):
        kept = _what_counts(node, name, value)
        if kept is not None and kept != []:  # later Pythons have more of these
            fields.append(f"{name}={normal_form(kept)}")
    return f"{type(node).__name__}({','.join(fields)})"


def _what_counts(node: ast.AST, name: str, value: object) -> object:
    """Drop docstrings and the mark of an exercise, which only says who answers."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
        return value
    if name == "body" and isinstance(value, list) and value:
        first = value[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            return value[1:]
    if name == "decorator_list" and isinstance(value, list):
        return [mark for mark in value if not _is_exercise_mark(mark)]
    return value


def _is_exercise_mark(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and ast.unparse(mark.func) == "exercise"
