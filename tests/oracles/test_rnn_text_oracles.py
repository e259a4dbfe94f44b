"""Chapter 2, symbols and stores, against PyTorch, central differences and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.functions import sigmoid
from solutions.rnn import reference as rnn
from tests.oracles.gradients import numeric_gradients
from tests.oracles.test_rnn_oracles import EXACT, D, H, N, T, V, rng, weights  # noqa: F401

torch = pytest.importorskip("torch", reason="make test installs PyTorch")

SIZES = st.tuples(st.integers(0, 60), st.integers(1, 5), st.integers(1, 6))


def test_the_lectures_network_says_4_12_and_32_twice_each():
    x, ones = np.array([[1.0, 1], [1, 1], [2, 2]]), np.ones((2, 2))
    y, store = rnn.store_neuron(x, np.zeros(2), ones, ones, ones)
    assert y.tolist() == [[4, 4], [12, 12], [32, 32]]
    assert store.tolist() == [[2, 2], [6, 6], [16, 16]]
    swapped, _ = rnn.store_neuron(x[::-1], np.zeros(2), ones, ones, ones)
    assert swapped.tolist() == [[8, 8], [20, 20], [44, 44]]


def test_a_small_store_network_is_nearly_a_tanh_network(rng):  # noqa: F811
    x, (W_xh, W_hh, _) = 1e-4 * rng.normal(size=(T, D)), weights(rng)
    _, store = rnn.store_neuron(x, np.zeros(H), W_xh, W_hh, np.ones((H, V)))
    h, _ = rnn.rnn_forward(x[:, None], np.zeros((1, H)), W_xh, W_hh, np.zeros(H))
    # tanh(a) is a - a**3 / 3 + …, and a is about 1e-3 after five steps
    np.testing.assert_allclose(store, h[:, 0], rtol=1e-3, atol=1e-8)


def test_one_product_of_stacked_weights_is_two_products(rng):  # noqa: F811
    W_xh, W_hh, _ = weights(rng)
    x_t, h_prev = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    joined, stacked = rnn.stack_weights(x_t, h_prev, W_xh, W_hh)
    assert (joined.shape, stacked.shape) == ((N, H + D), (H + D, H))
    np.testing.assert_allclose(joined @ stacked, x_t @ W_xh + h_prev @ W_hh, **EXACT)


def test_one_hot_rows_are_pytorchs(rng):  # noqa: F811
    k = rng.integers(V, size=(T, N))
    expected = torch.nn.functional.one_hot(torch.tensor(k), V).numpy()
    np.testing.assert_array_equal(rnn.one_hot(k, V), expected)


def test_an_embedding_and_its_gradient_are_pytorchs(rng):  # noqa: F811
    k, W_e = rng.integers(3, size=(T, N)), rng.normal(size=(V, D))
    dx = rng.normal(size=(T, N, D))
    leaf = torch.tensor(W_e, requires_grad=True)
    expected = torch.nn.functional.embedding(torch.tensor(k), leaf)
    expected.backward(torch.tensor(dx))
    x, cache = rnn.embedding_forward(k, W_e)
    np.testing.assert_array_equal(x, expected.detach().numpy())
    np.testing.assert_allclose(
        rnn.embedding_backward(dx, cache), leaf.grad.numpy(), **EXACT
    )


def test_an_embedding_is_a_product_with_one_hot_rows(rng):  # noqa: F811
    k, W_e = rng.integers(V, size=(T, N)), rng.normal(size=(V, D))
    x, cache = rnn.embedding_forward(k, W_e)
    hot, dx = rnn.one_hot(k, V), rng.normal(size=(T, N, D))
    np.testing.assert_allclose(x, hot @ W_e, **EXACT)
    dW_e = np.einsum("tnv,tnd->vd", hot, dx)
    np.testing.assert_allclose(rnn.embedding_backward(dx, cache), dW_e, **EXACT)


@given(SIZES)
@settings(deadline=None)
def test_batches_continue_each_other_and_aim_one_symbol_ahead(sizes):
    extra, N, T = sizes
    tokens = np.arange(N * T + 1 + extra)  # at least one batch fits
    x, targets = rnn.make_batches(tokens, N, T)
    B = len(x)
    assert x.shape == targets.shape == (B, T, N)
    assert N * T * B < len(tokens) <= N * T * (B + 1)  # as many as fit
    np.testing.assert_array_equal(targets, x + 1)
    streams = x.reshape(B * T, N)  # what each column reads, batch after batch
    np.testing.assert_array_equal(np.diff(streams, axis=0), 1)
    np.testing.assert_array_equal(np.sort(x.ravel()), np.arange(N * T * B))


@pytest.mark.parametrize("masked", [False, True])
def test_binary_cross_entropy_and_its_gradient_agree_with_pytorch(rng, masked):  # noqa: F811
    logits, targets = 5 * rng.normal(size=(T, N)), rng.random((T, N))
    mask = rng.random((T, N)) < 0.6 if masked else np.ones((T, N), dtype=bool)
    leaf, kept = torch.tensor(logits, requires_grad=True), torch.tensor(mask)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(
        leaf[kept], torch.tensor(targets)[kept]
    )
    expected.backward()
    loss, dlogits = rnn.binary_cross_entropy(logits, targets, mask if masked else None)
    np.testing.assert_allclose(loss, expected.item(), **EXACT)
    np.testing.assert_allclose(dlogits, leaf.grad.numpy(), **EXACT)


def test_binary_cross_entropy_has_its_numeric_gradient(rng):  # noqa: F811
    logits, targets = rng.normal(size=(T, N)), rng.random((T, N))

    def loss(logits):
        return (rnn.binary_cross_entropy(logits, targets)[0],)

    (wanted,) = numeric_gradients(loss, [logits], [np.ones(())])
    _, dlogits = rnn.binary_cross_entropy(logits, targets)
    np.testing.assert_allclose(dlogits, wanted, rtol=1e-6, atol=1e-9)


@given(st.floats(-1e4, 1e4), st.sampled_from([0.0, 1.0]))
def test_binary_cross_entropy_is_the_cross_entropy_of_two_classes(score, answer):
    two = np.array([[0.0, score]])  # softmax of (0, a) gives sigmoid(a) to the second
    wanted, _ = rnn.cross_entropy(two, np.array([int(answer)]))
    loss, dlogits = rnn.binary_cross_entropy(np.array([score]), np.array([answer]))
    assert loss == pytest.approx(wanted, rel=1e-12, abs=1e-15)
    assert dlogits[0] == pytest.approx(sigmoid(score) - answer, abs=1e-15)
