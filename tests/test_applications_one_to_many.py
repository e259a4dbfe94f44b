"""Chapter 7, captions, music and questions: data by rule, demo, experiments' parts."""

import json
import re
from collections import Counter
from itertools import chain as chained

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.data import melodies, pictures, questions
from rnn_core.demos import melody_player
from rnn_core.demos.framework import DemoError
from rnn_core.demos.melody_drawing import PHRASE_NAMES, sounding
from rnn_core.demos.melody_player import MELODY_PLAYER, RECORD, STORED, steps_of
from rnn_core.program import run
from solutions.applications.results import captions, music
from solutions.applications.results import questions as asked
from solutions.applications.train_melody_player import NAMES, TARGET


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


@pytest.fixture
def rng():
    return np.random.default_rng(21)


# pictures


def test_a_caption_is_read_as_the_scene_it_describes_from_either_end():
    for scene in pictures.all_scenes():
        for turned in (False, True):
            words = pictures.describe_scene(scene, turned)
            assert pictures.read_caption(words) == scene
            assert len(words) < pictures.CAPTION_STEPS


def test_no_two_scenes_have_a_caption_in_common():
    captions_of = Counter(
        " ".join(pictures.describe_scene(scene, turned))
        for scene in pictures.all_scenes()
        for turned in (False, True)
    )
    assert set(captions_of.values()) == {1}
    assert len(captions_of) == 2 * 1152


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a small red circle",
        "a small red circle left a big blue square",
        "a red small circle left of a big blue square",
        "a small red circle left of a big blue square above a small red circle",
        "small red circle left of a big blue square",
    ],
)
def test_what_is_no_caption_is_not_read(text):
    assert pictures.read_caption(text.split()) is None


def test_the_first_thing_is_painted_left_of_or_above_the_second(rng):
    red, blue = (pictures.Thing("big", c, "square") for c in ("red", "blue"))
    for relation, axis in (("left of", 1), ("above", 0)):
        for _ in range(20):
            picture = pictures.paint_scene(rng, pictures.Scene(red, relation, blue))
            places = [np.argwhere(picture[:, :, k] > 0.5)[:, axis] for k in (0, 2)]
            assert places[0].max() < places[1].min()
            assert [len(np.unique(place)) for place in places] == [6, 6]


def test_the_three_shapes_differ_in_area_and_the_small_ones_are_smaller(rng):
    areas = {}
    for size in pictures.SIZES:
        for shape in pictures.SHAPES:
            thing = pictures.Thing(size, "red", shape)
            dot = pictures.Thing("small", "blue", "square")
            picture = pictures.paint_scene(rng, pictures.Scene(thing, "above", dot))
            areas[size, shape] = int((picture[:, :, 0] > 0.6).sum())
    assert len({areas["small", shape] for shape in pictures.SHAPES}) == 3
    for shape in pictures.SHAPES:
        assert areas["small", shape] < areas["big", shape]


def test_a_captioner_reads_the_word_before_and_nothing_at_first(rng):
    batch = pictures.picture_batch(rng, pictures.all_scenes(), 20)
    assert not batch.x[0].any()
    before = batch.x[1:].argmax(axis=-1)
    np.testing.assert_array_equal(before, batch.targets[:-1])
    for n, scene in enumerate(batch.scenes):
        words = [pictures.CAPTION_WORDS[k] for k in batch.targets[batch.mask[:, n], n]]
        assert words[-1] == "<EOS>"
        assert pictures.read_caption(words[:-1]) == scene


def test_both_things_begin_a_caption_equally_often(rng):
    batch = pictures.picture_batch(rng, pictures.all_scenes()[:1], 1000)
    turned = (batch.targets == pictures.CAPTION_WORDS.index("right")).any(axis=0)
    assert abs(turned.sum() - 500) < 95  # 6 sigma


# the three sets of scenes, and what captions are compared with


