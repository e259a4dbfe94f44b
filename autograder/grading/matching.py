"""Which cell of a submission is which cell of the instructor's notebook.

nbgrader's grade id decides, whatever else a cell's metadata claim. What is left is
recognised by its text, by the names it defines and, where an editor dropped all
metadata, by its place.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.grading.reading import GivenCell
from autograder.grading.records import PlanCell, PlanNotebook

ANSWERS = ("solution", "manual")  # the student's text counts
# A regular expression: Python's own parser recurses, and this text is a stranger's.
_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?def|class)[ \t]+([^\W\d]\w*)|^([^\W\d]\w*)[ \t]*"
    r"(?::[^=\n]{1,200})?=(?!=)",
    re.MULTILINE,
)


@dataclass
class Matching:
    """Positions in the submission for positions in the plan.

    Attributes
    ----------
    chosen : dict of int to int
        The cell that counts.
    before : dict of int to list of int
        Earlier versions of an answer, which run before it.
    dropped : set of int
        Repeated cells that say nothing new.
    duplicated, recovered : set of int
        Positions in the plan.
    """

    chosen: dict[int, int] = field(default_factory=dict)
    before: dict[int, list[int]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    duplicated: set[int] = field(default_factory=set)
    recovered: set[int] = field(default_factory=set)

    @property
    def used(self) -> set[int]:
        """Positions in the submission that need no place any more."""
        earlier = (i for cells in self.before.values() for i in cells)
        return {*self.chosen.values(), *self.dropped, *earlier}


def same_text(one: str, other: str) -> bool:
    """Compare two texts but for line ends and spaces at the end of lines."""
    return one == other or normal(one) == normal(other)


def normal(text: str) -> str:
    """Return a text without what editors change on their own."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def defined_names(source: str) -> frozenset[str]:
    """Return the functions, classes and variables defined at a cell's top level."""
    return frozenset(a or b for a, b in _DEFINITION.findall(source))


def match(notebook: PlanNotebook, given: tuple[GivenCell, ...]) -> Matching:
    """Find the cells of a plan in a submission.

    Parameters
    ----------
    notebook : PlanNotebook
        The instructor's.
    given : tuple of GivenCell
        The student's.

    Returns
    -------
    Matching
        What is in neither of its parts was added by the student.
    """
    matcher = _Matcher(notebook.cells, given)
    matcher.by_name()
    matcher.by_definition()
    matcher.settle_copies()
    matcher.by_text()
    matcher.by_other_name()
    if not any(cell.grade_id for cell in given):
        matcher.by_place()
    return matcher.found


