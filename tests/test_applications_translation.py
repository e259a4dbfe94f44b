"""Chapter 7, translation: the grammar, the dates, the network, the demo."""

import datetime
import re

import numpy as np
import pytest

import rnn_core
from rnn_core.data import dates, translation
from rnn_core.data.pairs import START, STOP, Lexicon, pair_batch, pair_batches
from rnn_core.demos import hypotheses
from rnn_core.networks.scores import bleu, exact_match, word_accuracy
from rnn_core.networks.translation import build_translator
from rnn_core.properties import TiedHypotheses
from rnn_core.rnn import cross_entropy
from rnn_core.trace import trace
from solutions.applications import reference
from solutions.applications.results.dates import by_the_rule, form_of
from solutions.applications.results.translators import commonest

TENSES = {"昨天": "past", "上周": "past", "每天": "present"} | dict.fromkeys(
    ("明天", "下周"), "future"
)


@pytest.fixture(autouse=True)
def _reference():
    with rnn_core.mode("reference"):
        yield


@pytest.fixture
def rng():
    return np.random.default_rng(3)


@pytest.fixture
def pairs(rng):
    return translation.draw_pairs(rng, 600)


def test_all_words_of_the_grammar_are_known_and_occur(rng):
    seen = [set(), set()]
    for _ in range(4000):
        for words, sentence in zip(seen, translation.draw_pair(rng), strict=True):
            words.update(sentence)
    assert [tuple(sorted(words)) for words in seen] == list(translation.grammar_words())


def test_a_counted_noun_has_its_own_measure_word(pairs):
    classifiers = {}
    for nouns, _ in translation.KINDS:
        classifiers |= dict(nouns.values())
    counted = 0
    for _, target in pairs:
        for k, word in enumerate(target):
            if word not in ("一", "两", "三"):
                continue
            noun = next(w for w in target[k:] if w in classifiers)
            assert target[k + 1] == classifiers[noun]
            counted += 1
    assert counted > 500


def test_the_english_verb_agrees_and_time_tense_and_negation_fit(pairs):
    for source, target in pairs:
        tense = TENSES.get(target[0])
        future, past = "will" in source, "did" in source or "了" in target
        if tense:
            assert (future, past) == (tense == "future", tense == "past")
        assert ("会" in target) == future
        assert ("没" in target) == ("did" in source)
        assert ("不" in target or "没" in target) == ("not" in source)
        assert not {"没", "了"} <= set(target)
        if "does" in source or "do" in source:
            assert ("do" in source) == (source[0] in ("two", "three"))
        assert not re.search(r"\ba old\b|\ban [^o]", " ".join(source))


def test_drawn_pairs_differ_and_keep_to_the_bounds(rng):
    found = translation.draw_pairs(rng, 300, longest=9, shortest=7)
    assert len(set(found)) == 300
    assert {len(source) for source, _ in found} == {7, 8, 9}


def test_word_for_word_is_right_only_where_order_and_words_are_plain(pairs):
    said = [translation.word_for_word(source) for source, _ in pairs]
    wanted = [target for _, target in pairs]
    assert 0 < exact_match(said, wanted) < 0.2
    assert translation.word_for_word(("the", "old", "car")) == ("老", "车")


def test_every_written_date_is_that_date(rng):
    for text, iso in dates.draw_dates(rng, 400):
        date = datetime.date.fromisoformat(iso)
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        assert date.day in numbers
        assert numbers[-1] in (date.year, date.year % 100)
        if numbers[-1] < 100:
            assert 1950 <= date.year < 2050
        months = [k for k, m in enumerate(dates.SHORT, 1) if re.search(rf"\b{m}", text)]
        assert months == [date.month] or numbers[1] == date.month
        for day in dates.DAYS:
            assert (day in text) <= (date.strftime("%A") == day)
        assert set(dates.date_symbols(text)) <= set(dates.DATE_SYMBOLS)
        assert "".join(dates.date_symbols(text)) == text.replace(" ", "")


