"""Data generators: legal, repeatable, with the statistics that the papers assume."""

from collections import Counter
from itertools import islice

import numpy as np
import pytest

from rnn_core import data
from rnn_core.data import EMBEDDED_REBER, REBER, SYMBOLS, agreement


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("grammar", [REBER, EMBEDDED_REBER])
def test_drawn_strings_are_legal(grammar):
    source = rng()
    strings = [data.draw_string(source, grammar) for _ in range(300)]
    assert all(data.is_legal(string, grammar) for string in strings)


@pytest.mark.parametrize("string", ["BTXSE", "BPVVE", "BTSSXXTVVE", "BPTVPXVVE"])
def test_known_reber_strings_are_legal(string):
    assert data.is_legal(string, REBER)
    assert data.is_legal(f"BT{string}TE")
    assert data.is_legal(f"BP{string}PE")


@pytest.mark.parametrize(
    "string", ["", "BTXS", "BTXSEE", "TXSE", "BTXSEB", "BTXTE", "BTQSE"]
)
def test_other_strings_are_not_legal(string):
    assert not data.is_legal(string, REBER)


def test_the_long_range_symbol_must_repeat_the_second_one():
    assert data.is_legal("BTBTXSETE")
    assert not data.is_legal("BTBTXSEPE")


def test_both_branches_are_equally_frequent():
    source = rng(1)
    second = Counter(data.draw_string(source)[1] for _ in range(4000))
    # 6 sigma of a binomial of 4000 draws is 190
    assert abs(second["T"] - second["P"]) < 2 * 190


def test_string_lengths_have_the_expected_mean():
    source = rng(2)
    lengths = [len(data.draw_string(source)) for _ in range(4000)]
    assert min(lengths) == 9
    # the states form a Markov chain: 12 symbols on average; sigma of the mean is 0.05
    assert np.mean(lengths) == pytest.approx(expected_length(EMBEDDED_REBER), abs=0.3)


def expected_length(grammar):
    """Solve for the mean number of symbols to the end from each state."""
    system = np.eye(len(grammar))
    for state, successors in enumerate(grammar):
        for after in successors.values():
            if after is not None:
                system[state, after] -= 1 / len(successors)
    return np.linalg.solve(system, np.ones(len(grammar)))[0]


def test_an_illegal_symbol_is_named_with_its_place_and_what_was_expected():
    with pytest.raises(ValueError, match=r"'X' at position 1, expected T or P"):
        data.legal_successors("BXE", REBER)


def test_a_symbol_after_the_end_is_named():
    with pytest.raises(ValueError, match="the string is complete"):
        data.legal_successors("BTXSEB", REBER)


def test_the_long_range_step_reads_the_inner_e_and_predicts_the_second_symbol():
    source = rng(3)
    for _ in range(100):
        string = data.draw_string(source)
        step = data.long_range_step(string)
        assert string[step] == "E"
        assert string[step + 1] == string[1]
        assert data.legal_successors(string)[step] == string[1]


def test_the_long_range_step_of_a_plain_reber_string_is_refused():
    with pytest.raises(ValueError, match="is not an embedded Reber string"):
        data.long_range_step("BTXSE")


def test_a_batch_spells_its_strings():
    batch = data.reber_batch(rng(4), size=6)
    for n, string in enumerate(batch.strings):
        steps = len(string) - 1
        assert batch.mask[:, n].sum() == steps
        assert spell(batch.x[:steps, n].argmax(axis=-1)) == string[:-1]
        assert spell(batch.targets[:steps, n]) == string[1:]


def spell(numbers):
    return "".join(SYMBOLS[number] for number in numbers)


def test_a_batch_is_time_major_one_hot_and_empty_on_padding():
    batch = data.reber_batch(rng(4), size=6)
    T = max(map(len, batch.strings)) - 1
    assert batch.x.shape == batch.legal.shape == (T, 6, 7)
    np.testing.assert_array_equal(batch.x.sum(axis=-1), batch.mask)
    assert not batch.legal[~batch.mask].any()
    assert not batch.mask.all()


