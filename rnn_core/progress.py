"""``progress()``: what is solved, how many points that is, and what comes next."""

import html
from dataclasses import dataclass
from typing import NamedTuple

from rnn_core import catalogue
from rnn_core import exercise as exercises

STATES = {
    "session": "passed in this session",
    "saved": "saved",
    "unlocked": "unlocked: not yours",
    None: "open",
}
_OWN = ("session", "saved")
_MARKS = {"session": "✓", "saved": "✓", "unlocked": "○", None: "·"}
_STYLE = """
.u-progress{line-height:1.5;max-width:60em}
.u-progress table{border-collapse:collapse;margin:.4em 0 1em}
.u-progress caption{text-align:left;font-weight:700;padding:.4em 0}
.u-progress th,.u-progress td{text-align:left;padding:.2em 1em .2em 0;
border-bottom:1px solid rgba(128,128,128,.4)}
.u-progress .u-number{text-align:right;font-variant-numeric:tabular-nums}
.u-progress progress{width:12em;max-width:100%;margin-right:.6em}
"""


class Row(NamedTuple):
    """One exercise: its catalogue entry and who answers for it (see `STATES`)."""

    entry: dict
    source: str | None

    @property
    def total(self):
        """Points of the visible checks."""
        return float(self.entry["points"]["visible"])

    @property
    def earned(self):
        """The same where the student's own version passed, else 0."""
        return self.total if self.source in _OWN else 0.0


@dataclass(frozen=True)
class Progress:
    """The state of every exercise, as text and as HTML.

    Attributes
    ----------
    rows : tuple of Row
        In the order of the book.
    """

    rows: tuple

    @property
    def earned(self):
        """Visible points so far."""
        return sum(row.earned for row in self.rows)

    @property
    def total(self):
        """Visible points of all exercises."""
        return sum(row.total for row in self.rows)

    @property
    def next(self):
        """The catalogue entry to do next, core before extra; None when all is done."""
        open_ones = [row.entry for row in self.rows if row.source not in _OWN]
        return min(open_ones, key=_is_extra, default=None)

    def units(self):
        """Return the rows by unit, in order: a dict."""
        found = {}
        for row in self.rows:
            found.setdefault(row.entry["unit"], []).append(row)
        return found

    def __str__(self):
        if not self.rows:
            return self._next_sentence()
        lines = []
        for unit, rows in self.units().items():
            lines += ["", _unit_line(unit, rows), *map(_text_row, rows)]
        bar = _bar(self.earned, self.total)
        points = f"{_number(self.earned)} of {_number(self.total)} points"
        lines += ["", f"{bar} {points}", self._next_sentence()]
        return "\n".join(lines[1:])

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        tables = [_table(unit, rows) for unit, rows in self.units().items()]
        points = f"{_number(self.earned)} of {_number(self.total)} points"
        bar = (
            f'<p><progress value="{self.earned}" max="{self.total}" '
            f'aria-label="Points">{points}</progress>{points}</p>'
        )
        body = "".join(tables) + (bar if self.rows else "")
        ending = f"<p>{html.escape(self._next_sentence())}</p>"
        return f'<style>{_STYLE}</style><div class="u-progress">{body}{ending}</div>'

    def _next_sentence(self):
        entry = self.next
        if not self.rows:
            return "No chapter with exercises is out yet."
        if entry is None:
            return "All exercises are done."
        return (
            f"Next: {entry['number']} {entry['title']} ({entry['name']}), about "
            f"{entry['minutes']} minutes, in {entry['notebook']}.ipynb; "
            f"page “{entry['page_title']}”."
        )


def progress():
    """Return your progress through the exercises of the course.

    Returns
    -------
    Progress
        Shows itself as a table in a notebook and as text elsewhere. Counts the points
        of the visible checks; grading adds those of the hidden ones.
    """
    names = [
        entry for unit in catalogue.units() for entry in unit_entries(unit).values()
    ]
    return Progress(
        tuple(Row(entry, exercises.resolve_source(entry["name"])) for entry in names)
    )


def unit_entries(unit):
    """Return the catalogue entries of a unit, name -> entry, in the book's order."""
    return catalogue.load_unit(unit)["exercises"]


def _is_extra(entry):
    return entry["level"] != "core"


def _unit_line(unit, rows):
    points = (
        f"{_number(sum(r.earned for r in rows))}/{_number(sum(r.total for r in rows))}"
    )
    return f"Chapter {catalogue.chapter(unit)}, {unit}: {points} points"


def _text_row(row):
    entry = row.entry
    points = f"{_number(row.earned)}/{_number(row.total)}"
    extra = ", extra" if _is_extra(entry) else ""
    return (
        f"  {_MARKS[row.source]} {entry['number']:<5} {entry['title']:<44} "
        f"{points:>7}  {STATES[row.source]}{extra}"
    )


def _table(unit, rows):
    heads = ("Exercise", "Function", "Points", "State", "Notebook")
    head = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(map(_table_row, rows))
    caption = html.escape(_unit_line(unit, rows))
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _table_row(row):
    entry = {key: html.escape(str(value)) for key, value in row.entry.items()}
    extra = " (extra)" if _is_extra(row.entry) else ""
    return (
        f'<tr><th scope="row">{entry["number"]} {entry["title"]}{extra}</th>'
        f"<td><code>{entry['name']}</code></td>"
        f'<td class="u-number">{_number(row.earned)}/{_number(row.total)}</td>'
        f"<td>{_MARKS[row.source]} {STATES[row.source]}</td>"
        f"<td>{entry['notebook']}.ipynb</td></tr>"
    )


def _bar(earned, total, width=24):
    # Floor: a full bar means that nothing is open.
    filled = int(width * earned / total) if total else width
    return "█" * filled + "░" * (width - filled)


def _number(points):
    return f"{points:g}"
