"""What the person at the keyboard sees of a run: a bar, a summary, what failed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any, NamedTuple, TextIO

from tqdm import tqdm

from autograder.grading.plain_text import one_line
from autograder.grading.records import STATUSES, Result

UNSAFE = """\
********************************************************************************
*  UNSAFE: graded without a sandbox. Student code ran with your permissions;   *
*  every one of these grades is stamped. Do not use them for a real class.     *
********************************************************************************"""
FINE = ("ok", "wrong")  # statuses that need no attention while a run goes on


class Outcome(NamedTuple):
    """What is counted of a submission."""

    student: str
    assignment: str
    status: str
    score: float
    max_score: float
    message: str = ""
    scored: bool = True  # false where no cell was graded

    @classmethod
    def of(cls, result: Result) -> Outcome:
        """Take it from a result."""
        return cls(
            result.student,
            result.assignment,
            result.status,
            result.score,
            result.max_score,
            result.message,
            bool(result.cells),
        )


class Progress:
    """Counts outcomes and shows them.

    Parameters
    ----------
    total : int
        Submissions of the run.
    out : TextIO
        Where the summary goes.
    """

    def __init__(self, total: int, out: TextIO = sys.stdout) -> None:
        self.total = total
        self.done = 0
        self.before = 0  # graded by an earlier run
        self.counts: dict[str, Counter[str]] = {}
        self._sums: dict[str, list[float]] = {}  # scored ones: number, score, points
        self.failed: list[Outcome] = []
        self._out = out
        self._started = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Progress:
        # tqdm knows whether it writes to a terminal, and shows the time left.
        self._bar = tqdm(total=self.total, desc="grading", unit="submission")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def add(self, outcome: Outcome, before: bool = False) -> None:
        """Count a submission.

        Parameters
        ----------
        outcome : Outcome
            How it came out.
        before : bool
            An earlier run had graded it.
        """
        self.done += 1
        self.before += before
        self.counts.setdefault(outcome.assignment, Counter())[outcome.status] += 1
        if not outcome.scored:
            self.failed.append(outcome)
        else:
            sums = self._sums.setdefault(outcome.assignment, [0, 0.0, 0.0])
            for place, value in enumerate((1, outcome.score, outcome.max_score)):
                sums[place] += value
        if outcome.status not in FINE:
            self._bar.set_postfix_str(self._failures(), refresh=False)
        self._bar.update()

    def say(self, sentence: str) -> None:
        """Print a sentence above the bar."""
        self._bar.write(sentence, file=self._out)

    def number(self, status: str) -> int:
        """Return how many submissions ended with a status."""
        return sum(counts[status] for counts in self.counts.values())

    def _failures(self) -> str:
        found = {s: self.number(s) for s in STATUSES if s not in FINE}
        return ", ".join(f"{number} {s}" for s, number in found.items() if number)

    def summary(self, where: str, unsafe: bool) -> None:
        """Print one line for each assignment, what failed, and where things are.

        Parameters
        ----------
        where : str
            Where the results are.
        unsafe : bool
            Whether there was no sandbox.
        """
        for assignment in self.counts:
            print(self._line(assignment), file=self._out)
        for line in failures(self.failed):
            print(line, file=self._out)
        seconds = time.monotonic() - self._started
        print(f"{self._graded()} in {seconds:.0f} s. {where}", file=self._out)
        if unsafe:
            print(UNSAFE, file=self._out)

    def _graded(self) -> str:
        now = self.done - self.before
        earlier = f", {self.before} before" if self.before else ""
        return f"{now} graded{earlier}"

    def _line(self, assignment: str) -> str:
        counts = self.counts[assignment]
        parts = ", ".join(f"{counts[s]} {s}" for s in STATUSES if counts[s])
        line = f"{assignment}: {counts.total()} submissions: {parts}"
        number, score, points = self._sums.get(assignment, [0, 0.0, 0.0])
        if number:
            line += f"; mean score {score / number:.2f} of {points / number:g}"
        return line


def failures(outcomes: list[Outcome]) -> list[str]:
    """Lay out in columns who has no new score, and why.

    What a student wrote, a name or a file's name, comes without control characters.
    """
    if not outcomes:
        return []
    rows = [(one_line(o.student), o.assignment, o.status) for o in outcomes]
    widths = [max(len(row[k]) for row in rows) for k in range(3)]
    lines = [f"Without a new score: {len(rows)}"]
    for row, outcome in zip(rows, outcomes, strict=True):
        columns = "  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True))
        # Of a fault of ours the last line says what it was.
        told = outcome.message.strip().splitlines()[-1:]
        lines.append(f"  {columns}  {one_line(''.join(told))}".rstrip())
    return lines
