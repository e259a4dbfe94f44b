"""Chapter 7, labels: PyTorch and differences for the loss, another road for spans."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.applications import reference
from solutions.rnn.reference import rnn_backward, rnn_forward
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, D, H, V = 6, 3, 2, 4, 5
LENGTHS = np.array([6, 1, 4])


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def tensor(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def close(ours, theirs, atol=1e-12):
    for mine, wanted in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, wanted, rtol=0, atol=atol)


def test_the_loss_and_its_gradients_are_those_of_pytorch(rng):
    args, labels = (draw(rng, T, N, H), draw(rng, H, V), draw(rng, V)), [2, 0, 4]
    h, W_hy, b_y = tensors = [tensor(array) for array in args]
    ends = torch.stack([h[length - 1, n] for n, length in enumerate(LENGTHS)])
    scores = ends @ W_hy + b_y
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(labels))
    loss.backward()
    got = reference.many_to_one_loss(
        args[0], LENGTHS, args[1], args[2], np.array(labels)
    )
    close(got[:1], [loss.item()])
    close(got[1:], [t.grad for t in tensors])


def test_the_gradients_are_the_numeric_ones(rng):
    args, labels = (draw(rng, T, N, H), draw(rng, H, V), draw(rng, V)), rng.integers(V)

    def loss(h, W_hy, b_y):
        found = reference.many_to_one_loss(h, LENGTHS, W_hy, b_y, np.full(N, labels))
        return (found[0],)

    wanted = numeric_gradients(loss, args, (np.ones(()),))
    got = reference.many_to_one_loss(
        args[0], LENGTHS, args[1], args[2], np.full(N, labels)
    )
    close(got[1:], wanted, 1e-8)  # central differences of step 1e-6


def test_through_a_whole_layer_padding_changes_no_gradient_and_gets_none(rng):
    x = draw(rng, T, N, D)
    weights = draw(rng, D, H), draw(rng, H, H), draw(rng, H)
    readout, labels = (draw(rng, H, V), draw(rng, V)), rng.integers(V, size=N)

    def gradients(x):
        h, cache = rnn_forward(x, np.zeros((N, H)), *weights)
        _, dh, *dreadout = reference.many_to_one_loss(h, LENGTHS, *readout, labels)
        return [*rnn_backward(dh, cache), *dreadout]

    inside = np.arange(T)[:, None, None] < LENGTHS[:, None]
    first = gradients(x)
    close(first, gradients(np.where(inside, x, 7.0)))
    assert (first[0][~inside[:, :, 0]] == 0).all()


def test_a_packed_rnn_of_pytorch_reads_the_same_ends(rng):
    x = draw(rng, T, N, D)
    weights = draw(rng, D, H), draw(rng, H, H), draw(rng, H)
    rnn = torch.nn.RNN(D, H, dtype=torch.float64)
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    values = [weights[0].T, weights[1].T, weights[2], np.zeros(H)]
    given_weights = zip(names, map(torch.tensor, values), strict=True)
    rnn.load_state_dict(dict(given_weights))
    packed = torch.nn.utils.rnn.pack_padded_sequence(
        torch.tensor(x), torch.tensor(LENGTHS), enforce_sorted=False
    )
    ends = rnn(packed)[1][0].detach()  # each sequence's own last state
    readout, labels = (draw(rng, H, V), draw(rng, V)), np.array([1, 3, 2])
    wanted = torch.nn.functional.cross_entropy(
        ends @ torch.tensor(readout[0]) + torch.tensor(readout[1]), torch.tensor(labels)
    )
    h, _ = rnn_forward(x, np.zeros((N, H)), *weights)
    got = reference.many_to_one_loss(h, LENGTHS, *readout, labels)
    close(got[:1], [wanted.item()])


def spans_by_question(tags):
    """Find spans by asking of every pair of places whether it is one."""

    def begins(t):
        kind, _, slot = tags[t].partition("-")
        before = tags[t - 1] if t else "O"
        return kind == "B" or (kind == "I" and before[2:] != slot)

    def one(a, b):
        slot = tags[a][2:]
        inside = all(tags[t] == f"I-{slot}" for t in range(a + 1, b + 1))
        ends = b + 1 == len(tags) or tags[b + 1] != f"I-{slot}"
        return tags[a] != "O" and begins(a) and inside and ends

    places = range(len(tags))
    return [(a, b, tags[a][2:]) for a in places for b in places if a <= b and one(a, b)]


def scores_by_question(targets, predictions):
    """Compute what span_f1 should from lists of (sentence, first, last, slot)."""
    true, said = (
        {(n, *span) for n, tags in enumerate(side) for span in spans_by_question(tags)}
        for side in (targets, predictions)
    )
    right = len(true & said)
    precision = right / len(said) if said else 0.0
    recall = right / len(true) if true else 0.0
    f1 = 2 / (1 / precision + 1 / recall) if right else 0.0
    return precision, recall, f1


TAG = st.sampled_from(["O", "O", "B-to", "I-to", "B-day", "I-day", "B-x-y", "I-x-y"])
PAIRED = st.lists(
    st.integers(1, 8).flatmap(
        lambda n: st.tuples(
            st.lists(TAG, min_size=n, max_size=n), st.lists(TAG, min_size=n, max_size=n)
        )
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(PAIRED)
def test_spans_score_as_those_found_by_asking_every_pair_of_places(pairs):
    targets, predictions = [list(side) for side in zip(*pairs, strict=True)]
    *got, by_slot = reference.span_f1(targets, predictions)
    np.testing.assert_allclose(got, scores_by_question(targets, predictions))
    for slot, score in by_slot.items():

        def only(side, slot=slot):
            return [[t if t[2:] == slot else "O" for t in tags] for tags in side]

        assert math.isclose(
            score, scores_by_question(only(targets), only(predictions))[2]
        )


@settings(max_examples=100, deadline=None)
@given(PAIRED)
def test_exchanged_sides_exchange_precision_and_recall(pairs):
    targets, predictions = [list(side) for side in zip(*pairs, strict=True)]
    one = reference.span_f1(targets, predictions)
    other = reference.span_f1(predictions, targets)
    assert one[:2] == other[1::-1]
    assert one[2:] == other[2:]


@settings(max_examples=100, deadline=None)
@given(PAIRED, st.randoms())
def test_the_order_of_the_sentences_does_not_matter(pairs, random):
    mixed = list(pairs)
    random.shuffle(mixed)
    first, second = (
        reference.span_f1(*[list(side) for side in zip(*rows, strict=True)])
        for rows in (pairs, mixed)
    )
    assert first == second


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TAG, min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_tagger_that_says_the_truth_has_one_everywhere(sentences):
    precision, recall, f1, by_slot = reference.span_f1(sentences, sentences)
    some = any(tag != "O" for tags in sentences for tag in tags)
    assert (precision, recall, f1) == ((1, 1, 1) if some else (0, 0, 0))
    assert set(by_slot.values()) <= {1}
