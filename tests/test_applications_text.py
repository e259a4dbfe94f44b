"""Chapter 7, text: grammars, counts, sounds, reports, and grading what was drawn."""

import itertools
import json
import math

import numpy as np
import pytest

import rnn_core
from rnn_core.data.errands import ERRANDS, SOUGHT, errands
from rnn_core.data.phrases import (
    phrase_entropy,
    phrase_length,
    phrase_letters,
    phrase_log_probability,
    rename_words,
)
from rnn_core.data.sounds import SOUNDS, TWINS, alike, hear
from rnn_core.data.weather import (
    SLOTS,
    draw_report,
    draw_weather,
    fill_in,
    is_a_report,
    says_the_facts,
)
from rnn_core.drawn import Drawn
from rnn_core.networks.language import language_batch, language_batches, language_model
from rnn_core.networks.reports import write_reports
from rnn_core.ngrams import NGram
from solutions.applications import reference, train_page_writer

SMALL = {
    "S": [(0.5, ("A", "b")), (0.3, ("b", "A", "A")), (0.2, ("c",))],
    "A": [(0.6, ("x",)), (0.4, ())],
}


@pytest.fixture
def rng():
    return np.random.default_rng(17)


@pytest.fixture(autouse=True)
def reference_mode():
    with rnn_core.mode("reference"):
        yield


def test_the_probabilities_of_all_sentences_of_a_grammar_add_up_to_one():
    every = {words for n in range(4) for words in itertools.product("bxc", repeat=n)}
    found = {w: phrase_log_probability(SMALL, w) for w in every}
    assert sum(map(math.exp, found.values())) == pytest.approx(1)
    assert found["x", "b"] == pytest.approx(math.log(0.3))
    assert found["b", "x"] == pytest.approx(math.log(0.3 * 2 * 0.6 * 0.4))
    assert found["b", "c"] == -math.inf


def test_entropy_and_lengths_are_the_means_over_many_sentences(rng):
    drawn = errands(rng, 3000)
    for exact, values in (
        (phrase_entropy(ERRANDS), [-phrase_log_probability(ERRANDS, s) for s in drawn]),
        (phrase_length(ERRANDS), [len(s) for s in drawn]),
        (phrase_letters(ERRANDS), [len("".join(s)) for s in drawn]),
    ):
        error = np.std(values) / np.sqrt(len(values))
        assert abs(np.mean(values) - exact) < 6 * error


def test_words_that_become_one_share_their_probability():
    renamed = rename_words(SMALL, lambda word: "y" if word in "bc" else word)
    assert phrase_log_probability(renamed, ["y"]) == pytest.approx(
        math.log(0.5 * 0.4 + 0.3 * 0.4**2 + 0.2)
    )


def test_an_errand_looks_for_what_its_place_has_and_its_verb_agrees(rng):
    for words in errands(rng, 300):
        assert words[-1] in SOUGHT[words[2]]
        many = words[3] == "the" and words[4 + (words[4] in ("old", "new"))][-1] == "s"
        assert ("were" in words) == many


def test_counts_give_every_context_probabilities_that_add_up_to_one(rng):
    V = 6
    sequences = [[*rng.integers(1, V - 1, 7), 0] for _ in range(30)]
    for order in (1, 2, 3, 4):
        model = NGram(sequences, order, V)
        for _ in range(20):
            context = tuple(int(k) for k in rng.integers(V, size=order - 1))
            p = [model.probability(k, context) for k in range(V)]
            assert sum(p) == pytest.approx(1, abs=1e-12)
            assert min(p) > 0  # token V - 1 was never seen


def test_a_bigram_is_what_the_formula_of_kneser_and_ney_gives():
    sequences, V = [[1, 2, 1, 2, 0], [1, 3, 0], [2, 1, 2, 0]], 4
    pairs = {}
    for s in sequences:
        for pair in itertools.pairwise([-1, *s]):
            pairs[pair] = pairs.get(pair, 0) + 1

    def discount(counts):
        n1, n2 = (sum(c == k for c in counts) for k in (1, 2))
        return (n1 + 0.5) / (n1 + 2 * n2 + 1)

    kinds = {k: sum(pair[1] == k for pair in pairs) for k in range(V)}
    D1, D2 = discount([c for c in kinds.values() if c]), discount(pairs.values())

    def shorter(k):
        left = D1 * sum(c > 0 for c in kinds.values()) / V
        return (max(kinds[k] - D1, 0) + left) / sum(kinds.values())

    model = NGram(sequences, 2, V)
    for before, after in itertools.product((1, 2, 3), range(V)):
        total = sum(c for pair, c in pairs.items() if pair[0] == before)
        followers = sum(pair[0] == before for pair in pairs)
        kept = max(pairs.get((before, after), 0) - D2, 0)
        expected = (kept + D2 * followers * shorter(after)) / total
        assert model.probability(after, (before,)) == pytest.approx(expected)


def test_a_longer_count_cannot_tell_twins_apart_by_the_place(rng):
    train_on = errands(rng, 1500)
    vocabulary = reference.build_vocabulary(train_on, 64)
    numbers = [reference.encode(s, vocabulary) for s in train_on]
    model = NGram(numbers, 4, len(vocabulary))
    ahead = []
    for place in ("in the kitchen", "in the garden"):
        both = [f"{place} mia was looking for the {thing}" for thing in TWINS[0]]
        scores = [
            model.log_probability(reference.encode(s.split(), vocabulary)) for s in both
        ]
        ahead.append(scores[0] - scores[1])
    assert ahead[0] == pytest.approx(ahead[1])