class _Matcher:
    def __init__(
        self, plan: tuple[PlanCell, ...], given: tuple[GivenCell, ...]
    ) -> None:
        self.plan, self.given = plan, given
        self.found = Matching()
        self.copies: dict[int, list[int]] = defaultdict(list)

    def by_name(self) -> None:
        names = {cell.grade_id: p for p, cell in enumerate(self.plan) if cell.grade_id}
        for i, cell in enumerate(self.given):
            if cell.grade_id in names:
                self.copies[names[cell.grade_id]].append(i)

    def by_definition(self) -> None:
        """Find lost answers by the names that the instructor's solutions define."""
        missing = [p for p in self._missing() if not self.copies[p]]
        wanted = {p: defined_names(self.plan[p].source) for p in missing}
        if not any(wanted.values()):
            return
        free = {i: defined_names(self.given[i].source) for i in self._free()}
        for p, names in wanted.items():
            fitting = [i for i, own in free.items() if names and names <= own]
            if not fitting:
                continue
            for i in fitting:
                del free[i]
                self._release(i)
            self._recover(p, fitting)

    def _free(self) -> Iterable[int]:
        """Yield cells that nothing needs: nameless, edited locked ones, copies."""
        owner = {i: p for p, cells in self.copies.items() for i in cells}
        for i, cell in enumerate(self.given):
            if i not in owner:
                yield i
                continue
            mine = self.plan[owner[i]]
            if mine.role not in ANSWERS:
                if not same_text(cell.source, mine.shown):
                    yield i
            elif len(self.copies[owner[i]]) > 1:
                own = defined_names(mine.source)
                if own and not own <= defined_names(cell.source):
                    yield i

    def _release(self, i: int) -> None:
        for cells in self.copies.values():
            if i in cells:
                cells.remove(i)

    def _recover(self, p: int, cells: list[int]) -> None:
        *earlier, self.found.chosen[p] = cells
        self.found.before[p] = earlier
        self.found.recovered.add(p)

    def settle_copies(self) -> None:
        for p, cells in self.copies.items():
            if not cells:
                continue
            if len(cells) > 1:
                self.found.duplicated.add(p)
            if self.plan[p].role in ANSWERS:
                self._settle_answer(p, cells)
            else:
                self._settle_locked(p, cells)

    def _settle_answer(self, p: int, cells: list[int]) -> None:
        """Keep the different texts; a copy of the untouched stub is none of them."""
        untouched = {
            i for i in cells if same_text(self.given[i].source, self.plan[p].shown)
        }
        kept = [i for i in cells if i not in untouched] or cells[-1:]
        last = {normal(self.given[i].source): i for i in kept}
        *earlier, self.found.chosen[p] = sorted(last.values())
        self.found.before[p] = earlier
        self.found.dropped |= set(cells) - set(last.values())

    def _settle_locked(self, p: int, cells: list[int]) -> None:
        """Take one; an edited copy is code that the student added where it stands."""
        shown = self.plan[p].shown
        whole = [i for i in cells if same_text(self.given[i].source, shown)]
        self.found.chosen[p] = (whole or cells)[-1]
        self.found.dropped |= set(whole)

    def by_text(self) -> None:
        """Find nameless cells, and locked ones that lost their name, by their text."""
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for p, cell in enumerate(self.plan):
            if p not in self.found.chosen and cell.role not in ANSWERS:
                waiting[cell.cell_type, normal(cell.shown)].append(p)
        for i in self._left():
            given = self.given[i]
            same = waiting.get((given.cell_type, normal(given.source)))
            if same and not given.grade_id:
                self.found.chosen[same.popleft()] = i

    def by_other_name(self) -> None:
        """Take the one cell with a foreign name for the one answer that is missing."""
        missing = self._missing()
        named = [i for i in self._left() if self.given[i].grade_id]
        names = {cell.grade_id for cell in self.plan}
        foreign = [i for i in named if self.given[i].grade_id not in names]
        if len(missing) == 1 and len(foreign) == 1:
            self._recover(missing[0], foreign)

    def by_place(self) -> None:
        """Align what lies between the same two known cells."""
        known = sorted((p, i) for p, i in self.found.chosen.items())
        bounds = [(-1, -1), *known, (len(self.plan), len(self.given))]
        left, missing = set(self._left()), self._missing()
        for (p, i), (q, j) in itertools.pairwise(bounds):
            for kind in ("code", "markdown"):
                wanted = [
                    m for m in missing if p < m < q and self.plan[m].cell_type == kind
                ]
                there = [
                    k
                    for k in range(i + 1, j)
                    if k in left and self.given[k].cell_type == kind
                ]
                self._align(wanted, there)

    def _align(self, wanted: list[int], there: list[int]) -> None:
        if len(wanted) == 1 and there:
            self._recover(wanted[0], there)
        elif len(wanted) == len(there):
            for p, i in zip(wanted, there, strict=True):
                self._recover(p, [i])

    def _missing(self) -> list[int]:
        return [
            p
            for p, cell in enumerate(self.plan)
            if cell.role in ANSWERS and p not in self.found.chosen
        ]

    def _left(self) -> list[int]:
        used = self.found.used
        return [i for i in range(len(self.given)) if i not in used]
