"""Chapter 7, one vector in: PyTorch's cell, and its autograd for the captioner."""

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.data.pictures import all_scenes, picture_batch
from rnn_core.networks.captions import READER, build_captioner
from solutions.applications import reference

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, F, H, V = 6, 3, 2, 4, 5


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


@pytest.fixture
def rng():
    return np.random.default_rng(12)


def arguments(rng):
    shapes = (F, H), (H,), (V, H), (H, H), (H,), (H, V), (V,)
    return rng.normal(size=(N, F)), T, *(rng.normal(size=shape) for shape in shapes)


def torch_cell(W_xh, W_hh, b_h):
    cell = torch.nn.RNNCell(V, H, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih.copy_(torch.tensor(W_xh.T))
        cell.weight_hh.copy_(torch.tensor(W_hh.T))
        cell.bias_ih.copy_(torch.tensor(b_h))
        cell.bias_hh.zero_()
    return cell


def test_scores_and_choices_are_those_of_pytorchs_cell_fed_with_its_own(rng):
    for _ in range(20):
        args = arguments(rng)
        y, k = reference.one_to_many_forward(*args)
        feature, _, W_fh, b_f, W_xh, W_hh, b_h, W_hy, b_y = args
        cell = torch_cell(W_xh, W_hh, b_h)
        h = torch.tanh(torch.tensor(feature) @ torch.tensor(W_fh) + torch.tensor(b_f))
        fed = torch.zeros(N, V, dtype=torch.float64)
        for t in range(T):
            h = cell(fed, h)
            scores = h @ torch.tensor(W_hy) + torch.tensor(b_y)
            chosen = scores.argmax(dim=1)
            fed = torch.nn.functional.one_hot(chosen, V).double()
            np.testing.assert_allclose(y[t], scores.detach(), atol=1e-12)
            assert k[t].tolist() == chosen.tolist()


def test_each_sequence_is_what_it_would_be_alone(rng):
    feature, *others = arguments(rng)
    _, together = reference.one_to_many_forward(feature, *others)
    for n in range(N):
        _, alone = reference.one_to_many_forward(feature[n : n + 1], *others)
        np.testing.assert_array_equal(alone[:, 0], together[:, n])


def test_fewer_steps_are_the_beginning_of_more(rng):
    feature, _, *weights = arguments(rng)
    long, _ = reference.one_to_many_forward(feature, T, *weights)
    short, _ = reference.one_to_many_forward(feature, T - 2, *weights)
    np.testing.assert_allclose(short, long[: T - 2])


@pytest.fixture
def captioner(rng):
    return build_captioner(rng, features=3, hidden=4, dtype=np.float64)


@pytest.fixture
def batch(rng):
    drawn = picture_batch(rng, all_scenes(), N)
    return drawn._replace(
        pictures=drawn.pictures.astype(float), x=drawn.x.astype(float)
    )


def torch_loss(params, batch):
    f = torch.tanh(torch.tensor(batch.pictures) @ params["W_pf"] + params["b_p"])
    h = torch.tanh(f @ params["W_fh"] + params["b_f"])
    total = 0.0
    for t, x_t in enumerate(torch.tensor(batch.x)):
        h = torch.tanh(x_t @ params["W_xh"] + h @ params["W_hh"] + params["b_h"])
        scores, counts = h @ params["W_hy"] + params["b_y"], torch.tensor(batch.mask[t])
        targets = torch.tensor(batch.targets[t])
        every = torch.nn.functional.cross_entropy(scores, targets, reduction="none")
        total = total + every[counts].sum()
    return total / int(batch.mask.sum())


def test_the_captioners_loss_and_gradients_are_those_of_autograd(captioner, batch):
    loss, grads, _ = captioner.loss_and_gradients(batch)
    params = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in captioner.params.items()
    }
    wanted = torch_loss(params, batch)
    wanted.backward()
    assert loss == pytest.approx(wanted.item(), abs=1e-12)
    assert set(grads) == set(params)
    for name, grad in grads.items():
        np.testing.assert_allclose(grad, params[name].grad, atol=1e-12, err_msg=name)


def test_in_use_the_captioner_scores_what_it_scored_in_training(captioner, batch):
    """Fed with the words it wrote itself, training's one call gives the same scores."""
    p = captioner.params
    y, k = reference.one_to_many_forward(
        captioner.feature(batch.pictures),
        len(batch.x),
        *(p[name] for name in READER),
    )
    said = k[:-1, :, None] == np.arange(p["b_y"].size)
    x = np.concatenate([np.zeros_like(said[:1]), said]).astype(float)
    own = batch._replace(x=x, targets=k, mask=np.ones(k.shape, bool))
    loss, _, _ = captioner.loss_and_gradients(own)
    log_p = y - np.log(np.exp(y).sum(axis=-1, keepdims=True))
    wanted = -np.take_along_axis(log_p, k[..., None], -1).mean()
    assert loss == pytest.approx(wanted, abs=1e-12)
