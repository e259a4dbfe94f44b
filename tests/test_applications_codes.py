"""Chapter 7, codes: sentences and spoken words, the network, and the measures."""

from itertools import pairwise, repeat

import numpy as np
import pytest

from rnn_core import data, exercise
from rnn_core.data import roles, segments
from rnn_core.networks.autoencoder import build_autoencoder
from rnn_core.training import train
from solutions.applications.results import spoken, texts


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def words_of(batch):
    return [
        [data.ROLE_WORDS[k] for k in batch.x[:length, n].argmax(axis=1)]
        for n, length in enumerate(batch.lengths)
    ]


def test_an_event_and_its_turned_twin_are_told_with_the_same_words(rng):
    for event in data.EVENTS:
        manner = data.draw_manner(rng)
        told, turned = (data.tell(e, **manner) for e in (event, event.turned()))
        assert told != turned
        assert sorted(told) == sorted(turned)


def test_active_and_passive_put_the_nouns_in_opposite_order(rng):
    for event in data.EVENTS[::7]:
        for passive in (False, True):
            words = data.tell(event, passive=passive, places=("outside", "upstairs"))
            agent_first = words.index(event.agent) < words.index(event.patient)
            assert agent_first != passive
            assert ("by" in words) == passive


def test_held_out_events_are_a_fifth_and_go_with_their_twins():
    held_out = {event for event in data.EVENTS if data.is_held_out(event)}
    assert 0.15 < len(held_out) / len(data.EVENTS) < 0.25
    assert {event.turned() for event in held_out} == held_out
    for noun in data.ACTORS:  # every noun is met in training, in both roles
        known = set(data.EVENTS) - held_out
        assert {event.deed for event in known if event.agent == noun} == {*roles.DEEDS}


def test_a_batch_of_sentences_spells_them_and_ends_in_zeros(rng):
    events = [data.EVENTS[int(k)] for k in rng.integers(len(data.EVENTS), size=40)]
    sentences = [data.tell(event, **data.draw_manner(rng)) for event in events]
    batch = data.sentence_batch(sentences)
    assert words_of(batch) == sentences
    assert batch.x.sum() == batch.lengths.sum()
    assert batch.lengths.max() <= len(batch.x) == roles.LONGEST_SENTENCE


def test_no_sentence_is_longer_than_the_longest():
    longest = data.tell(
        data.EVENTS[0], passive=True, kinds=("old",) * 2, places=("outside",) * 2
    )
    assert len(longest) == roles.LONGEST_SENTENCE


def test_training_never_tells_a_held_out_event(rng):
    batches = data.role_batches(rng, 50)
    for _ in range(20):
        for words in words_of(next(batches)):
            first, second = (word for word in words if word in data.ACTORS)
            if "by" in words:
                deed = next(d for d, done in roles.DEEDS.items() if done in words)
                event = data.Event(second, deed, first)
            else:
                deed = next(word for word in words if word in roles.DEEDS)
                event = data.Event(first, deed, second)
            assert not data.is_held_out(event)


def test_every_spoken_word_is_there_in_reverse_and_has_the_same_sounds():
    for word in data.SPOKEN_WORDS:
        turned = data.turned_word(word)
        assert turned != word
        assert turned in data.SPOKEN_WORDS
        sounds, others = data.sound_keys(word), data.sound_keys(turned)
        assert sorted(sounds.tolist()) == sorted(others.tolist())


def test_at_its_keys_a_spectrum_is_the_sum_of_three_humps():
    keys = data.sound_keys("ba-di")
    got = data.spectra(keys, np.arange(len(keys)), shift=0.5)
    for row, frame in zip(keys, got, strict=True):
        for band in range(segments.BANDS):
            humps = [
                energy * np.exp(-0.5 * ((band - centre - 0.5) / width) ** 2)
                for centre, energy, width in zip(
                    row[0::2], row[1::2], segments.WIDTHS, strict=True
                )
            ]
            assert frame[band] == pytest.approx(sum(humps), rel=1e-12)


def test_without_noise_only_pace_and_unevenness_tell_two_utterances_apart(rng):
    voice = data.draw_voice(rng)
    first, second = (segments.speak(rng, "ko-le", voice, noise=0) for _ in range(2))
    np.testing.assert_allclose(first[[0, -1]], second[[0, -1]], atol=1e-12)
    lengths = {len(segments.speak(rng, "ko-le", voice)) for _ in range(200)}
    assert lengths == {*range(segments.FASTEST, segments.SLOWEST + 1)}


