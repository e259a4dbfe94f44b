"""`make course`: from a fresh clone to a graded sample class, in one command.

The steps run one after the other, each in a process of its own with its output in
a log. A step that fails ends the run with the last lines of its log. The course
directory is made anew every time, unless it holds a class that is not the sample.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder import summary

CHECKOUT = Path(__file__).resolve().parents[1]
COURSE = Path("course")
LOGS = Path("_build/logs")
TAIL = 30
TERMINAL_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
FAULT = re.compile(r":(\d+:)? (ERROR|WARNING|CRITICAL): ")
# A terminal gets a running clock, a log file one line in this many seconds.
QUIET_SECONDS = 30


class Step(NamedTuple):
    """One command of the run."""

    name: str
    sentence: str
    command: tuple[str, ...]


class Timing(NamedTuple):
    """How long a step took."""

    name: str
    seconds: float


def steps(students: int, seed: int) -> list[Step]:
    """List what the run does, in order.

    Parameters
    ----------
    students : int
        Size of the sample class.
    seed : int
        Draws the class.

    Returns
    -------
    list of Step
        The commands, to run from the checkout.
    """
    tool, course = ("-m", "autograder"), ("--course", str(COURSE))
    size = ("--students", str(students), "--seed", str(seed))
    return [
        Step(
            "stubs", "stubs equal their source", ("-m", "autograder.stubs", "--check")
        ),
        Step("release", "writing the notebooks", (*tool, "release", *course)),
        # The site offers the released notebooks, so it comes after them.
        Step("book", "building the site", ("-m", "autograder.site", "build")),
        Step("class", "making a sample class", (*tool, "sample-class", *course, *size)),
        Step("grading", "grades, in the sandbox", (*tool, "grade", *course)),
        Step("feedback", "feedback for students", (*tool, "feedback", *course)),
        Step("report", "a report for the instructor", (*tool, "report", *course)),
        Step("compare", "scores as expected?", (*tool, "compare", *course)),
    ]


def holds_real_class(course: Path) -> bool:
    """Tell a directory with submissions from one that `make course` may replace.

    Parameters
    ----------
    course : Path
        A course directory, which need not exist.

    Returns
    -------
    bool
        Whether something was submitted and no sample class explains it.
    """
    return any(course.glob("submitted/*")) and not (course / "expected.json").exists()


def run_step(step: Step, position: str) -> Timing | None:
    """Run one step, showing that it is alive.

    Parameters
    ----------
    step : Step
        What to run.
    position : str
        Such as ``"2/5"``, for the screen.

    Returns
    -------
    Timing or None
        None when the step failed; the end of its log is then on the screen.
    """
    log = LOGS / f"{step.name}.log"
    title = f"{position}  {step.name:<9} {step.sentence}"
    print(title, end="" if sys.stdout.isatty() else "\n", flush=True)
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *step.command],
            cwd=CHECKOUT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        try:
            code = _wait(process, title, started, log)
        finally:
            process.kill()
    seconds = time.monotonic() - started
    if code:
        _show_failure(step, log, code)
        return None
    print(f"{_return()}{title}: {seconds:.0f} s", flush=True)
    return Timing(step.name, seconds)


def _wait(
    process: subprocess.Popen[bytes], title: str, started: float, log: Path
) -> int:
    pause = 1 if sys.stdout.isatty() else QUIET_SECONDS
    while True:
        try:
            return process.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            text = f"{title} … {time.monotonic() - started:.0f} s  {last_words(log)}"
            end = "" if sys.stdout.isatty() else "\n"
            print(_return() + text[: _columns() - 1], end=end, flush=True)


def last_words(log: Path) -> str:
    """Read the last line of a log; a progress bar's is what stands in it now.

    Parameters
    ----------
    log : Path
        The file.

    Returns
    -------
    str
        Without control characters; empty when nothing was written.
    """
    tail = log.read_bytes()[-2000:].decode("utf-8", errors="replace")
    lines = re.split(r"[\r\n]+", TERMINAL_CODES.sub("", tail))
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _columns() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 160


def _return() -> str:
    """Start the terminal's line again; a log file has no such thing."""
    return "\r\033[K" if sys.stdout.isatty() else ""


def _show_failure(step: Step, log: Path, code: int) -> None:
    text = TERMINAL_CODES.sub("", log.read_text("utf-8", errors="replace"))
    lines = text.splitlines()
    # A builder names a page's fault long before it gives up.
    named = [line for line in lines[:-TAIL] if FAULT.search(line)][:TAIL]
    print(f"{_return()}{step.name} failed (exit status {code}):\n", file=sys.stderr)
    print("\n".join([*named, *lines[-TAIL:]]), file=sys.stderr)
    command = " ".join([".venv/bin/python", *step.command])
    print(f"\nThe whole log: {log}\nAlone: {command}", file=sys.stderr)


def _report(timings: Sequence[Timing], rows: Sequence[summary.Row]) -> None:
    said = last_words(LOGS / "compare.log")
    print(f"\nScores of the sample class: {said}")
    print("\n".join(f"  {line}" for line in summary.score_lines(rows)))
    print("\nOpen")
    for title, path in what_to_open():
        print(f"  {title:<28}{path}")
    print("\nTime")
    for name, seconds in [*timings, ("all", sum(t.seconds for t in timings))]:
        print(f"  {name:<12}{seconds:6.0f} s")


def what_to_open() -> list[tuple[str, Path]]:
    """List what the run leaves for people to look at.

    Returns
    -------
    list of tuple of str and Path
        A title and a file or folder that exists.
    """
    feedback = sorted(COURSE.glob("feedback/*/*/*.html"))
    # With several assignments there is an index.
    reports = sorted(COURSE.glob("report/*.html"), key=lambda p: p.stem != "index")
    known = [
        ("the book", Path("_build/html/index.html")),
        ("the students' notebooks", COURSE / "release"),
        ("what a student downloads", COURSE / "student.zip"),
        *[("the report on the class", path) for path in reports[:1]],
        *[("one student's feedback", path) for path in feedback[:1]],
        ("nbgrader's gradebook", COURSE / "gradebook.db"),
    ]
    return [(title, path) for title, path in known if path.exists()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all steps.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        0, or 1 when a step failed or a class stands in the way.
    """
    parser = argparse.ArgumentParser(prog="python -m autograder.course")
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--environment-seconds", type=float, default=0.0)
    options = parser.parse_args(arguments)
    os.chdir(CHECKOUT)
    if holds_real_class(COURSE):
        print(f"{COURSE}/submitted holds a class: move {COURSE}/ away first.")
        return 1
    shutil.rmtree(COURSE, ignore_errors=True)
    LOGS.mkdir(parents=True, exist_ok=True)
    timings = [Timing("environment", options.environment_seconds)]
    todo = steps(options.students, options.seed)
    for number, step in enumerate(todo, start=1):
        timing = run_step(step, f"{number}/{len(todo)}")
        if timing is None:
            return 1
        timings.append(timing)
    rows = summary.read_gradebook(COURSE)
    _report(timings, rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
