r"""Read ``book/<unit>/exercises.md``, the one home of exercise prose.

The file is a page of the book and the source of the notebooks at the same time::

    (lstm-cell)=
    ## The cell

    Prose that opens the notebook ``lstm-cell``.

    ````{exercise} memory_cell
    :title: A memory cell with three gates
    :minutes: 10
    :difficulty: 1
    :level: core
    :page: lstm/memory-cell
    :demo: memory_cell

    Prose of the exercise.
    ````

The parser is strict: whatever it does not know is an error that names the file,
the line and the repair, so that no sentence is lost between the page and the
notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import ExerciseTextError

LEVELS = ("core", "extra")
REQUIRED = ("title", "minutes", "difficulty", "level", "page")
OPTIONAL = ("demo",)
MAX_DIFFICULTY = 3

_LABEL = re.compile(r"^\((?P<label>[^)\s]*)\)=\s*$")
_SECTION = re.compile(r"^##\s+(?P<title>.*\S)\s*$")
_DIRECTIVE = re.compile(r"^(?P<ticks>`{3,})\{(?P<kind>[^}]*)\}\s*(?P<name>.*?)\s*$")
_OPTION = re.compile(r"^:(?P<key>[^:\s]+):\s*(?P<value>.*?)\s*$")
_FENCE = re.compile(r"^\s*(?P<ticks>`{3,}|~{3,})")


@dataclass(frozen=True)
class ExerciseText:
    """The prose of one exercise and what stands in its head.

    Attributes
    ----------
    name : str
        The function that the student writes.
    title : str
        The heading.
    minutes, difficulty : int
        How long it takes, and 1 (short) to 3 (hard).
    level : str
        ``"core"`` or ``"extra"``.
    page : str
        The page of the book that teaches it, such as ``"lstm/gates"``.
    demo : str or None
        A function of `rnn_core.demos` to show after the check.
    prose : str
        Markdown, still with the book's references.
    line : int
        Line of the file on which the prose begins.
    """

    name: str
    title: str
    minutes: int
    difficulty: int
    level: str
    page: str
    demo: str | None
    prose: str
    line: int = 0


@dataclass(frozen=True)
class NotebookText:
    """One section of ``exercises.md``: the text of one notebook."""

    name: str
    title: str
    intro: str
    exercises: tuple[ExerciseText, ...]
    line: int = 0


@dataclass
class _Lines:
    """The lines of a file with a cursor; line numbers count from 1."""

    path: Path
    lines: list[str]
    at: int = 0

    def error(self, line: int, message: str) -> ExerciseTextError:
        return ExerciseTextError(self.path, line, message)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while self.at < len(self.lines):
            self.at += 1
            yield self.at, self.lines[self.at - 1]


@dataclass
class _Section:
    """A notebook under construction."""

    name: str
    title: str
    line: int
    intro: list[str] = field(default_factory=list)
    intro_line: int = 0
    exercises: list[ExerciseText] = field(default_factory=list)


def parse(path: Path) -> list[NotebookText]:
    """Read the notebooks' text from an ``exercises.md``.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of NotebookText
        In the order of the file; an exercise's number is its position in it.

    Raises
    ------
    ExerciseTextError
        Names the file, the line and what to change.
    """
    if not path.is_file():
        message = "there is no such file; every unit has its exercises' prose there."
        raise ExerciseTextError(path, 0, message)
    return parse_text(path.read_text(encoding="utf-8"), path)


def parse_text(text: str, path: Path) -> list[NotebookText]:
    """Read the notebooks' text from the contents of an ``exercises.md``."""
    source = _Lines(path, text.splitlines())
    sections: list[_Section] = []
    label: tuple[int, str] | None = None
    for number, line in source:
        if found := _LABEL.match(line):
            label = (number, found["label"])
        elif found := _SECTION.match(line):
            sections.append(_open_section(source, number, found["title"], label))
            label = None
        else:
            label = _read_line(source, number, line, sections, label)
    _check_names(source, sections)
    return [_close_section(source, section) for section in sections]


def _read_line(
    source: _Lines,
    number: int,
    line: str,
    sections: list[_Section],
    label: tuple[int, str] | None,
) -> tuple[int, str] | None:
    """Handle a line that is no label and no section; return the pending label."""
    if label and line.strip():
        if sections:
            message = f"the label ({label[1]})= names a notebook, so a line '## Title' "
            raise source.error(label[0], message + "must follow it.")
        label = None  # the page's own label, above its title
    found = _DIRECTIVE.match(line)
    if found and found["kind"] == "exercise":
        if not sections:
            message = "an exercise stands before the first section; put "
            message += "'(notebook-name)=' and '## Title' above it."
            raise source.error(number, message)
        exercise = _read_exercise(source, number, found["ticks"], found["name"])
        sections[-1].exercises.append(exercise)
    elif sections:
        _read_intro(source, number, line, sections[-1])
    return label


def _open_section(
    source: _Lines, number: int, title: str, label: tuple[int, str] | None
) -> _Section:
    if label is None:
        message = f"the section {title!r} has no label; put '(notebook-name)=' on the "
        raise source.error(number, message + "line above it.")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", label[1]):
        message = f"the label {label[1]!r} becomes a file name; use small letters, "
        raise source.error(label[0], message + "digits and single hyphens.")
    return _Section(label[1], title, number)


