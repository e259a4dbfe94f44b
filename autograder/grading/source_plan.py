"""Reading an assignment from the instructor's source notebooks."""

from __future__ import annotations

import copy
import hashlib
import re
import warnings
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import preprocessors, utils
from nbgrader.nbgraderformat import MetadataValidator

from autograder import cells
from autograder.course_dir import nbgrader_log
from autograder.errors import CourseError
from autograder.grading.layout import Layout, check_assignment, read_layout
from autograder.grading.records import Plan, PlanCell, PlanNotebook
from autograder.sources import CHECKOUT

MOST_BYTES = 128 * 2**20  # of files beside the notebooks; every cell process has them
MOST_FILE = 48 * 2**20  # of one of them: it travels to a cell process in one piece
_OWN = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:autograder|rnn_core)\b", re.M)
# What decides the points of a cell that calls our checks.
_OWN_FILES = ("solutions/**/*.py", "rnn_core/**/*.py", "rnn_core/**/*.json")


def read_plan(course: Path, assignment: str) -> Plan:
    """Read an assignment's plan from the course's ``source`` directory.

    Parameters
    ----------
    course : Path
        An nbgrader course directory.
    assignment : str
        A folder in its ``source`` directory.

    Returns
    -------
    Plan
        Without compatibility cells and with seed 0.

    Raises
    ------
    CourseError
        The assignment is not there or cannot be graded; says what to change.
    """
    check_assignment(assignment)
    layout = read_layout(course)
    folder = layout.folder("source", ".", assignment)
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        there = sorted(p.parent.name for p in folder.parent.glob("*/*.ipynb"))
        known = f"it has {', '.join(dict.fromkeys(there))}" if there else "it has none"
        raise CourseError(
            f"{folder} holds no notebook, so there is no assignment {assignment!r} in "
            f"this course ({known})."
        )
    with nbgrader_log(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbformat's, on cells without ids
        notebooks = tuple(_read_notebook(path, layout, assignment) for path in paths)
    files = _files(layout, assignment)
    return Plan(assignment, notebooks, _version(notebooks, files), files)


def _read_notebook(path: Path, layout: Layout, assignment: str) -> PlanNotebook:
    notebook = _load(path)
    if _directives(notebook, layout):
        tests = layout.folder("source_with_tests", ".", assignment) / path.name
        if not tests.is_file():
            raise CourseError(
                f"{path} has AUTOTEST lines, whose tests nbgrader writes first; run: "
                f"nbgrader generate_assignment {assignment} --source_with_tests"
            )
        notebook = _load(tests)
        if _directives(notebook, layout):
            raise CourseError(f"{tests} still has AUTOTEST lines; remove the file.")
    try:
        _check(path, notebook)
        return _plan_notebook(path, notebook, layout)
    except (RuntimeError, ValueError, OSError, KeyError) as error:
        raise CourseError(f"{path} cannot be graded: {error}.") from error


def _load(path: Path) -> NotebookNode:
    try:
        notebook = cells.read(path)
        MetadataValidator().upgrade_notebook_metadata(notebook)
    except Exception as error:  # nbformat raises all kinds on files that are odd
        what = str(error).strip().splitlines()[:1] or [type(error).__name__]
        raise CourseError(
            f"{path} is no notebook that can be read ({what[0][:200]}); open it in "
            "Jupyter and save it again."
        ) from error
    return notebook


def _directives(notebook: NotebookNode, layout: Layout) -> bool:
    """Tell whether a cell has lines that nbgrader turns into tests."""
    delimiter = preprocessors.InstantiateTests(config=layout.config).autotest_delimiter
    line = re.compile(rf"^[ \t]*#.*{re.escape(delimiter)}", re.M)
    code = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    return any(line.search(source) for source in code)


def _check(path: Path, notebook: NotebookNode) -> None:
    """Refuse what nbgrader refuses, before it decides anybody's score."""
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise CourseError(f"{path} is for {language}; only Python can be graded.")
    seen: set[str] = set()
    for cell in notebook.cells:
        settings = cells.settings(cell)
        name = settings.get("grade_id")
        if name in seen:
            raise CourseError(
                f"{path} has two cells with the nbgrader id {name!r}; give one of them "
                "another id in Jupyter's Create Assignment panel."
            )
        if name is not None and _has_role(cell):
            seen.add(name)
        if not 0 <= float(settings.get("points") or 0) < float("inf"):
            raise CourseError(f"{path}: the cell {name!r} has no valid points.")
    try:
        MetadataValidator().validate_nb(notebook)
    except Exception as error:  # jsonschema's and nbgrader's are unrelated
        what = str(error).strip().splitlines()[0][:200]
        raise CourseError(f"{path} has settings nbgrader refuses: {what}.") from error


def _plan_notebook(path: Path, notebook: NotebookNode, layout: Layout) -> PlanNotebook:
    notebook = _run("IncludeHeaderFooter", notebook, layout)
    notebook = MetadataValidator().upgrade_notebook_metadata(notebook)
    cleared = _run("ClearSolutions", notebook, layout)
    shown = _run("ClearHiddenTests", cleared, layout)
    shown = _run("ClearMarkScheme", shown, layout)
    hidden = preprocessors.ClearHiddenTests(config=layout.config)
    marks = (hidden.begin_test_delimeter, hidden.end_test_delimeter)
    together = zip(notebook.cells, cleared.cells, shown.cells, strict=True)
    made = tuple(_plan_cell(*three, marks) for three in together)
    return PlanNotebook(path.stem, made, _plain(notebook.metadata))


def _run(name: str, notebook: NotebookNode, layout: Layout) -> NotebookNode:
    """Apply one of nbgrader's preprocessors to a copy."""
    step = getattr(preprocessors, name)(config=layout.config)
    for part in ("header", "footer"):  # paths that begin at the course's root
        if getattr(step, part, ""):
            setattr(step, part, str(layout.course / getattr(step, part)))
    made: NotebookNode = step.preprocess(copy.deepcopy(notebook), {})[0]
    return made


def _plan_cell(
    cell: NotebookNode,
    cleared: NotebookNode,
    shown: NotebookNode,
    marks: tuple[str, str],
) -> PlanCell:
    role, settings = _role(cell), cells.settings(cell)
    graded = role in ("test", "manual", "task")
    # nbgrader's database, too, has the other cells as they are without solutions.
    source = cell.source if role in ("solution", "manual") else cleared.source
    return PlanCell(
        role=role,
        grade_id=str(settings.get("grade_id") or "") if _has_role(cell) else "",
        cell_type=cell.cell_type,
        source=source,
        shown=shown.source,
        points=float(settings.get("points") or 0.0) if graded else 0.0,
        hidden_lines=_regions(source, *marks),
        skipped="skip-execution" in cell.metadata.get("tags", []),
        metadata=_plain(cell.metadata),
    )


def _has_role(cell: NotebookNode) -> bool:
    return bool(
        utils.is_grade(cell)
        or utils.is_solution(cell)
        or utils.is_locked(cell)
        or utils.is_task(cell)
    )


def _role(cell: NotebookNode) -> str:
    if utils.is_task(cell):
        return "task"
    if utils.is_solution(cell):
        return "manual" if utils.is_grade(cell) else "solution"
    if utils.is_grade(cell):
        return "test"
    return "setup" if cell.cell_type == "code" else "text"


def _regions(source: str, begin: str, end: str) -> tuple[tuple[int, int], ...]:
    """Return the hidden regions; nbgrader has made sure that they are closed."""
    found, start = [], 0
    for number, line in enumerate(source.split("\n"), start=1):
        if begin in line:
            start = number
        elif end in line and start:
            found.append((start, number))
            start = 0
    return tuple(found)


def _plain(node: Any) -> dict[str, Any]:
    """Turn nbformat's dictionaries into Python's, which travel to workers."""
    plain: dict[str, Any] = _plain_value(node)
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain_value(item) for key, item in value.items()}
    return [_plain_value(item) for item in value] if isinstance(value, list) else value


