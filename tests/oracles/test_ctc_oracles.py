"""CTC against PyTorch, against numeric gradients, and against trying every path."""

import itertools

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.data.speech import speech_batch
from rnn_core.networks.speech import LOSSES, build_speech_model
from solutions.applications import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is an oracle of the tests only")


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def case(rng, frames=8, symbols=5):
    """Draw scores, labels and a blank; in a third of the cases no path exists."""
    T, V = int(rng.integers(1, frames + 1)), int(rng.integers(2, symbols + 1))
    blank = int(rng.integers(V))
    others = np.delete(np.arange(V), blank)
    labels = others[rng.integers(V - 1, size=rng.integers(T + 1))]
    return rng.normal(0, 2, (T, V)), labels, blank


def collapsed(path, blank):
    """Collapse by the words of the definition, with a loop over groups."""
    return tuple(k for k, _ in itertools.groupby(path) if k != blank)


def every_labelling(logits, blank):
    """Return the probability of every labelling, by trying every path."""
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    T, V = p.shape
    sums = {}
    for path in itertools.product(range(V), repeat=T):
        said = collapsed(path, blank)
        sums[said] = sums.get(said, 0.0) + float(np.prod(p[np.arange(T), path]))
    return sums


def test_collapse_does_what_the_definition_says(rng):
    for _ in range(300):
        blank = int(rng.integers(4))
        path = rng.integers(4, size=rng.integers(1, 12))
        expected = collapsed(path.tolist(), blank)
        assert tuple(reference.ctc_collapse(path, blank).tolist()) == expected


def test_the_recursion_adds_up_exactly_the_paths_that_say_the_labels(rng):
    for _ in range(40):
        logits, _, blank = case(rng, frames=5, symbols=4)
        for labels, p in every_labelling(logits, blank).items():
            array = np.array(labels, dtype=int)
            found = np.exp(reference.ctc_log_likelihood(logits, array, blank))
            np.testing.assert_allclose(found, p, rtol=1e-12)


def test_all_labellings_together_have_probability_one(rng):
    logits, T, V = rng.normal(size=(5, 3)), 5, 3
    rows = [
        row for L in range(T + 1) for row in itertools.product(range(1, V), repeat=L)
    ]
    logs = [reference.ctc_log_likelihood(logits, np.array(r, dtype=int)) for r in rows]
    assert np.exp(logs).sum() == pytest.approx(1, rel=1e-12)
    impossible = [r for r, log in zip(rows, logs, strict=True) if log == -np.inf]
    needed = [len(r) + sum(a == b for a, b in itertools.pairwise(r)) for r in rows]
    assert len(impossible) == sum(frames > T for frames in needed) > 0


def test_loss_and_gradient_are_pytorchs(rng):
    possible = 0
    for _ in range(200):
        logits, labels, blank = case(rng, frames=12, symbols=6)
        loss, dlogits = reference.ctc_gradient(logits, labels, blank)
        assert loss == -reference.ctc_log_likelihood(logits, labels, blank)
        given = torch.tensor(logits, requires_grad=True)
        theirs = torch.nn.functional.ctc_loss(
            torch.log_softmax(given, 1)[:, None],
            torch.tensor(labels)[None],
            torch.tensor([len(logits)]),
            torch.tensor([len(labels)]),
            blank=blank,
            reduction="sum",
            zero_infinity=True,  # as ours: where no path exists the gradient is 0
        )
        theirs.backward()
        np.testing.assert_allclose(dlogits, given.grad.numpy(), atol=1e-10)
        if np.isfinite(loss):
            assert loss == pytest.approx(theirs.item(), rel=1e-10, abs=1e-10)
            possible += 1
        else:
            assert theirs.item() == 0  # zero_infinity makes it so
    assert 50 < possible < 200


def test_the_gradient_is_the_numeric_one(rng):
    checked = 0
    while checked < 30:
        logits, labels, blank = case(rng)

        def loss(a, labels=labels, blank=blank):
            return (np.array(-reference.ctc_log_likelihood(a, labels, blank)),)

        if not np.isfinite(loss(logits)[0]):
            continue
        got = reference.ctc_gradient(logits, labels, blank)[1]
        (wanted,) = numeric_gradients(loss, [logits], (np.array(1.0),))
        np.testing.assert_allclose(got, wanted, atol=1e-7)  # central differences
        np.testing.assert_allclose(got.sum(axis=1), 0, atol=1e-12)
        checked += 1


