"""Chapter 7, labels: the networks that read and tag, and what is counted of them."""

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.applications import span_f1
from rnn_core.data import people, reviews, travel
from rnn_core.data.words import WordBatch
from rnn_core.networks import labels, windows
from solutions.applications.results import names, slots
from tests.oracles.gradients import numeric_gradients


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


def rng(seed=0):
    return np.random.default_rng(seed)


def small_batch(many, words=7, tags=3):
    source = rng(12)
    lengths = np.array([4, 2, 3])
    x = source.integers(words, size=(4, 3))
    mask = np.arange(4)[:, None] < lengths
    targets = source.integers(tags, size=(4, 3) if many else 3)
    return WordBatch(x, targets, mask, lengths)


NETWORKS = {
    "both": (True, lambda: labels.make_tagger(rng(1), 7, 3, 2, 2)),
    "one": (True, lambda: labels.make_tagger(rng(1), 7, 3, 2, 3, ("ltr",))),
    "window": (True, lambda: windows.make_window_tagger(rng(1), 7, 3, 2, 2, 3)),
    "reader": (False, lambda: labels.make_reader(rng(1), 7, 3, 2, 3)),
    "words": (False, lambda: windows.make_bag_reader(rng(1), 7, 3)),
    "words deep": (False, lambda: windows.make_bag_reader(rng(1), 7, 3, H=2)),
    "pairs deep": (False, lambda: windows.make_bag_reader(rng(1), 7, 3, 2, H=2)),
}


def in_float64(model):
    return model.with_params({k: v.astype(float) for k, v in model.params.items()})


@pytest.mark.parametrize("kind", NETWORKS)
def test_the_gradients_of_a_network_are_the_numeric_ones(kind):
    many, make = NETWORKS[kind]
    model, batch = in_float64(make()), small_batch(many)
    keys = list(model.params)

    def loss(*values):
        changed = model.with_params(dict(zip(keys, values, strict=True)))
        return (np.asarray(changed.loss_and_gradients(batch)[0]),)

    wanted = numeric_gradients(loss, list(model.params.values()), (np.ones(()),))
    _, got, _ = model.loss_and_gradients(batch)
    assert set(got) == set(keys)
    for name, gradient in zip(keys, wanted, strict=True):
        # central differences of step 1e-6
        np.testing.assert_allclose(got[name], gradient, atol=2e-8, err_msg=name)


@pytest.mark.parametrize("kind", NETWORKS)
def test_what_stands_in_the_padding_changes_nothing(kind):
    many, make = NETWORKS[kind]
    model, batch = in_float64(make()), small_batch(many)
    other = batch._replace(x=np.where(batch.mask, batch.x, (batch.x + 3) % 7))
    assert (other.x != batch.x).any()
    one, two = model.scores(batch), model.scores(other)
    where = batch.mask if many else slice(None)
    np.testing.assert_allclose(one[where], two[where], atol=1e-14)
    for name, gradient in model.loss_and_gradients(batch)[1].items():
        again = model.loss_and_gradients(other)[1][name]
        np.testing.assert_allclose(gradient, again, atol=1e-14, err_msg=name)


def test_a_window_tagger_sees_its_reach_and_no_further():
    model, batch = in_float64(NETWORKS["window"][1]()), small_batch(True)
    changed = batch.x.copy()
    changed[0, 0] = (changed[0, 0] + 1) % 7
    before, after = model.scores(batch), model.scores(batch._replace(x=changed))
    moved = np.abs(before - after)[:, 0].max(axis=1) > 0
    assert moved.tolist() == [True, True, True, False]  # two words on either side


def test_a_tagger_in_one_direction_knows_nothing_of_what_comes():
    batch = small_batch(True)
    changed = batch.x.copy()
    changed[3, 0] = (changed[3, 0] + 1) % 7
    other = batch._replace(x=changed)
    for kind, expected in (("one", [False] * 3 + [True]), ("both", [True] * 4)):
        model = in_float64(NETWORKS[kind][1]())
        moved = np.abs(model.scores(batch) - model.scores(other))[:, 0].max(axis=1) > 0
        assert moved.tolist() == expected


def test_a_bag_counts_as_the_ceilings_do():
    pair = reviews.draw_reviews(rng(13), "far")
    batch = reviews.review_batch(pair)
    V = len(reviews.REVIEW_VOCABULARY)
    for groups in (1, 2):
        counts = windows.make_bag_reader(rng(), V, 2, groups).counts(batch)
        np.testing.assert_array_equal(counts[0], counts[1])
        words = len(pair[0].words)
        assert counts[0].sum() == (words if groups == 1 else 2 * words + 1)
    near = reviews.review_batch(reviews.draw_reviews(rng(14), "near"))
    counts = windows.make_bag_reader(rng(), V, 2, 2).counts(near)
    assert (counts[0] != counts[1]).any()


def test_the_label_of_a_reader_is_that_of_its_own_last_word():
    model, batch = in_float64(NETWORKS["reader"][1]()), small_batch(False)
    so_far = model.scores_so_far(batch)
    for n, length in enumerate(batch.lengths):
        np.testing.assert_array_equal(model.scores(batch)[n], so_far[length - 1, n])


def test_shares_by_distance_and_by_kind_add_up_to_recall():
    test = travel.journey_twins(rng(15), 60)
    source = rng(16)
    guesses = [[tag if source.random() < 0.9 else "O" for tag in j.tags] for j in test]
    recall = span_f1([j.tags for j in test], guesses)[1]
    edges = [*slots.EDGES[1:], 99]
    gaps = [
        int(np.searchsorted(edges, max(a - d, d - b)))
        for j in test
        for _, a, b, d in j.spans
    ]
    counts = np.bincount(gaps, minlength=len(edges))
    shares = slots.right_by_distance(test, guesses)
    assert np.dot(counts, shares) / counts.sum() == pytest.approx(recall)


def test_known_and_unseen_names_add_up_to_recall():
    test = people.mention_twins(rng(17), 200)
    source = rng(18)
    guesses = [[tag if source.random() < 0.8 else "O" for tag in m.tags] for m in test]
    recall = span_f1([m.tags for m in test], guesses)[1]
    shares = names.recall_by_kind(test, guesses)
    there = [
        all(word in people.PEOPLE_VOCABULARY for word in m.words[a : b + 1])
        for m in test
        if "B-name" in m.tags
        for a, b, _ in m.items
    ]
    known = np.mean(there)
    total = known * shares["known"] + (1 - known) * shares["unseen"]
    assert total == pytest.approx(recall)
