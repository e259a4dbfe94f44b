"""What the pages of chapter 5 state, against computations on another road."""

import math

import pytest

from autograder.experiment import stored
from tests.test_book_numbers import glued, number, sigmoid  # noqa: F401 - a fixture


def test_the_step_with_one_unit_holds_what_plain_python_gives(glued):  # noqa: F811
    r, z = sigmoid(1), sigmoid(-0.5)
    n = math.tanh(1 - 3 * r * 0.5 + 0.5)
    values = glued("gru/gates")
    assert number(values["h1"]) == pytest.approx((1 - z) * 0.5 + z * n, abs=5e-5)
    assert number(values["old"]) == pytest.approx(1 - z, abs=5e-3)


def test_the_table_of_update_biases_is_that_of_the_logistic_function(glued):  # noqa: F811
    values = glued("gru/gates")
    for bias in (0, -1, -2, -4, -6):
        keeps = sigmoid(-bias)
        assert number(values[f"z{bias}"]) == pytest.approx(1 - keeps, abs=5e-5)
        half = math.log(2) / math.log1p(math.exp(bias))
        assert number(values[f"half{bias}"]) == pytest.approx(half, abs=0.05)
        # one digit of a small number is printed, two of others
        assert number(values[f"left{bias}"]) == pytest.approx(keeps**50, rel=0.3)


def test_two_units_tell_before_from_after(glued):  # noqa: F811
    values = glued("gru/conventions")
    # before: only the first row of the matrix; after: only the first column
    printed = [number(values[key]) for key in ("b1", "b2", "a1")]
    wanted = [math.tanh(0.5), math.tanh(1), math.tanh(0.5 + 2)]
    assert printed == pytest.approx(wanted, abs=5e-3)


def test_the_four_ways_back_add_up_to_the_derivative(glued):  # noqa: F811
    def state(h):
        r, z = sigmoid(1 + 2 * h - 1), sigmoid(-1 + h)
        return (1 - z) * h + z * math.tanh(1 - 3 * r * h + 0.5)

    eps = 1e-6
    slope = (state(0.5 + eps) - state(0.5 - eps)) / (2 * eps)
    values = glued("gru/backward")
    assert number(values["together"]) == pytest.approx(slope, abs=5e-3)
    assert number(values["direct"]) == pytest.approx(1 - sigmoid(-0.5), abs=5e-3)
    sizes = [number(values[key]) for key in ("line", "one", "eight")]
    assert sizes == sorted(sizes)


def test_free_gates_count_and_coupled_ones_do_not(glued):  # noqa: F811
    values = glued("gru/mergers")
    assert number(values["counted"]) == pytest.approx(10 * 0.99)
    assert number(values["stuck"]) == pytest.approx(0.99 * (1 - 0.5**10), abs=5e-4)


def test_the_chapter_opening_claims_what_its_networks_did(glued):  # noqa: F811
    values = {key: number(text) for key, text in glued("gru/index").items()}
    assert values["g0"] < 1e-6 < values["g2"] < 0.1 < values["l2"] < 1
    assert values["g2"] < values["g5"] < 1
    assert values["l22"] == pytest.approx(values["g2"], rel=0.5)


def test_a_gru_of_an_lstms_size_has_the_units_that_a_formula_gives(glued):  # noqa: F811
    # 3 (H^2 + 101 H) = 4 (128^2 + 101 * 128), solved for H and rounded down
    whole = 4 * (128**2 + 101 * 128)
    units = (-101 + math.sqrt(101**2 + 4 * whole / 3)) / 2
    values = glued("gru/choosing")
    assert number(values["units"]) == math.floor(units)
    assert number(values["lstm"]) == whole


def test_what_the_page_says_of_the_trial_holds_in_every_run(glued):  # noqa: F811
    values = glued("gru/choosing")
    runs = stored("gru", "three_cells_adding")
    for k, rate in enumerate(("0.005", "0.02")):
        gru, lstm = (
            [numbers[f"{cell} {rate}"]["solved_at"] for numbers in runs]
            for cell in ("gru", "lstm")
        )
        assert max(gru) < min(lstm)  # "the ranges do not even touch"
        assert values[f"rnn_span{k}"] == "in no run"
    # a plain RNN lies within the ranges of the others on the strings
    assert number(values["gru_seen"]) < number(values["lstm_seen"])


def test_moves_towards_one_and_back_by_equal_shares_do_not_cancel(glued):  # noqa: F811
    keeps = 1 - sigmoid(-4)
    up = 1 - keeps**60
    end = keeps**60 * up - (1 - keeps**60)
    assert number(glued("gru/choosing")["end"]) == pytest.approx(end, abs=5e-3)