def test_training_and_test_have_no_scene_in_common_and_strange_things_stay_away():
    parts = captions.split_scenes()
    assert sorted(chained(*parts.values())) == sorted(pictures.all_scenes())
    for name in ("known", "pairs"):
        kinds = {(t.colour, t.shape) for s in parts[name] for t in (s.first, s.second)}
        assert not kinds & captions.STRANGE
        assert len(kinds) == 10  # all others occur
    assert len(parts["pairs"]) == len(parts["known"]) // 3


def test_blanks_and_captions_are_two_ways_to_write_the_same():
    for scene in pictures.all_scenes()[::7]:
        for turned in (False, True):
            words = pictures.describe_scene(scene, turned)
            assert captions.words_in(captions.blanks_of(words)) == words


def test_in_order_every_caption_begins_with_the_first_thing(rng):
    batch = captions.in_order(pictures.picture_batch(rng, pictures.all_scenes(), 30))
    for n, scene in enumerate(batch.scenes):
        k = batch.targets[batch.mask[:, n], n][:-1]
        words = [pictures.CAPTION_WORDS[word] for word in k]
        assert words == pictures.describe_scene(scene)
    np.testing.assert_array_equal(batch.x[1:].argmax(axis=-1), batch.targets[:-1])


def test_the_nearest_picture_of_a_training_picture_is_itself(rng):
    pool = pictures.picture_batch(rng, pictures.all_scenes(), 50)
    found = captions.nearest(pool, pool.pictures)
    assert captions.share_true(found, pool.scenes) == 1


def test_the_templates_gradients_are_the_numeric_ones(rng):
    model = captions.build_template(rng, width=3)
    model = model.with_params({k: v.astype(float) for k, v in model.params.items()})
    batch = pictures.picture_batch(rng, pictures.all_scenes(), 4)
    batch = batch._replace(pictures=batch.pictures.astype(float))
    _, grads, _ = model.loss_and_gradients(batch)
    assert set(grads) == set(model.params)
    for name, value in model.params.items():
        way = rng.normal(size=value.shape)
        moved = [
            model.with_params({**model.params, name: value + eps * way})
            for eps in (1e-5, -1e-5)
        ]
        up, down = (m.loss_and_gradients(batch)[0] for m in moved)
        slope = (up - down) / 2e-5
        assert slope == pytest.approx((grads[name] * way).sum(), abs=1e-6), name


# melodies


def test_every_melody_repeats_its_opening_and_comes_home(rng):
    for _ in range(300):
        melody = melodies.draw_melody(rng)
        assert len(melody) == melodies.PHRASE * melodies.PHRASES
        assert melodies.repeats(melody)
        assert melodies.returns(melody)
        assert melody[0] != melodies.HOLD
        held = melody[: 3 * melodies.PHRASE] == melodies.HOLD
        assert not (held[:-1] & held[1:]).any()  # before the end, one step at most
        last = [k for k in melody if k != melodies.HOLD][-1]
        assert melodies.PITCHES[last] == "C"


def test_half_of_the_returns_are_varied(rng):
    drawn = [melodies.draw_melody(rng) for _ in range(1000)]
    same = sum(np.array_equal(m[:5], m[24:29]) for m in drawn)
    assert abs(same - 500) < 95  # 6 sigma


def test_a_melody_that_bends_one_note_of_the_opening_does_not_repeat_it(rng):
    melody = melodies.draw_melody(rng)
    bent = melody.copy()
    bent[8] = (bent[8] + 1) % len(melodies.PITCHES)
    assert not melodies.repeats(bent)
    bent = melody.copy()
    bent[24], bent[25] = (bent[24] + 1) % 11, (bent[25] + 1) % 11
    assert not melodies.returns(bent)


def test_a_chain_of_first_order_has_the_frequencies_of_its_melodies(rng):
    read = np.stack([melodies.draw_melody(rng) for _ in range(300)], axis=1)
    chain = music.Chain(read, 1)
    for before in (0, 5, melodies.HOLD):
        rows, columns = np.nonzero(read[:-1] == before)
        after = np.bincount(read[rows + 1, columns], minlength=melodies.NOTES) + 0.5
        np.testing.assert_allclose(chain.p[before], after / after.sum())


