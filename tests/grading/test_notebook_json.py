"""Our writer of notebooks against the standard library's."""

import enum
import json
import math

import numpy as np
import pytest
from nbformat import from_dict

from autograder.grading.notebook_json import MOST_REMEMBERED, whole_notebook
from autograder.grading.store import notebook_bytes

TEXTS = (
    "", "plain", 'a "quoted" \\ word', "\n\t\r\b\f\x00\x1f\x7f", "é → 🙂", "\u2028</",
    "\ud800 half",
)  # fmt: skip


class Colour(enum.IntEnum):
    RED = 1


def expected(value):
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def as_metadata(value):
    return whole_notebook([], value, 5), expected(notebook([], value))


def notebook(cells, metadata):
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def drawn(rng, depth):
    """Draw plain data of every kind that JSON has."""
    kind = rng.integers(9 if depth else 7)
    if kind == 7:
        return [drawn(rng, depth - 1) for _ in range(rng.integers(4))]
    if kind == 8:
        keys = rng.permutation(10)[: rng.integers(5)]
        return {f"{TEXTS[k % len(TEXTS)]}{k}": drawn(rng, depth - 1) for k in keys}
    number = rng.normal() * 10.0 ** rng.integers(-300, 300)
    text = TEXTS[rng.integers(len(TEXTS))]
    return (None, True, False, int(rng.integers(-(2**62), 2**62)), float(number), text,
            (1, text))[kind]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_any_plain_data_are_written_as_the_standard_library_writes_them(seed):
    rng = np.random.default_rng(seed)
    for _ in range(50):
        written, wanted = as_metadata(drawn(rng, 5))
        assert written == wanted


@pytest.mark.parametrize(
    "value",
    [
        {}, [], (), [[], {}, [{}]], 2**200, -0.0, math.inf, -math.inf, math.nan, True,
        {"a": Colour.RED, "b": np.float64(0.1)}, {3: "a", 20: "b"}, {None: 1}, {2.5: 1},
        {True: 1}, from_dict({"z": [{"y": 1}], "a": {}}),
    ],
)  # fmt: skip
def test_rare_values_are_written_as_the_standard_library_writes_them(value):
    written, wanted = as_metadata(value)
    assert written == wanted


def test_what_is_no_data_is_refused():
    with pytest.raises(TypeError, match="not JSON serializable"):
        as_metadata({"cell": [object()]})


@pytest.mark.parametrize("size", [10, MOST_REMEMBERED])
@pytest.mark.parametrize("seed", range(5))
def test_a_notebook_is_written_as_the_standard_library_writes_it(seed, size):
    rng = np.random.default_rng(seed)
    more = {"long": "x" * size, "half": "\ud800", "of another class": np.float64(0.1)}
    cells = [{f"cell {k}": drawn(rng, 4), **more} for k in range(seed)]
    metadata = {"kernelspec": drawn(rng, 2)} if seed else {}
    for _ in range(2):  # the second time from memory
        written = whole_notebook(cells, metadata, 5)
        assert written == expected(notebook(cells, metadata))


def test_half_a_character_does_not_stop_a_notebook_from_being_written():
    cells = [{"id": "a", "cell_type": "markdown", "source": "\ud800", "metadata": {}}]
    assert json.loads(notebook_bytes(cells, {}))["cells"][0]["source"] == "?"
