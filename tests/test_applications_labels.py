"""Chapter 7, labels: the generators, their twins, and the ceilings that follow."""

import itertools
from collections import Counter

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.applications import span_f1
from rnn_core.data import people, reviews, travel
from rnn_core.data.words import (
    labelled_batch,
    padded,
    tags_from,
    word_numbers,
)
from solutions.applications.results import names, sentiment


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


def rng(seed=0):
    return np.random.default_rng(seed)


def test_rows_stand_side_by_side_as_columns():
    numbers, lengths = padded([[5, 6, 7], [8], [9, 4]])
    assert numbers.T.tolist() == [[5, 6, 7], [8, 0, 0], [9, 4, 0]]
    assert lengths.tolist() == [3, 1, 2]


def test_a_word_that_is_not_listed_is_unknown():
    assert word_numbers(["b", "zz"], {"<unk>": 4, "b": 1}) == [1, 4]


def test_tags_are_read_without_those_of_the_padding():
    batch = labelled_batch([["a", "b"], ["b"]], [0, 1], {"a": 0, "b": 1})
    scores = np.zeros((2, 2, 3))
    scores[0, 0, 2] = scores[1, 0, 1] = scores[0, 1, 1] = scores[1, 1, 2] = 1
    assert tags_from(scores, batch, "xyz") == [["z", "y"], ["y"]]


@pytest.mark.parametrize("most", [0, 3])
def test_every_word_of_a_journey_is_in_the_vocabulary_and_its_spans_are_its_tags(most):
    source = rng(1)
    for _ in range(200):
        journey = travel.draw_journey(source, most)
        assert set(journey.words) <= set(travel.VOCABULARY)
        tags = ["O"] * len(journey.words)
        for slot, first, last, decider in journey.spans:
            assert slot in travel.DECIDERS[journey.words[decider]]
            tags[first : last + 1] = [f"B-{slot}"] + [f"I-{slot}"] * (last - first)
        assert tags == list(journey.tags)
        places = [" ".join(journey.words[a : b + 1]) for _, a, b, _ in journey.spans]
        assert set(places[::2]) <= set(travel.CITIES)


def test_both_verbs_and_both_places_of_the_verb_are_as_frequent_as_said():
    source = rng(2)
    spans = [s for _ in range(3000) for s in travel.draw_journey(source).spans[::2]]
    slot = Counter(name for name, *_ in spans)
    # 6 sigma of a share of some 4500 draws is below 0.045
    assert abs(slot["origin"] / len(spans) - 1 / 2) < 0.045
    after = np.mean([decider > last for _, _, last, decider in spans])
    assert abs(after - 1 / 3) < 0.045


def windows_of(words, place, before, after):
    ends = ("",) * max(before, after)
    whole = (*ends, *words, *ends)
    at = place + len(ends)
    return whole[at - before : at + after + 1]


@pytest.mark.parametrize(("before", "after"), [(2, 2), (5, 5), (99, 0)])
def test_a_word_out_of_reach_of_its_verb_looks_the_same_in_a_twin_with_other_tags(
    before, after
):
    """The premise of the ceiling, for every span that is counted as out of reach."""
    met = 0
    for seed in range(40):
        twins = travel.journey_twins(rng(seed), 1)
        for journey, k in itertools.product(twins, range(len(twins[0].spans))):
            _, first, last, decider = journey.spans[k]
            hidden = [
                t
                for t in range(first, last + 1)
                if not t - before <= decider <= t + after
            ]
            reach = travel.within_reach(
                [journey._replace(spans=(journey.spans[k],))], before, after
            )
            assert (reach == 0) == bool(hidden)
            if not hidden:
                continue
            met += 1
            changed = [
                other
                for other in twins
                if [a != b for a, b in zip(other.words, journey.words, strict=True)]
                == [t == decider for t in range(len(journey.words))]
            ]
            (twin,) = changed  # exactly one differs in this verb alone
            assert twin.tags[hidden[0]] != journey.tags[hidden[0]]
            one, other = (
                windows_of(j.words, hidden[0], before, after) for j in (journey, twin)
            )
            assert one == other
    assert met > 50


def test_no_answer_from_a_window_passes_the_ceiling_not_even_the_best_table():
    """A table that knows the commonest tag of every window, from the test itself."""
    test = travel.journey_twins(rng(3), 60)
    for reach in (1, 3):
        table = {}
        for journey in test:
            for t, tag in enumerate(journey.tags):
                key = windows_of(journey.words, t, reach, reach)
                table.setdefault(key, Counter())[tag] += 1
        guesses = [
            [
                table[windows_of(j.words, t, reach, reach)].most_common(1)[0][0]
                for t in range(len(j.words))
            ]
            for j in test
        ]
        f1 = span_f1([j.tags for j in test], guesses)[2]
        ceiling = (1 + travel.within_reach(test, reach, reach)) / 2
        assert ceiling - 0.1 < f1 <= ceiling


def test_silence_about_what_is_out_of_reach_does_not_pass_the_ceilings():
    for s, u in itertools.product(range(12), range(1, 12)):
        assert 2 * s / (2 * s + u) <= (s + (s + u)) / (2 * (s + u)) + 1e-12
        assert 2 * s / (2 * s + u) <= 2 * (s + u) / (2 * s + 3 * u)


