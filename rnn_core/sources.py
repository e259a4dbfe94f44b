"""Find the source text of a function or class, notebook cells included.

`inspect.getsource` alone is not enough: it refuses classes of notebooks, guesses at
lambdas, and skips decorators that do not use `functools.wraps`.
"""

import ast
import collections
import functools
import inspect
import linecache
import symtable
import sys
import sysconfig
import textwrap
import types
from pathlib import Path
from typing import NamedTuple

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")  # symtable's names
# Under this import annotations are not evaluated, so that none can hinder a save.
FUTURE = "from __future__ import annotations\n"


class NoSourceError(Exception):
    """The source cannot be found or stands on its own no longer; says why."""


class Source(NamedTuple):
    """A statement that binds `name`, and the names it looks up in `space`."""

    name: str
    text: str
    node: ast.stmt
    space: dict


def find(obj, key, space):
    """Return the `Source` of what the name `key` of the namespace `space` holds.

    Raises
    ------
    NoSourceError
        With a clause that continues "it …", and the repair.
    """
    if isinstance(obj, type):
        return _of_class(obj, space_of(obj) or space)
    inner = inspect.unwrap(obj)
    if not isinstance(inner, types.FunctionType):
        return _decorated(key, space, f"is an object of type {type(obj).__name__}")
    if inner.__closure__:
        carried = ", ".join(f"`{n}`" for n in inner.__code__.co_freevars)
        return _decorated(key, space, f"is a closure that carries {carried}")
    source = _of_function(inner)
    if inner is not obj and not getattr(source.node, "decorator_list", ()):
        return _decorated(key, space, "was made by calling another function")
    return source


def space_of(obj):
    """Return the namespace in which a function or class was defined."""
    if isinstance(obj, type):
        methods = (getattr(m, "__globals__", None) for m in vars(obj).values())
        own = (m for m in methods if m and m.get("__name__") == obj.__module__)
        return next(own, None) or vars(sys.modules.get(obj.__module__, sys))
    inner = inspect.unwrap(obj)
    return getattr(inner, "__globals__", None) or vars(sys.modules["__main__"])


def is_library(module_name):
    """Tell whether a module is installed rather than the student's own."""
    top = (module_name or "").partition(".")[0]
    if top in ("", "__main__", "my_rnn", "my_rnn_unlocked"):
        return False
    if top in ("rnn_core", "builtins") or top in sys.stdlib_module_names:
        return True
    module = sys.modules.get(module_name) or sys.modules.get(top)
    file = getattr(module, "__file__", None)
    return bool(file) and any(Path(file).is_relative_to(p) for p in _installed())


@functools.cache
def _installed():
    paths = sysconfig.get_paths()
    found = {Path(paths[key]) for key in ("purelib", "platlib", "stdlib")}
    # A Hub adds folders of its own, with the packages all users share.
    marks = ("site-packages", "dist-packages")
    return found | {Path(p) for p in sys.path if p and Path(p).name in marks}


def names_used(text):
    """Return the global names a statement reads: at once, and when called later.

    Returns
    -------
    now, later : set of str
        `now` are decorators, defaults, base classes and class bodies.
    """
    top = symtable.symtable(FUTURE + text, "<saved>", "exec")
    now = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    later = set()
    for child in top.get_children():
        _globals_of(child, now if _runs_at_once(child) else later, later)
    return now, later


def _globals_of(table, here, later):
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            here.add(symbol.get_name())
    for child in table.get_children():
        _globals_of(child, here if _runs_at_once(child) else later, later)


def _runs_at_once(table):
    """Tell a class body or a comprehension from a function, which waits for a call."""
    return table.get_type() != "function" or table.get_name() in _COMPREHENSIONS


def annotation_names(node):
    """Return the names that only annotations may need."""
    found = set()
    for part in ast.walk(node):
        for field in ("annotation", "returns"):
            annotation = getattr(part, field, None)
            if isinstance(annotation, ast.AST):
                names = ast.walk(annotation)
                found |= {n.id for n in names if isinstance(n, ast.Name)}
    return found


