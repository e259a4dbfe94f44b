"""What the pages on language models state, against computations on another road."""

import math

import pytest

from autograder.experiment import stored
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture


def test_the_sentence_by_hand_has_the_product_that_plain_python_gives(glued):  # noqa: F811
    rows, came = [[0, 1, 2], [0, 3, 0], [2, 0, 0]], [2, 1, 0]
    product = math.prod(
        math.exp(row[k]) / sum(map(math.exp, row))
        for row, k in zip(rows, came, strict=True)
    )
    values = glued("applications/language-models")
    assert number(values["hand"]) == pytest.approx(product, abs=5e-3)


def test_the_grammars_entropy_is_the_sum_of_its_choices(glued):  # noqa: F811
    # on another road: choice by choice, with every name told apart
    def evenly(n):
        return math.log(n)

    weights = [1 / (k + 1) for k in range(30)]
    p = [w / sum(weights) for w in weights]
    names = -sum(q * math.log(q) for q in p)
    kind = 0.5 * math.log(2) + 0.5 * math.log(4)
    one = -0.4 * math.log(0.4) - 0.6 * math.log(0.6)
    one += 0.4 * names + 0.6 * (kind + evenly(4))
    many = kind + evenly(4)
    did = evenly(2) + evenly(4) + (one + many) / 2
    goes_on = -0.7 * math.log(0.7) - 0.3 * math.log(0.3)
    clauses = -0.4 * math.log(0.4) - 0.6 * math.log(0.6)
    clauses += 0.6 * (did + goes_on) / 0.7
    total = evenly(3) + evenly(2) + (one + many) / 2 + clauses + evenly(3)
    total += (2 * math.log(5) + math.log(6)) / 3
    entropy = number(glued("applications/language-models")["entropy"])
    # rare names are one word there, which takes a little of it away
    assert total - 0.5 < entropy < total


def test_the_table_of_models_is_in_the_order_that_the_page_tells(glued):  # noqa: F811
    values = glued("applications/language-models")

    def worst(name):
        return number(values[name].split(" to ")[-1])

    def best(name):
        return number(values[name].split(" to ")[0])

    assert worst("p_truth") < best("p_lstm")
    counts = min(best(f"p_{n}") for n in range(1, 6))
    assert worst("p_lstm") < counts
    assert worst("p_rnn") < counts


def test_the_wrong_sentences_are_those_that_were_stored(glued):  # noqa: F811
    values = glued("applications/candidates")
    for key, name in (("e_sound", "sound"), ("e_3", "3-gram"), ("e_lstm", "lstm")):
        shares = [
            100 * run["speech"][name]["sentences"]
            for run in stored("applications", "words")
        ]
        ends = [number(end) for end in values[key].split(" to ")]
        assert ends[0] == pytest.approx(min(shares), abs=0.51)  # rounded
        assert ends[-1] == pytest.approx(max(shares), abs=0.51)  # rounded


def test_a_model_that_is_not_told_says_the_facts_about_as_often_as_chance(glued):  # noqa: F811
    values = glued("applications/writing")
    # three skies and two trends
    ends = [number(end) for end in values["f_not_0.5"].split(" to ")]
    assert all(0.3 < end / (100 / 6) < 2 for end in ends)
    for tau in ("0.5", "1", "1.5"):
        told, free = (
            number(values[f"f_{key}_{tau}"].split(" to ")[0]) for key in ("told", "not")
        )
        assert told > free
