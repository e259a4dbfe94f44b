"""The unit rnn against two oracles, PyTorch and central differences, and its laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from solutions.rnn import reference as rnn

torch = pytest.importorskip("torch", reason="make test installs PyTorch")

T, N, D, H, V = 5, 2, 3, 4, 6
EXACT = {"rtol": 1e-10, "atol": 1e-12}  # same formula in float64, other summation order
NUMERIC = {"rtol": 1e-6, "atol": 1e-9}  # central difference, step 1e-5, float64

SCORES = arrays(np.float64, (3, V), elements=st.floats(-50, 50))


@pytest.fixture
def rng():
    return np.random.default_rng(2)


def weights(rng):
    return rng.normal(size=(D, H)), rng.normal(size=(H, H)) / 2, rng.normal(size=H)


def tensors(*values):
    return [torch.tensor(value, requires_grad=True) for value in values]


def numeric_gradient(scalar, arguments, position, step=1e-5):
    """Return the gradient of ``scalar(*arguments)`` for one argument."""
    gradient = np.empty_like(arguments[position])
    for index in np.ndindex(gradient.shape):
        moved = [np.array(argument) for argument in arguments]
        moved[position][index] += step
        above = scalar(*moved)
        moved[position][index] -= 2 * step
        gradient[index] = (above - scalar(*moved)) / (2 * step)
    return gradient


def assert_gradients(scalar, arguments, gradients):
    for position, gradient in enumerate(gradients):
        expected = numeric_gradient(scalar, arguments, position)
        np.testing.assert_allclose(gradient, expected, **NUMERIC)


def assert_torch_gradients(leaves, gradients):
    for leaf, gradient in zip(leaves, gradients, strict=True):
        np.testing.assert_allclose(gradient, leaf.grad.numpy(), **EXACT)


def test_softmax_agrees_with_pytorch(rng):
    a = rng.normal(size=(T, N, V)) * 5
    expected = torch.softmax(torch.tensor(a), dim=-1).numpy()
    np.testing.assert_allclose(rnn.softmax(a), expected, **EXACT)


@given(SCORES, st.floats(-1e3, 1e3))
def test_softmax_ignores_a_constant_added_to_all_scores(a, constant):
    # rounding of a + constant is about 1e-13 where the constant is 1e3
    np.testing.assert_allclose(rnn.softmax(a + constant), rnn.softmax(a), atol=1e-11)


@given(arrays(np.float64, (3, V), elements=st.floats(-1e300, 1e300)))
def test_softmax_of_huge_scores_is_finite_and_sums_to_one(a):
    np.testing.assert_allclose(rnn.softmax(a).sum(axis=-1), 1, rtol=1e-12)


@pytest.mark.parametrize("masked", [False, True])
def test_cross_entropy_and_its_gradient_agree_with_pytorch(rng, masked):
    logits, targets = rng.normal(size=(T, N, V)), rng.integers(V, size=(T, N))
    mask = rng.random((T, N)) < 0.6 if masked else np.ones((T, N), dtype=bool)
    leaf = torch.tensor(logits, requires_grad=True)
    kept = torch.tensor(mask)
    expected = torch.nn.functional.cross_entropy(
        leaf[kept], torch.tensor(targets)[kept]
    )
    expected.backward()
    loss, dlogits = rnn.cross_entropy(logits, targets, mask if masked else None)
    np.testing.assert_allclose(loss, expected.item(), **EXACT)
    np.testing.assert_allclose(dlogits, leaf.grad.numpy(), **EXACT)


def test_cross_entropy_gradient_agrees_with_central_differences(rng):
    logits, targets = rng.normal(size=(T, N, V)), rng.integers(V, size=(T, N))
    mask = np.arange(T)[:, None] < [2, T]

    def loss(logits):
        return rnn.cross_entropy(logits, targets, mask)[0]

    dlogits = rnn.cross_entropy(logits, targets, mask)[1]
    assert_gradients(loss, [logits], [dlogits])


def test_cross_entropy_of_a_hopeless_class_is_its_distance_and_not_infinite():
    loss, dlogits = rnn.cross_entropy(np.array([[0.0, 1e4]]), np.array([0]))
    assert loss == pytest.approx(1e4)
    np.testing.assert_allclose(dlogits, [[-1, 1]])


def test_cross_entropy_does_not_see_what_the_mask_hides(rng):
    logits, targets = rng.normal(size=(T, N, V)), rng.integers(V, size=(T, N))
    mask = np.arange(T)[:, None] < [2, T]
    other = np.where(mask[..., None], logits, rng.normal(size=logits.shape))
    for mine, its in zip(
        rnn.cross_entropy(logits, targets, mask),
        rnn.cross_entropy(other, targets, mask),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, its)


def test_cell_forward_agrees_with_pytorch(rng):
    x_t, h_prev = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    W_xh, W_hh, b_h = weights(rng)
    cell = torch.nn.RNNCell(D, H, dtype=torch.float64)
    load(cell, W_xh, W_hh, b_h, "")
    expected = cell(torch.tensor(x_t), torch.tensor(h_prev)).detach().numpy()
    h_t, cache = rnn.rnn_cell_forward(x_t, h_prev, W_xh, W_hh, b_h)
    np.testing.assert_allclose(h_t, expected, **EXACT)
    assert cache.h_t is h_t


def load(module, W_xh, W_hh, b_h, suffix):
    values = {"weight_ih": W_xh.T, "weight_hh": W_hh.T, "bias_ih": b_h, "bias_hh": 0}
    with torch.no_grad():
        for name, value in values.items():
            getattr(module, name + suffix).copy_(torch.as_tensor(np.array(value)))


def test_forward_and_backward_agree_with_pytorch(rng):
    x, h_0, dh = (rng.normal(size=s) for s in ((T, N, D), (N, H), (T, N, H)))
    W_xh, W_hh, b_h = weights(rng)
    layer = torch.nn.RNN(D, H, dtype=torch.float64)
    load(layer, W_xh, W_hh, b_h, "_l0")
    x_leaf, h_leaf = tensors(x, h_0[None])
    expected = layer(x_leaf, h_leaf)[0]
    expected.backward(torch.tensor(dh))
    h, cache = rnn.rnn_forward(x, h_0, W_xh, W_hh, b_h)
    np.testing.assert_allclose(h, expected.detach().numpy(), **EXACT)
    dx, dh_0, dW_xh, dW_hh, db_h = rnn.rnn_backward(dh, cache)
    leaves = [x_leaf, h_leaf, layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0]
    assert_torch_gradients(leaves, [dx, dh_0[None], dW_xh.T, dW_hh.T, db_h])


def test_backward_agrees_with_central_differences(rng):
    arguments = [rng.normal(size=(T, N, D)), rng.normal(size=(N, H)), *weights(rng)]
    dh = rng.normal(size=(T, N, H))

    def projected(*arguments):
        return np.sum(dh * rnn.rnn_forward(*arguments)[0])

    gradients = rnn.rnn_backward(dh, rnn.rnn_forward(*arguments)[1])
    assert_gradients(projected, arguments, gradients)


def test_cell_backward_agrees_with_central_differences(rng):
    arguments = [rng.normal(size=(N, D)), rng.normal(size=(N, H)), *weights(rng)]
    dh_t = rng.normal(size=(N, H))

    def projected(*arguments):
        return np.sum(dh_t * rnn.rnn_cell_forward(*arguments)[0])

    gradients = rnn.rnn_cell_backward(dh_t, rnn.rnn_cell_forward(*arguments)[1])
    assert_gradients(projected, arguments, gradients)


def test_cell_backward_agrees_with_pytorch(rng):
    arguments = [rng.normal(size=(N, D)), rng.normal(size=(N, H)), *weights(rng)]
    dh_t = rng.normal(size=(N, H))
    x_t, h_prev, W_xh, W_hh, b_h = leaves = tensors(*arguments)
    torch.tanh(x_t @ W_xh + h_prev @ W_hh + b_h).backward(torch.tensor(dh_t))
    gradients = rnn.rnn_cell_backward(dh_t, rnn.rnn_cell_forward(*arguments)[1])
    assert_torch_gradients(leaves, gradients)


@pytest.mark.parametrize("leading", [(N,), (T, N)])
def test_output_layer_agrees_with_both_oracles(rng, leading):
    arguments = [rng.normal(size=s) for s in ((*leading, H), (H, V), (V,))]
    dy = rng.normal(size=(*leading, V))
    leaves = h, W_hy, b_y = tensors(*arguments)
    expected = torch.nn.functional.linear(h, W_hy.T, b_y)
    expected.backward(torch.tensor(dy))
    y, cache = rnn.output_forward(*arguments)
    np.testing.assert_allclose(y, expected.detach().numpy(), **EXACT)
    gradients = rnn.output_backward(dy, cache)
    assert_torch_gradients(leaves, gradients)

    def projected(*arguments):
        return np.sum(dy * rnn.output_forward(*arguments)[0])

    assert_gradients(projected, arguments, gradients)


def test_five_adam_steps_agree_with_pytorch(rng):
    params, state = {"W": rng.normal(size=(D, H)), "b": rng.normal(size=H)}, None
    leaves = dict(zip(params, tensors(*params.values()), strict=True))
    torch_adam = torch.optim.Adam(leaves.values(), lr=0.02)
    for _ in range(5):
        grads = {name: rng.normal(size=value.shape) for name, value in params.items()}
        for name, leaf in leaves.items():
            leaf.grad = torch.tensor(grads[name])
        torch_adam.step()
        params, state = rnn.adam_step(params, grads, state, learning_rate=0.02)
    assert state.t == 5
    for name, leaf in leaves.items():
        np.testing.assert_allclose(params[name], leaf.detach().numpy(), **EXACT)


@settings(max_examples=25)
@given(st.floats(1e-3, 1e3))
def test_the_first_adam_step_has_the_size_of_the_learning_rate(scale):
    grads = {"w": np.array([scale, -scale])}
    new, _ = rnn.adam_step({"w": np.zeros(2)}, grads, None, learning_rate=0.1)
    np.testing.assert_allclose(new["w"], [-0.1, 0.1], rtol=1e-4)  # epsilon = 1e-8


def test_every_function_keeps_float32():
    def ones(*shape):
        return np.ones(shape, dtype=np.float32)

    h, cache = rnn.rnn_forward(
        ones(T, N, D), ones(N, H), ones(D, H), ones(H, H), ones(H)
    )
    y, read = rnn.output_forward(h, ones(H, V), ones(V))
    loss, dy = rnn.cross_entropy(y, np.zeros((T, N), int), np.ones((T, N), bool))
    dh, dW_hy, db_y = rnn.output_backward(dy, read)
    gradients = rnn.rnn_backward(dh, cache)
    params, state = rnn.adam_step({"W": ones(H, V)}, {"W": dW_hy}, None)
    results = [h, y, loss, dy, dh, dW_hy, db_y, *gradients, rnn.softmax(y)]
    results += [params["W"], state.m["W"], state.v["W"]]
    assert {np.asarray(result).dtype for result in results} == {np.dtype(np.float32)}


def test_no_function_changes_its_arguments(rng):
    arguments = [rng.normal(size=(T, N, D)), rng.normal(size=(N, H)), *weights(rng)]
    for argument in arguments:
        argument.flags.writeable = False  # a change raises
    h, cache = rnn.rnn_forward(*arguments)
    h.flags.writeable = False
    W_hy, b_y = np.ones((H, V)), np.zeros(V)
    y, read = rnn.output_forward(h, W_hy, b_y)
    y.flags.writeable = False
    _, dy = rnn.cross_entropy(y, np.zeros((T, N), int))
    dy.flags.writeable = False
    dh, dW_hy, _ = rnn.output_backward(dy, read)
    dh.flags.writeable = dW_hy.flags.writeable = W_hy.flags.writeable = False
    rnn.rnn_backward(dh, cache)
    rnn.adam_step({"W": W_hy}, {"W": dW_hy}, None)
    assert rnn.softmax(y).flags.writeable


@pytest.mark.parametrize("masked", [False, True])
def test_squared_error_and_its_gradient_agree_with_pytorch(rng, masked):
    outputs, targets = rng.normal(size=(T, N, V)), rng.normal(size=(T, N, V))
    mask = rng.integers(0, 2, size=(T, N)) if masked else None
    loss, doutputs = rnn.squared_error(outputs, targets, mask)
    (leaf,) = tensors(outputs)
    kept = np.ones((T, N), dtype=bool) if mask is None else mask.astype(bool)
    expected = torch.nn.functional.mse_loss(leaf[kept], torch.tensor(targets[kept]))
    expected.backward()
    np.testing.assert_allclose(loss, expected.item(), **EXACT)
    assert_torch_gradients([leaf], [doutputs])


def test_squared_error_has_its_numeric_gradient(rng):
    outputs, targets = rng.normal(size=(2, V)), rng.normal(size=(2, V))
    _, doutputs = rnn.squared_error(outputs, targets)
    assert_gradients(
        lambda *a: rnn.squared_error(*a)[0], (outputs, targets), (doutputs,)
    )
