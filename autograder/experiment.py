"""Experiments: long trainings whose numbers the book prints.

A unit registers its experiments in ``solutions/<unit>/results``, a module or package
with a tuple ``EXPERIMENTS``. `autograder.results` runs them and writes
``book/<unit>/results/<name>.json``; pages read these files, tests compare them with
the code of today.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.code_hash import CHECKOUT, code_hash
from rnn_core import catalogue

BOOK = CHECKOUT / "book"
REPAIR = "Run: make results"

Numbers = dict[str, Any]  # numbers, lists of numbers, or dictionaries of these


@dataclass(frozen=True)
class Experiment:
    """A training, or a comparison of several, and what it shows.

    Parameters
    ----------
    unit, name : str
        Its chapter, and the name of its result file.
    run : callable
        ``run(seed, reduced=False)`` returns the numbers of one seed; reduced, in a few
        seconds, numbers for which the claim holds as well.
    seeds : sequence of int
        The seeds that are stored.
    sentence : str
        The claim in words.
    claim : callable
        Takes the numbers of one or more seeds, tells whether the claim holds.
    alone : bool
        True where time is measured: nothing else runs beside it.
    """

    unit: str
    name: str
    run: Callable[..., Numbers]
    seeds: Sequence[int]
    sentence: str
    claim: Callable[[list[Numbers]], bool]
    alone: bool = False

    @property
    def path(self) -> Path:
        """The result file."""
        return BOOK / self.unit / "results" / f"{self.name}.json"

    def code(self) -> str:
        """Return the hash of everything that the numbers depend on."""
        return code_hash(self.run)

    def why_stale(self) -> str:
        """Return a sentence that says why the stored numbers are old, or ""."""
        if not self.path.is_file():
            return f"book/{self.unit}/results/{self.path.name} is not there. {REPAIR}"
        record, name = stored_record(self.unit, self.name), f"{self.unit}/{self.name}"
        if record["code"] != self.code():
            return f"{name}: the code has changed since its numbers were made. {REPAIR}"
        if list(record["runs"]) != [str(seed) for seed in self.seeds]:
            return f"{name}: the stored seeds are {list(record['runs'])}. {REPAIR}"
        return ""

    def write(self, runs: dict[int, Numbers], seconds: dict[int, float]) -> None:
        """Store the numbers of all seeds, with what one needs to judge them."""
        record = {
            "experiment": self.name,
            "code": self.code(),
            "versions": _versions(),
            "machine": platform.machine(),
            "blas_threads": 1,
            "seconds": {str(seed): round(seconds[seed], 1) for seed in self.seeds},
            "runs": {str(seed): plain(runs[seed]) for seed in self.seeds},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record, indent=1, allow_nan=False)
        self.path.write_text(_lists_on_one_line(text) + "\n", encoding="utf-8")


def plain(value: Any) -> Any:
    """Return numbers as JSON holds them, floats to six digits.

    Raises
    ------
    TypeError
        For anything but numbers, lists and dictionaries with names.
    """
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if type(value) is int:
        return value
    if type(value) is float:
        return float(f"{value:.6g}")
    raise TypeError(
        f"an experiment returned {value!r} of type {type(value).__name__}, expected "
        "plain numbers, lists or dictionaries: convert it with int(), float(), tolist()"
    )


def _lists_on_one_line(text: str) -> str:
    """Put every list of numbers on one line, so that a difference can be read."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if inside:
            lines[-1] += line.strip() + ("" if line.strip().startswith("]") else " ")
        else:
            lines.append(line)
        inside = line.endswith("[") or (inside and not line.strip().startswith("]"))
    return "\n".join(line.replace(" ]", "]") for line in lines)


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for package in ("numpy", "torch"):
        if importlib.util.find_spec(package):
            versions[package] = metadata.version(package)
    return versions


def experiments() -> list[Experiment]:
    """Return every experiment, unit by unit in the book's order."""
    found: list[Experiment] = []
    for unit in catalogue.UNITS:
        name = f"solutions.{unit}.results"
        if (CHECKOUT / "solutions" / unit).is_dir() and importlib.util.find_spec(name):
            found.extend(importlib.import_module(name).EXPERIMENTS)
    return found


def find(unit: str, name: str) -> Experiment:
    """Return one experiment by its unit and name."""
    for experiment in experiments():
        if (experiment.unit, experiment.name) == (unit, name):
            return experiment
    raise KeyError(f"{unit}/{name} is no experiment; solutions/{unit}/results has them")


def stored_record(unit: str, name: str) -> dict[str, Any]:
    """Return a result file whole."""
    path = BOOK / unit / "results" / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"book/{unit}/results/{name}.json: no file. {REPAIR}")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def stored(unit: str, name: str) -> list[Numbers]:
    """Return the stored numbers of an experiment, one entry for each seed.

    Parameters
    ----------
    unit, name : str
        As registered.

    Returns
    -------
    list of dict
        In the order of the seeds; what a page of the book prints and draws.
    """
    return list(stored_record(unit, name)["runs"].values())


def span(values: Sequence[float], digits: int = 0, scale: float = 1.0) -> str:
    """Write the smallest and the largest of some numbers, or the one they all are.

    Examples
    --------
    >>> span([0.16, 0.284], 2), span([0.5, 0.5], scale=100)
    ('0.16 to 0.28', '50')
    """
    low, high = (f"{scale * edge:,.{digits}f}" for edge in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"
