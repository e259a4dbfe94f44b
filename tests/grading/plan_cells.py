"""A small assignment with a cell of every role, for tests of its structure."""

import copy

import nbformat
from nbformat import v4

CONFIG = """
c = get_config()
c.ClearSolutions.code_stub = {"python": "STUB"}
c.ClearHiddenTests.begin_test_delimeter = "HIDE"
c.ClearHiddenTests.end_test_delimeter = "SHOW"
"""


def cell(kind, source, grade_id="", **nbgrader):
    made = getattr(v4, f"new_{kind}_cell")(source)
    if grade_id:
        flags = {"grade": False, "solution": False, "locked": False, "task": False}
        made.metadata["nbgrader"] = {
            **flags,
            "schema_version": 3,
            "grade_id": grade_id,
            **nbgrader,
        }
    return made


SOURCE = [
    cell("markdown", "# Title"),
    cell("code", "import math", "setup", locked=True),
    cell(
        "code",
        "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION",
        "double",
        solution=True,
    ),
    cell(
        "code",
        "assert double(1) == 2\n# HIDE\nassert double(7) == 14\n# SHOW\n2.0",
        "test_double",
        grade=True,
        locked=True,
        points=3,
    ),
    cell(
        "code",
        "### BEGIN SOLUTION\ndef triple(x):\n    return 3 * x\n### END SOLUTION",
        "triple",
        solution=True,
    ),
    cell(
        "code",
        "assert triple(1) == 3",
        "test_triple",
        grade=True,
        locked=True,
        points=1,
    ),
    cell("markdown", "because", "why", grade=True, solution=True, points=2),
    cell("code", "plot = 1", ""),
    cell("markdown", "Discuss.", "task", task=True, points=4),
]


def write(path, cells, **metadata):
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = v4.new_notebook(cells=copy.deepcopy(cells), metadata=metadata)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def by_id(cells, grade_id):
    (found,) = [
        c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return found
