"""`make public`: the tree that may be published, and nothing else.

``_build/public`` gets ``site/`` (the built book), ``package/`` (rnn_core with what a
wheel is built from) and ``notebooks/`` (the released units and student.zip).
Everything in it, inside archives too, is searched for solutions and hidden checks;
one find and nothing is published.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder import bundle, leaks
from autograder.errors import AutograderError, CourseError

CHECKOUT = Path(__file__).resolve().parents[1]


def write_public(site: Path, course: Path, target: Path) -> list[Path]:
    """Write the public tree.

    Parameters
    ----------
    site : Path
        The built site, ``_build/html``.
    course : Path
        The nbgrader course directory with ``release`` and ``student.zip``.
    target : Path
        Where to write; replaced as a whole, and only when nothing leaks.

    Returns
    -------
    list of Path
        The files written, relative to `target`.

    Raises
    ------
    CourseError
        When the site or the released notebooks are not there.
    LeakError
        When a file holds something of a solution or of a hidden check.
    """
    _require(site / "index.html", "make book")
    _require(course / "release", "make release")
    _require(course / "student.zip", "make release")
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    # A build that failed leaves reports with paths of this machine.
    unwanted = shutil.ignore_patterns("reports", ".doctrees")
    shutil.copytree(site, fresh / "site", ignore=unwanted)
    bundle.copy_package(fresh / "package")
    shutil.copytree(course / "release", fresh / "notebooks")
    shutil.copy2(course / "student.zip", fresh / "notebooks")
    leaks.refuse(fresh, markers=True)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return sorted(p.relative_to(target) for p in target.rglob("*") if p.is_file())


def _require(path: Path, command: str) -> None:
    if not path.exists():
        raise CourseError(f"{path} is not there. Run: {command}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        0, or 2 after a sentence that says what is wrong.
    """
    parser = argparse.ArgumentParser(prog="python -m autograder.public")
    parser.add_argument("--course", type=Path, default=CHECKOUT / "course")
    parser.add_argument("--site", type=Path, default=CHECKOUT / "_build/html")
    parser.add_argument("--target", type=Path, default=CHECKOUT / "_build/public")
    options = parser.parse_args(arguments)
    try:
        written = write_public(options.site, options.course, options.target)
    except AutograderError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(written)} files in {options.target}: site/, package/, notebooks/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
