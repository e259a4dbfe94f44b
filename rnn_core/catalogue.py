"""What is known of each exercise: number, title, page, points, checks.

Read from ``rnn_core/checks/<unit>.json``, which ``make stubs`` writes.
"""

import functools
import json
from importlib import resources

UNITS = ("graph", "rnn", "gradients", "lstm", "gru", "variants", "applications")


def chapter(unit):
    """Return the chapter's number of a unit, counted from 1."""
    return UNITS.index(unit) + 1


@functools.cache
def load_unit(unit):
    """Return the catalogue of a unit, or an empty one before its chapter is out."""
    file = resources.files("rnn_core") / "checks" / f"{unit}.json"
    if not file.is_file():
        return {"unit": unit, "exercises": {}}
    return json.loads(file.read_text(encoding="utf-8"))


def units():
    """Return the names of the units that have exercises, in the book's order."""
    return [unit for unit in UNITS if load_unit(unit)["exercises"]]


def find(name):
    """Return the entry of an exercise, or None for a name that is not one."""
    for unit in UNITS:
        if name in load_unit(unit)["exercises"]:
            return load_unit(unit)["exercises"][name]
    return None


def missing_message(name, unit):
    """Say which exercise a stub stands for: ``name: Exercise 4.2, page “…”``."""
    entry = find(name)
    if entry is None:
        return f"{name}: an exercise of the unit “{unit}”, whose chapter is not out yet"
    return f"{name}: Exercise {entry['number']}, page “{entry['page_title']}”"
