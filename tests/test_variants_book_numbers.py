"""What the pages of chapter 6 state, against computations on another road."""

import math

import numpy as np
import pytest

from autograder.experiment import stored
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture

TEACHERLESS = 5  # alone, the error is at least so many times that with the teacher


def test_alone_a_jordan_network_drifts_away(glued):  # noqa: F811
    values = glued("variants/jordan")
    taught, alone = number(values["taught"]), number(values["free200"])
    assert alone > TEACHERLESS * taught
    assert number(values["free10"]) < 2 * taught  # not at once


def test_the_ways_through_a_stack_are_counted_right(glued):  # noqa: F811
    ways = np.ones(20)  # by adding up, layer after layer, not by a formula
    for _ in range(3):
        ways = np.cumsum(ways)
    assert number(glued("variants/deep")["ways"]) == ways[-1]


def test_the_clock_of_one_unit_speaks_when_its_count_is_full(glued):  # noqa: F811
    values = glued("variants/peephole")
    step = math.tanh(0.1)
    for name, threshold in (("every", 0.95), ("slower", 1.95)):
        assert number(values[name]) == math.ceil(threshold / step)
    assert number(values["off"]) == pytest.approx(50 * step, abs=0.05)


def test_a_slow_unit_comes_down_by_one_more_tanh(glued):  # noqa: F811
    values = glued("variants/clockwise")
    assert number(values["slow0"]) == pytest.approx(math.tanh(1), abs=5e-4)
    assert number(values["slow4"]) == pytest.approx(math.tanh(math.tanh(1)), abs=5e-4)


def test_the_floor_of_the_window_is_the_share_of_what_is_ahead(glued):  # noqa: F811
    back = sum((k / 11) ** 2 for k in range(1, 12))
    ahead = sum((1 - k / 21) ** 2 for k in range(1, 21))
    floor = number(glued("variants/bidirectional")["win_floor"])
    assert floor == pytest.approx(ahead / (back + ahead), abs=5e-3)


def test_fourth_order_pays_by_more_than_a_hundred_at_equal_work(glued):  # noqa: F811
    assert number(glued("variants/continuous")["ratio"]) > 100


def test_the_oscillators_period_is_that_of_the_stored_runs(glued):  # noqa: F811
    periods = [numbers["period"] for numbers in stored("variants", "dynamics")]
    assert number(glued("variants/bistable")["period"]) == round(periods[0], 1) == 29.0


def test_the_agents_experiments_show_what_the_page_says(glued):  # noqa: F811
    values = glued("variants/agent")
    assert number(values["corr"]) > 0.95
    assert number(values["cut"]) < number(values["whole"]) - 20
    # more light is better only up to where it has been bred
    assert number(values["light"]) < number(values["most"])