def _files(layout: Layout, assignment: str) -> dict[str, bytes]:
    """Read what lies beside the notebooks; the source's version counts."""
    kept = layout.config.Autograde.get("exclude_overwriting", {}).get(assignment, [])
    files: dict[str, bytes] = {}
    total = 0
    for step in ("release", "source"):
        folder = layout.folder(step, ".", assignment)
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".ipynb" or layout.ignores(name) or name in kept:
                continue
            if path.is_file():
                size = path.stat().st_size
                total += size - len(files.get(name, b""))
                if total > MOST_BYTES or size > MOST_FILE:
                    raise CourseError(_too_much(folder))
                files[name] = path.read_bytes()
    return files


def _too_much(folder: Path) -> str:
    return (
        f"the files beside the notebooks in {folder} have more than "
        f"{MOST_BYTES // 2**20} MiB, or one has more than {MOST_FILE // 2**20} MiB; "
        "every student's code gets a copy, so shorten them."
    )


def _version(notebooks: tuple[PlanNotebook, ...], files: dict[str, bytes]) -> str:
    """Hash everything that decides a score."""
    digest = hashlib.sha256()

    def add(*parts: object) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode()
            digest.update(b"%d:" % len(data) + data)

    for notebook in notebooks:
        add("notebook", notebook.name)
        for cell in notebook.cells:
            add(cell.role, cell.grade_id, cell.cell_type, cell.source, cell.shown)
            add(cell.points, cell.hidden_lines, cell.skipped)
    for name, data in sorted(files.items()):
        add("file", name, data)
    sources = (cell.source for notebook in notebooks for cell in notebook.cells)
    if any(_OWN.search(source) for source in sources):
        for path in _own_files():
            add("own", path.relative_to(CHECKOUT).as_posix(), path.read_bytes())
    return digest.hexdigest()


def _own_files() -> list[Path]:
    found = {path for glob in _OWN_FILES for path in CHECKOUT.glob(glob)}
    found |= {CHECKOUT / "autograder" / name for name in ("hidden.py", "suite.py")}
    return sorted(path for path in found if path.is_file())
