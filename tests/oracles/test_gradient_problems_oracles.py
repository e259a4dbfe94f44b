"""Chapter 3: recurrences, Jacobians and the error surface against two oracles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_core.properties import Normal, Orthogonal
from solutions.gradients import reference
from solutions.rnn.reference.layer import rnn_backward, rnn_cell_forward, rnn_forward
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="make test installs PyTorch")

# central difference, eps = 1e-6, float64
NUMERIC = {"rtol": 1e-6, "atol": 1e-8}
EXACT = {"rtol": 1e-10, "atol": 1e-12}


def tensors(*arrays):
    return [
        torch.tensor(a, dtype=torch.float64, requires_grad=True)
        for a in map(np.asarray, arrays)
    ]


def test_the_powers_are_those_of_the_weight():
    x = np.zeros(1000)
    x[0] = 1.0
    for w in (1.01, 0.99):
        h = reference.linear_recurrence(x, 0.0, w)
        assert h[-1] == pytest.approx(w**999, rel=1e-10)


@pytest.mark.parametrize("w", [0.7, 1.3, -1.1])
def test_the_linear_recurrences_gradient_agrees_with_pytorch(w):
    rng = np.random.default_rng(0)
    x, h_0 = rng.normal(size=7), 0.4
    x_t, h_t, w_t = tensors(x, h_0, w)
    h = h_t
    for value in x_t:
        h = w_t * h + value
    expected = torch.autograd.grad(h, (x_t, h_t, w_t))
    for got, e in zip(
        reference.linear_recurrence_gradient(x, h_0, w), expected, strict=True
    ):
        np.testing.assert_allclose(got, e.numpy(), **EXACT)


def test_the_linear_recurrences_gradient_agrees_with_differences():
    rng = np.random.default_rng(1)
    args = rng.normal(size=6), np.array(0.3), np.array(1.2)

    def last(x, h_0, w):
        return (reference.linear_recurrence(x, h_0, w)[-1],)

    numeric = numeric_gradients(last, args, [np.array(1.0)])
    for got, e in zip(
        reference.linear_recurrence_gradient(*args), numeric, strict=True
    ):
        np.testing.assert_allclose(got, e, **NUMERIC)


def network(T=6, D=3, H=4, N=2, seed=2):
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(D, H)), rng.normal(size=(H, H)), rng.normal(size=H)
    return rng.normal(size=(T, N, D)), rng.normal(size=(N, H)), *weights


def test_a_steps_jacobian_agrees_with_pytorch():
    x, h_0, W_xh, W_hh, b_h = network()
    h_1, _ = rnn_cell_forward(x[0], h_0, W_xh, W_hh, b_h)
    x_t, W, R, b = tensors(x[0, 0], W_xh, W_hh, b_h)
    (h_prev,) = tensors(h_0[0])
    expected = torch.autograd.functional.jacobian(
        lambda h: torch.tanh(x_t @ W + h @ R + b), h_prev
    )
    got = reference.step_jacobian(h_1[0], W_hh)
    np.testing.assert_allclose(got, expected.numpy(), **EXACT)


def test_the_product_of_jacobians_is_the_jacobian_of_the_whole_way():
    """By differences, and by the backward pass of chapter 2."""
    x, h_0, W_xh, W_hh, b_h = network(N=1)
    h, cache = rnn_forward(x, h_0, W_xh, W_hh, b_h)
    steps = np.stack([reference.step_jacobian(h_t[0], W_hh) for h_t in h])
    product = reference.jacobian_product(steps)
    for j, unit in enumerate(np.eye(len(product))):
        dh = np.zeros_like(h)
        dh[-1, 0] = unit
        np.testing.assert_allclose(product[j], rnn_backward(dh, cache)[1][0], **EXACT)

        def last(state, unit=unit):
            return (rnn_forward(x, state, W_xh, W_hh, b_h)[0][-1, 0] * unit,)

        (numeric,) = numeric_gradients(last, [h_0], [np.ones(len(unit))])
        np.testing.assert_allclose(product[j], numeric[0], **NUMERIC)


def test_gradient_norms_are_those_of_the_jacobian_products():
    x, h_0, W_xh, W_hh, b_h = network(N=3)
    h, _ = rnn_forward(x, h_0, W_xh, W_hh, b_h)
    dh_T = np.random.default_rng(5).normal(size=(3, 4))
    norms = reference.gradient_norms_through_time(dh_T, h, W_hh)
    for n in range(3):
        steps = np.stack([reference.step_jacobian(h_t[n], W_hh) for h_t in h])
        for t in range(len(h)):
            way = reference.jacobian_product(steps[t + 1 :])  # none left: the identity
            row = dh_T[n] @ way
            assert norms[t, n] == pytest.approx(np.linalg.norm(row), rel=1e-10)


@given(st.integers(0, 10_000), st.floats(0.2, 3.0))
def test_no_gradient_passes_the_bound(seed, scale):
    x, h_0, W_xh, W_hh, b_h = network(T=8, seed=seed)
    W_hh = scale * W_hh
    h, _ = rnn_forward(x, h_0, W_xh, W_hh, b_h)
    dh_T = np.random.default_rng(seed).normal(size=h_0.shape)
    norms = reference.gradient_norms_through_time(dh_T, h, W_hh)
    for back in range(len(h)):
        bound, _ = reference.vanishing_bound(W_hh, 1.0, back)
        assert (norms[-1 - back] <= bound * norms[-1] * (1 + 1e-9)).all()


def test_the_bound_is_reached_by_linear_units():
    W = np.diag([1.5, 0.4])
    norms = reference.gradient_norms_through_time(
        np.array([[1.0, 0.0]]), np.zeros((4, 1, 2)), W
    )
    assert norms[0, 0] == pytest.approx(reference.vanishing_bound(W, 1.0, 3)[0])


@given(st.floats(0.1, 20.0))
def test_clipping_by_value_agrees_with_pytorch(threshold):
    grads = {"W": np.random.default_rng(0).normal(scale=9, size=(3, 4))}
    (leaf,) = tensors(grads["W"])
    leaf.grad = torch.tensor(grads["W"])
    torch.nn.utils.clip_grad_value_([leaf], threshold)
    clipped = reference.clip_by_value(grads, threshold)
    np.testing.assert_allclose(clipped["W"], leaf.grad.numpy(), rtol=1e-15)


def test_the_surface_and_its_slope_agree_with_pytorch():
    rng = np.random.default_rng(3)
    w, b = rng.uniform(-2, 5, (4, 3)), rng.uniform(-3, 1, (4, 3))
    w_t, b_t = tensors(w, b)
    x = torch.full((4, 3), 0.5, dtype=torch.float64)
    for _ in range(50):
        x = w_t * torch.sigmoid(x) + b_t
    loss = (torch.sigmoid(x) - 0.7) ** 2
    expected = torch.autograd.grad(loss.sum(), (w_t, b_t))
    got = reference.error_surface(w, b)
    np.testing.assert_allclose(got[0], loss.detach().numpy(), **EXACT)
    for mine, theirs in zip(got[1:], expected, strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), rtol=1e-8, atol=1e-12)


def test_the_surfaces_slope_agrees_with_differences():
    rng = np.random.default_rng(4)
    places = rng.uniform(1, 4, 5), rng.uniform(-2, 0, 5)
    numeric = numeric_gradients(
        lambda w, b: (reference.error_surface(w, b, 9)[0],), places, [np.ones(5)]
    )
    got = reference.error_surface(*places, 9)[1:]
    for mine, e in zip(got, numeric, strict=True):
        np.testing.assert_allclose(mine, e, **NUMERIC)


@pytest.mark.parametrize("threshold", [None, 0.03])
def test_the_walk_agrees_with_pytorchs_gradient_descent(threshold):
    w, b = tensors(3.3, -1.8)
    optimiser = torch.optim.SGD([w, b], lr=0.8)
    places = [(3.3, -1.8)]
    for _ in range(6):
        optimiser.zero_grad()
        x = torch.tensor(0.5, dtype=torch.float64)
        for _ in range(7):
            x = w * torch.sigmoid(x) + b
        ((torch.sigmoid(x) - 0.7) ** 2).backward()
        if threshold is not None:
            torch.nn.utils.clip_grad_norm_([w, b], threshold)
        optimiser.step()
        places.append((w.item(), b.item()))
    path, losses = reference.descend(3.3, -1.8, 0.8, 6, threshold, 7)
    # PyTorch divides by norm + 1e-6 when it clips
    np.testing.assert_allclose(path, places, rtol=1e-10 if threshold is None else 1e-5)
    np.testing.assert_allclose(losses, reference.error_surface(*path.T, 7)[0])


def test_draws_hold_their_properties_and_bad_ones_do_not():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        Q = reference.orthogonal_init(300, rng)
        assert Orthogonal(300).mismatch(Q, "Q") is None
        assert Normal((60, 50), 0.1).mismatch(rng.normal(0, 0.1, (60, 50)), "W") is None
        uniform = rng.uniform(-1, 1, (60, 50)) * 0.1 * np.sqrt(3)
        assert Normal((60, 50), 0.1).mismatch(uniform, "W").kind == "not normal"


def test_pytorchs_orthogonal_matrices_hold_the_property_too():
    torch.manual_seed(0)
    Q = torch.nn.init.orthogonal_(torch.empty(300, 300, dtype=torch.float64)).numpy()
    assert Orthogonal(300).mismatch(Q, "Q") is None
