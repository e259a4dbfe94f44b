"""Records as bytes: what travels between the writer and the workers.

A message is a head in JSON and some blobs. Nothing in it is ever executed. A result
comes from a machine that ran student code, so it is taken apart and held against the
plan before anything of it reaches the gradebook.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.errors import WorkerError
from autograder.grading.records import (
    STATUSES,
    CellResult,
    Plan,
    PlanCell,
    PlanNotebook,
    Result,
    Submission,
)
from autograder.grading.worker import Options

MOST_BYTES = 256 * 2**20  # of an answer, whose notebooks are capped far below
_LENGTH = struct.Struct(">Q")
_REPORTED = ("status", "cells", "flags", "message", "notebooks")
_MEASURED = ("seconds", "cpu_seconds")


class TravelError(WorkerError):
    """A message is not what it has to be; says what is wrong with it."""


def pack(head: Mapping[str, Any], blobs: Mapping[str, bytes] | None = None) -> bytes:
    """Put a head and named blobs into one message."""
    blobs = blobs or {}
    sizes = [[name, len(data)] for name, data in blobs.items()]
    text = json.dumps({"head": head, "blobs": sizes}).encode("ascii")
    return b"".join([_LENGTH.pack(len(text)), text, *blobs.values()])


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Take a message apart.

    Raises
    ------
    TravelError
        When it is cut short or no message at all.
    """
    try:
        (size,) = _LENGTH.unpack_from(message)
        start = _LENGTH.size + size
        text = json.loads(message[_LENGTH.size : start])
        blobs = {}
        for name, length in text["blobs"]:
            blobs[name] = message[start : start + length]
            start += length
        head: dict[str, Any] = dict(text["head"])
    except (struct.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise TravelError(f"a message cannot be read ({error})") from None
    if start != len(message):
        raise TravelError("a message has not the length that it states")
    return head, blobs


def pack_plans(
    plans: Mapping[str, Plan], options: Options, more: Mapping[str, Any]
) -> bytes:
    """Put the instructor's side of a run into a message; each worker gets one.

    Parameters
    ----------
    plans : mapping of str to Plan
        The assignments.
    options : Options
        How they are graded.
    more : mapping
        What else a worker has to know, plain.
    """
    heads: list[dict[str, Any]] = []
    blobs: dict[str, bytes] = {}
    for number, plan in enumerate(plans.values()):
        blobs |= {f"{number}/{path}": data for path, data in plan.files.items()}
        bare = dataclasses.replace(plan, files={}, compat=frozenset())
        heads.append(dataclasses.asdict(bare) | {"files": [], "compat": []})
    return pack({"plans": heads, "options": list(options), **more}, blobs)


def unpack_plans(message: bytes) -> tuple[dict[str, Plan], Options, dict[str, Any]]:
    """Return what `pack_plans` was given."""
    head, blobs = unpack(message)
    files: list[dict[str, bytes]] = [{} for _ in head["plans"]]
    for name, data in blobs.items():
        number, _, path = name.partition("/")
        files[int(number)][path] = data
    made = [_plan(h, f) for h, f in zip(head.pop("plans"), files, strict=True)]
    options = Options(*head.pop("options"))
    return {plan.assignment: plan for plan in made}, options, head


def _plan(head: dict[str, Any], files: dict[str, bytes]) -> Plan:
    notebooks = tuple(
        PlanNotebook(each["name"], tuple(map(_cell, each["cells"])), each["metadata"])
        for each in head["notebooks"]
    )
    return Plan(
        head["assignment"], notebooks, head["version"], files, seed=head["seed"]
    )


def _cell(head: dict[str, Any]) -> PlanCell:
    regions = tuple((first, last) for first, last in head["hidden_lines"])
    return PlanCell(**(head | {"hidden_lines": regions}))


def pack_submission(
    submission: Submission, compat: frozenset[tuple[str, str]]
) -> bytes:
    """Put a submission into a message, with the odd tests of its assignment."""
    head = {
        "student": submission.student,
        "assignment": submission.assignment,
        "timestamp": submission.timestamp and submission.timestamp.isoformat(),
        "content_hash": submission.content_hash,
        "flags": submission.flags,
        "compat": sorted(compat),
    }
    return pack(head, submission.files)


def unpack_submission(
    message: bytes,
) -> tuple[Submission, frozenset[tuple[str, str]]]:
    """Return what `pack_submission` was given."""
    head, files = unpack(message)
    moment = head["timestamp"]
    submission = Submission(
        head["student"],
        head["assignment"],
        files,
        moment and datetime.datetime.fromisoformat(moment),
        head["content_hash"],
        flags=tuple(head["flags"]),
    )
    return submission, frozenset((a, b) for a, b in head["compat"])


def pack_result(result: Result) -> bytes:
    """Put a result into a message, a worker's answer."""
    head = {name: getattr(result, name) for name in (*_REPORTED, *_MEASURED)}
    head["cells"] = [dataclasses.asdict(cell) for cell in result.cells]
    return pack(head)


def unpack_answer(message: bytes) -> dict[str, Any]:
    """Return the head of what a worker answered.

    Raises
    ------
    TravelError
        When it cannot be read, or is larger than any answer.
    """
    if len(message) > MOST_BYTES:
        raise TravelError(f"an answer has more than {MOST_BYTES >> 20} MiB")
    head, blobs = unpack(message)
    _require(not blobs, "parts")
    return head


def result_of(head: Mapping[str, Any], submission: Submission, plan: Plan) -> Result:
    """Make a result from what a worker answered, if that can be one.

    Parameters
    ----------
    head : mapping
        What `unpack_answer` found, from `pack_result` if all is well.
    submission : Submission
        What the worker was given; whose result it is comes from here.
    plan : Plan
        The assignment; cells and points come from here.

    Raises
    ------
    TravelError
        When it is no result of this submission.
    """
    _require(head.keys() == {*_REPORTED, *_MEASURED}, "parts")
    _require(head["status"] in STATUSES, "status")
    _require(type(head["message"]) is str, "message")
    _require(_all(str, head["flags"]), "flags")
    cells = _cells(head["cells"], plan)
    return Result(
        submission.student,
        plan.assignment,
        head["status"],
        float(sum(cell.score or 0.0 for cell in cells)),
        plan.max_score,
        tuple(head["flags"]),
        cells,
        head["message"],
        _notebooks(head["notebooks"], plan),
        submission.content_hash,
        plan.version,
        *(_duration(head[name]) for name in _MEASURED),
    )


def _cells(found: Any, plan: Plan) -> tuple[CellResult, ...]:
    """Check each cell's outcome: one of the plan's cells, with its points."""
    points = {
        (notebook.name, cell.grade_id): cell.points
        for notebook in plan.notebooks
        for cell in notebook.cells
        if cell.role in ("test", "manual", "task")
    }
    names = {field.name for field in dataclasses.fields(CellResult)}
    _require(_all(dict, found), "cells")
    made = []
    for each in found:
        _require(each.keys() == names, "cell")
        worth = points.pop(_key(each), None)  # so that none comes twice
        _require(worth is not None and each["max_score"] == worth, "points of a cell")
        _require(_is_score(each["score"], worth or 0.0), "score")
        texts = each["status"] in STATUSES and type(each["message"]) is str
        _require(texts and type(each["tamper_proof"]) is bool, "cell")
        made.append(CellResult(**each))
    return tuple(made)


def _key(cell: dict[str, Any]) -> tuple[str, str]:
    _require(_all(str, [cell["notebook"], cell["grade_id"]]), "name of a cell")
    return cell["notebook"], cell["grade_id"]


def _is_score(value: Any, points: float) -> bool:
    if value is None:
        return True
    # a little more, for a sum of points in another order
    return type(value) in (int, float) and 0 <= value <= points + 1e-9


def _notebooks(found: Any, plan: Plan) -> dict[str, list[dict[str, Any]]]:
    known = {notebook.name for notebook in plan.notebooks}
    _require(type(found) is dict and found.keys() <= known, "notebooks")
    _require(all(_all(dict, cells) for cells in found.values()), "cells of a notebook")
    return dict(found)


def _duration(value: Any) -> float:
    proper = type(value) in (int, float) and math.isfinite(value) and value >= 0
    _require(proper, "duration")
    return float(value)


def _all(kind: type, values: Any) -> bool:
    if not isinstance(values, Sequence) or isinstance(values, str):
        return False
    return all(type(value) is kind for value in values)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise TravelError(f"a worker sent a result with an impossible {what}")