def test_a_batch_of_segments_says_every_word_equally_often(rng):
    voices = [data.draw_voice(rng) for _ in range(3)]
    batch = data.draw_segments(rng, voices, 3 * len(data.SPOKEN_WORDS))
    assert (np.bincount(batch.words) == 3).all()
    behind = np.arange(len(batch.x))[:, None] >= batch.lengths
    assert (batch.x[behind] == 0).all()
    assert (batch.x[~behind] != 0).all()


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: next(data.role_batches(rng, 5)),
        lambda rng: next(data.segment_batches(rng, [data.draw_voice(rng)], 5)),
    ],
)
def test_the_same_seed_draws_the_same_and_another_seed_something_else(draw):
    one, same, other = (draw(np.random.default_rng(seed)).x for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert one.shape != other.shape or (one != other).any()


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: next(data.role_batches(7, 5)), TypeError, "rng is 7"),
        (
            lambda: next(data.role_batches(np.random.default_rng(0), 0)),
            ValueError,
            "size is 0",
        ),
        (
            lambda: next(data.segment_batches(np.random.default_rng(0), [], 0)),
            ValueError,
            "size is 0",
        ),
        (lambda: data.draw_voice(None), TypeError, "rng is None"),
        (lambda: segments.speak(1, "ba-di", None), TypeError, "rng is 1"),
        (
            lambda: build_autoencoder(np.random.default_rng(0), 0, 2),
            ValueError,
            "inputs is 0",
        ),
    ],
)
def test_a_bad_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_the_network_hands_the_exercises_gradients_on_under_its_names(rng):
    model = build_autoencoder(rng, segments.BANDS, 5)
    batch = data.draw_segments(rng, [data.draw_voice(rng)], 4)
    loss, gradients, state = model.loss_and_gradients(batch)
    assert state is None
    assert gradients.keys() == model.params.keys()
    for name, gradient in gradients.items():
        step = np.zeros_like(gradient)
        step.flat[-1] = 1e-6
        up, down = (
            model.with_params(
                {**model.params, name: model.params[name] + sign * step}
            ).loss_and_gradients(batch)[0]
            for sign in (1, -1)
        )
        # central difference, eps=1e-6, float64
        assert gradient.flat[-1] == pytest.approx((up - down) / 2e-6, abs=1e-8), name
    assert model.count == sum(value.size for value in model.params.values())
    assert loss == pytest.approx(model.loss_and_gradients(batch)[0], abs=0)


def test_a_float32_network_computes_in_float32(rng):
    model = build_autoencoder(rng, segments.BANDS, 5, np.float32)
    batch = data.draw_segments(rng, [data.draw_voice(rng)], 4)
    _, gradients, _ = model.loss_and_gradients(batch)
    assert {value.dtype for value in gradients.values()} == {np.dtype(np.float32)}
    assert model.codes(batch).dtype == np.float32


def test_the_network_learns_a_few_sentences_by_heart(rng):
    model = build_autoencoder(rng, len(data.ROLE_WORDS), 16)
    batch = next(data.role_batches(rng, 4))
    losses = train(model, repeat(batch), 150, 0.02, progress=False).losses
    assert losses[-1] < 0.25 * losses[0]


def test_what_is_rebuilt_is_what_the_loss_compares(rng):
    model = build_autoencoder(rng, len(data.ROLE_WORDS), 7)
    batch = next(data.role_batches(rng, 6))
    written = texts.rebuilt(model, batch)
    inside = np.arange(len(batch.x))[:, None] < batch.lengths
    error = ((written - batch.x) ** 2).mean(axis=2)[inside].mean()
    assert model.loss_and_gradients(batch)[0] == pytest.approx(error, rel=1e-12)


def test_a_probe_reads_what_is_there_and_guesses_where_nothing_is(rng):
    classes = rng.integers(8, size=200)
    there = np.eye(8)[classes] @ rng.normal(size=(8, 12))
    scores = texts.probe(there, classes)(there)
    other = (classes + 1 + rng.integers(7, size=200)) % 8
    assert texts.share_right(scores, -scores, classes, other) == 1
    same = np.zeros((200, 12))
    assert texts.share_right(same, same, classes, other) == 0.5


@pytest.mark.parametrize("seed", range(3))
def test_no_function_of_a_bag_can_tell_an_event_from_its_twin(seed):
    rng = np.random.default_rng(seed)
    told = texts.draw_told(rng, True, 30)
    turned = [(event.turned(), manner) for event, manner in told]
    one, other = (texts.bag(texts.sentences(side)) for side in (told, turned))
    np.testing.assert_array_equal(one, other)