def test_legal_marks_exactly_the_successors():
    batch = data.reber_batch(rng(5), size=4)
    for n, string in enumerate(batch.strings):
        for t, successors in enumerate(data.legal_successors(string)[:-1]):
            marked = {SYMBOLS[v] for v in np.flatnonzero(batch.legal[t, n])}
            assert marked == set(successors)


def test_every_target_is_legal():
    batch = data.reber_batch(rng(6), size=32)
    at_target = np.take_along_axis(batch.legal, batch.targets[..., None], axis=-1)
    np.testing.assert_array_equal(at_target[..., 0], batch.mask)


@pytest.mark.parametrize(
    "draw",
    [
        lambda source: data.reber_batch(source, 5),
        lambda source: list(islice(data.continual_batches(source, 3, 8), 2))[1],
        lambda source: data.adding_batch(source, 5, 9),
    ],
    ids=["reber", "continual", "adding"],
)
def test_the_same_seed_gives_the_same_batch_and_another_seed_another(draw):
    np.testing.assert_array_equal(draw(rng(7)).x, draw(rng(7)).x)
    assert not np.array_equal(draw(rng(7)).targets, draw(rng(8)).targets)


def test_windows_of_a_stream_continue_each_other():
    windows = list(islice(data.continual_batches(rng(9), size=2, steps=7), 20))
    for n in range(2):
        text = "".join(window.strings[n] for window in windows)
        assert len(text) == 140
        targets = np.concatenate([window.targets[:, n] for window in windows])
        assert spell(targets)[:-1] == text[1:]
        # E is followed by B only where one string ends and the next begins
        whole = text[: text.rindex("EB") + 1].replace("EB", "E B").split()
        assert len(whole) > 5
        assert all(data.is_legal(string) for string in whole)


def test_in_a_stream_b_is_legal_after_the_last_e():
    window = next(data.continual_batches(rng(10), size=1, steps=60))
    end = window.strings[0].index("EB")
    np.testing.assert_array_equal(np.flatnonzero(window.legal[end, 0]), [0])
    assert window.targets[end, 0] == SYMBOLS.index("B")


def test_scores_that_put_legal_symbols_on_top_make_no_mistake():
    batch = data.reber_batch(rng(11), size=8)
    assert not data.reber_mistakes(batch.legal * 1.0, batch).any()


def test_undecided_or_undefined_scores_are_mistakes_wherever_a_step_counts():
    batch = data.reber_batch(rng(11), size=8)
    for value in (0.0, np.nan):
        mistakes = data.reber_mistakes(np.full(batch.x.shape, value), batch)
        np.testing.assert_array_equal(mistakes, batch.mask)


def test_scores_of_another_shape_are_refused():
    batch = data.reber_batch(rng(11), size=8)
    with pytest.raises(ValueError, match=r"expected \(T, N, V\)"):
        data.reber_mistakes(batch.x[1:], batch)


def test_an_unknown_symbol_cannot_be_encoded():
    with pytest.raises(ValueError, match=r"\['Q'\], expected only symbols of BTPSXVE"):
        data.one_hot("BQE")


def test_adding_sums_the_two_marked_numbers_one_in_each_half():
    batch = data.adding_batch(rng(12), size=40, steps=11)
    values, markers = batch.x[..., 0], batch.x[..., 1]
    assert batch.x.shape == (11, 40, 2)
    np.testing.assert_array_equal(markers[:5].sum(axis=0), 1)
    np.testing.assert_array_equal(markers[5:].sum(axis=0), 1)
    np.testing.assert_allclose(batch.targets[:, 0], (values * markers).sum(axis=0))
    assert set(np.unique(markers)) == {0, 1}


def test_markers_reach_every_position():
    markers = data.adding_batch(rng(13), size=2000, steps=9).x[..., 1]
    assert (markers.sum(axis=1) > 0).all()


