"""`make results`: run the long trainings, each of which writes its result file.

A unit registers its trainings by having ``solutions/<unit>/results.py``, a module
that can be run as a program.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def registered(checkout: Path = CHECKOUT) -> list[str]:
    """List the modules that compute results.

    Parameters
    ----------
    checkout : Path
        The repository's folder.

    Returns
    -------
    list of str
        Module names such as ``"solutions.lstm.results"``, in order of the alphabet.
    """
    found = sorted((checkout / "solutions").glob("*/results.py"))
    return [f"solutions.{path.parent.name}.results" for path in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every registered module, or only list them.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        How many of the modules failed.
    """
    parser = argparse.ArgumentParser(prog="python -m autograder.results")
    parser.add_argument("--list", action="store_true", help="name them, run none")
    only_list = parser.parse_args(arguments).list
    modules = registered()
    if not modules:
        print("no results registered (a unit's are in solutions/<unit>/results.py)")
    failures = 0
    for module in modules:
        print(module, flush=True)
        failures += 0 if only_list else _run(module)
    return failures


def _run(module: str) -> int:
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-m", module], cwd=CHECKOUT, check=False)
    outcome = "failed after" if done.returncode else "took"
    print(f"{module} {outcome} {time.monotonic() - started:.0f} s", flush=True)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main())
