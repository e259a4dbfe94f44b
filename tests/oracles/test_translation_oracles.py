"""Chapter 7, translation: autograd of the formula, differences, exhaustive search."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.applications import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

S, T, N, D, E, H, V = 6, 4, 3, 2, 5, 4, 7
LENGTHS = np.array([6, 1, 4])
STOP, START = 0, 1


@pytest.fixture
def rng():
    return np.random.default_rng(71)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def gru(rng, inputs):
    return draw(rng, inputs, 3 * H), draw(rng, H, 3 * H), draw(rng, 3 * H)


def arguments(rng):
    sequences = draw(rng, S, N, D), LENGTHS, draw(rng, T, N, E)
    return *sequences, gru(rng, D), gru(rng, E), draw(rng, H, V), draw(rng, V)


def tensor(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def torch_step(x, h, W_x, W_h, b):
    a_r, a_z, a_n = (x @ W_x + b).split(H, dim=-1)
    W_r, W_z, W_n = W_h.split(H, dim=-1)
    r, z = torch.sigmoid(a_r + h @ W_r), torch.sigmoid(a_z + h @ W_z)
    return (1 - z) * h + z * torch.tanh(a_n + (r * h) @ W_n)


def torch_logits(x, y, encoder, decoder, W_hy, b_y):
    """Compute one sequence at a time, without any padding."""
    columns = []
    for n, length in enumerate(LENGTHS):
        h, outputs = torch.zeros(H, dtype=torch.float64), []
        for t in range(length):
            h = torch_step(x[t, n], h, *encoder)
        for t in range(T):
            h = torch_step(y[t, n], h, *decoder)
            outputs.append(h @ W_hy + b_y)
        columns.append(torch.stack(outputs))
    return torch.stack(columns, dim=1)


def test_the_pair_and_its_gradients_are_those_of_autograd_without_padding(rng):
    x, lengths, y, encoder, decoder, *output = arguments(rng)
    dlogits = draw(rng, T, N, V)
    tx, ty, *tout = (tensor(a) for a in (x, y, *output))
    tenc, tdec = ([tensor(a) for a in layer] for layer in (encoder, decoder))
    wanted = torch_logits(tx, ty, tenc, tdec, *tout)
    (wanted * torch.tensor(dlogits)).sum().backward()
    logits, cache = reference.seq2seq_forward(x, lengths, y, encoder, decoder, *output)
    np.testing.assert_allclose(logits, wanted.detach(), rtol=0, atol=1e-12)
    dx, dy, denc, ddec, *drest = reference.seq2seq_backward(dlogits, cache)
    theirs = [tx, ty, *tenc, *tdec, *tout]
    for got, expected in zip([dx, dy, *denc, *ddec, *drest], theirs, strict=True):
        np.testing.assert_allclose(got, expected.grad, rtol=0, atol=1e-12)


def test_the_way_back_is_the_numeric_gradient(rng):
    x, lengths, y, encoder, decoder, *output = arguments(rng)
    dlogits = draw(rng, T, N, V)

    def forward(x, y, *more):
        layers = more[:3], more[3:6]
        return reference.seq2seq_forward(x, lengths, y, *layers, *more[6:])[:1]

    args = [x, y, *encoder, *decoder, *output]
    _, cache = reference.seq2seq_forward(x, lengths, y, encoder, decoder, *output)
    dx, dy, denc, ddec, *drest = reference.seq2seq_backward(dlogits, cache)
    wanted = numeric_gradients(forward, args, (dlogits,))
    for got, expected in zip([dx, dy, *denc, *ddec, *drest], wanted, strict=True):
        # central differences of step 1e-6 keep nine digits
        np.testing.assert_allclose(got, expected, rtol=0, atol=1e-7)


def test_padding_changes_nothing_and_gets_no_gradient(rng):
    x, lengths, *more = arguments(rng)
    padding = np.arange(S)[:, None] >= lengths
    other = np.where(padding[:, :, None], 100.0, x)
    logits, cache = reference.seq2seq_forward(x, lengths, *more)
    np.testing.assert_array_equal(
        reference.seq2seq_forward(other, lengths, *more)[0], logits
    )
    dx = reference.seq2seq_backward(draw(rng, T, N, V), cache)[0]
    assert (dx[padding] == 0).all()
    assert (dx[~padding] != 0).all()


def test_in_float32_the_pair_computes_in_float32(rng):
    def smaller(value):
        if isinstance(value, tuple):
            return tuple(smaller(part) for part in value)
        return value.astype(np.float32) if value.dtype.kind == "f" else value

    args = tuple(smaller(value) for value in arguments(rng))
    logits, cache = reference.seq2seq_forward(*args)
    assert logits.dtype == np.float32
    grads = reference.seq2seq_backward(np.ones_like(logits), cache)
    assert grads[0].dtype == grads[2][1].dtype == np.float32


def random_step(rng, symbols=4):
    """Return a step whose answer depends on all that has been said."""
    secret = rng.integers(1 << 30)

    def step(state, symbol):
        state = (*state, symbol)
        likely = np.random.default_rng([secret, *state]).dirichlet(np.ones(symbols))
        return state, np.log(likely)

    return step


def score_of(step, said, ends=True):
    state, total, last = (), 0.0, START
    for symbol in [*said, STOP] if ends else said:
        state, log_p = step(state, last)
        total, last = total + log_p[symbol], symbol
    return total


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_a_beam_of_width_one_is_greedy_decoding(seed, most):
    step = random_step(np.random.default_rng(seed))
    ((said, score),) = reference.beam_search(step, (), START, STOP, 1, most)
    assert reference.greedy_decode(step, (), START, STOP, most) == (said, score)


def test_a_beam_with_places_for_all_finds_every_sentence_in_order(rng):
    for _ in range(20):
        step, most, symbols = random_step(rng), 3, 4
        said = [
            list(words)
            for n in range(most)
            for words in itertools.product(range(1, symbols), repeat=n)
        ]
        wanted = sorted(((score_of(step, s), s) for s in said), reverse=True)
        found = reference.beam_search(step, (), START, STOP, symbols**most, most)
        assert [s for s, _ in found] == [s for _, s in wanted]
        np.testing.assert_allclose([p for _, p in found], [p for p, _ in wanted])


def test_scores_are_those_of_the_sentences_they_stand_beside(rng):
    for width in (1, 2, 3, 5):
        step = random_step(rng)
        found = reference.beam_search(step, (), START, STOP, width, 8)
        assert len({tuple(said) for said, _ in found}) == len(found) <= width
        for said, score in found:
            assert STOP not in said
            np.testing.assert_allclose(score, score_of(step, said, len(said) < 8))


def test_a_wider_beam_is_mostly_better_and_not_always(rng):
    better = worse = 0
    for _ in range(300):
        step = random_step(rng)
        scores = [
            reference.beam_search(step, (), START, STOP, width, 10)[0][1]
            for width in (1, 3)
        ]
        better += scores[1] > scores[0]
        worse += scores[1] < scores[0]
    assert better > 10 * worse
    assert better > 30


def test_what_a_decoder_reads_is_what_it_had_to_say_one_step_before(rng):
    targets = rng.integers(2, 9, (T, N))
    inputs = reference.teacher_forcing_inputs(targets, START)
    for t in range(1, T):
        np.testing.assert_array_equal(inputs[t], targets[t - 1])
    assert (inputs[0] == START).all()
    assert not np.shares_memory(inputs, targets)
