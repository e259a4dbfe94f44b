"""The replies of a cell process, looked at before anything is made of them.

Student code can write what it likes into the pipe. Here is the one place that says
which form each reply has; everything behind it deals with known types.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograder.grading.reading import BASE64

LONGEST = 4000  # characters of a sentence that student code can bring about
MOST_OUTPUTS = 200
MOST_NOTES = 20  # warnings, and what was printed, of one call
MOST_PARAMETERS = 255  # of one function
MOST_TEXT = 400_000  # characters of one output
MOST_IMAGE = 8 * 2**20
Parts = Sequence[Any]


class MalformedError(Exception):
    """A reply has not the form that it must have."""


class Problem(NamedTuple):
    """An exception: its class, its text, the student's lines that it passed."""

    name: str
    text: str
    lines: list[str]


class Raised(NamedTuple):
    """An exception that a function raised, with what is needed to raise it again."""

    lineage: list[str]
    problem: Problem
    args: list[Any] | None


class RunReply(NamedTuple):
    """What came of running a cell."""

    problem: Problem | None
    outputs: list[dict[str, Any]]
    refused: dict[str, int]


class CallReply(NamedTuple):
    """What came of a call: a value, still encoded (None: unsendable), or a raise."""

    value: bytes | None
    raised: Raised | None
    after: bytes | None
    printed: str
    refused: dict[str, int]


class OutcomeReply(NamedTuple):
    """What came of a call by `check`."""

    value: bytes | None
    after: bytes | None
    problem: str | None
    name: str
    notes: tuple[str, ...]
    refused: dict[str, int]


def nothing(parts: Parts) -> None:
    """Read the reply to a request that has none."""
    _count(parts, 0)


def ready(parts: Parts) -> None:
    """Read the reply to ``setup``."""
    _count(parts, 1)


def ran(parts: Parts) -> RunReply:
    """Read the reply to ``run``."""
    _count(parts, 3)
    return RunReply(_problem(parts[0]), outputs(parts[1]), _counts(parts[2]))


def tested(parts: Parts) -> tuple[Problem | None, float | None, dict[str, int]]:
    """Read the reply to ``test``; its outputs are nobody's business."""
    _count(parts, 4)
    number = parts[3] if type(parts[3]) is float else None
    return _problem(parts[0]), number, _counts(parts[2])


def named(wanted: list[str], parts: Parts) -> list[tuple[str, bytes]]:
    """Read the reply to ``names``: each name that was wanted, once or not at all."""
    _count(parts, 1)
    pairs: list[tuple[str, bytes]] = _is(parts[0], list)
    left = set(wanted)
    for pair in pairs:
        _count(_is(pair, tuple), 2)
        _is(pair[1], bytes)
        if _is(pair[0], str) not in left:
            raise MalformedError("a name that nobody asked for")
        left.remove(pair[0])
    return pairs


def called(parts: Parts) -> CallReply:
    """Read the reply to ``call``."""
    _count(parts, 5)
    kind, value, after, printed, refused = parts
    changed, text, counts = _bytes(after), _printed(printed), _counts(refused)
    if kind == "raised":
        _count(_is(value, tuple), 5)
        lineage, name, said, lines, args = value
        problem = _problem((name, said, lines)) or _NONE
        raised = Raised(_texts(lineage), problem, _args(args))
        return CallReply(None, raised, changed, text, counts)
    return CallReply(_value(kind, value), None, changed, text, counts)


def outcome(parts: Parts) -> OutcomeReply:
    """Read the reply to ``outcome``."""
    _count(parts, 7)
    kind, value, after, problem, name, notes, refused = parts
    noted = tuple(text[:LONGEST] for text in _texts(notes)[:MOST_NOTES])
    if kind == "raised":
        told, name = _is(problem, str)[:LONGEST], _is(name, str)[:100]
        rest = noted, _counts(refused)
        return OutcomeReply(None, _bytes(after), told, name, *rest)
    found = _value(kind, value)
    return OutcomeReply(found, _bytes(after), None, "", noted, _counts(refused))


def described(parts: Parts) -> list[tuple[str, int, bool]] | None:
    """Read the reply to ``signature``."""
    _count(parts, 1)
    parameters = _is(parts[0], list) if parts[0] is not None else []
    if len(parameters) > MOST_PARAMETERS:
        raise MalformedError(f"a function of {len(parameters)} parameters")
    for parameter in parameters:
        _count(_is(parameter, tuple), 3)
        _is(parameter[0], str), _is(parameter[2], bool)
        if _is(parameter[1], int) not in range(5):
            raise MalformedError("an unknown kind of parameter")
    found: list[tuple[str, int, bool]] | None = parts[0]
    return found


def outputs(value: Any) -> list[dict[str, Any]]:
    """Return a cell's outputs, and of each only what nbformat and we know."""
    return [_output(_is(output, dict)) for output in _is(value, list)[:MOST_OUTPUTS]]


def _output(output: dict[str, Any]) -> dict[str, Any]:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") in ("stdout", "stderr"):
        text = _is(output.get("text"), str)[:MOST_TEXT]
        return {"output_type": kind, "name": output["name"], "text": text}
    if kind not in ("execute_result", "display_data"):
        raise MalformedError("an output of an unknown kind")
    data, kept = _is(output.get("data"), dict), {}
    if "text/plain" in data:
        kept["text/plain"] = _is(data["text/plain"], str)[:MOST_TEXT]
    image = data.get("image/png")
    if isinstance(image, str) and len(image) <= MOST_IMAGE and BASE64.fullmatch(image):
        kept["image/png"] = image
    return {"output_type": kind, "data": kept, "metadata": {}}


_NONE = Problem("Exception", "", [])


def _problem(value: Any) -> Problem | None:
    if value is None:
        return None
    _count(_is(value, tuple), 3)
    name, text, lines = value
    told = _is(text, str)[:LONGEST]
    return Problem(_is(name, str)[:100], told, [t[:200] for t in _texts(lines)[:20]])


def _value(kind: Any, value: Any) -> bytes | None:
    if kind == "returned":
        return _bytes(_is(value, bytes))
    if kind == "unsendable":
        return None
    raise MalformedError("neither a value nor an exception")


def _printed(value: Any) -> str:
    texts = [o["text"] for o in outputs(value) if o["output_type"] == "stream"]
    return "".join(texts)[:MOST_TEXT]


def _args(value: Any) -> list[Any] | None:
    if value is None:
        return None
    plain = (int, float, str, bool, type(None))
    if not all(type(arg) in plain for arg in _is(value, list)):
        raise MalformedError("an exception with arguments that are not plain")
    return list(value[:5])


def _texts(value: Any) -> list[str]:
    return [_is(text, str) for text in _is(value, list)]


def _counts(value: Any) -> dict[str, int]:
    found = _is(value, dict)
    return {_is(k, str): _is(v, int) for k, v in list(found.items())[:20]}


def _bytes(value: Any) -> bytes | None:
    return None if value is None else _is(value, bytes)


def _count(parts: Any, wanted: int) -> None:
    if len(parts) != wanted:
        raise MalformedError(f"{len(parts)} parts, expected {wanted}")


def _is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        found = type(value).__name__
        raise MalformedError(f"a {found}, expected a {kind.__name__}")
    return value
