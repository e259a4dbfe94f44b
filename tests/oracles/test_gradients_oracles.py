"""The unit gradients against PyTorch and its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from solutions.gradients.reference import clip_by_norm

torch = pytest.importorskip("torch", reason="make test installs PyTorch")

# entries are 0 or at least 1e-100, so that their squares do not underflow to 0
ENTRIES = st.floats(-1e6, 1e6).filter(lambda entry: entry == 0 or abs(entry) > 1e-100)
GRADS = st.fixed_dictionaries(
    {
        "W": arrays(np.float64, (3, 4), elements=ENTRIES),
        "b": arrays(np.float64, (4,), elements=ENTRIES),
    }
)


def flat(grads):
    return np.concatenate([grad.ravel() for grad in grads.values()])


@pytest.mark.parametrize("threshold", [0.5, 100.0])
def test_clipping_agrees_with_pytorch(threshold):
    rng = np.random.default_rng(3)
    grads = {"W": rng.normal(size=(3, 4)), "b": rng.normal(size=5)}
    leaves = [torch.zeros(grad.shape, dtype=torch.float64) for grad in grads.values()]
    for leaf, grad in zip(leaves, grads.values(), strict=True):
        leaf.grad = torch.tensor(grad)
    expected_norm = torch.nn.utils.clip_grad_norm_(leaves, threshold).item()
    clipped, norm = clip_by_norm(grads, threshold)
    assert norm == pytest.approx(expected_norm, rel=1e-12)
    for leaf, grad in zip(leaves, clipped.values(), strict=True):
        # PyTorch divides by norm + 1e-6
        np.testing.assert_allclose(grad, leaf.grad.numpy(), rtol=1e-6)


@given(GRADS, st.floats(1e-3, 1e3))
def test_the_norm_after_clipping_is_the_smaller_of_norm_and_threshold(grads, threshold):
    clipped, norm = clip_by_norm(grads, threshold)
    after = np.linalg.norm(flat(clipped))
    assert after == pytest.approx(min(norm, threshold), rel=1e-12)


@given(GRADS, st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction(grads, threshold):
    clipped, norm = clip_by_norm(grads, threshold)
    scaled_back = flat(clipped) * max(1.0, norm / threshold)
    np.testing.assert_allclose(scaled_back, flat(grads), rtol=1e-12)


@given(GRADS)
def test_gradients_below_the_threshold_stay_as_they_are(grads):
    clipped, norm = clip_by_norm(grads, np.inf)
    assert norm == pytest.approx(np.linalg.norm(flat(grads)), rel=1e-12)
    np.testing.assert_array_equal(flat(clipped), flat(grads))


def test_clipping_leaves_its_argument_alone_and_keeps_float32():
    grads = {"W": np.full((3, 4), 9, dtype=np.float32)}
    clipped, norm = clip_by_norm(grads, 1.0)
    assert isinstance(norm, float)
    assert clipped["W"].dtype == np.float32
    np.testing.assert_array_equal(grads["W"], 9)
