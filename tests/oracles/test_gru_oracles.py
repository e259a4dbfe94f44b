"""Chapter 5 against oracles: PyTorch's GRU, autograd of our formula, differences."""

import numpy as np
import pytest

from solutions.gru import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, D, H = 5, 2, 3, 4


@pytest.fixture
def rng():
    return np.random.default_rng(1)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def weights(rng):
    return draw(rng, D, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def cell_arguments(rng):
    return draw(rng, N, D), draw(rng, N, H), *weights(rng)


def sequence_arguments(rng):
    return draw(rng, T, N, D), draw(rng, N, H), *weights(rng)


def tensors(arrays):
    return [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays]


def step_in_torch(x_t, h_prev, W_x, W_h, b):
    """Compute the cell of this course once more, gate by gate."""
    drive = [
        x_t @ W_x[:, k * H : (k + 1) * H] + b[k * H : (k + 1) * H] for k in (0, 1, 2)
    ]
    W_hr, W_hz, W_hn = (W_h[:, k * H : (k + 1) * H] for k in (0, 1, 2))
    r = torch.sigmoid(drive[0] + h_prev @ W_hr)
    z = torch.sigmoid(drive[1] + h_prev @ W_hz)
    n = torch.tanh(drive[2] + (r * h_prev) @ W_hn)
    return (1 - z) * h_prev + z * n


def layer_in_torch(x, h, *parameters):
    states = []
    for x_t in x:
        h = step_in_torch(x_t, h, *parameters)
        states.append(h)
    return torch.stack(states)


def torch_gru(parameters):
    """Return PyTorch's own layer, filled with what `gru_to_torch` returned."""
    layer = torch.nn.GRU(D, H, dtype=torch.float64)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    with torch.no_grad():
        for name, values in zip(names, parameters, strict=True):
            getattr(layer, name).copy_(torch.tensor(np.ascontiguousarray(values)))
    return layer


def test_the_coupled_step_is_the_formula_in_pytorch(rng):
    args = draw(rng, N, D), draw(rng, N, H), draw(rng, N, H), *weights(rng)
    x_t, h_prev, c_prev, W_x, W_h, b = tensors(args)
    f, g, o = (x_t @ W_x + h_prev @ W_h + b).split(H, dim=1)
    f, g, o = torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c_prev + (1 - f) * g
    got = reference.coupled_lstm_cell_forward(*args)
    for ours, theirs in zip(got, (o * torch.tanh(c), c), strict=True):
        np.testing.assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-14)


def test_coupling_is_an_lstm_whose_input_gate_gets_the_opposite_drive(rng):
    from solutions.lstm.reference import lstm_cell_forward

    x_t, h_prev, W_x, W_h, b = cell_arguments(rng)
    c_prev = draw(rng, N, H)

    def four_blocks(W):
        f, g, o = np.split(W, 3, axis=-1)
        return np.concatenate([-f, f, g, o], axis=-1)  # i, f, g, o: i is 1 - f

    full = lstm_cell_forward(x_t, h_prev, c_prev, *map(four_blocks, (W_x, W_h, b)))
    got = reference.coupled_lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b)
    for ours, theirs in zip(got, full[:2], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-14)


def test_a_step_and_its_gradients_are_autograds_of_the_same_formula(rng):
    args, dh_t = cell_arguments(rng), draw(rng, N, H)
    inputs = tensors(args)
    h = step_in_torch(*inputs)
    (h * torch.tensor(dh_t)).sum().backward()
    h_t, cache = reference.gru_cell_forward(*args)
    np.testing.assert_allclose(h_t, h.detach(), rtol=0, atol=1e-14)
    got = reference.gru_cell_backward(dh_t, cache)
    for ours, theirs in zip(got, inputs, strict=True):
        np.testing.assert_allclose(ours, theirs.grad, rtol=0, atol=1e-13)


def test_the_way_back_through_a_step_is_the_numeric_gradient(rng):
    args, dh_t = cell_arguments(rng), draw(rng, N, H)
    _, cache = reference.gru_cell_forward(*args)
    got = reference.gru_cell_backward(dh_t, cache)
    wanted = numeric_gradients(
        lambda *a: reference.gru_cell_forward(*a)[:1], args, (dh_t,)
    )
    for ours, theirs in zip(got, wanted, strict=True):
        # central differences of step 1e-6 in float64 keep about nine digits
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-8)


LAYERS = {
    "plain": (reference.gru_forward, reference.gru_backward),
    "fast": (reference.gru_layer_forward, reference.gru_layer_backward),
}


@pytest.mark.parametrize("kind", LAYERS)
def test_a_sequence_and_its_gradients_are_autograds_of_the_same_formula(rng, kind):
    forward, backward = LAYERS[kind]
    args, dh = sequence_arguments(rng), draw(rng, T, N, H)
    inputs = tensors(args)
    states = layer_in_torch(*inputs)
    (states * torch.tensor(dh)).sum().backward()
    h, cache = forward(*args)
    np.testing.assert_allclose(h, states.detach(), rtol=0, atol=1e-13)
    for ours, theirs in zip(backward(dh, cache), inputs, strict=True):
        np.testing.assert_allclose(ours, theirs.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", LAYERS)
def test_the_way_back_through_a_sequence_is_the_numeric_gradient(rng, kind):
    forward, backward = LAYERS[kind]
    args, dh = sequence_arguments(rng), draw(rng, T, N, H)
    got = backward(dh, forward(*args)[1])
    wanted = numeric_gradients(lambda *a: forward(*a)[:1], args, (dh,))
    for ours, theirs in zip(got, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_fast_layer_computes_in_the_precision_it_is_given(rng, dtype):
    args = [a.astype(dtype) for a in sequence_arguments(rng)]
    h, cache = reference.gru_layer_forward(*args)
    gradients = reference.gru_layer_backward(np.ones_like(h), cache)
    assert {array.dtype for array in (h, *cache, *gradients)} == {np.dtype(dtype)}


def test_reset_after_parameters_agree_with_pytorchs_own_layer(rng):
    x, h_0, W_x, W_h, b = sequence_arguments(rng)
    b_hn = draw(rng, H)
    layer = torch_gru(reference.gru_to_torch(W_x, W_h, b, b_hn))
    theirs = layer(torch.tensor(x), torch.tensor(h_0)[None])[0].detach().numpy()
    h_t, ours = h_0, []
    for x_t in x:
        h_t = reference.gru_cell_forward_reset_after(x_t, h_t, W_x, W_h, b, b_hn)
        ours.append(h_t)
    np.testing.assert_allclose(np.stack(ours), theirs, rtol=0, atol=1e-10)


def test_reset_before_and_after_are_different_functions(rng):
    x_t, h_prev, W_x, W_h, b = cell_arguments(rng)
    before, _ = reference.gru_cell_forward(x_t, h_prev, W_x, W_h, b)
    after = reference.gru_cell_forward_reset_after(
        x_t, h_prev, W_x, W_h, b, np.zeros(H)
    )
    assert np.abs(before - after).max() > 1e-2


def test_with_one_unit_both_resets_are_the_same(rng):
    args = draw(rng, N, D), draw(rng, N, 1), draw(rng, D, 3), draw(rng, 1, 3)
    b = draw(rng, 3)
    before, _ = reference.gru_cell_forward(*args, b)
    after = reference.gru_cell_forward_reset_after(*args, b, np.zeros(1))
    np.testing.assert_allclose(before, after, rtol=0, atol=1e-15)
