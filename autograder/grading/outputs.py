"""Outputs of a student's cells as a page may show them: text, and pictures as PNG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from autograder.grading.graded_notebooks import outputs_of
from autograder.grading.plain_text import LIMIT, capped, joined, png_address

FOR_ERRORS = 1500  # of these characters
MOST_IMAGES = 20
MOST_OUTPUTS = 200  # of one cell that are looked at


class Output(NamedTuple):
    """One thing to show."""

    kind: str  # "text", "error" or "image"
    value: str


class Outputs:
    """Takes what may be shown from one notebook's cells, and counts it."""

    def __init__(self) -> None:
        self.images = 0

    def of(self, cell: Mapping[str, Any]) -> list[Output]:
        """Return a cell's outputs: `LIMIT` characters of text, some pictures."""
        shown: list[Output] = []
        # What went wrong is to be seen however much was printed before it.
        room = {"error": FOR_ERRORS, "text": LIMIT - FOR_ERRORS}
        for output in _merged(cell):
            left = room.get(output.kind, 0)
            if output.kind == "image":
                shown += self._image(output.value)
            elif left > 0:
                shown.append(Output(output.kind, capped(output.value, left)))
                room[output.kind] = left - len(output.value)
        return shown

    def _image(self, data: str) -> Iterator[Output]:
        if self.images >= MOST_IMAGES:
            return
        address = png_address(data)
        if address:
            self.images += 1
            yield Output("image", address)
        else:
            yield Output("text", "A picture was left out: it is no PNG, or too large.")


def _merged(cell: Mapping[str, Any]) -> Iterator[Output]:
    """Yield outputs, one text for prints that follow each other."""
    held = ""
    for count, output in enumerate(outputs_of(cell)):
        if count >= MOST_OUTPUTS:
            break
        kind = output.get("output_type")
        if kind == "stream":
            held += joined(output.get("text"))
            continue
        if held:
            yield Output("text", held)
            held = ""
        yield from _single(output, kind)
    if held:
        yield Output("text", held)


def _single(output: Mapping[str, Any], kind: object) -> Iterator[Output]:
    data = output.get("data")
    if kind == "error":
        trace = output.get("traceback")
        lines = [line for line in trace if isinstance(line, str)] if trace else []
        last = f"{joined(output.get('ename'))}: {joined(output.get('evalue'))}"
        yield Output("error", "\n".join(lines) or last)
    elif isinstance(data, dict) and data.get("image/png"):
        yield Output("image", joined(data["image/png"]))
    elif isinstance(data, dict) and data.get("text/plain"):
        yield Output("text", joined(data["text/plain"]))
