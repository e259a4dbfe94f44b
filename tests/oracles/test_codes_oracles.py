"""Chapter 7, codes: PyTorch's autograd, differences, and a search by brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.applications import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, D, H, K = 5, 3, 2, 4, 6
LENGTHS = np.array([5, 1, 4])


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def gru_weights(rng, D, H):
    return draw(rng, D, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def parameters(rng):
    readout = draw(rng, K, D), draw(rng, D)
    return (*gru_weights(rng, D, H), *gru_weights(rng, H, K), *readout)


def grouped(flat):
    """Put eight parameters into the three groups of the exercise."""
    return flat[:3], flat[3:6], flat[6:]


def flat_gradients(result):
    return [gradient for part in result[2:] for gradient in part]


def torch_step(x_t, h, W_x, W_h, b):
    a, (r, z, n) = x_t @ W_x + b, W_h.chunk(3, dim=1)
    a_r, a_z, a_n = a.chunk(3, dim=1)
    gate_r, gate_z = torch.sigmoid(a_r + h @ r), torch.sigmoid(a_z + h @ z)
    return (1 - gate_z) * h + gate_z * torch.tanh(a_n + (gate_r * h) @ n)


def torch_loss(x, lengths, weights):
    """One sequence after the other, without padding: nothing to mask."""
    encoder, decoder, (W_hy, b_y) = grouped(weights)
    codes, errors = [], []
    for n, length in enumerate(lengths):
        h, s = x.new_zeros(1, H), x.new_zeros(1, K)
        for t in range(length):
            h = torch_step(x[t, n : n + 1], h, *encoder)
        codes.append(h)
        for t in range(length):
            s = torch_step(h, s, *decoder)
            errors.append((s @ W_hy + b_y - x[t, n]) ** 2)
    return torch.cat(errors).mean(), torch.cat(codes)


def test_loss_codes_and_gradients_are_those_of_autograd_without_padding(rng):
    x, weights = draw(rng, T, N, D), parameters(rng)
    tensors = [
        torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in weights
    ]
    loss, codes = torch_loss(torch.tensor(x), LENGTHS, tensors)
    loss.backward()
    got = reference.autoencoder_loss(x, LENGTHS, *grouped(weights))
    assert got[0] == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(got[1], codes.detach(), rtol=0, atol=1e-12)
    for mine, tensor in zip(flat_gradients(got), tensors, strict=True):
        np.testing.assert_allclose(mine, tensor.grad, rtol=0, atol=1e-12)


def test_the_gradients_are_the_numeric_ones(rng):
    x, weights = draw(rng, T, N, D), parameters(rng)

    def loss(*values):
        return (reference.autoencoder_loss(x, LENGTHS, *grouped(values))[0],)

    wanted = numeric_gradients(loss, weights, (np.ones(()),))
    got = flat_gradients(reference.autoencoder_loss(x, LENGTHS, *grouped(weights)))
    for mine, theirs in zip(got, wanted, strict=True):
        # central differences of step 1e-6 keep nine digits
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-8)


def test_what_stands_in_the_padding_changes_nothing(rng):
    x, weights = draw(rng, T, N, D), parameters(rng)
    other = x.copy()
    other[np.arange(T)[:, None] >= LENGTHS] = 99
    first, second = (
        reference.autoencoder_loss(values, LENGTHS, *grouped(weights))
        for values in (x, other)
    )
    assert first[0] == second[0]
    for mine, theirs in zip(
        [first[1], *flat_gradients(first)],
        [second[1], *flat_gradients(second)],
        strict=True,
    ):
        np.testing.assert_array_equal(mine, theirs)


def cosine(u, v):
    size = np.linalg.norm(u) * np.linalg.norm(v)
    return float(u @ v / size) if size else 0.0


@settings(max_examples=60, deadline=None)
@given(
    Q=st.integers(1, 3),
    M=st.integers(1, 8),
    k=st.integers(1, 9),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_search_finds_what_comparing_one_by_one_finds(Q, M, k, seed):
    rng = np.random.default_rng(seed)
    query, codes = draw(rng, Q, 3), draw(rng, M, 3)
    codes[rng.random(M) < 0.2] = 0
    order, similarity = reference.nearest_segments(query, codes, k)
    for q in range(Q):
        all_of_them = [cosine(query[q], code) for code in codes]
        ranked = sorted(range(M), key=lambda m: -all_of_them[m])[:k]  # keeps equals
        assert order[q].tolist() == ranked
        np.testing.assert_allclose(
            similarity[q], [all_of_them[m] for m in ranked], rtol=0, atol=1e-14
        )


def test_lengths_of_vectors_do_not_matter(rng):
    query, codes = draw(rng, 2, H), draw(rng, 7, H)
    sizes = rng.uniform(0.1, 9, (7, 1))
    plain = reference.nearest_segments(query, codes, 7)
    scaled = reference.nearest_segments(5 * query, sizes * codes, 7)
    np.testing.assert_array_equal(plain[0], scaled[0])
    np.testing.assert_allclose(plain[1], scaled[1], rtol=0, atol=1e-14)