def test_first_noun_agent_and_patient_are_named_right(rng):
    told = texts.draw_told(rng, False, 50)
    sentences = [data.tell(event, **manner) for event, manner in told]
    first = [next(w for w in words if w in data.ACTORS) for words in sentences]
    assert [data.ACTORS[k] for k in texts.nouns(told, "first")] == first
    assert [data.ACTORS[k] for k in texts.nouns(told, 0)] == [e.agent for e, _ in told]


def test_average_precision_is_that_of_its_definition(rng):
    store = data.draw_segments(rng, [data.draw_voice(rng)], 24)
    asked = data.draw_segments(rng, [data.draw_voice(rng)], 5)
    order = np.array([rng.permutation(24) for _ in range(5)])
    got = spoken.precision(order, asked, store)
    averages, tens = [], []
    for q, word in enumerate(asked.words):
        hits = [store.words[m] == word for m in order[q]]
        at = [sum(hits[: k + 1]) / (k + 1) for k in range(24) if hits[k]]
        averages.append(np.mean(at))
        tens.append(np.mean(hits[:10]))
    assert got["average"] == pytest.approx(np.mean(averages), rel=1e-12)
    assert got["at_ten"] == pytest.approx(np.mean(tens), rel=1e-12)


def test_warping_finds_the_cheapest_of_all_ways(rng):
    """Against a search through all monotone ways, one pair of segments at a time."""

    def cheapest(away, s, t):
        if (s, t) == (0, 0):
            return away[0, 0]
        before = [(s - 1, t - 1), (s - 1, t), (s, t - 1)]
        return away[s, t] + min(cheapest(away, *p) for p in before if min(p) >= 0)

    frames = [rng.uniform(0, 1, (length, segments.BANDS)) for length in (4, 3, 5)]
    store = data.pad_segments(frames)
    query = rng.uniform(0, 1, (4, segments.BANDS))
    got = spoken.warped_similarity(query, store)
    for n, other in enumerate(frames):
        away = 1 - spoken.unit(query) @ spoken.unit(other).T
        best = cheapest(away, len(query) - 1, len(other) - 1)
        assert got[n] == pytest.approx(-best / (len(query) + len(other)), rel=1e-12)


def test_a_segment_that_is_stretched_stays_itself_for_warping_and_squeezing(rng):
    frames = rng.uniform(0, 1, (6, segments.BANDS))
    stretched = np.repeat(frames, 2, axis=0)
    store = data.pad_segments([stretched])
    assert spoken.warped_similarity(frames, store)[0] == pytest.approx(0, abs=1e-12)
    line = np.linspace(0, 1, 5)[:, None] * np.ones(segments.BANDS)
    finer = np.linspace(0, 1, 9)[:, None] * np.ones(segments.BANDS)
    short, long = spoken.squeezed(data.pad_segments([line, finer]))
    np.testing.assert_allclose(short, long, atol=1e-12)


def test_averaged_frames_do_not_see_padding(rng):
    batch = data.draw_segments(rng, [data.draw_voice(rng)], 12)
    for n, mean in enumerate(spoken.averaged(batch)):
        np.testing.assert_allclose(mean, batch.x[: batch.lengths[n], n].mean(axis=0))


def test_two_dimensions_are_those_that_keep_most_of_the_spread(rng):
    vectors = rng.normal(size=(30, 5)) * (5, 3, 1, 0.5, 0.1)
    kept = spoken.in_two_dimensions(vectors).var(axis=0)
    values = np.linalg.eigvalsh(np.cov(vectors.T, ddof=0))[::-1]
    np.testing.assert_allclose(kept, values[:2], rtol=1e-9)
    assert all(a > b for a, b in pairwise(kept))


def test_an_encoders_cost_is_counted_from_its_matrices(rng):
    batch = data.draw_segments(rng, [data.draw_voice(rng)], 12)
    cost = spoken.multiplications(batch, batch)
    model = build_autoencoder(rng, segments.BANDS, spoken.HIDDEN)
    W_x, W_h, _ = model.part("encoder")
    frames = batch.lengths.mean()
    assert cost["encoding"] == pytest.approx(frames * (W_x.size + W_h.size))
    assert cost["warping"] == pytest.approx(frames**2 * segments.BANDS)