def test_twins_of_mentions_differ_in_the_verb_and_in_known_items_alone():
    twins = people.mention_twins(rng(4), 300)
    far = 0
    for person, thing in zip(twins[::2], twins[1::2], strict=True):
        assert set(thing.tags) == {"O"}
        assert "B-name" in person.tags
        for first, last, decider in person.items:
            if decider < 0:
                continue
            far += 1
            differ = [
                t
                for t, (a, b) in enumerate(zip(person.words, thing.words, strict=True))
                if a != b
            ]
            assert differ == [decider]
            # nothing in the item tells: made up, or a name that is a thing as well
            both = set(people.FIRST_NAMES) & set(people.OBJECTS)
            item = set(person.words[first : last + 1])
            assert not (item & set(people.PEOPLE_VOCABULARY)) - both
    assert far > 200


def test_invented_words_are_new_every_time_and_unknown():
    source = rng(5)
    words = [people.invent_word(source) for _ in range(500)]
    assert len(set(words)) > 450
    assert not set(words) & set(people.PEOPLE_VOCABULARY)
    batch = people.mention_batch(people.mention_twins(source, 30))
    unknown = people.PEOPLE_VOCABULARY["<unk>"]
    assert (batch.x == unknown)[batch.mask].mean() > 0.1


def test_no_table_of_windows_passes_the_ceiling_of_names():
    test = people.mention_twins(rng(6), 150)

    def seen(words):
        return tuple(w if w in people.PEOPLE_VOCABULARY else "?" for w in words)

    for reach in (0, 1, 3):
        table = {}
        for m in test:
            for t, tag in enumerate(m.tags):
                key = windows_of(seen(m.words), t, reach, reach)
                table.setdefault(key, Counter())[tag] += 1
        for bias in (0.4, 1.0, 2.5):  # keep silent less or more easily
            best = {
                key: max(tags, key=lambda tag: ((tag == "O" and bias) or 1) * tags[tag])
                for key, tags in table.items()
            }
            guesses = [
                [
                    best[windows_of(seen(m.words), t, reach, reach)]
                    for t in range(len(m.words))
                ]
                for m in test
            ]
            f1 = span_f1([m.tags for m in test], guesses)[2]
            assert f1 <= people.names_ceiling(test, reach, reach)


def test_the_bold_list_calls_every_unknown_word_a_name():
    words = ("we", "phoned", "zu", "ka", "and", "zu")
    assert set(words) - set(people.PEOPLE_VOCABULARY) == {"zu", "ka"}
    mention = people.Mention(words, ("O",) * 6, ())
    (tags,) = names.every_unknown_a_name([mention], [["O"] * 6])
    assert tags == ["O", "O", "B-name", "I-name", "O", "B-name"]


@pytest.mark.parametrize(("kind", "blind"), [("near", 1), ("far", 5)])
def test_a_pair_of_reviews_has_equal_bags_and_other_labels(kind, blind):
    source = rng(7)
    for _ in range(200):
        one, other = reviews.draw_reviews(source, kind)
        assert {one.label, other.label} == {0, 1}
        for n in range(1, blind + 1):
            assert reviews.bag_of(one.words, n) == reviews.bag_of(other.words, n)
        assert one.words != other.words


def judged(words):
    """Work the label out from the text, on a road of its own."""
    text = " ".join(words)
    if text.startswith("although "):
        text = text.split(" , ")[1]
    elif " although " in text:
        text = text.split(" although ")[0]
    elif " but " in text and "not only" not in text:
        text = text.split(" but ")[1]
    text = text.replace("not only", "only")
    praise = any(word in text.split() for word in reviews.PRAISE)
    return int(praise != (" not " in text))


def test_labels_follow_from_the_texts():
    for review in reviews.review_twins(rng(8), 800):
        assert judged(review.words) == review.label, " ".join(review.words)


def test_the_kinds_have_their_shares_and_labels_are_even():
    test = reviews.review_twins(rng(9), 400)
    shares = Counter(review.kind for review in test)
    assert [shares[kind] / 400 for kind in reviews.KINDS] == list(reviews.SHARES)
    source = rng(10)
    drawn = [reviews.draw_reviews(source)[0] for _ in range(4000)]
    # 6 sigma of a share of 4000 draws is below 0.05
    for kind, share in zip(reviews.KINDS, reviews.SHARES, strict=True):
        assert abs(np.mean([r.kind == kind for r in drawn]) - share) < 0.05
    labels_drawn = next(reviews.review_batches(source, 4000)).targets
    assert abs(labels_drawn.mean() - 1 / 2) < 0.05


def test_the_ceiling_of_single_words_is_one_minus_half_the_pairs():
    test = reviews.review_twins(rng(11), 400)
    paired = np.mean([review.kind in ("near", "far") for review in test])
    assert reviews.bag_ceiling(test) == 1 - paired / 2
    assert reviews.bag_ceiling(test, 9) == 1


def test_the_watched_reviews_follow_the_grammar():
    for text in sentiment.WATCHED:
        assert set(text.split()) <= set(reviews.REVIEW_VOCABULARY)
    assert [judged(text.split()) for text in sentiment.WATCHED] == [0, 1]
    one, other = (Counter(text.replace(",", "").split()) for text in sentiment.WATCHED)
    assert one == other
