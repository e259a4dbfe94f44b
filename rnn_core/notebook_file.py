"""Read a notebook's file, without nbformat, and what its code cells define."""

import ast
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from rnn_core import course


@dataclass(frozen=True)
class Cell:
    """One cell: its type, its text and nbgrader's metadata (empty without)."""

    kind: str
    source: str
    nbgrader: dict

    @property
    def grade_id(self):
        """The name by which nbgrader knows the cell, or None."""
        return self.nbgrader.get("grade_id")

    @property
    def locked(self):
        """Whether the text is not the student's to change."""
        if self.nbgrader.get("solution", False):
            return False
        return self.nbgrader.get("grade", False) or self.nbgrader.get("locked", False)

    @property
    def unchanged(self):
        """Whether a locked cell is as it was released, as far as can be told."""
        released = self.nbgrader.get("checksum")
        return not self.locked or released in (None, self.checksum())

    def checksum(self):
        """Compute the checksum that nbgrader writes into a released cell."""
        grade = self.nbgrader.get("grade", False)
        solution = self.nbgrader.get("solution", False)
        parts = [self.source, self.kind, str(grade), str(solution), str(self.locked)]
        parts.append(self.grade_id)
        if grade:
            parts.append(str(float(self.nbgrader.get("points", 0))))
        # A fingerprint, as nbgrader makes it; it guards nothing.
        digest = hashlib.md5("".join(parts).encode(), usedforsecurity=False)
        return digest.hexdigest()

    @cached_property
    def tree(self):
        """The syntax tree of a code cell, magics rewritten; None with an error."""
        from IPython.core.inputtransformer2 import TransformerManager

        try:
            return ast.parse(TransformerManager().transform_cell(self.source))
        except (SyntaxError, ValueError):
            return None


def read(path):
    """Return the cells of a notebook file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    list of Cell

    Raises
    ------
    CourseError
        In one sentence, for a file that is not a notebook of format 4.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = data["cells"] if data["nbformat"] == 4 else None
        return [_cell(cell) for cell in cells]
    except OSError as error:
        raise course.CourseError(
            f"{path.name} cannot be read ({error.strerror}): close other programs that "
            "use it and look at its permissions"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise course.CourseError(
            f"{path.name} is not a notebook that Jupyter can read: open it in "
            "JupyterLab and save it, or begin again from the file you were given"
        ) from None


def _cell(data):
    source = data["source"]
    text = source if isinstance(source, str) else "".join(source)
    nbgrader = data.get("metadata", {}).get("nbgrader", {})
    return Cell(data["cell_type"], text.replace("\r\n", "\n"), dict(nbgrader))


def definitions(trees):
    """Return name -> syntax nodes that define it in `trees`, in order.

    A plain assignment counts, for a function may get its name from one.
    """
    found = {}
    for tree in trees:
        for statement in tree.body:
            for node in _reached(statement):
                for name in _names(node):
                    found.setdefault(name, []).append(node)
    return found


def _reached(node):
    """Yield the statements that run at the top level, inside if, for, try and with."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from _reached(child)


def _names(node):
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def is_stub(node):
    """Tell whether a definition has nothing but ``raise NotImplementedError``."""
    body = list(getattr(node, "body", ()))
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
    ):
        body = body[1:]
    if len(body) != 1 or not isinstance(body[0], ast.Raise) or body[0].exc is None:
        return False
    return ast.unparse(body[0].exc).startswith("NotImplementedError")
