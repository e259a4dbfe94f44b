"""Stored results: made by the code of today, and what they are said to show."""

import ast
import dataclasses
import inspect
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from autograder import code_hash, experiment, results
from autograder.experiment import (
    Experiment,
    experiments,
    find,
    span,
    stored,
    stored_record,
)
from rnn_core import data, exercise
from rnn_core.models import RecurrentModel, build_model
from rnn_core.training import train
from solutions.lstm import reference as lstm
from solutions.lstm.results import summary
from solutions.lstm.results.continual import HELD_AT_ONE
from solutions.lstm.results.reber import OneStepModel

REGISTERED = experiments()
NAMES = [f"{e.unit}/{e.name}" for e in REGISTERED]
every_experiment = pytest.mark.parametrize("known", REGISTERED, ids=NAMES)


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


def test_the_experiments_of_the_finished_chapters_are_registered():
    expected = {"adding", "continual_reber", "embedded_reber", "speed"}
    assert {f"lstm/{name}" for name in expected} <= set(NAMES)


@every_experiment
def test_stored_numbers_were_made_by_the_code_of_today(known):
    assert known.why_stale() == ""


@every_experiment
def test_the_claim_holds_for_the_stored_numbers_of_all_seeds(known):
    runs = stored(known.unit, known.name)
    assert len(runs) == len(known.seeds)
    assert len(runs) >= (1 if known.alone else 3)
    assert known.claim(runs), f"not so: {known.sentence}"


def test_every_result_file_belongs_to_an_experiment():
    files = set(experiment.BOOK.glob("*/results/*.json"))
    assert files == {known.path for known in REGISTERED}


@pytest.mark.slow
@pytest.mark.timeout(240)
@every_experiment
def test_a_reduced_run_shows_the_claim_and_calls_only_code_that_is_hashed(known):
    called, here = set(), str(code_hash.CHECKOUT)

    def note(frame, event, argument):
        # what a decorator generates has no file
        if event == "call" and frame.f_code.co_filename.startswith(here):
            name = frame.f_code.co_qualname.split(".")[0]
            called.add((frame.f_globals.get("__name__", ""), name))

    sys.setprofile(note)
    try:
        numbers = known.run(known.seeds[0], reduced=True)
    finally:
        sys.setprofile(None)
    assert known.claim([experiment.plain(numbers)]), f"not so: {known.sentence}"
    ours = {
        f"{module}.{name}"
        for module, name in called
        if module.split(".")[0] in code_hash.PACKAGES
        and module not in code_hash.NOT_FOLLOWED
        and not name.startswith("<")  # a lambda at the top of a module
    }
    assert f"{known.run.__module__}.{known.run.__name__}" in ours
    assert ours - code_hash.reached(known.run).keys() == set()


def source_changed(monkeypatch, module, old, new):
    original = inspect.getsource
    changed = []

    def getsource(loaded):
        text = original(loaded)
        if loaded.__name__ == module:
            assert old in text
            changed.append(module)
            return text.replace(old, new)
        return text

    monkeypatch.setattr(code_hash.inspect, "getsource", getsource)
    code_hash._definitions.cache_clear()
    return changed


@pytest.fixture
def _fresh_definitions():
    yield
    code_hash._definitions.cache_clear()


@pytest.mark.usefixtures("_fresh_definitions")
@pytest.mark.parametrize(
    ("module", "old", "new", "counts"),
    [
        ("solutions.lstm.results.adding", "SOLVED = 0.05", "SOLVED = 0.06", True),
        ("solutions.lstm.results.adding", "0.005,", "0.006,", True),
        ("rnn_core.data.adding", "steps // 2", "steps // 3", True),
        ("solutions.lstm.reference.fast", "np.tanh(a_t", "np.sin(a_t", True),
        ("solutions.rnn.reference.losses", "beta1**t)", "beta1)", True),
        ("rnn_core.data.adding", "# (N, 1)", "# one column", False),
        ("rnn_core.data.adding", "Draw a batch of", "Make a batch for", False),
        ("solutions.lstm.reference.memory", "c_prev + i_t", "c_prev - i_t", False),
    ],
)
def test_only_code_that_a_run_reaches_makes_its_numbers_stale(
    monkeypatch, module, old, new, counts
):
    known = find("lstm", "adding")
    before = known.code()
    changed = source_changed(monkeypatch, module, old, new)
    assert (known.code() != before) == counts
    assert changed == [module] or not counts


def test_comments_docstrings_and_layout_do_not_count_but_everything_else_does():
    def form(text):
        return code_hash.normal_form(ast.parse(text))

    plain = form("def f(a):\n    return a + 1\n")
    assert (
        form('def f(a):\n    """Add."""\n\n    return (a  # one\n        + 1)') == plain
    )
    for other in ("a + 2", "a - 1", "b + 1", "a + 1.0", "a + '1'"):
        assert form(f"def f(a):\n    return {other}") != plain
    assert form("def f(a=0):\n    return a + 1") != plain