def test_a_chain_that_has_counted_one_melody_composes_it_again(rng):
    melody = np.arange(melodies.NOTES)[np.arange(music.LENGTH) % melodies.NOTES]
    read = np.repeat(melody[:, None], 20_000, axis=1)
    chain = music.Chain(read, 2)
    np.testing.assert_array_equal(chain.compose(rng, 1)[:, 0], melody)
    assert chain.perplexity(read[:, :1]) == pytest.approx(1, abs=1e-2)


# questions


def answer_by_thinking(story):
    """Keep book of the story, sentence by sentence, on another road."""
    place, keeper = {}, {}
    for who, verb, _, what in story.sentences:
        if verb == "enters":
            place[who] = what
            for thing, holder in keeper.items():
                if holder == who:
                    place[thing] = what
        elif verb == "takes":
            keeper[what] = who
            place[what] = place.get(who)
        else:
            del keeper[what]
    return place[story.question[-2]]


@pytest.mark.parametrize("draw", [questions.draw_walks, questions.draw_carried])
def test_the_answer_follows_from_the_story(draw, rng):
    for _ in range(500):
        story = draw(rng, 2 + int(rng.integers(7)))
        assert story.answer == answer_by_thinking(story)
        assert all(len(sentence) == 4 for sentence in story.sentences)


def test_the_supports_alone_give_the_answer(rng):
    for _ in range(300):
        story = questions.draw_walks(rng, 6)
        (k,) = story.supports
        assert story.sentences[k][0] == story.question[2]
        assert story.sentences[k][3] == story.answer
        story = questions.draw_carried(rng, 6)
        one, two = (story.sentences[k] for k in story.supports)
        assert one[0] == two[0]  # the same person carries and enters
        assert {story.question[3], story.answer} == {one[3], two[3]}


def test_nothing_is_taken_twice_nor_dropped_by_others(rng):
    for _ in range(300):
        keeper = {}
        for who, verb, _, what in questions.draw_carried(rng, 8).sentences:
            if verb == "takes":
                assert what not in keeper
                keeper[what] = who
            elif verb == "drops":
                assert keeper.pop(what) == who


def test_stories_end_together_with_the_question_by_word_and_by_sentence(rng):
    stories = [questions.draw_walks(rng, n) for n in (2, 5)]
    x = questions.encode_stories(stories, by="word").x
    assert x.shape == (24, 2, len(questions.STORY_WORDS))
    assert not x[:12, 0].any()
    assert (x[:, 1].sum(axis=-1) == 1).all()
    words = [questions.STORY_WORDS[k] for k in x[:, 1].argmax(axis=-1)]
    assert words[-4:] == stories[1].question
    whole = questions.encode_stories(stories).x
    assert whole.shape == (6, 2, len(questions.STORY_WORDS))
    np.testing.assert_array_equal(whole, x.reshape(6, 4, 2, -1).sum(axis=1))


def test_a_bag_of_words_cannot_tell_stories_apart_that_only_differ_in_order(rng):
    story = questions.draw_walks(rng, 5)
    other = story._replace(sentences=story.sentences[::-1])
    weights = {"W": rng.normal(size=(len(questions.STORY_WORDS), 6)), "b": np.zeros(6)}
    y, _ = asked.BagModel(weights).outputs(questions.encode_stories([story, other]).x)
    np.testing.assert_allclose(y[0], y[1])


def test_the_last_place_and_the_distance_are_read_off_the_story():
    story = questions.Story(
        [["mia", "enters", "the", "forest"], ["tom", "enters", "the", "school"]],
        ["where", "is", "mia", "?"],
        "forest",
        (0,),
    )
    assert questions.PLACES[asked.last_place(story)] == "school"
    assert asked.distance(story) == 1


# the demo


