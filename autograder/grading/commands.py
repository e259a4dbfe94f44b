"""The subcommands that grade: their options, and the functions behind them."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections import Counter
from pathlib import Path
from typing import TextIO

from autograder.cli import Commands, add_command
from autograder.errors import CourseError
from autograder.grading.plain_text import one_line

FORMATS = ("csv", "canvas", "moodle")
GRADE_EPILOG = """\
A submission that was graded already, in the same version and by the same sources, is
not graded again; only its late penalty is brought up to date. Ctrl-C stops a run, and
the same command goes on with the rest.

Exit status: 0 when all were graded, 1 when some could not be by a fault of the
grader, 2 after a sentence that says what to do, 130 after Ctrl-C.
"""
EXTENSIONS_EPILOG = """\
The file starts with a line that names its columns, and has a line for each student:

  student,assignment,hours            student,assignment,until
  bitdiddle,ps1,48                    bitdiddle,ps1,2026-01-31 23:59 UTC

Hours count from the due date; 0 takes an extension back. A time without a zone is in
UTC. Penalties of what is graded already change with the next 'autograder grade'.
"""


def add_commands(commands: Commands) -> None:
    """Add the subcommands to the instructor's command line.

    Parameters
    ----------
    commands : argparse subparsers
        Those of `autograder.cli`.
    """
    _add_collect(commands)
    _add_grade(commands)
    _add_extensions(commands)
    _add_feedback(commands)
    _add_report(commands)
    _add_export(commands)


def _add_assignments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments",
        nargs="*",
        metavar="ASSIGNMENT",
        help="such as lstm (default: every one)",
    )


def _add_students(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--student",
        action="extend",
        nargs="+",
        default=[],
        metavar="ID",
        dest="students",
        help="only these",
    )


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"got {text!r}, expected 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) < 1e6:
            return float(text)
    raise argparse.ArgumentTypeError(f"got {text!r}, expected seconds above 0")


def _add_grade(commands: Commands) -> None:
    sentence = "Grade submissions in the sandbox, in parallel, into the gradebook."
    parser = add_command(commands, "grade", _grade, sentence, GRADE_EPILOG)
    _add_assignments(parser)
    _add_students(parser)
    option = parser.add_argument
    where = parser.add_mutually_exclusive_group().add_argument
    where("--workers", type=_positive, metavar="N", help="processes (default: cores)")
    where(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="grade on the workers of a Dask scheduler, such as tcp://host:8786 or "
        "tls://host:8786 (docs/clusters.md)",
    )
    option(
        "--timeout",
        type=_seconds,
        metavar="S",
        help="seconds that a cell may compute (default: the course's Execute.timeout, "
        "else 15)",
    )
    option(
        "--repeat",
        type=_positive,
        default=1,
        metavar="K",
        help="grade each K times; a score that varies is marked flaky",
    )
    option("--force", action="store_true", help="grade again what was graded")
    option(
        "--dry-run",
        action="store_true",
        help="write nothing; say whose score would change",
    )
    option("--feedback", action="store_true", help="then write the students' pages too")
    option("--json", metavar="FILE", default="", help="write records; - for the screen")
    option(
        "--unsafe",
        action="store_true",
        help="without a sandbox: student code runs with your permissions, and every "
        "grade is stamped",
    )


def _grade(options: argparse.Namespace) -> int:
    from autograder.grading.grade import INTERRUPTED, Request, grade

    if options.feedback and options.dry_run:
        raise CourseError("--feedback writes pages, --dry-run nothing: leave one out.")
    status = grade(
        Request(
            options.course,
            options.assignments,
            options.students,
            options.workers,
            options.timeout,
            options.repeat,
            options.force,
            options.dry_run,
            options.json,
            options.unsafe,
            scheduler=options.scheduler,
        )
    )
    if options.feedback and status != INTERRUPTED:
        _write_pages(options, sys.stderr if options.json == "-" else sys.stdout)
    return status


def _add_extensions(commands: Commands) -> None:
    sentence = "Give students more time, from a CSV file."
    parser = add_command(
        commands, "extensions", _extensions, sentence, EXTENSIONS_EPILOG
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the CSV file")


def _extensions(options: argparse.Namespace) -> int:
    from autograder.grading.late import grant, read_extensions
    from autograder.grading.writer import Writer

    extensions = read_extensions(options.file)
    with Writer(options.course) as writer:
        for sentence in grant(writer.gradebook, extensions):
            print(sentence)
    names = " ".join(sorted({extension.assignment for extension in extensions}))
    print(f"Penalties of graded work change with: python -m autograder grade {names}")
    return 0


def _add_collect(commands: Commands) -> None:
    sentence = "Sort a download of Moodle, Canvas or the like into submitted/."
    parser = add_command(commands, "collect", _collect, sentence)
    option = parser.add_argument
    option("source", type=Path, metavar="FOLDER_OR_ARCHIVE", help="the download")
    option("--assignment", required=True, metavar="NAME", help="such as lstm")
    option(
        "--pattern",
        metavar="PATTERN",
        help="which part of a file's name is the student's; a platform's name or a "
        "regular expression (default: guessed)",
    )
    option(
        "--students",
        type=Path,
        metavar="CSV",
        help="the class list, where file names hold something else than ids",
    )
    option("--update", action="store_true", help="replace what is there already")


def _collect(options: argparse.Namespace) -> int:
    from autograder.grading.collect import collect

    found = collect(
        options.course,
        options.source,
        options.assignment,
        options.pattern,
        options.students,
        options.update,
    )
    for each in found:
        words = (each.student, each.status, each.message, ", ".join(each.files))
        print("  ".join(one_line(word) for word in words if word))
    counts = Counter(each.status for each in found)
    print(", ".join(f"{number} {status}" for status, number in counts.items()))
    return 0


def _add_feedback(commands: Commands) -> None:
    sentence = "Write a page for each student: what holds, what does not, and hints."
    parser = add_command(commands, "feedback", _feedback, sentence)
    _add_assignments(parser)
    _add_students(parser)
    option = parser.add_argument
    option(
        "--zip",
        choices=FORMATS[1:],
        help="also an archive of the pages that this platform takes back; for one "
        "ASSIGNMENT",
    )
    option(
        "--download",
        type=Path,
        metavar="ARCHIVE",
        help="for --zip: the submissions as the platform gave them",
    )
    option("--output", type=Path, metavar="FILE", help="for --zip: the archive")


def _write_pages(options: argparse.Namespace, out: TextIO) -> None:
    from autograder.grading.feedback import write_feedback

    pages = write_feedback(
        options.course, options.assignments, options.students or None
    )
    print(f"{len(pages)} pages in {options.course / 'feedback'}", file=out)


def _feedback(options: argparse.Namespace) -> int:
    from autograder.grading.feedback_zip import feedback_zip

    if options.zip and not (options.download and len(options.assignments) == 1):
        raise CourseError("--zip needs one ASSIGNMENT and its --download.")
    _write_pages(options, sys.stdout)
    if options.zip:
        (name,) = options.assignments
        download, output = options.download, options.output
        print(feedback_zip(options.course, options.zip, download, name, output))
    return 0


def _add_report(commands: Commands) -> None:
    sentence = "Write what an instructor wants to know of a class, as HTML and CSV."
    parser = add_command(commands, "report", _report, sentence)
    _add_assignments(parser)
    parser.add_argument(
        "--anonymous", action="store_true", help="numbers in the place of names"
    )


def _report(options: argparse.Namespace) -> int:
    from autograder.grading.class_report import write_report

    print(write_report(options.course, options.assignments, options.anonymous))
    return 0


def _add_export(commands: Commands) -> None:
    sentence = "Write the grades for a spreadsheet or a learning platform."
    parser = add_command(commands, "export", _export, sentence)
    _add_assignments(parser)
    option = parser.add_argument
    option("--format", choices=FORMATS, default="csv", help="default: csv")
    option("--output", type=Path, metavar="FILE", help="default: grades-FORMAT.csv")
    option(
        "--students",
        type=Path,
        metavar="CSV",
        help="what the platform exported: a Canvas gradebook, a Moodle worksheet, or "
        "a class list of your own",
    )


def _export(options: argparse.Namespace) -> int:
    from autograder.grading.export import export

    chosen = options.assignments, options.students
    print(export(options.course, options.format, options.output, *chosen))
    return 0
