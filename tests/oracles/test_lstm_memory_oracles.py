"""Chapter 4, memory and speed, against PyTorch, counting by hand and plain sums."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.properties import Uniform
from solutions.lstm import reference
from tests.oracles.test_lstm_oracles import (
    D,
    H,
    N,
    T,
    cell_arguments,
    draw,
    rng,  # noqa: F401 - a fixture
    sequence_arguments,
    tensors,
    torch_gradients,
    torch_lstm,
)

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

KINDS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def test_the_gradient_along_the_memory_is_pytorchs(rng):  # noqa: F811
    f, h, w = draw(rng, T, H), np.tanh(draw(rng, T, H)), draw(rng, H)
    kept, overwritten = reference.cell_state_gradient(f, h, w)
    for t in range(T):
        c, s = torch.ones(H, dtype=torch.float64), torch.tensor(h[t])
        c.requires_grad_(), s.requires_grad_()
        end_c, end_s = c, s
        for k in range(t + 1, T):
            end_c = torch.tensor(f[k]) * end_c
            drive = torch.tensor(w) * end_s
            rest = torch.tensor(np.arctanh(h[k])) - drive.detach()
            end_s = torch.tanh(drive + rest)  # arrives at the given state h[k]
        (end_c.sum() + end_s.sum()).backward()
        np.testing.assert_allclose(kept[t], c.grad, rtol=1e-12)
        np.testing.assert_allclose(overwritten[t], s.grad, rtol=1e-9)


def paths(node):
    """Walk every path from a node (kind, t) to the weight, one by one."""
    kind, t = node
    if t == 0:
        return 0  # c_0 and h_0 are constants
    below = {
        "c": [("c", t - 1), ("i", t), ("f", t), ("g", t)],
        "h": [("c", t), ("o", t)],
    }.get(kind, [("h", t - 1)])
    return sum(paths(child) for child in below) + (kind == "f")


def test_the_counts_are_those_of_walking_every_path():
    from_c, from_h = reference.count_gradient_paths(6)
    assert from_c.tolist() == [paths(("c", t)) for t in range(1, 7)]
    assert from_h.tolist() == [paths(("h", t)) for t in range(1, 7)]
    assert from_c[:5].tolist() == [1, 5, 24, 115, 551]
    assert from_h[:5].tolist() == [1, 6, 30, 145, 696]


def test_without_forget_gate_means_a_forget_gate_of_exactly_one(rng):  # noqa: F811
    x_t, h_prev, c_prev, W_x, W_h, b = cell_arguments(rng)
    kept = np.r_[0:H, 2 * H : 4 * H]
    W_x[:, H : 2 * H], W_h[:, H : 2 * H], b[H : 2 * H] = 0, 0, 100
    h_t, c_t, cache = reference.lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b)
    assert (cache.f_t == 1).all()
    old = reference.lstm_without_forget_gate(
        x_t, h_prev, c_prev, W_x[:, kept], W_h[:, kept], b[kept]
    )
    np.testing.assert_allclose(old[0], h_t, rtol=1e-13)
    np.testing.assert_allclose(old[1], c_t, rtol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
@given(inputs=st.integers(1, 9), units=st.integers(1, 9))
@settings(max_examples=10, deadline=None)
def test_the_counts_of_parameters_are_those_of_pytorchs_layers(kind, inputs, units):
    layer = KINDS[kind](inputs, units)
    count = sum(p.numel() for p in layer.parameters())
    assert reference.parameter_count(kind, inputs, units, biases=2) == count


def test_peepholes_add_three_numbers_a_unit():
    plain = reference.parameter_count("lstm", D, H)
    assert reference.parameter_count("lstm", D, H, peepholes=True) == plain + 3 * H


def test_the_first_parameters_have_the_distribution_of_pytorchs(rng):  # noqa: F811
    D, H = 60, 50
    W_x, W_h, b = reference.init_lstm(D, H, rng, forget_bias=2.0)
    bound = 1 / np.sqrt(H)
    assert Uniform((D, 4 * H), -bound, bound).mismatch(W_x, "W_x") is None
    assert Uniform((H, 4 * H), -bound, bound).mismatch(W_h, "W_h") is None
    theirs = torch.nn.LSTM(D, H).weight_ih_l0.detach().numpy().T
    assert Uniform((D, 4 * H), -bound, bound).mismatch(theirs, "W_x") is None
    assert b.reshape(4, H).sum(axis=1).tolist() == [0, 2 * H, 0, 0]


def test_one_product_before_the_loop_is_every_steps_product(rng):  # noqa: F811
    x, _, _, W_x, _, b = sequence_arguments(rng)
    a_x = reference.project_inputs(x, W_x, b)
    wanted = np.einsum("tnd,dk->tnk", x, W_x) + b
    np.testing.assert_allclose(a_x, wanted, rtol=0, atol=1e-14)


def test_one_product_after_the_loop_is_the_sum_over_steps(rng):  # noqa: F811
    x, h_0 = draw(rng, T, N, D), draw(rng, N, H)
    h, da = draw(rng, T, N, H), draw(rng, T, N, 4 * H)
    got = reference.weight_gradients(x, h_0, h, da)
    before = [h_0, *h[:-1]]
    wanted = (
        sum(x[t].T @ da[t] for t in range(T)),
        sum(before[t].T @ da[t] for t in range(T)),
        da.sum(axis=(0, 1)),
    )
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_fast_layer_is_the_plain_one(rng, dtype):  # noqa: F811
    args = [a.astype(dtype) for a in sequence_arguments(rng)]
    dh, dc_T = draw(rng, T, N, H).astype(dtype), draw(rng, N, H).astype(dtype)
    plain, fast = reference.lstm_forward(*args), reference.lstm_layer_forward(*args)
    tolerance = {"rtol": 0, "atol": 20 * np.finfo(dtype).eps}  # a few roundings a step
    for ours, theirs in zip(
        (*fast[:2], *fast[2]), (*plain[:2], *plain[2]), strict=True
    ):
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs, **tolerance)
    plain = reference.lstm_backward(dh, dc_T, plain[2])
    fast = reference.lstm_layer_backward(dh, dc_T, fast[2])
    for ours, theirs in zip(fast, plain, strict=True):
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs, **tolerance)


def test_the_fast_layers_gradients_are_pytorchs(rng):  # noqa: F811
    x, h_0, c_0, W_x, W_h, b = args = sequence_arguments(rng)
    dh, dc_T = draw(rng, T, N, H), draw(rng, N, H)
    layer = torch_lstm(W_x, W_h, b)
    tx, th, tc = tensors((x, h_0, c_0))
    outputs, (_, last) = layer(tx, (th[None], tc[None]))
    loss = (outputs * torch.tensor(dh)).sum() + (last[0] * torch.tensor(dc_T)).sum()
    loss.backward()
    _, _, cache = reference.lstm_layer_forward(*args)
    got = reference.lstm_layer_backward(dh, dc_T, cache)
    wanted = (tx.grad, th.grad, tc.grad, *torch_gradients(layer))
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)