def test_what_was_said_is_among_the_candidates_and_twins_sound_the_same(rng):
    for said in errands(rng, 40):
        candidates, acoustic = hear(rng, said)
        assert candidates.count(said) == 1
        assert len({tuple(c) for c in candidates}) == len(candidates)
        assert len(candidates) == math.prod(len(alike(word)) for word in said)
        sounds = [tuple(SOUNDS.get(w, w) for w in c) for c in candidates]
        for sound in set(sounds):
            same = [a for s, a in zip(sounds, acoustic, strict=True) if s == sound]
            assert np.ptp(same) < 1e-12


def test_a_batch_reads_what_it_predicts_shifted_by_one():
    vocabulary = ["<EOS>", "<UNK>", "a", "b"]
    batch = language_batch([["a", "b", "a"], ["b"]], vocabulary)
    read = batch.x.argmax(axis=-1)
    assert read.T.tolist() == [[0, 2, 3, 2], [0, 3, 0, 0]]
    assert batch.targets.T.tolist() == [[2, 3, 2, 0], [3, 0, 0, 0]]
    assert batch.mask.T.tolist() == [[True] * 4, [True, True, False, False]]


def test_a_round_of_batches_has_every_sentence_once(rng):
    sentences = [["a"] * n for n in range(1, 13)]
    batches = language_batches(rng, sentences, ["<EOS>", "<UNK>", "a"], 4)
    seen = [n for _ in range(3) for n in next(batches).mask.sum(axis=0)]
    assert sorted(seen) == list(range(2, 14))


def test_a_drawn_report_says_its_facts_and_seldom_those_of_another_day(rng):
    facts = draw_weather(rng, 200)
    reports = [draw_report(rng, day) for day in facts]
    assert all(map(says_the_facts, reports, facts))
    assert all(map(is_a_report, reports))
    for report, day in zip(reports, facts, strict=True):
        other = day._replace(trend="colder" if day.trend == "warmer" else "warmer")
        assert not says_the_facts(report, other)
        assert not any(slot in fill_in(report, day) for slot in SLOTS)


def test_whoever_is_held_to_the_slots_writes_each_once_even_untrained(rng):
    facts = draw_weather(rng, 30)
    reports = [draw_report(rng, day) for day in facts]
    vocabulary = reference.build_vocabulary(reports)
    model = language_model("lstm", vocabulary, 5, rng, extra=4)
    options = {"tell": True, "longest": 500}
    texts = write_reports(model, facts, vocabulary, 3.0, rng, hold=True, **options)
    for words in texts:
        assert [words.count(slot) for slot in SLOTS] == [1, 1, 1, 1]
        assert "<UNK>" not in words
    free = write_reports(model, facts, vocabulary, 3.0, rng, hold=False, **options)
    assert any(words.count(slot) != 1 for words in free for slot in SLOTS)


def test_the_stored_writer_is_one_that_the_training_script_would_store():
    stored = json.loads(train_page_writer.TARGET.read_text("utf-8"))
    rng = np.random.default_rng(train_page_writer.SEED)
    text = train_page_writer.page_text(rng)
    assert stored["alphabet"] == "".join(sorted(set(text)))
    assert stored["alphabet"] == " .abcdefghijklmnopqrstuvwxy"  # as the demo says
    weights = {k: np.array(v) for k, v in stored["weights"].items()}
    for value in weights.values():
        assert (value == value.round(train_page_writer.DIGITS)).all()
    model, alphabet = train_page_writer.fit(steps=10)
    assert alphabet == stored["alphabet"]
    assert {k: v.shape for k, v in weights.items()} == {
        k: model.params[k].shape for k in train_page_writer.NAMES
    }
    again = train_page_writer.cost(model.with_params(weights), alphabet)
    assert again == pytest.approx(stored["nats_per_letter"], abs=1e-4)
    # ten steps of training are far from it
    assert again < 0.5 * train_page_writer.cost(model, alphabet)
    assert train_page_writer.TARGET.stat().st_size < 80_000


def two_letters(tokens, state):
    """Give scores that depend on the token and on a state that alternates."""
    logits = np.stack([tokens - state, 0.5 * tokens + state - 1], axis=-1)
    return logits, -state


def drawn(rng, **changes):
    N, length, temperature = 100, 100, 0.7
    state, first = np.ones(N), np.arange(N) % 2
    expected = Drawn(two_letters, state, first, length, temperature)
    step = changes.get("step", two_letters)
    tokens = reference.sample_sequence(
        step, state, first, length, changes.get("temperature", temperature), rng
    )
    return expected.mismatch(changes.get("change", lambda t: t)(tokens), "tokens")


@pytest.mark.parametrize("seed", range(5))
def test_tokens_that_were_drawn_as_they_should_be_pass(seed):
    assert drawn(np.random.default_rng(seed)) is None


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("temperature ignored", {"temperature": 1.0}),
        ("temperature multiplied", {"temperature": 1 / 0.7}),
        ("state not carried", {"step": lambda k, s: (two_letters(k, s)[0], s)}),
        ("shape", {"change": lambda t: t[1:]}),
        ("type", {"change": lambda t: t / 2}),
        ("range", {"change": lambda t: t + 1}),
        ("constant", {"change": np.zeros_like}),
        ("together", {"change": lambda t: np.repeat(t[:, ::2], 2, axis=1)}),
    ],
)
def test_the_fault_of_what_was_drawn_is_named(rng, kind, changes):
    found = drawn(rng, **changes)
    assert found.kind == kind
    assert found.sentence.startswith("tokens ")