def test_ordinals_have_the_right_ending():
    said = [dates.written(datetime.date(2026, 1, d), "{day}{th}") for d in range(1, 32)]
    odd = {"1st", "2nd", "3rd", "21st", "22nd", "23rd", "31st"}
    assert {text for text in said if not text.endswith("th")} == odd


def test_no_date_comes_twice_and_common_forms_are_common(rng):
    drawn = dates.draw_dates(rng, 4000)
    assert len({iso for _, iso in drawn}) == 4000
    counts = np.bincount([form_of(text) for text, _ in drawn], minlength=8)
    shares = np.array([share for _, share in dates.FORMS])
    wanted = 4000 * shares / shares.sum()
    # "May 3, 2001" is written alike in two forms: a twelfth of the third moves
    wanted[0], wanted[2] = wanted[0] + wanted[2] / 12, wanted[2] * 11 / 12
    assert (abs(counts - wanted) < 5 * np.sqrt(wanted)).all()


def test_the_rule_reads_its_form_and_no_other(rng):
    read = [(by_the_rule(text), iso, text) for text, iso in dates.draw_dates(rng, 500)]
    assert all(said in ("", iso) for said, iso, _ in read)
    assert all((said != "") == (form_of(text) == 0) for said, _, text in read)


def test_a_batch_is_padded_and_its_mask_ends_with_the_first_stop(rng, pairs):
    lexicon = Lexicon(*translation.grammar_words())
    batch = pair_batch(pairs[:5], lexicon)
    for n, (source, target) in enumerate(pairs[:5]):
        words = [lexicon.source[k] for k in batch.x[: batch.lengths[n], n]]
        assert tuple(words) == source
        said = batch.targets[batch.mask[:, n], n]
        assert lexicon.write(said) == target
        assert said[-1] == STOP
        assert (said[:-1] > START).all()
        assert batch.mask[:, n].sum() == len(target) + 1


def test_batches_use_every_pair_once_before_any_twice(rng, pairs):
    lexicon = Lexicon(*translation.grammar_words())
    batches, seen = pair_batches(pairs, lexicon, rng, 50), []
    for _ in range(12):
        batch = next(batches)
        for n in range(50):
            seen.append(tuple(batch.x[: batch.lengths[n], n]))
    assert sorted(seen) == sorted(tuple(lexicon.read(source)) for source, _ in pairs)


@pytest.fixture
def small(rng):
    lexicon = Lexicon(("p", "q", "r"), ("u", "v"))
    model = build_translator(lexicon, 3, 4, rng, dtype=np.float64)
    batch = pair_batch([("pqr", "uv"), ("q", "vvu"), ("rp", "u")], lexicon)
    return model, batch


def test_the_translators_gradients_are_the_numeric_ones(small):
    model, batch = small
    _, grads, _ = model.loss_and_gradients(batch)
    assert set(grads) == set(model.params)
    for name, value in model.params.items():
        numeric = np.zeros_like(value)
        for where in np.ndindex(value.shape):
            ends = []
            for eps in (1e-6, -1e-6):
                moved = value.copy()
                moved[where] += eps
                shifted = model.with_params({**model.params, name: moved})
                ends.append(shifted.loss_and_gradients(batch)[0])
            numeric[where] = (ends[0] - ends[1]) / 2e-6
        # central differences of step 1e-6 keep nine digits
        np.testing.assert_allclose(grads[name], numeric, rtol=0, atol=1e-8)


def test_step_by_step_a_translator_gives_the_probabilities_of_its_training(small):
    model, batch = small
    logits, _ = model.run(batch)
    total = 0.0
    for n in range(3):
        state = model.code(batch.x[: batch.lengths[n], n])
        last = START
        for k in batch.targets[batch.mask[:, n], n]:
            state, log_p = model.step(state, last)
            total, last = total + log_p[k], k
    loss, _ = cross_entropy(logits, batch.targets, batch.mask)
    np.testing.assert_allclose(-total / batch.mask.sum(), loss, rtol=1e-9)


