"""The instructor's command line: ``python -m autograder COMMAND``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from autograder.errors import AutograderError

DESCRIPTION = "Release the course's notebooks, and grade what comes back."
EPILOG = """\
A course directory is nbgrader's: source/ release/ submitted/ autograded/ feedback/
and gradebook.db. The usual order on a machine without a class:

  python -m autograder release
  python -m autograder sample-class --students 12 --seed 0
  python -m autograder grade
  python -m autograder feedback
  python -m autograder report
"""
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
COURSE = "the nbgrader course directory (default: course)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        0; 1 when scores differ or some were not graded; 2 after a sentence that says
        what to do; 130 when a run of grading was stopped.
    """
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"autograder: {where}{error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("autograder: stopped.", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--course", type=Path, default=Path("course"), help=COURSE)
    from autograder.grading.commands import add_commands

    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_release(commands)
    _add_sample_class(commands)
    add_commands(commands)
    _add_compare(commands)
    _add_nbgrader(commands)
    _add_unlock(commands)
    return parser


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    sentence: str,
    epilog: str = "",
) -> argparse.ArgumentParser:
    """Add a subcommand.

    Parameters
    ----------
    commands : argparse subparsers
        Those of the command line.
    name : str
        What the instructor types.
    run : callable
        Takes the options and returns the exit status.
    sentence : str
        What it does.
    epilog : str
        More of it, for its ``--help``.
    """
    parser = commands.add_parser(
        name,
        help=sentence,
        description=sentence,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Without a default of its own, so that --course works on both sides of COMMAND.
    parser.add_argument(
        "--course", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=COURSE
    )
    parser.set_defaults(run=run)
    return parser


def _add_units(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "units", nargs="*", metavar="UNIT", help="such as lstm (default: every unit)"
    )


def _add_release(
    commands: Commands,
) -> None:
    sentence = "Write source and released notebooks, and student.zip."
    _add_units(add_command(commands, "release", _release, sentence))


def _release(options: argparse.Namespace) -> int:
    from autograder.release import release

    done = release(options.course, options.units)
    for path in done.notebooks:
        print(path)
    print(done.archive)
    return 0


def _add_sample_class(
    commands: Commands,
) -> None:
    sentence = "Make submissions whose scores are known, with expected.json."
    parser = add_command(commands, "sample-class", _sample_class, sentence)
    parser.add_argument(
        "--students", type=int, default=12, metavar="N", help="default: 12"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="default: 0")
    _add_units(parser)


def _sample_class(options: argparse.Namespace) -> int:
    from autograder.sample_class import make_class

    units = _units(options)
    print(make_class(options.course, units, options.students, options.seed))
    return 0


def _add_nbgrader(
    commands: Commands,
) -> None:
    sentence = "Grade the sample class with plain nbgrader; compare with expected.json."
    _add_units(add_command(commands, "nbgrader", _nbgrader, sentence))


def _nbgrader(options: argparse.Namespace) -> int:
    from autograder.plain import grade_and_compare

    status, text = grade_and_compare(options.course, _units(options))
    print(text)
    return status


def _add_compare(
    commands: Commands,
) -> None:
    sentence = "Hold a sample class's gradebook against its expected.json."
    _add_units(add_command(commands, "compare", _compare, sentence))


def _compare(options: argparse.Namespace) -> int:
    from autograder.plain import hold_against_expected

    status, text = hold_against_expected(options.course, _units(options))
    print(text)
    return status


def _add_unlock(
    commands: Commands,
) -> None:
    sentence = "Write unlock-UNIT.py, which answers for what a student has not solved."
    parser = add_command(commands, "unlock", _unlock, sentence)
    parser.add_argument("unit", metavar="UNIT", help="such as lstm")


def _unlock(options: argparse.Namespace) -> int:
    from autograder.unlock import write_unlock

    print(write_unlock(options.unit, options.course))
    return 0


def _units(options: argparse.Namespace) -> list[str]:
    """Return the units named, or all that the course directory has released."""
    from autograder.course_dir import released_units, require
    from autograder.errors import CourseError

    there = released_units(require(options.course))
    unknown = [unit for unit in options.units if unit not in there]
    if unknown or not there:
        wanted = " ".join(unknown) or "anything"
        message = f"{options.course} has not released {wanted}; run: "
        raise CourseError(message + " ".join(["autograder release", *unknown]))
    return options.units or there