def test_an_exercises_stub_leads_to_its_reference():
    names = code_hash.reached(find("lstm", "embedded_reber").run)
    assert "solutions.lstm.reference.fast.lstm_layer_forward" in names
    assert "solutions.rnn.reference.losses.adam_step" in names
    assert "solutions.rnn.reference.losses.softmax" not in names


@pytest.mark.parametrize(
    "value", [np.float64(1.0), np.zeros(2), True, None, "1", {1: 2.0}]
)
def test_only_plain_numbers_are_stored(value):
    with pytest.raises(TypeError, match="expected plain numbers"):
        experiment.plain({"a": [1, value]})


def run_tiny(seed, reduced=False):
    return {"twice": 2 * seed, "course": [0.1234567891, float(seed)]}


def tiny(**changes):
    made = Experiment("lstm", "tiny", run_tiny, (0, 1, 2), "Twice as much.", all)
    return dataclasses.replace(made, **changes)


def test_a_written_file_is_current_until_code_or_seeds_change(tmp_path, monkeypatch):
    monkeypatch.setattr(experiment, "BOOK", tmp_path)
    monkeypatch.setattr(code_hash, "PACKAGES", (__name__.split(".")[0],))
    made = tiny()
    assert "is not there. Run: make results" in made.why_stale()
    made.write({s: run_tiny(s) for s in made.seeds}, dict.fromkeys(made.seeds, 1.0))
    assert made.why_stale() == ""
    assert stored("lstm", "tiny")[2] == {"twice": 4, "course": [0.123457, 2.0]}
    record = stored_record("lstm", "tiny")
    assert record["blas_threads"] == 1
    assert record["versions"]["numpy"] == np.__version__
    assert record["seconds"]["1"] == 1.0
    for changed in (tiny(run=plain_run), tiny(seeds=(0, 1))):
        assert changed.why_stale().endswith("Run: make results")


def plain_run(seed, reduced=False):
    return {"twice": 3 * seed}


def test_a_number_that_is_not_finite_is_not_stored(tmp_path, monkeypatch):
    monkeypatch.setattr(experiment, "BOOK", tmp_path)
    made = tiny(seeds=(0,))
    with pytest.raises(ValueError, match="JSON"):
        made.write({0: {"loss": float("nan")}}, {0: 1.0})
    assert not made.path.exists()


@pytest.mark.parametrize("holds", [True, False])
def test_the_command_runs_what_is_stale_and_says_whether_claims_hold(
    tmp_path, monkeypatch, capsys, holds
):
    asked = []

    def claim(runs):
        asked.extend(runs)
        return holds

    made = tiny(claim=claim)
    monkeypatch.setattr(experiment, "BOOK", tmp_path)
    monkeypatch.setattr(results, "experiments", lambda: [made])
    monkeypatch.setattr(results, "find", lambda unit, name: made)
    monkeypatch.setattr(
        results, "ProcessPoolExecutor", lambda n, mp_context: ThreadPoolExecutor(n)
    )
    assert results.main(["--workers", "1"]) == (0 if holds else 1)
    assert asked == [run_tiny(seed) for seed in (0, 1, 2)]
    assert ("DOES NOT HOLD" in capsys.readouterr().out) != holds
    assert results.main([]) == 0  # current now: nothing is run, and nothing asked
    assert len(asked) == 3
    assert "0 of 1" in capsys.readouterr().out
    results.main(["--all", "--workers", "1"])
    assert len(asked) == 6
    results.main(["--list"])
    assert "lstm/tiny: current" in capsys.readouterr().out
    assert json.loads(made.path.read_text("utf-8"))["experiment"] == "tiny"


def test_an_unknown_name_is_answered_with_the_known_ones(capsys):
    assert results.main(["adding", "subtracting"]) == 2
    out = capsys.readouterr().out
    assert "no experiment subtracting; there are: " in out
    assert "continual_reber" in out


def rng(seed=0):
    return np.random.default_rng(seed)