def test_scores_by_hand():
    said, wanted = [("a", "b", "c"), ("a",)], [("a", "c", "c"), ("a",)]
    assert exact_match(said, wanted) == 0.5
    assert word_accuracy(said, wanted) == 3 / 4
    assert word_accuracy([("a",)], [("a", "b")]) == 1 / 2
    assert bleu(wanted, wanted, longest=1) == 1
    # one of two pairs, three of four words, as long as wanted
    assert bleu(said, wanted, 1) == pytest.approx(3 / 4)
    twice = [("the", "the", "the")], [("the", "cat", "sat")]
    assert bleu(*twice, longest=1) == pytest.approx(1 / 3)  # counted once
    assert bleu([("a", "b")], [("a", "b", "c", "d")], 2) == pytest.approx(np.exp(-1))


def test_the_commonest_symbols_end_where_most_have_ended():
    assert commonest([(0, "ab"), (0, "cb"), (0, "abc")]) == ("a", "b")


def test_a_traced_function_returns_a_tuple_where_the_function_did():
    program = trace(lambda x, y: (x + y, x * y), 1.0, 2.0)
    assert program(3.0, 4.0) == (7.0, 12.0)
    named = trace(lambda x: {"double": 2 * x, "half": x / 2}, 1.0)
    assert named(3.0) == {"double": 6.0, "half": 1.5}


TIED = TiedHypotheses((-1.0, -1.0), (((2,), -1.0), ((3,), -1.0), ((4, 5), -2.0)))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([([2], -1.0), ([3], -1.0)], None),
        ([([3], -1.0), ([2], -1.0)], None),
        ([(np.array([3]), np.float32(-1)), ((2,), -1)], None),
        ([([2], -1.0), ([2], -1.0)], "twice"),
        ([([2], -1.0)], "1 sentences"),
        ([([2], -1.0), ([4, 5], -2.0)], "other sentences"),
        ([([2], -1.0), ([3], -1.5)], "score"),
        ([([2], -1.0), ([7], -1.0)], "no sentence"),
        ([2, 3], "type"),
        (None, "type"),
        ([([2], -1.0), ([3], np.nan)], "score"),
    ],
)
def test_tied_hypotheses_are_taken_in_any_order_and_nothing_else(found, kind):
    mismatch = TIED.mismatch(found, "hypotheses")
    assert (mismatch and mismatch.kind) == kind


def test_the_demos_table_holds_probabilities_and_no_two_tie():
    P = np.exp(hypotheses.LOG_P)
    np.testing.assert_allclose(P.sum(axis=1), 1, atol=1e-9)
    for row in hypotheses.LOG_P[1:]:
        likely = row[row > np.log(1e-9)]
        assert len(np.unique(likely.round(9))) == len(likely)


def test_the_demo_notes_what_the_search_kept():
    for width in range(1, hypotheses.PLACES + 1):
        columns = hypotheses.branches(
            hypotheses.search(hypotheses.LOG_P, width), hypotheses.LOG_P
        )
        done = {b[0] for r in columns for b in r if b[2] and b[0][-1] == STOP}
        found = reference.beam_search(
            lambda _, k: (None, hypotheses.LOG_P[k]), None, START, STOP, width, 4
        )
        assert done == {(*said, STOP) for said, _ in found}
        for column in columns:
            assert sum(stays for _, _, stays in column) <= width
            for said, total, _ in column:
                assert total == pytest.approx(hypotheses.score(said, hypotheses.LOG_P))


def test_without_a_search_the_demo_draws_no_tree():
    with rnn_core.mode("student"):
        assert hypotheses.search(hypotheses.LOG_P, 2) == []
