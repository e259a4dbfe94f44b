"""What the pages on labels state, against computations on another road."""

import numpy as np
import pytest

from autograder.experiment import stored
from rnn_core.data import people, reviews, travel
from solutions.applications.results import labels_summary, names, sentiment, slots
from tests.test_book_numbers import glued, number  # noqa: F401 - a fixture


def test_the_lazy_tagger_has_most_tags_right(glued):  # noqa: F811
    journey = travel.draw_journey(np.random.default_rng(8), most=1)
    share = journey.tags.count("O") / len(journey.tags)
    assert number(glued("applications/slots")["lazy_share"]) == round(100 * share) > 50


def test_the_printed_ceilings_are_counted_on_the_experiments_own_test():
    journeys = travel.journey_twins(
        np.random.default_rng(slots.TEST_SEED), slots.TEST_SIZE
    )
    spans = [span for journey in journeys for span in journey.spans]
    said = labels_summary.slots()
    assert said["tested"] == len(journeys)
    for reach in slots.REACHES:
        unseen = sum(
            any(abs(t - decider) > reach for t in range(first, last + 1))
            for _, first, last, decider in spans
        )
        expected = 1 - unseen / len(spans) / 2
        assert number(said[f"window{reach}_ceiling"]) == pytest.approx(
            expected, abs=5e-3
        )
    later = sum(decider > first for _, first, _, decider in spans)
    expected = 1 - later / len(spans) / 2
    assert number(said["one_ceiling"]) == pytest.approx(expected, abs=5e-3)


def test_both_directions_fill_every_slot_and_windows_what_they_see():
    for numbers in stored("applications", "slots"):
        assert min(numbers["both"]["by_slot"].values()) > 0.97
        assert numbers["window5"]["parameters"] > numbers["both"]["parameters"]
        # within reach a window is right: it lacks sight, not training
        assert numbers["window2"]["by_distance"][0] > 0.97
        assert numbers["window5"]["by_distance"][1] > 0.97
        assert max(numbers["window5"]["by_distance"][2:]) <= 0.5


def test_the_share_of_invented_words_is_that_of_the_page():
    mentions = people.mention_twins(np.random.default_rng(5), 2000)[::2]
    items = [
        all(word not in people.PEOPLE_VOCABULARY for word in m.words[first : last + 1])
        for m in mentions
        for first, last, _ in m.items
    ]
    # whole lists, half of the other lists' items, and the items that stand alone
    assert np.mean(items) > 0.6


def test_lists_show_what_the_page_says_of_them():
    for numbers in stored("applications", "names"):
        assert numbers["list"]["recall"] < 0.3
        assert numbers["list"]["known"] == numbers["bolder"]["known"] < 1
        assert numbers["both"]["f1"] > 0.97
        assert abs(numbers["both"]["known"] - numbers["both"]["unseen"]) < 0.02
    test = people.mention_twins(np.random.default_rng(names.TEST_SEED), names.TEST_SIZE)
    assert number(str(labels_summary.names()["tested"])) == len(test)


def test_the_shares_of_reviews_add_up_and_give_the_first_ceiling(glued):  # noqa: F811
    values = glued("applications/sentiment")
    shares = [number(values[f"share_{kind}"]) for kind in reviews.KINDS]
    assert sum(shares) == 100
    assert number(values["ceiling1"]) == 100 - (shares[3] + shares[4]) / 2


def test_stored_bags_stay_at_a_coin_where_bags_are_equal():
    for numbers in stored("applications", "sentiment"):
        for arm in ("words", "words_deep"):
            assert numbers[arm]["near"] == numbers[arm]["far"] == 0.5
        for arm in ("pairs", "pairs_deep"):
            assert numbers[arm]["far"] == 0.5
        assert numbers["lstm"]["all"] > 0.99
        assert len(numbers["ceilings"]) == sentiment.LONGEST
        for text, course in zip(sentiment.WATCHED, numbers["watched"], strict=True):
            assert len(course) == len(text.split())
        assert numbers["watched"][0][-1] < 0 < numbers["watched"][1][-1]
