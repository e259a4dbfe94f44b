"""Proof 1: full marks for references, none for stubs, each wrong answer as declared."""

import itertools

import pytest
from built_checks import all_checks

from autograder import hidden, sources
from rnn_core import catalogue
from rnn_core.checking import visible_report
from rnn_core.checks_runtime import run_checks
from rnn_core.codec import encode
from rnn_core.fingerprints import same

SEED = 7
# hidden inputs are drawn afresh from each; one is enough after every change
for_seeds = pytest.mark.parametrize(
    "seeds",
    [(SEED,), pytest.param((hidden.SEED, 1, 10, 14), marks=pytest.mark.slow)],
    ids=["one seed", "more seeds"],
)


def run(suite, fn, seed=SEED):
    checks = all_checks(suite.name, seed)
    return run_checks(checks, suite.signature, fn, suite.hints)


@for_seeds
def test_the_reference_passes_every_check(suite, seeds):
    for seed in seeds:
        failed = [r for r in run(suite, suite.reference, seed) if not r.passed]
        assert not failed


def test_the_untouched_stub_earns_nothing(suite):
    scope = {}
    exec(sources.stub_source(suite.name), scope)
    assert not any(r.passed for r in run(suite, scope[suite.name]))


def test_every_exercise_has_visible_and_hidden_checks_with_points(suite):
    assert suite.points(hidden=False) > 0
    assert suite.points(hidden=True) > 0
    assert all(spec.points > 0 for spec in suite.checks)


def test_every_exercise_has_enough_wrong_answers(suite):
    minutes = catalogue.find(suite.name)["minutes"]
    assert len(suite.wrong_answers) >= (4 if minutes > 15 else 2)


@for_seeds
def test_a_wrong_answer_fails_what_it_declares_and_reads_its_own_hint_there(
    wrong, seeds
):
    suite = sources.suite(wrong.exercise)
    for seed in seeds:
        failed = [r for r in run(suite, wrong.fn, seed) if not r.passed]
        assert {r.id for r in failed} == wrong.fails, seed
        assert {r.hint for r in failed} == {wrong.hint}, seed


def test_a_wrong_answer_that_shows_in_visible_checks_is_named_to_the_student(wrong):
    report = visible_report(wrong.exercise, wrong.fn)
    visible = {
        spec.id for spec in sources.suite(wrong.exercise).checks if not spec.hidden
    }
    hints = {r.hint for r in report.results if not r.passed}
    assert hints == ({wrong.hint} if visible & wrong.fails else set())


def test_no_two_wrong_answers_share_all_fingerprints(suite):
    checks = suite.build(hidden=False)
    for a, b in itertools.combinations(suite.wrong_answers, 2):
        assert not all(_alike(check, a.id, b.id) for check in checks), (a.id, b.id)


def _alike(check, a, b):
    if (a in check.wrong) != (b in check.wrong):
        return False
    return a not in check.wrong or all(
        x == y if isinstance(x, str) or isinstance(y, str) else same(x, y)
        for x, y in zip(check.wrong[a], check.wrong[b], strict=True)
    )


def test_a_hint_is_a_sentence_and_belongs_to_one_wrong_answer(suite):
    hints = [wrong.hint for wrong in suite.wrong_answers]
    assert len(set(hints)) == len(hints)
    assert all(hint.endswith((".", "?")) and len(hint) > 30 for hint in hints)


def test_visible_checks_as_data_are_the_ones_the_suite_builds(suite):
    stored = catalogue.find(suite.name)["checks"]
    built = suite.build(hidden=False)
    assert [c["id"] for c in stored] == [c.id for c in built]
    for data, check in zip(stored, built, strict=True):
        assert [c["args"] for c in data["cases"]] == [
            encode(list(case.args), 12) for case in check.cases
        ]


def test_hidden_inputs_depend_on_the_seed(suite):
    first, second = (
        [encode(list(c.args)) for check in suite.build(True, seed) for c in check.cases]
        for seed in (1, 2)
    )
    assert first != second


@pytest.mark.parametrize("hidden", [False, True])
def test_the_same_seed_gives_the_same_inputs(suite, hidden):
    first, second = (
        [encode(list(c.args)) for check in suite.build(hidden, 3) for c in check.cases]
        for _ in range(2)
    )
    assert first == second
