"""Chapter 4 against two oracles: PyTorch's own LSTM and a numeric gradient."""

import numpy as np
import pytest

from solutions.lstm import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, D, H = 5, 2, 3, 4


@pytest.fixture
def rng():
    return np.random.default_rng(1)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def cell_arguments(rng):
    return (
        draw(rng, N, D),
        draw(rng, N, H),
        draw(rng, N, H),
        draw(rng, D, 4 * H),
        draw(rng, H, 4 * H),
        draw(rng, 4 * H),
    )


def sequence_arguments(rng):
    return draw(rng, T, N, D), *cell_arguments(rng)[1:]


def tensors(arrays):
    return [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays]


def torch_lstm(W_x, W_h, b):
    """Return PyTorch's layer with our parameters: transposed, one bias of two used."""
    layer = torch.nn.LSTM(D, H, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(W_x.T))
        layer.weight_hh_l0.copy_(torch.tensor(W_h.T))
        layer.bias_ih_l0.copy_(torch.tensor(b))
        layer.bias_hh_l0.zero_()
    return layer


def torch_gradients(layer):
    return (
        layer.weight_ih_l0.grad.T,
        layer.weight_hh_l0.grad.T,
        layer.bias_ih_l0.grad,
    )


def test_the_memory_cell_is_the_formula_in_pytorch(rng):
    args = [draw(rng, 3, 2) for _ in range(5)]
    z, z_i, z_f, z_o, c_prev = tensors(args)
    c = torch.sigmoid(z_i) * z + torch.sigmoid(z_f) * c_prev
    got = reference.memory_cell(*args)
    wanted = (torch.sigmoid(z_o) * c, c)
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-14)


def test_the_lecture_example_gives_the_known_states_and_outputs():
    c, states, outputs = 0.0, [], []
    for x1, x2, x3 in ((3, 1, 0), (4, 1, 0), (2, 0, 0), (1, 0, 1), (3, -1, 0)):
        a, c = reference.memory_cell(x1, 100 * x2 - 10, 100 * x2 + 10, 100 * x3 - 10, c)
        states.append(float(c))
        outputs.append(float(a))
    assert np.round(states, 2).tolist() == [3, 7, 7, 7, 0]
    known = [1.362e-4, 3.178e-4, 3.178e-4, 6.9995]
    np.testing.assert_allclose(outputs[:4], known, rtol=2e-4)  # four digits are given


def test_a_step_is_pytorchs_step(rng):
    x_t, h_prev, c_prev, W_x, W_h, b = cell_arguments(rng)
    layer = torch_lstm(W_x, W_h, b)
    start = torch.tensor(h_prev)[None], torch.tensor(c_prev)[None]
    h, (_, c) = layer(torch.tensor(x_t)[None], start)
    h_t, c_t, _ = reference.lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b)
    np.testing.assert_allclose(h_t, h[0].detach(), rtol=0, atol=1e-14)
    np.testing.assert_allclose(c_t, c[0].detach(), rtol=0, atol=1e-14)


def test_the_way_back_through_a_step_is_the_numeric_gradient(rng):
    args = cell_arguments(rng)
    dh_t, dc_next = draw(rng, N, H), draw(rng, N, H)
    _, _, cache = reference.lstm_cell_forward(*args)
    got = reference.lstm_cell_backward(dh_t, dc_next, cache)
    wanted = numeric_gradients(
        lambda *a: reference.lstm_cell_forward(*a)[:2], args, (dh_t, dc_next)
    )
    for ours, theirs in zip(got, wanted, strict=True):
        # central differences of step 1e-6 in float64 keep about nine digits
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-8)


def test_a_sequence_and_its_gradients_are_pytorchs(rng):
    x, h_0, c_0, W_x, W_h, b = sequence_arguments(rng)
    dh, dc_T = draw(rng, T, N, H), draw(rng, N, H)
    layer = torch_lstm(W_x, W_h, b)
    tx, th, tc = tensors((x, h_0, c_0))
    th_all, (_, tc_T) = layer(tx, (th[None], tc[None]))
    loss = (th_all * torch.tensor(dh)).sum() + (tc_T[0] * torch.tensor(dc_T)).sum()
    loss.backward()

    h, c_T, cache = reference.lstm_forward(x, h_0, c_0, W_x, W_h, b)
    np.testing.assert_allclose(h, th_all.detach(), rtol=0, atol=1e-13)
    np.testing.assert_allclose(c_T, tc_T[0].detach(), rtol=0, atol=1e-13)
    got = reference.lstm_backward(dh, dc_T, cache)
    wanted = (tx.grad, th.grad, tc.grad, *torch_gradients(layer))
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)


def test_the_way_back_through_a_sequence_is_the_numeric_gradient(rng):
    args = sequence_arguments(rng)
    dh, dc_T = draw(rng, T, N, H), draw(rng, N, H)
    _, _, cache = reference.lstm_forward(*args)
    got = reference.lstm_backward(dh, dc_T, cache)
    wanted = numeric_gradients(
        lambda *a: reference.lstm_forward(*a)[:2], args, (dh, dc_T)
    )
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-8)