def test_the_stored_player_is_small_and_says_how_it_was_made():
    text = STORED.read_text(encoding="utf-8")
    assert TARGET.samefile(STORED)
    assert len(text) < 80_000
    stored = json.loads(text)
    assert stored["made_by"] == "python -m solutions.applications.train_melody_player"
    assert set(stored["weights"]) == set(NAMES)
    assert not re.search(r"\d\.\d{4}", json.dumps(stored["weights"]))


def test_the_stored_weights_reach_what_the_file_says():
    """On melodies of another seed; 6 sigma of a share of 400 is 0.15."""
    model = music.build_model(
        "lstm", 12, melody_player.UNITS, 12, np.random.default_rng(0)
    )
    model = model.with_params(melody_player.WEIGHTS)
    rng = np.random.default_rng(5)
    test = melodies.melody_batch(rng, 400)
    loss = music.cross_entropy(model.run(test.x).outputs, test.targets)[0]
    assert np.exp(loss) == pytest.approx(RECORD["perplexity"], rel=0.03)
    shares = music.structure(music.compose(model, rng, 400))
    assert shares["repeats"] == pytest.approx(RECORD["repeats"], abs=0.15)


def test_the_page_composes_what_the_exercise_composes():
    program = MELODY_PLAYER.traced()
    for which in range(3):
        steps = steps_of(which, opening=(3, None, 5), temperature=1.0)
        expected = MELODY_PLAYER.compute(steps)
        carried = dict(MELODY_PLAYER.start)
        for inputs, outputs in zip(steps, expected, strict=True):
            given = {**inputs, **carried}
            values = [np.asarray(given[n], float) for n in MELODY_PLAYER.inputs]
            got = run(program, *values)
            for name, value in outputs.items():
                np.testing.assert_allclose(got[name], value, rtol=1e-9, atol=1e-12)
            carried = {name: got[of] for name, of in MELODY_PLAYER.carry.items()}


def test_every_step_of_the_player_chooses_exactly_one_note():
    for which in range(melody_player.MELODIES):
        for output in MELODY_PLAYER.compute(steps_of(which, temperature=1.5)):
            assert sorted(output["note"]) == [0.0] * 11 + [1.0]
            assert 0 < output["chance"] <= 1


def test_given_notes_are_taken_and_the_network_goes_on(rng):
    opening = (3, 4, 5, 11, 7)
    melody = melody_player.melody_of(MELODY_PLAYER.compute(steps_of(2, opening)))
    assert tuple(melody[:5]) == opening
    other = melody_player.melody_of(MELODY_PLAYER.compute(steps_of(3, opening)))
    assert melody != other


def test_notes_are_drawn_as_often_as_their_probability_says(rng):
    """The first note at temperature 1, over 4000 uniform numbers; 6 sigma."""
    weights, zeros = melody_player.WEIGHTS, np.zeros((1, melody_player.UNITS))
    model = music.build_model("lstm", 12, melody_player.UNITS, 12, rng)
    scores = model.with_params(weights).run(np.zeros((1, 1, 12))).outputs[0, 0]
    p = np.exp(scores) / np.exp(scores).sum()
    step, counts = MELODY_PLAYER.bound_step(), np.zeros(12)
    given = np.zeros(12)
    for u in (np.arange(4000) + 0.5) / 4000:
        counts += step(given, u, 1.0, np.zeros(12), zeros[0], zeros[0])["note"]
    np.testing.assert_allclose(counts / 4000, p, atol=1e-3)


def test_a_held_step_goes_on_with_the_note_before():
    hold = melodies.HOLD
    assert sounding([hold, 3, hold, 4]) == [
        (None, False),
        (3, True),
        (3, False),
        (4, True),
    ]
    assert len(PHRASE_NAMES) == melodies.PHRASES


def test_a_function_that_returns_no_cache_is_named():
    with rnn_core.mode("student"):
        exercise.register("lstm_cell_forward", lambda *args: np.zeros(3))
        with pytest.raises(DemoError, match="lstm_cell_forward returned"):
            MELODY_PLAYER.compute(MELODY_PLAYER.steps[:1])
        exercise.unregister()
