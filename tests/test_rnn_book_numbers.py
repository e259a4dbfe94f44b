"""What the pages of chapter 2 state, against computations on another road."""

import math

import pytest

from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture

BOTH = [(1, 1), (1, 1), (2, 2)]


def store_sums(inputs):
    """Return hidden units and outputs of the store example, in whole numbers."""
    hidden, states, outputs = 0, [], []
    for a, b in inputs:
        hidden = a + b + 2 * hidden  # each unit hears both inputs and both stores
        states.append(f"({hidden}, {hidden})")
        outputs.append(f"({2 * hidden}, {2 * hidden})")
    return states, outputs


def test_the_store_example_prints_4_12_and_32_twice_each(glued):  # noqa: F811
    values = glued("rnn/memory")
    states, outputs = store_sums(BOTH)
    assert outputs == ["(4, 4)", "(12, 12)", "(32, 32)"]
    assert [values[f"y{t}"] for t in range(3)] == outputs
    assert [values[f"s{t}"] for t in range(3)] == states
    assert [values[f"r{t}"] for t in range(3)] == store_sums(BOTH[::-1])[1]


def test_the_three_steps_by_hand_are_those_of_plain_math(glued):  # noqa: F811
    h = 0.0
    for x in (1.0, 0.5, -1.0):
        h = math.tanh(0.3 * x + 0.8 * h + 0.1)
    values = glued("rnn/unrolled")
    assert number(values["h3"]) == pytest.approx(h, abs=5e-4)
    assert number(values["alone"]) == pytest.approx(math.tanh(-0.2), abs=5e-4)


def test_the_price_of_the_second_class_is_minus_the_log_of_its_share(glued):  # noqa: F811
    share = math.exp(2) / (math.exp(1) + math.exp(2) + math.exp(4))
    values = glued("rnn/losses")
    assert number(values["p_right"]) == pytest.approx(share, abs=5e-4)
    assert number(values["cost"]) == pytest.approx(-math.log(share), abs=5e-4)


def test_the_printed_derivation_gives_another_number_than_the_true_one(glued):  # noqa: F811
    values, corrected = glued("rnn/backward"), glued("corrections")
    for name in ("printed", "true"):  # the corrections compute the same case
        assert number(values[name]) == pytest.approx(number(corrected[name]), abs=5e-5)
    assert number(values["pairs"]) == math.comb(int(values["steps"]) + 1, 2)


def test_floor_and_forgetful_reader_follow_from_the_free_choices(glued):  # noqa: F811
    # name, colour, thing and verb are one of four each; words differ in length
    values = glued("rnn/training")
    floor, forgetful = number(values["floor"]), number(values["forgetful"])
    assert forgetful / floor == pytest.approx(
        1 + math.log(8) / (4 * math.log(4)), rel=0.01
    )
    letters = 4 * math.log(4) / floor
    assert letters == pytest.approx(40, rel=0.02)


def test_a_full_chunk_loses_less_the_faster_gradients_fade(glued):  # noqa: F811
    values = glued("rnn/truncated")
    for length in ("five", "thirty"):
        shares = [number(values[f"{length}_{key}"]) for key in "abc"]
        assert shares == sorted(shares)