def _read_intro(source: _Lines, number: int, line: str, section: _Section) -> None:
    """Take a line of a section's opening prose, with whole code fences."""
    if section.exercises:
        if line.strip():
            message = "prose between two exercises has no place in the notebook; move "
            message += "it into an exercise, or to the opening of its section."
            raise source.error(number, message)
        return
    section.intro_line = section.intro_line or number
    section.intro.append(line)
    if fence := _FENCE.match(line):
        section.intro += _until(source, number, fence["ticks"], keep_last=True)


def _read_exercise(source: _Lines, number: int, ticks: str, name: str) -> ExerciseText:
    if len(ticks) < 4:
        message = "open an exercise with four backticks, so that a block of code "
        raise source.error(number, message + "can stand inside it.")
    if not name.isidentifier():
        message = f"got {name!r} after {{exercise}}, expected the name of a function."
        raise source.error(number, message)
    body = _until(source, number, ticks, keep_last=False)
    options, used = _read_options(source, number, body)
    prose = body[used:]
    while prose and not prose[0].strip():
        prose, used = prose[1:], used + 1
    if not prose:
        raise source.error(number, f"the exercise {name} has no prose; say what to do.")
    text = "\n".join(prose).rstrip()
    return _make_exercise(source, number, name, options, text, number + used + 1)


def _until(source: _Lines, opened: int, ticks: str, keep_last: bool) -> list[str]:
    """Return the lines up to the fence that closes the one opened."""
    closing = re.compile(rf"^\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*$")
    taken: list[str] = []
    for _, line in source:
        if closing.match(line):
            return [*taken, line] if keep_last else taken
        taken.append(line)
    message = f"the block opened here is never closed; close it with {ticks}."
    raise source.error(opened, message)


def _read_options(
    source: _Lines, number: int, body: list[str]
) -> tuple[dict[str, str], int]:
    """Return the options of a directive and how many lines they take."""
    options: dict[str, str] = {}
    for used, line in enumerate(body):
        here = number + used + 1
        found = _OPTION.match(line)
        if not found:
            if line.strip():
                message = "leave an empty line between the options and the prose."
                raise source.error(here, message)
            return options, used
        key = found["key"]
        if key not in REQUIRED + OPTIONAL:
            known = ", ".join(REQUIRED + OPTIONAL)
            raise source.error(here, f"unknown option {key!r}; there are {known}.")
        if key in options:
            raise source.error(here, f"the option {key!r} stands twice; keep one.")
        if not found["value"]:
            raise source.error(here, f"the option {key!r} is empty; give it a value.")
        options[key] = found["value"]
    return options, len(body)


def _make_exercise(
    source: _Lines,
    number: int,
    name: str,
    options: dict[str, str],
    prose: str,
    line: int,
) -> ExerciseText:
    missing = [key for key in REQUIRED if key not in options]
    if missing:
        lines = " and ".join(f"':{key}: …'" for key in missing)
        raise source.error(number, f"the exercise {name} lacks {lines}; add it.")
    minutes = _whole(source, number, options, "minutes", 1, 240)
    difficulty = _whole(source, number, options, "difficulty", 1, MAX_DIFFICULTY)
    level = options["level"]
    if level not in LEVELS:
        message = f"got the level {level!r}, expected {' or '.join(LEVELS)}."
        raise source.error(number, message)
    page = options["page"]
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", page):
        message = f"got the page {page!r}, expected a path in the book without an "
        raise source.error(number, message + "ending, such as lstm/gates.")
    title, demo = options["title"], options.get("demo")
    return ExerciseText(
        name, title, minutes, difficulty, level, page, demo, prose, line
    )


def _whole(
    source: _Lines, number: int, options: dict[str, str], key: str, low: int, high: int
) -> int:
    value = options[key]
    if not value.isdecimal() or not low <= int(value) <= high:
        message = f"got {key} {value!r}, expected a whole number from {low} to {high}."
        raise source.error(number, message)
    return int(value)


def _check_names(source: _Lines, sections: list[_Section]) -> None:
    if not sections:
        message = "no section found; a notebook begins with '(notebook-name)=' and "
        raise source.error(1, message + "'## Title'.")
    seen: set[str] = set()
    for section in sections:
        named = [(section.name, section.line)]
        named += [(exercise.name, exercise.line) for exercise in section.exercises]
        for name, line in named:
            if name in seen:
                message = f"the name {name!r} is used twice; every notebook and every "
                raise source.error(line, message + "exercise has its own.")
            seen.add(name)


def _close_section(source: _Lines, section: _Section) -> NotebookText:
    if not section.exercises:
        message = f"the section {section.title!r} has no exercise; add one, or make "
        raise source.error(section.line, message + "it part of another section.")
    intro = section.intro
    line = section.intro_line or section.line
    while intro and not intro[0].strip():
        intro, line = intro[1:], line + 1
    text = "\n".join(intro).rstrip()
    exercises = tuple(section.exercises)
    return NotebookText(section.name, section.title, text, exercises, line)