def test_the_gradient_is_softmax_less_the_share_of_the_paths(rng):
    """The share of symbol k at frame t, by trying every path."""
    logits, labels, blank = rng.normal(size=(5, 3)), (1, 1), 0
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    share, total = np.zeros_like(p), 0.0
    for path in itertools.product(range(3), repeat=5):
        if collapsed(path, blank) == labels:
            weight = float(np.prod(p[np.arange(5), path]))
            share[np.arange(5), path] += weight
            total += weight
    got = reference.ctc_gradient(logits, np.array(labels), blank)[1]
    np.testing.assert_allclose(got, p - share / total, atol=1e-14)


def test_without_an_alignment_loss_is_infinite_and_gradient_zero():
    logits = np.random.default_rng(0).normal(size=(3, 4))
    for labels in ([2, 2, 1], [1, 2, 3, 1]):
        loss, dlogits = reference.ctc_gradient(logits, np.array(labels))
        assert loss == np.inf
        assert (dlogits == 0).all()


def test_scores_of_minus_infinity_are_symbols_that_cannot_be(rng):
    with np.errstate(divide="ignore"):
        logits = np.log(np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]]))
    sums = every_labelling(logits, 0)
    for labels, p in sums.items():
        array = np.array(labels, dtype=int)
        loss, dlogits = reference.ctc_gradient(logits, array)
        assert np.exp(-loss) == pytest.approx(p, abs=1e-15)
        assert np.isfinite(dlogits).all()


def test_thousands_of_frames_do_not_underflow(rng):
    logits, labels = rng.normal(size=(3000, 5)), rng.integers(1, 5, size=400)
    loss, dlogits = reference.ctc_gradient(logits, labels)
    assert loss > 800  # exp(-800) is 0 in floating point
    given = torch.tensor(logits)[:, None].log_softmax(2)
    lengths = torch.tensor([3000]), torch.tensor([400])
    theirs = torch.nn.functional.ctc_loss(
        given, torch.tensor(labels)[None], *lengths, reduction="sum"
    )
    assert loss == pytest.approx(theirs.item(), rel=1e-9)
    np.testing.assert_allclose(dlogits.sum(axis=1), 0, atol=1e-9)


def test_a_search_that_drops_nothing_finds_the_most_probable_labels(rng):
    for _ in range(60):
        logits, _, blank = case(rng, frames=5, symbols=4)
        sums = every_labelling(logits, blank)
        labels, log_p = reference.ctc_prefix_search(logits, 10_000, blank)
        assert tuple(labels.tolist()) == max(sums, key=sums.get)
        assert np.exp(log_p) == pytest.approx(max(sums.values()), rel=1e-12)


def test_a_narrow_search_finds_no_more_than_there_is(rng):
    smaller = 0
    for _ in range(60):
        logits, _, blank = case(rng, frames=8, symbols=4)
        labels, log_p = reference.ctc_prefix_search(logits, 2, blank)
        there_is = reference.ctc_log_likelihood(logits, labels, blank)
        assert log_p <= there_is + 1e-12
        smaller += log_p < there_is - 1e-9
    assert smaller > 5


@pytest.mark.parametrize("loss", LOSSES)
def test_the_networks_gradients_are_the_numeric_ones(rng, loss):
    batch = speech_batch(rng, 2, most=2)
    model = build_speech_model(16, 2, 9, rng, loss, np.float64)
    names = list(model.params)

    def loss_of(*values):
        with_values = model.with_params(dict(zip(names, values, strict=True)))
        return (np.array(with_values.loss_and_gradients(batch)[0]),)

    with exercise.mode("reference"):
        values = [model.params[name] for name in names]
        got = model.loss_and_gradients(batch)[1]
        wanted = numeric_gradients(loss_of, values, (np.array(1.0),))
    for name, theirs in zip(names, wanted, strict=True):
        np.testing.assert_allclose(got[name], theirs, atol=1e-6, err_msg=name)
