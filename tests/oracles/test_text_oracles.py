"""Chapter 7, language models: against PyTorch, plain Python and full enumeration."""

import itertools
import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from rnn_core.data.errands import errands
from solutions.applications import reference


@pytest.fixture
def rng():
    return np.random.default_rng(31)


def test_the_log_probability_is_the_negative_sum_of_pytorchs_losses(rng):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    T, N, V = 5, 3, 7
    logits, targets = rng.normal(size=(T, N, V)) * 30, rng.integers(V, size=(T, N))
    mask = np.arange(T)[:, None] < np.array([5, 2, 4])
    losses = torch.nn.functional.cross_entropy(
        torch.tensor(logits).reshape(-1, V),
        torch.tensor(targets).reshape(-1),
        reduction="none",
    )
    expected = -(losses.numpy().reshape(T, N) * mask).sum(axis=0)
    got = reference.sequence_log_probability(logits, targets, mask)
    assert_allclose(got, expected, rtol=1e-12)


def test_the_probabilities_of_all_sequences_add_up_to_one(rng):
    T, V = 4, 3
    everything = np.array(list(itertools.product(range(V), repeat=T))).T  # (T, 81)
    logits = np.repeat(rng.normal(size=(T, 1, V)), everything.shape[1], axis=1)
    log_p = reference.sequence_log_probability(logits, everything)
    assert_allclose(np.exp(log_p).sum(), 1, rtol=1e-12)


def test_perplexity_is_the_inverse_geometric_mean_of_all_factors(rng):
    factors = [rng.uniform(0.05, 1, n).tolist() for n in (3, 6, 2)]
    log_p = np.array([math.log(math.prod(row)) for row in factors])
    flat = [p for row in factors for p in row]
    expected = math.prod(flat) ** (-1 / len(flat))
    lengths = np.array([len(row) for row in factors])
    assert_allclose(reference.perplexity(log_p, lengths), expected, rtol=1e-12)


@pytest.mark.parametrize("size", [None, 20, 2])
def test_the_vocabulary_is_what_counting_by_hand_gives(rng, size):
    sentences = errands(rng, 60)
    counts = {}
    for word in itertools.chain.from_iterable(sentences):
        counts[word] = counts.get(word, 0) + 1
    by_alphabet = sorted(counts)
    by_count = sorted(by_alphabet, key=counts.get, reverse=True)  # stable
    expected = ["<EOS>", "<UNK>", *by_count]
    assert reference.build_vocabulary(sentences, size) == expected[:size]


def test_known_words_come_back_and_unknown_ones_as_unknown(rng):
    sentences = errands(rng, 40)
    vocabulary = reference.build_vocabulary(sentences, 25)
    for words in errands(rng, 40):
        numbers = reference.encode(words, vocabulary)
        assert len(numbers) == len(words) + 1
        kept = [word if word in vocabulary else "<UNK>" for word in words]
        assert reference.decode(numbers, vocabulary) == kept


def test_letters_of_a_known_text_come_back_whole(rng):
    text = " ".join(errands(rng, 1)[0])
    vocabulary = reference.build_vocabulary([text])
    assert "".join(
        reference.decode(reference.encode(text, vocabulary), vocabulary)
    ) == (text)


def chain(rng, V, H):
    """Return a step with memory, and the probability of every sequence of length 3."""
    W, U = rng.normal(size=(V, H)), rng.normal(size=(H, H))
    W_y = 2 * rng.normal(size=(H, V))

    def step(tokens, state):
        state = np.tanh(W[tokens] + state @ U)
        return state @ W_y, state

    def probability(sequence, first, state, temperature):
        token, p = np.array([first]), 1.0
        for k in sequence:
            logits, state = step(token, state)
            weights = [math.exp(a / temperature) for a in logits[0]]
            p *= weights[k] / sum(weights)
            token = np.array([k])
        return p

    return step, probability


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_written_sequences_are_as_frequent_as_a_full_enumeration_says(rng, temperature):
    V, H, N = 3, 2, 20_000
    step, probability = chain(rng, V, H)
    start = rng.normal(size=(1, H))
    drawn = reference.sample_sequence(
        step, np.repeat(start, N, axis=0), np.full(N, 1), 3, temperature, rng
    )
    found = (drawn * np.array([[9], [3], [1]])).sum(axis=0)
    share = np.bincount(found, minlength=27) / N
    exact = np.array(
        [
            probability(sequence, 1, start, temperature)
            for sequence in itertools.product(range(V), repeat=3)
        ]
    )
    assert_allclose(exact.sum(), 1, rtol=1e-12)
    # six standard errors; a rare sequence may come once or twice more
    allowed = 6 * np.sqrt(exact * (1 - exact) / N) + 3 / N
    assert (np.abs(share - exact) <= allowed).all()


def test_a_low_temperature_takes_the_likeliest_token(rng):
    step, _ = chain(rng, 4, 3)
    state, tokens = rng.normal(size=(5, 3)), rng.integers(4, size=5)
    drawn = reference.sample_sequence(step, state, tokens, 6, 1e-3, rng)
    for row in drawn:
        logits, state = step(tokens, state)
        assert (row == logits.argmax(axis=-1)).all()
        tokens = row


def test_the_chosen_candidate_has_the_highest_score(rng):
    for _ in range(50):
        K = int(rng.integers(2, 9))
        candidates = [["a"] * int(rng.integers(1, 6)) + [str(k)] for k in range(K)]
        acoustic, language = rng.normal(size=K), 5 * rng.normal(size=K)
        weight, bonus = rng.uniform(0, 2), rng.normal()
        best, scores = reference.rescore(candidates, acoustic, language, weight, bonus)
        sums = [
            acoustic[k] + weight * language[k] + bonus * len(candidates[k])
            for k in range(K)
        ]
        assert_allclose(scores, sums, rtol=1e-12, atol=1e-12)
        assert best == max(zip(sums, candidates, strict=True))[1]
