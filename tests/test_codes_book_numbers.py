"""What the pages on vectors state, against computations on another road."""

from itertools import permutations

import numpy as np
import pytest

from autograder.experiment import stored
from rnn_core import data
from rnn_core.data import roles
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture

SPOKEN_ARMS = ("averaged", "squeezed", "code", "warping")


def test_sizes_of_the_vectors_are_those_of_words_pairs_and_places(glued):  # noqa: F811
    values = {k: v for k, v in glued("applications/texts-as-vectors").items()}
    V = len(
        {
            word
            for event in data.EVENTS
            for passive in (False, True)
            for kind in roles.KINDS
            for place in roles.PLACES
            for word in data.tell(
                event, passive=passive, kinds=(kind, ""), places=(place, "")
            )
        }
    )
    assert number(values["words"]) == number(values["bag_size"]) == V
    assert number(values["pairs_size"]) == V**2
    assert number(values["numbered_size"]) == V * 11
    assert number(values["events"]) == len([*permutations(range(8), 2)]) * 6
    assert number(values["held_out"]) == sum(map(data.is_held_out, data.EVENTS))


def test_a_bag_is_at_chance_wherever_the_page_says_so(glued):  # noqa: F811
    values = glued("applications/texts-as-vectors")
    for name in ("bag_first", "bag_agent", "mean_first", "mean_agent", "bag_products"):
        assert values[name] == "50\u00a0%"
    assert values["bag_nearer"] == "0\u00a0%"


def test_the_order_column_is_what_the_runs_have(glued):  # noqa: F811
    values, runs = (
        glued("applications/texts-as-vectors"),
        stored("applications", "texts"),
    )
    for arm in ("pairs", "numbered", "code"):
        for key in ("first", "agent"):
            low = 100 * min(n[arm][key] for n in runs)
            printed = values[f"{arm}_{key}"].split(" to ")[0].rstrip("\u00a0%")
            assert number(printed) == pytest.approx(low, abs=0.51)


def test_the_search_table_is_what_the_runs_have(glued):  # noqa: F811
    values, runs = glued("applications/audio-search"), stored("applications", "spoken")
    for arm in SPOKEN_ARMS:
        ends = [number(end) for end in values[f"{arm}_map"].split(" to ")]
        maps = [n[arm]["average"] for n in runs]
        assert ends == pytest.approx([min(maps), max(maps)], abs=5.1e-3)


def test_costs_follow_from_sizes_and_lengths(glued):  # noqa: F811
    values = glued("applications/audio-search")
    code, squeezed, frame = 32, 8 * 12, 12
    assert number(values["code_cost"]) == code
    assert number(values["squeezed_cost"]) == squeezed == 3 * code
    assert number(values["averaged_cost"]) == frame
    mean = np.arange(13, 27).mean()  # frames of a segment, all lengths equally likely
    warping, encoding = mean**2 * frame, mean * 3 * code * (frame + code)
    # the segments of the runs are drawn: a few per cent about the mean
    assert number(values["warping_cost"]) == pytest.approx(warping, rel=0.05)
    assert number(values["encoding_cost"]) == pytest.approx(encoding, rel=0.05)
    assert number(values["cheaper"]) == pytest.approx(warping / code, rel=0.05)
    assert number(values["pays_from"]) == pytest.approx(
        encoding / (warping - code), rel=0.06
    )
