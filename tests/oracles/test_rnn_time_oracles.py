"""Chapter 2, gradients through time: paths, truncation and speed against PyTorch."""

import numpy as np
import pytest

from solutions.rnn import reference as rnn
from tests.oracles.test_rnn_oracles import EXACT, D, H, N, T, rng, weights  # noqa: F401

torch = pytest.importorskip("torch", reason="make test installs PyTorch")


def sequence(rng):  # noqa: F811
    return [rng.normal(size=(T, N, D)), rng.normal(size=(N, H)), *weights(rng)]


def leaf(value):
    return torch.tensor(value, requires_grad=True)


def test_each_term_is_the_gradient_of_one_loss_by_one_steps_own_copy(rng):  # noqa: F811
    x, h_0, W_xh, W_hh, b_h = arguments = sequence(rng)
    dh = rng.normal(size=(T, N, H))
    copies = [(leaf(W_xh), leaf(W_hh)) for _ in range(T)]  # the step's own weights
    h_t, losses = torch.tensor(h_0), []
    for t in range(T):
        W_x, W_h = copies[t]
        h_t = torch.tanh(torch.tensor(x[t]) @ W_x + h_t @ W_h + torch.tensor(b_h))
        losses.append((torch.tensor(dh[t]) * h_t).sum())
    tables = rnn.bptt_path_sum(dh, rnn.rnn_forward(*arguments)[1])
    for t in range(T):
        flat = [weight for pair in copies[: t + 1] for weight in pair]
        gradients = torch.autograd.grad(losses[t], flat, retain_graph=True)
        for k in range(t + 1):
            for table, wanted in zip(tables, gradients[2 * k :], strict=False):
                np.testing.assert_allclose(table[t, k], wanted.numpy(), **EXACT)
        for table in tables:
            assert not table[t, t + 1 :].any()


def test_the_terms_add_up_to_what_the_recursion_gives(rng):  # noqa: F811
    dh, (_, cache) = rng.normal(size=(T, N, H)), rnn.rnn_forward(*sequence(rng))
    tables = rnn.bptt_path_sum(dh, cache)
    for table, wanted in zip(tables, rnn.rnn_backward(dh, cache)[2:4], strict=True):
        np.testing.assert_allclose(table.sum(axis=(0, 1)), wanted, **EXACT)


@pytest.mark.parametrize("K", [1, 2, 3, T, T + 3])
def test_truncated_gradients_are_those_of_detached_states(rng, K):  # noqa: F811
    x, h_0, *parameters = arguments = sequence(rng)
    dh = rng.normal(size=(T, N, H))
    leaves = W_xh, W_hh, b_h = [leaf(value) for value in parameters]
    x_leaf, h_t, loss = leaf(x), torch.tensor(h_0), 0.0
    for t in range(T):
        if t % K == 0:
            h_t = h_t.detach()
        h_t = torch.tanh(x_leaf[t] @ W_xh + h_t @ W_hh + b_h)
        loss = loss + (torch.tensor(dh[t]) * h_t).sum()
    loss.backward()
    got = rnn.truncated_bptt(dh, rnn.rnn_forward(*arguments)[1], K)
    for ours, theirs in zip(got, (x_leaf, *leaves), strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), **EXACT)


@pytest.mark.parametrize("K", [1, 2, 3])
def test_truncation_keeps_the_terms_inside_its_chunks(rng, K):  # noqa: F811
    dh, (_, cache) = rng.normal(size=(T, N, H)), rnn.rnn_forward(*sequence(rng))
    chunk = np.arange(T) // K
    kept = (chunk[:, None] == chunk)[..., None, None]
    tables = rnn.bptt_path_sum(dh, cache)
    got = rnn.truncated_bptt(dh, cache, K)[1:3]
    for ours, table in zip(got, tables, strict=True):
        np.testing.assert_allclose(ours, (table * kept).sum(axis=(0, 1)), **EXACT)


def test_the_last_chunk_need_not_be_whole_and_no_chunk_changes_anything(rng):  # noqa: F811
    dh, (_, cache) = rng.normal(size=(T, N, H)), rnn.rnn_forward(*sequence(rng))
    dx, _, *wanted = rnn.rnn_backward(dh, cache)
    for K in (T, 2 * T):
        for ours, whole in zip(
            rnn.truncated_bptt(dh, cache, K), (dx, *wanted), strict=True
        ):
            np.testing.assert_array_equal(ours, whole)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_fast_layer_is_the_plain_one(rng, dtype):  # noqa: F811
    arguments = [value.astype(dtype) for value in sequence(rng)]
    dh = rng.normal(size=(T, N, H)).astype(dtype)
    tolerance = {"rtol": 0, "atol": 60 * np.finfo(dtype).eps}  # a few roundings a step
    (h, cache), (fast_h, fast_cache) = (
        forward(*arguments) for forward in (rnn.rnn_forward, rnn.rnn_layer_forward)
    )
    plain = (h, *cache, *rnn.rnn_backward(dh, cache))
    fast = (fast_h, *fast_cache, *rnn.rnn_layer_backward(dh, fast_cache))
    for ours, theirs in zip(fast, plain, strict=True):
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs, **tolerance)


def test_the_fast_layers_gradients_are_pytorchs(rng):  # noqa: F811
    arguments, dh = sequence(rng), rng.normal(size=(T, N, H))
    x, h_t, W_xh, W_hh, b_h = leaves = [leaf(value) for value in arguments]
    states = []
    for t in range(T):
        h_t = torch.tanh(x[t] @ W_xh + h_t @ W_hh + b_h)
        states.append(h_t)
    torch.stack(states).backward(torch.tensor(dh))
    _, cache = rnn.rnn_layer_forward(*arguments)
    for ours, theirs in zip(rnn.rnn_layer_backward(dh, cache), leaves, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), **EXACT)


def test_chunks_paths_and_fast_layers_leave_their_arguments_alone(rng):  # noqa: F811
    arguments, dh = sequence(rng), rng.normal(size=(T, N, H))
    for array in (*arguments, dh):
        array.flags.writeable = False  # a change raises
    h, cache = rnn.rnn_layer_forward(*arguments)
    h.flags.writeable = False
    rnn.rnn_layer_backward(dh, cache)
    rnn.truncated_bptt(dh, cache, 2)
    rnn.bptt_path_sum(dh, cache)
