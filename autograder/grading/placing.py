"""A student's notebook, put in the order of the instructor's.

Every cell of the plan stands once in the program, in the plan's order; from the
submission come the texts of the answers and the cells that the student added.
"""

from __future__ import annotations

from collections import defaultdict

from autograder.grading.flags import flag, printable
from autograder.grading.matching import ANSWERS, Matching, match, same_text
from autograder.grading.reading import GivenCell, GivenNotebook, read_given
from autograder.grading.records import PlanCell, PlanNotebook, Program, Step


def place(notebook: PlanNotebook, submitted: bytes | None) -> Program:
    """Put a submitted notebook's cells into the instructor's.

    Parameters
    ----------
    notebook : PlanNotebook
        Every cell of it is in the program once, in its order.
    submitted : bytes, optional
        The student's file; None where there is none.

    Returns
    -------
    Program
        Where an answer was handed in more than once, its last version is the step of
        the plan's cell, and the earlier ones come before it as added cells.

    Raises
    ------
    Unreadable
        And nothing else, whatever the file holds.
    """
    if submitted is None:
        steps = tuple(_step(cell, None) for cell in notebook.cells)
        return Program(notebook.name, steps, (flag("missing_notebook", notebook.name),))
    given = read_given(submitted)
    found = match(notebook, given.cells)
    flags = _flags(notebook, given, found)
    return Program(notebook.name, tuple(_steps(notebook, given, found)), flags)


def _steps(notebook: PlanNotebook, given: GivenNotebook, found: Matching) -> list[Step]:
    added = _added(notebook.cells, given.cells, found)
    steps = [_extra(given.cells[i]) for i in added[-1]]
    for p, cell in enumerate(notebook.cells):
        steps += [_extra(given.cells[i], cell) for i in found.before.get(p, ())]
        chosen = found.chosen.get(p)
        steps.append(_step(cell, None if chosen is None else given.cells[chosen]))
        steps += [_extra(given.cells[i]) for i in added[p]]
    return steps


def _step(cell: PlanCell, given: GivenCell | None) -> Step:
    if cell.role not in ANSWERS:
        return Step(cell, cell.source, cell.cell_type)
    if given is None:
        return Step(cell, "", cell.cell_type, submitted=False)
    return Step(cell, given.source, cell.cell_type, attachments=given.attachments)


def _extra(given: GivenCell, answer: PlanCell | None = None) -> Step:
    """Make the step of an added cell, or of an earlier version of an answer."""
    kind = given.cell_type if answer is None else answer.cell_type
    # nbgrader does not run what is tagged so, and neither does a raw cell.
    kind = "raw" if given.skipped else kind
    return Step(None, given.source, kind, attachments=given.attachments)


def _added(
    plan: tuple[PlanCell, ...], given: tuple[GivenCell, ...], found: Matching
) -> dict[int, list[int]]:
    """Return the cells that the student added, by the plan's cell they follow."""
    position = {i: p for p, i in found.chosen.items()}
    used, added, after = found.used, defaultdict(list), -1
    for i in range(len(given)):
        if i in position:
            after = position[i]
        elif i not in used:
            added[_past_edited(plan, after, found)].append(i)
    return added


def _past_edited(plan: tuple[PlanCell, ...], after: int, found: Matching) -> int:
    """Step over nameless cells that were edited or deleted.

    The cell at hand may be the edited one, and then comes after the original.
    """
    while (
        after + 1 < len(plan)
        and not plan[after + 1].grade_id
        and after + 1 not in found.chosen
    ):
        after += 1
    return after


def _flags(
    notebook: PlanNotebook, given: GivenNotebook, found: Matching
) -> tuple[str, ...]:
    name, flags = notebook.name, []
    if given.language and given.language.lower() != "python":
        flags.append(flag("foreign_kernel", f"{name}/{given.language}"))
    if given.schema_version is not None:
        flags.append(flag("schema_version", f"{name}/{given.schema_version!s:.40}"))
    named = any(cell.grade_id for cell in notebook.cells)
    if named and not any(cell.grade_id for cell in given.cells):
        flags.append(flag("lost_metadata", name))
    for p, cell in enumerate(notebook.cells):
        if cell.grade_id:
            chosen = found.chosen.get(p)
            mine = None if chosen is None else given.cells[chosen]
            kinds = _cell_flags(cell, mine, p, found)
            flags += [flag(kind, f"{name}/{cell.grade_id}") for kind in kinds]
    flags += _unknown(notebook, given, found) + _order(notebook, found)
    return tuple(dict.fromkeys(flags))


def _cell_flags(
    cell: PlanCell, given: GivenCell | None, p: int, found: Matching
) -> list[str]:
    answer = cell.role in ANSWERS
    if given is None:
        return ["missing_cell" if answer else "restored_cell"]
    kinds = ["duplicated_cell"] if p in found.duplicated else []
    if p in found.recovered:
        kinds.append("recovered_cell")
    if given.cell_type != cell.cell_type:
        kinds.append("retyped_cell")
    if not answer and not same_text(given.source, cell.shown):
        test = cell.role == "test"
        kinds.append("edited_test_cell" if test else "edited_locked_cell")
    if given.grade_id == cell.grade_id and _repointed(cell, given):
        kinds.append("repointed_cell")
    return kinds


def _repointed(cell: PlanCell, given: GivenCell) -> bool:
    mine, theirs = cell.metadata.get("nbgrader", {}), given.settings or {}
    keys = [key for key in ("grade", "solution", "locked", "task") if key in theirs]
    changed = any(theirs[key] is not bool(mine.get(key, False)) for key in keys)
    if mine.get("grade") and "points" in theirs:
        changed = changed or theirs["points"] != mine.get("points")
    return changed


def _unknown(
    notebook: PlanNotebook, given: GivenNotebook, found: Matching
) -> list[str]:
    names, used = {cell.grade_id for cell in notebook.cells}, found.used
    foreign = [
        cell.grade_id
        for i, cell in enumerate(given.cells)
        if cell.grade_id and cell.grade_id not in names and i not in used
    ]
    return [flag("unknown_cell", f"{notebook.name}/{name}") for name in foreign[:5]]


def _order(notebook: PlanNotebook, found: Matching) -> list[str]:
    last = -1
    for p, i in sorted(found.chosen.items()):
        if not notebook.cells[p].grade_id or p in found.duplicated:
            continue
        if i < last:
            where = printable(notebook.cells[p].grade_id)
            return [flag("reordered_cells", f"{notebook.name}/{where}")]
        last = i
    return []