def test_always_answering_one_costs_the_baseline():
    targets = data.adding_batch(rng(14), size=200_000, steps=4).targets
    # (u + v - 1)^2 has variance 7/180: 6 sigma of the mean of 200,000 is 0.0027
    assert np.mean((targets - 1) ** 2) == pytest.approx(data.ADDING_BASELINE, abs=0.003)


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: data.reber_batch(42, 3), TypeError, r"default_rng\(seed\)"),
        (
            lambda: data.reber_batch(rng(), 0),
            ValueError,
            "size is 0, expected at",
        ),
        (
            lambda: data.reber_batch(rng(), 2.5),
            TypeError,
            "size is 2.5, expected",
        ),
        (lambda: data.adding_batch(rng(), 3, 1), ValueError, "steps is 1, expected at"),
        (lambda: data.adding_batch(None, 3, 9), TypeError, "rng is None"),
        (lambda: data.continual_batches(None, 3, 9), TypeError, "rng is None"),
        (lambda: data.continual_batches(rng(), 3, 0), ValueError, "steps is 0"),
    ],
)
def test_a_bad_argument_is_named(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_endless_batches_differ_from_each_other():
    reber = data.reber_batches(rng(15), size=3)
    adding = data.adding_batches(rng(15), size=3, steps=6)
    for batches in (reber, adding):
        assert not np.array_equal(next(batches).targets, next(batches).targets)


def test_a_story_says_he_or_she_and_names_its_thing_again():
    stories = data.stories(rng(), 200).split(". ")
    assert stories.pop() == ""
    for first, second in zip(stories[::2], stories[1::2], strict=True):
        name, *_, thing = first.split()
        pronoun, *_, again = second.split()
        assert (pronoun, again) == (data.NAMES[name], thing)
        assert thing in data.THINGS


def test_every_third_bit_of_the_stream_follows_from_the_two_before_it():
    bits = data.xor_stream(rng(), 3000).reshape(-1, 3)
    assert (bits[:, 0] ^ bits[:, 1] == bits[:, 2]).all()
    # each bit alone is a fair coin: 6 sigma of 3000 draws is 164
    assert (abs(bits.sum(axis=0) - 1500) < 164).all()
    with pytest.raises(ValueError, match="triples"):
        data.xor_stream(rng(), 0)


def test_the_verb_agrees_with_the_noun_and_not_with_those_between():
    source, singular = rng(), {"cat", "dog", "child", "girl"}
    between = set()
    for _ in range(200):
        words = agreement.draw_sentence(source, 3)
        assert len(words) == 2 + agreement.distance(3) + 2
        assert words[-2] == ("was" if words[1] in singular else "were")
        between.add((words[-2], words[-3]))
    caught = {*agreement.CAUGHT[0], *agreement.CAUGHT[1]}
    assert between == {(verb, noun) for verb in agreement.VERBS for noun in caught}


def test_agreement_is_scored_at_the_verb_alone():
    batch = data.agreement_batch(rng(), 30, 2)
    right = np.eye(len(agreement.WORDS))[batch.targets]
    assert data.agreement_accuracy(right, batch) == 1
    assert data.agreement_accuracy(-right, batch) == 0
    right[:-2], right[-1] = 0, 0  # nothing known elsewhere
    assert data.agreement_accuracy(right, batch) == 1
    assert next(data.agreement_batches(rng(), 4, 0)).x.shape[:2] == (3, 4)


def test_the_order_of_two_symbols_is_the_class():
    batch = data.temporal_order_batch(rng(), 400, 50)
    symbols = batch.x.argmax(axis=-1)  # (T, N)
    where = [np.flatnonzero(column < 2) for column in symbols.T]
    assert all(len(w) == 2 and 5 <= w[0] < 10 and 20 <= w[1] < 25 for w in where)
    for n, places in enumerate(where):
        assert data.ORDERS[batch.targets[n]] == "".join(
            "AB"[s] for s in symbols[places, n]
        )
    assert set(Counter(batch.targets.tolist())) == {0, 1, 2, 3}
