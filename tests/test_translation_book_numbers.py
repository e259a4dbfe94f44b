"""What the pages on translation state, against the stored runs and by another road."""

import itertools

import numpy as np
import pytest

from autograder.experiment import stored
from rnn_core.demos.hypotheses import LOG_P, START, STOP, WORDS
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture


def ends(text):
    """Return the two ends of a range as a page writes it."""
    parts = [float(part) for part in text.split(" to ")]
    return parts[0], parts[-1]


def test_the_table_of_scores_is_that_of_the_stored_runs(glued):  # noqa: F811
    values, runs = (
        glued("applications/translation"),
        stored("applications", "translation"),
    )
    for arm in ("network", "dictionary", "commonest"):
        for score in ("exact", "words", "bleu"):
            shares = [100 * numbers[arm][score] for numbers in runs]
            low, high = ends(values[f"{arm}_{score}"])
            assert (low, high) == (round(min(shares)), round(max(shares)))
    assert ends(values["network_exact"])[0] > ends(values["dictionary_exact"])[1]
    assert number(values["here"]) > 35


def test_long_sentences_come_out_worse_than_short_ones(glued):  # noqa: F811
    values = glued("applications/translation")
    assert ends(values["at_16"])[1] <= ends(values["at_12"])[1]
    assert ends(values["at_12"])[1] < ends(values["network_exact"])[0]
    assert ends(values["long_80"])[1] < ends(values["short_80"])[0]
    assert ends(values["all_24"])[1] < ends(values["long_80"])[0]
    small = [numbers["24"] for numbers in stored("applications", "code_sizes")]
    assert values["right_24"] == "no"
    assert not any(share for arm in small for share in arm["exact"])


def test_the_best_sentence_of_the_table_is_not_the_greedy_one(glued):  # noqa: F811
    values = glued("applications/search")
    P, words = np.exp(LOG_P), [k for k in range(len(WORDS)) if k not in (START, STOP)]
    best, count = 0.0, 0
    for n in range(5):
        for said in itertools.product(words, repeat=n):
            path = [START, *said, STOP]
            best = max(best, np.prod([P[a, b] for a, b in itertools.pairwise(path)]))
            count += 1
    assert number(values["best_p"]) == pytest.approx(best, abs=5e-4)
    assert number(values["greedy_p"]) < number(values["best_p"])
    assert int(values["count"].replace(",", "")) == count


def test_a_beam_finds_likelier_sentences_and_never_less_likely_on_average(glued):  # noqa: F811
    values = glued("applications/search")
    for when in ("early", "late"):
        scores = [number(values[f"{when}_{way}_log_p"]) for way in ("greedy", "beam")]
        assert scores[1] >= scores[0]
    assert values["early_likelier"] > values["late_likelier"]


def test_the_network_reads_more_dates_than_the_rule_for_the_commonest_form(glued):  # noqa: F811
    values = glued("applications/dates")
    assert ends(values["date_network_exact"])[0] > ends(values["date_rule_exact"])[1]
    assert values["date_nearest_exact"] == "0"
    assert ends(values["date_keeping"])[1] < ends(values["date_half_open"])[0]
    forms = [numbers["forms"] for numbers in stored("applications", "dates")]
    exact = [numbers["network"]["exact"] for numbers in stored("applications", "dates")]
    for form, share in zip(forms, exact, strict=True):
        assert sum(form["right"]) / sum(form["all"]) == pytest.approx(share, abs=1e-5)