def drop_forget_block(array, H):
    return np.concatenate([array[..., :H], array[..., 2 * H :]], axis=-1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_forget_gate_held_at_one_is_the_lstm_without_it_before_and_after_training(
    dtype,
):
    H = 5
    model = build_model("lstm", 7, H, 7, rng(), forget_bias=HELD_AT_ONE, dtype=dtype)
    batches = data.continual_batches(rng(1), 3, 20)
    trained = train(model, batches, 30, 0.05, carry_state=True, progress=False).model
    x = next(batches).x.astype(dtype)
    for current in (model, trained):
        cache = current.run(x).layer_cache
        assert (cache.f == 1).all()
        W_x, W_h, b = (
            drop_forget_block(current.params[k], H) for k in "W_x W_h b".split()
        )
        h_t = c_t = np.zeros((3, H), dtype)
        for t, x_t in enumerate(x):
            h_t, c_t = lstm.lstm_without_forget_gate(x_t, h_t, c_t, W_x, W_h, b)
            # 20 steps of rounding
            np.testing.assert_allclose(cache.h[t], h_t, atol=100 * np.finfo(dtype).eps)
    forget = slice(H, 2 * H)
    for name in ("W_x", "W_h", "b"):
        before, after = model.params[name], trained.params[name]
        np.testing.assert_array_equal(after[..., forget], before[..., forget])
        assert not np.array_equal(after, before)


def one_step_model():
    made = build_model("rnn", 7, 4, 7, rng())
    return OneStepModel(made.cell, made.readout, made.loss, made.params)


@pytest.mark.parametrize("name", ["W_xh", "W_hh", "b_h", "W_hy", "b_y"])
def test_a_one_step_gradient_holds_the_state_before_each_step_fixed(name):
    model, batch = one_step_model(), data.reber_batch(rng(1), size=3)
    loss, gradients, _ = model.loss_and_gradients(batch)
    h = model.run(batch.x).layer_cache.h
    h_prev = np.concatenate([np.zeros_like(h[:1]), h[:-1]])

    def loss_with_fixed_states(shift):
        params = {key: value.copy() for key, value in model.params.items()}
        params[name].flat[1] += shift
        total = 0.0
        for t in range(len(batch.x)):
            moved = RecurrentModel("rnn", "every", "cross_entropy", params)
            logits = moved.run(batch.x[t : t + 1], (h_prev[t],)).outputs[0]
            log_p = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
            chosen = np.take_along_axis(log_p, batch.targets[t][:, None], axis=-1)
            total -= chosen[batch.mask[t]].sum()
        return total / batch.mask.sum()

    assert loss == pytest.approx(loss_with_fixed_states(0), rel=1e-12)
    step = 1e-5  # central difference, float64
    numeric = loss_with_fixed_states(step) - loss_with_fixed_states(-step)
    assert gradients[name].flat[1] == pytest.approx(numeric / (2 * step), rel=1e-6)
    whole = RecurrentModel.loss_and_gradients(
        build_model("rnn", 7, 4, 7, rng()), batch
    )[1]
    differs = not np.allclose(gradients[name], whole[name])
    assert differs == (name in ("W_xh", "W_hh", "b_h"))


def low_and_high(text):
    return [float(part.replace(",", "")) for part in text.split(" to ")]


def test_what_the_pages_say_in_words_holds_for_the_numbers_that_they_print():
    reber, stream, adding = summary.reber(), summary.stream(), summary.adding()
    assert reber["lstm_ok"] == reber["rnn_ok"] == reber["runs"]  # "in every run"
    assert reber["rnn_one_step_ok"] == 0
    # "learns everything except": nearly half of 256 at one symbol, few elsewhere
    assert low_and_high(reber["rnn_one_step_long_range"])[0] > 60
    assert low_and_high(reber["rnn_one_step_elsewhere"])[-1] <= 3
    at = [float(reber[f"{arm}_at"].replace(",", "")) for arm in ("lstm", "rnn")]
    assert max(at) < 2 * min(at)  # "about as soon"
    assert float(stream["late_with"]) < 0.1
    assert stream["failed"] > stream["coped"] > 0  # "most runs fail"
    assert low_and_high(stream["mem_without"])[0] > 500  # "to the thousands"
    assert low_and_high(stream["use_without"])[-1] < 4  # "the others"
    assert (
        low_and_high(adding["range3"])[-1] > low_and_high(adding["range0"])[0]
    )  # "the ranges overlap"
    assert adding["add_runs"] / 2 <= adding["sooner"] < adding["add_runs"]
    medians = [float(adding[f"med{b}"].replace(",", "")) for b in (-2, 0, 3)]
    assert medians == sorted(medians, reverse=True)
    assert float(adding["rnn_best"]) > 0.05 < float(adding["rnn_end"].split()[0])


def test_the_speed_page_prints_ratios_of_what_was_measured():
    said, sizes = summary.speed(), stored("lstm", "speed")[0]
    assert len(sizes) == 4
    for k, entry in enumerate(sizes.values()):
        plain, fast, torch = (
            entry["milliseconds"][way][0] for way in ("plain", "fast", "torch")
        )
        assert float(said[f"gain{k}"]) == pytest.approx(plain / fast, abs=0.051)
        assert float(said[f"against{k}"]) == pytest.approx(fast / torch, abs=0.051)
    assert said["gain0"] == said["most"]  # "largest for a single sequence"


def test_a_span_names_both_ends_or_the_one_value():
    assert span([3, 1, 2000]) == "1 to 2,000"
    assert span([0, 0]) == "0"
    assert span([0.16, 0.284], 2) == "0.16 to 0.28"