def dotted_names(node):
    """Return ``a.b`` and ``a.b.c`` for every attribute chain that starts at a name."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            text = ast.unparse(part)
            if text.replace(".", "").isidentifier():
                found.add(text)
    return found


def definition_in(text, name):
    """Return the last statement of `text` that defines `name` as function or class."""
    tree = parse(text)
    found = [n for n in ast.walk(tree) if _defines(n, name)] if tree else []
    return max(found, key=lambda node: node.lineno, default=None)


def _defines(node, name):
    return isinstance(node, _DEFINITIONS) and node.name == name


def parse(text):
    """Return the syntax tree of `text`, or None where it has none."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _of_function(fn):
    text = _file_text(fn.__code__.co_filename, fn.__globals__)
    node = _node_at(text, fn.__code__)
    if node is None:
        raise NoSourceError(
            "has no source that can be found (made by `exec`, or in a cell that "
            "starts with %%, or its file changed since): put its definition into an "
            "ordinary cell and run that cell"
        )
    name = node.name if isinstance(node, _DEFINITIONS) else node.targets[0].id
    return Source(name, _statement(node, text), node, fn.__globals__)


def _node_at(text, code):
    tree = parse(text)
    if tree is None:
        return None
    for node in ast.walk(tree):
        if _first_line(node) != code.co_firstlineno:
            continue
        if _defines(node, code.co_name):
            return node
        if code.co_name == "<lambda>" and _assigns_lambda(node):
            return node
    if code.co_name == "<lambda>":
        raise NoSourceError(
            "is a lambda written inside another expression: write it as a function "
            "with `def`"
        )
    return None


def _assigns_lambda(node):
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Lambda):
        return False
    return len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)


def _first_line(node):
    if isinstance(node, _DEFINITIONS) and node.decorator_list:
        return node.decorator_list[0].lineno
    return getattr(node, "lineno", None)


def _of_class(cls, space):
    for text in _texts_with(cls, space):
        node = definition_in(text, cls.__name__)
        if isinstance(node, ast.ClassDef):
            return Source(cls.__name__, _statement(node, text), node, space)
    fields = getattr(cls, "_fields", None)
    if issubclass(cls, tuple) and fields:
        return _named_tuple(cls, fields)
    raise NoSourceError(
        "is a class whose source cannot be found: put it into an ordinary cell and "
        "run that cell"
    )


def _named_tuple(cls, fields):
    text = f"{cls.__name__} = namedtuple({cls.__name__!r}, {list(fields)!r})\n"
    if cls._field_defaults:
        raise NoSourceError(
            "is a namedtuple with defaults: write it as a NamedTuple class"
        )
    space = {"namedtuple": collections.namedtuple}
    return Source(cls.__name__, text, ast.parse(text).body[0], space)


def _texts_with(cls, space):
    for member in vars(cls).values():
        code = getattr(inspect.unwrap(member), "__code__", None)
        # Generated methods (dataclass, NamedTuple) come from no file.
        if code is not None and _file_text(code.co_filename, space):
            yield _file_text(code.co_filename, space)
    yield from _cells(space, cls.__module__)


def _decorated(key, space, what):
    """Return the decorated definition of `key`, whose wrapper hides its source."""
    for text in _cells(space, space.get("__name__")):
        node = _last_binding(text, key)
        if node is None:
            continue
        if getattr(node, "decorator_list", ()):
            return Source(key, _statement(node, text), node, space)
        break
    raise NoSourceError(f"{what}: write it as one function with `def`")


def _last_binding(text, name):
    """Return the last part of `text` that gives the name a meaning, or None."""
    tree = parse(text)
    found = [n for n in ast.walk(tree) if _binds(n, name)] if tree else []
    return max(found, key=lambda node: node.lineno, default=None)


def _binds(node, name):
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.alias):
        return (node.asname or node.name) == name
    return _defines(node, name)


def _cells(space, module_name):
    """Yield the texts that may hold definitions of a namespace, newest first."""
    history = space.get("In")
    if isinstance(history, list):
        yield from (str(cell) for cell in reversed(history))
        return
    module = sys.modules.get(module_name)
    if getattr(module, "__file__", None):
        yield _file_text(module.__file__, space)


def _file_text(filename, space):
    text = "".join(linecache.getlines(filename, space))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _statement(node, text):
    """Return the lines of a statement, comments inside kept, moved to the margin."""
    lines = text.split("\n")[_first_line(node) - 1 : node.end_lineno]
    candidate = textwrap.dedent("\n".join(lines)).strip() + "\n"
    tree = parse(candidate)
    same = tree and len(tree.body) == 1 and ast.dump(tree.body[0]) == ast.dump(node)
    # Two statements on a line, or a text that moving would change: lose the comments.
    return candidate if same else ast.unparse(node) + "\n"
