"""What a student reads after a check: the same sentences as text and as HTML."""

import html
from dataclasses import dataclass

_STYLE = """
.u-report{border-left:4px solid var(--u-edge);padding:.4em 1em;margin:.3em 0;
font-family:system-ui,sans-serif;line-height:1.5;max-width:60em}
.u-report.u-good{--u-edge:#2e8540}.u-report.u-open{--u-edge:#b45309}
.u-report ul{list-style:none;margin:.4em 0;padding:0}
.u-report li{margin:.35em 0;padding-left:1.7em;text-indent:-1.7em}
.u-report li>*{text-indent:0}
.u-report .u-mark{display:inline-block;width:1.7em;font-weight:700}
.u-report .u-yes{color:#2e8540}.u-report .u-no{color:#b45309}
.u-report .u-points{opacity:.75;font-size:.9em;white-space:nowrap}
.u-report .u-why,.u-report .u-hint,.u-report .u-note{display:block;margin:.15em 0}
.u-report .u-hint{font-weight:600}
.u-report .u-note{opacity:.8;font-size:.92em;white-space:pre-wrap}
"""
_MARKS = {True: ("✓", "holds", "u-yes"), False: ("✗", "does not hold", "u-no")}


@dataclass(frozen=True)
class Report:
    """The outcome of an exercise's checks.

    Attributes
    ----------
    name : str
        The exercise.
    results : tuple of CheckResult
        One for each check that ran.
    problem : str
        A sentence when no check could run at all.
    notes : tuple of str
        What else the student should know, such as where the function was saved.
    total : float
        Points that could be earned.
    hidden : bool
        Whether it is about checks that are kept for grading.
    """

    name: str
    results: tuple = ()
    problem: str = ""
    notes: tuple = ()
    total: float = 0.0
    hidden: bool = False

    @property
    def earned(self):
        """Points of the checks that hold."""
        return float(sum(result.earned for result in self.results))

    @property
    def passed(self):
        """Whether every check holds."""
        return bool(self.results) and all(result.passed for result in self.results)

    @property
    def headline(self):
        """One sentence about the whole."""
        if self.problem:
            return f"{self.name}: {self.problem}"
        count = sum(result.passed for result in self.results)
        points = f"{number(self.earned)} of {number(self.total)} points"
        if self.passed:
            return f"{self.name}: everything holds, {points}"
        return f"{self.name}: {count} of {len(self.results)} checks hold, {points}"

    def __str__(self):
        lines = [self.headline]
        for result, details in self._said_once():
            mark = "✓" if result.passed else "✗"
            worth = f"({points_text(result.points)})"
            lines.append(f"  {mark} {result.title} {worth}")
            lines += [f"      {text}" for _, text in details]
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def _said_once(self):
        """Yield each result with its sentences; what was said above is not repeated."""
        said = set()
        for result in self.results:
            details = []
            for kind, text in _details(result):
                key = text.partition(" The shapes were")[0]  # they differ each time
                if key not in said:
                    details.append((kind, text))
                elif kind == "u-why":
                    details.append((kind, "The same as above."))
                said.add(key)
            yield result, details

    def _repr_html_(self):
        kind = "u-good" if self.passed else "u-open"
        items = "".join(_item(*pair) for pair in self._said_once())
        notes = "".join(
            f'<span class="u-note">{html.escape(note)}</span>' for note in self.notes
        )
        return (
            f"<style>{_STYLE}</style>"
            f'<div class="u-report {kind}">'
            f"<strong>{html.escape(self.headline)}</strong>"
            f"{f'<ul>{items}</ul>' if items else ''}{notes}</div>"
        )


def number(value):
    """Write points without a needless decimal: 2, 0.5."""
    return f"{value:g}"


def points_text(points):
    """Write ``1 point`` or ``2 points``."""
    return f"{number(points)} point{'' if points == 1 else 's'}"


def _details(result):
    if not result.passed:
        yield "u-why", _as_sentence(result.sentence)
    if result.hint:
        yield "u-hint", f"Hint: {result.hint}"
    for note in result.notes:
        yield "u-note", note


def _as_sentence(text):
    """Begin with a capital, unless a name stands there, and end with a stop."""
    if text.startswith("it "):
        text = f"It {text[3:]}"
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _item(result, details):
    mark, word, kind = _MARKS[result.passed]
    details = "".join(
        f'<span class="{part}">{html.escape(text)}</span>' for part, text in details
    )
    return (
        f'<li><span class="u-mark {kind}" role="img" aria-label="{word}">{mark}</span>'
        f"<span>{html.escape(result.title)}</span> "
        f'<span class="u-points">{points_text(result.points)}</span>{details}</li>'
    )


# Where reports go in a process without a notebook, if anywhere: the grader's judge.
display_hook = None


def show(report):
    """Display a report in a notebook; print it elsewhere."""
    if display_hook is not None:
        display_hook(report)
        return
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(report)
        return
    shell = get_ipython()
    if shell is not None and shell.has_trait("kernel"):
        display(
            {"text/plain": str(report), "text/html": report._repr_html_()}, raw=True
        )
    else:
        print(report)
