"""The model and the training loop: gradients, learning, early ends, honest messages."""

import math
from itertools import islice

import numpy as np
import pytest

from rnn_core import data, exercise, training
from rnn_core.models import build_model
from rnn_core.training import train
from solutions.lstm import reference as lstm
from solutions.rnn import reference as rnn


@pytest.fixture(autouse=True)
def _reference():
    with exercise.mode("reference"):
        yield


def rng(seed=0):
    return np.random.default_rng(seed)


def reber_model(cell="lstm", hidden=4, **options):
    return build_model(cell, 7, hidden, 7, rng(), **options)


def adding_model(cell="lstm", hidden=4, **options):
    options = {"readout": "last", "loss": "squared_error"} | options
    return build_model(cell, 2, hidden, 1, rng(), **options)


def numeric_gradient(model, batch, name, index, step=1e-5):
    def loss(shift):
        moved = {key: value.copy() for key, value in model.params.items()}
        moved[name][index] += shift
        return model.with_params(moved).loss_and_gradients(batch)[0]

    return (loss(step) - loss(-step)) / (2 * step)


def batch_for(model):
    if model.readout == "last":
        return data.adding_batch(rng(1), size=3, steps=6)
    return data.reber_batch(rng(1), size=3)


@pytest.mark.parametrize("make", [reber_model, adding_model])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_the_models_gradients_agree_with_central_differences(make, cell):
    model = make(cell)
    batch = batch_for(model)
    _, gradients, _ = model.loss_and_gradients(batch)
    assert gradients.keys() == model.params.keys()
    for name, gradient in gradients.items():
        assert gradient.shape == model.params[name].shape
        for index in islice(np.ndindex(gradient.shape), 0, None, 5):
            expected = numeric_gradient(model, batch, name, index)
            # central difference, step 1e-5, float64
            assert gradient[index] == pytest.approx(expected, rel=1e-5, abs=1e-9)


def test_squared_error_counts_only_what_the_mask_keeps():
    model = build_model("rnn", 7, 4, 2, rng(), loss="squared_error")
    batch = data.reber_batch(rng(1), size=3)
    targets = rng(2).normal(size=(*batch.mask.shape, 2))
    hidden = np.where(batch.mask[..., None], targets, 99.0)
    loss, gradients, _ = model.loss_and_gradients(batch._replace(targets=hidden))
    error = (model.run(batch.x).outputs - targets)[batch.mask]
    assert loss == pytest.approx(np.mean(error**2))
    expected = numeric_gradient(model, batch._replace(targets=hidden), "W_hy", (1, 0))
    assert gradients["W_hy"][1, 0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_sequence_in_two_halves_with_the_state_carried_is_the_same_run(cell):
    model = reber_model(cell)
    x = data.reber_batch(rng(3), size=3).x
    whole = model.run(x)
    first = model.run(x[:4])
    second = model.run(x[4:], first.state)
    joined = np.concatenate([first.outputs, second.outputs])
    np.testing.assert_allclose(joined, whole.outputs, rtol=1e-12)


def test_the_forget_bias_is_written_into_the_second_block_alone():
    b = reber_model(hidden=3, forget_bias=1.5).params["b"]
    np.testing.assert_array_equal(b, [0, 0, 0, 1.5, 1.5, 1.5, 0, 0, 0, 0, 0, 0])


def test_a_float32_model_stays_float32_through_training():
    model = reber_model(dtype=np.float32)
    history = train(model, data.reber_batches(rng(1), 2), 3, progress=False)
    dtypes = {value.dtype for value in history.model.params.values()}
    assert dtypes == {np.dtype(np.float32)}
    assert history.model.run(data.reber_batch(rng(), 2).x).outputs.dtype == np.float32


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: build_model("gru2", 7, 4, 7, rng()), "'gru2', expected rnn or lstm"),
        (lambda: reber_model(readout="first"), "'first', expected every or last"),
        (lambda: reber_model(loss="mae"), "expected cross_entropy or squared_error"),
        (lambda: reber_model("rnn", forget_bias=1.0), "forget_bias is for an LSTM"),
        (lambda: reber_model(hidden=0), "hidden is 0, expected at least 1"),
        (lambda: reber_model().run(np.zeros((5, 7))), r"expected \(T, N, D\)"),
        (lambda: reber_model().run(np.zeros((5, 2, 3))), "D = 7"),
        (lambda: reber_model().run(np.zeros((0, 2, 7))), "T at least 1"),
        (
            lambda: adding_model(readout="every").loss_and_gradients(
                data.adding_batch(rng(), 3, 6)
            ),
            "is readout the right one",
        ),
        (lambda: train(reber_model(), [], 0), "steps is 0, expected at least 1"),
        (lambda: train(reber_model(), [], 5, -1.0), "learning_rate is -1.0"),
        (lambda: train(reber_model(), [], 5, clip=0), "clip is 0, expected a positive"),
    ],
)
def test_a_bad_argument_is_named(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_an_lstm_learns_the_reber_grammar():
    model = reber_model(hidden=8, forget_bias=1.0, dtype=np.float32)
    batches = data.reber_batches(rng(0), size=16, grammar=data.REBER)
    history = train(model, batches, 250, 0.02, progress=False)
    test = data.reber_batch(rng(100), 200, data.REBER)
    # guessing among 7 costs ln 7; the grammar's own entropy is about 0.5
    assert history.losses[0] > 0.9 * math.log(7)
    assert history.losses[-20:].mean() < 0.8
    assert data.reber_mistakes(history.model.run(test.x).outputs, test).mean() < 0.05


def test_an_lstm_learns_to_add_two_marked_numbers():
    model = adding_model(hidden=12, forget_bias=1.0, dtype=np.float32)
    history = train(
        model, data.adding_batches(rng(0), 32, 8), 500, 0.02, progress=False
    )
    test = data.adding_batch(rng(100), 500, 8)
    error = history.model.run(test.x).outputs - test.targets
    assert np.mean(error**2) < data.ADDING_BASELINE / 4


def test_a_plain_rnn_learns_the_reber_grammar():
    batches = data.reber_batches(rng(0), size=16, grammar=data.REBER)
    history = train(reber_model("rnn", 12), batches, 200, 0.02, progress=False)
    assert history.losses[-20:].mean() < 0.8


def test_a_seed_repeats_a_training_to_the_last_bit():
    first, second = (
        train(reber_model(), data.reber_batches(rng(5), 4), 8, progress=False)
        for _ in range(2)
    )
    np.testing.assert_array_equal(first.losses, second.losses)
    np.testing.assert_array_equal(first.norms, second.norms)
    assert first.losses.shape == first.norms.shape == (8,)


def test_training_leaves_the_model_it_was_given_alone():
    model = reber_model()
    before = {name: value.copy() for name, value in model.params.items()}
    history = train(model, data.reber_batches(rng(1), 4), 3, progress=False)
    for name, value in before.items():
        np.testing.assert_array_equal(model.params[name], value)
        assert not np.array_equal(history.model.params[name], value)


def test_metrics_are_taken_at_the_start_at_every_interval_and_at_the_end():
    history = train(
        reber_model(),
        data.reber_batches(rng(1), 4),
        7,
        evaluate=lambda model: {"size": model.count},
        evaluate_every=3,
        progress=False,
    )
    np.testing.assert_array_equal(history.evaluated_at, [0, 3, 6, 7])
    np.testing.assert_array_equal(history.metrics["size"], [history.model.count] * 4)


@pytest.mark.parametrize("carry", [True, False])
def test_the_state_is_carried_from_batch_to_batch_only_on_request(carry, monkeypatch):
    seen = []
    model = reber_model()
    original = type(model).loss_and_gradients

    def spy(self, batch, state=None):
        seen.append(state)
        return original(self, batch, state)

    monkeypatch.setattr(type(model), "loss_and_gradients", spy)
    batches = data.continual_batches(rng(1), size=2, steps=5)
    train(model, batches, 3, carry_state=carry, progress=False)
    assert seen[0] is None
    assert [state is not None for state in seen[1:]] == [carry, carry]


def test_a_loss_that_is_not_finite_ends_the_training_with_the_repair(capsys):
    batches = [data.adding_batch(rng(seed), 3, 5) for seed in range(4)]
    batches[2].x[0, 0, 0] = np.nan
    history = train(adding_model(), batches, 4, 0.05, progress=False)
    assert len(history.losses) == 2
    assert "stopped at step 2: the loss is nan" in history.stopped
    assert "Lower learning_rate (now 0.05) or lower clip (now 1)" in history.stopped
    assert capsys.readouterr().out.strip() == history.stopped
    assert all(np.isfinite(v).all() for v in history.model.params.values())


def test_an_unclipped_gradient_that_overflows_is_told_to_clip():
    model = adding_model("rnn", dtype=np.float32)
    batch = data.adding_batch(rng(1), 3, 5)
    huge = batch._replace(targets=np.full((3, 1), 1e19))
    history = train(model, [huge] * 3, 3, clip=None, progress=False)
    assert len(history.losses) == 0
    assert "or set clip=1.0" in history.stopped


def test_an_interrupt_returns_what_was_reached(capsys):
    def interrupted():
        yield from islice(data.reber_batches(rng(1), 4), 2)
        raise KeyboardInterrupt

    history = train(reber_model(), interrupted(), 9, progress=False)
    assert history.stopped == "Interrupted after 2 of 9 steps."
    assert len(history.losses) == 2
    assert capsys.readouterr().out.strip() == history.stopped


def test_batches_that_run_out_are_reported():
    batches = list(islice(data.reber_batches(rng(1), 4), 2))
    history = train(reber_model(), batches, 5, progress=False)
    assert history.stopped == "The batches ran out after 2 of 5 steps."


def test_without_clipping_the_norm_is_still_recorded():
    batches = list(islice(data.reber_batches(rng(1), 4), 1))
    (free,) = train(reber_model(), batches, 1, clip=None, progress=False).norms
    (held,) = train(reber_model(), batches, 1, clip=1e-3, progress=False).norms
    assert free == pytest.approx(held, rel=1e-12)
    assert free > 1e-3


def test_the_bar_shows_on_stdout_and_never_on_stderr(capsys, monkeypatch):
    monkeypatch.setattr(training, "_someone_watches", lambda: True)
    train(reber_model(), data.reber_batches(rng(1), 4), 3)
    out, err = capsys.readouterr()
    assert "3/3" in out
    assert err == ""


def test_no_bar_is_shown_in_a_pipe_or_when_it_is_not_wanted(capsys, monkeypatch):
    train(reber_model(), data.reber_batches(rng(1), 4), 3)
    monkeypatch.setattr(training, "_someone_watches", lambda: True)
    train(reber_model(), data.reber_batches(rng(1), 4), 3, progress=False)
    assert capsys.readouterr() == ("", "")


def test_training_does_not_fall_back_to_solutions_that_nobody_wrote():
    with exercise.mode("grading"), pytest.raises(NotImplementedError, match="lstm_f"):
        train(reber_model(), data.reber_batches(rng(1), 4), 1, progress=False)


def test_training_runs_on_what_the_session_registered():
    thresholds = []

    def own_clip(grads, threshold):
        thresholds.append(threshold)
        return {name: 0 * grad for name, grad in grads.items()}, 7.0

    register_references()
    exercise.register("clip_by_norm", own_clip)
    try:
        with exercise.mode("grading"):
            batches = data.reber_batches(rng(1), 4)
            history = train(reber_model(), batches, 2, clip=0.5, progress=False)
    finally:
        exercise.unregister()
    assert thresholds == [0.5, 0.5]
    np.testing.assert_array_equal(history.norms, [7, 7])


def register_references():
    for module in (lstm, rnn):
        for name, fn in vars(module).items():
            if hasattr(fn, "__exercise__"):
                exercise.register(name, fn)


PLAIN = ("lstm_forward", "lstm_backward", "lstm_cell_forward", "lstm_cell_backward")
FAST = {"lstm_forward": "lstm_layer_forward", "lstm_backward": "lstm_layer_backward"}


@pytest.fixture
def student(tmp_path, monkeypatch):
    """Return a function that lets spies around references answer, by name."""
    monkeypatch.chdir(tmp_path)
    calls = []

    def spy(name, function):
        def answer(*arguments):
            calls.append(name)
            return function(*arguments)

        return answer

    def solve(*names):
        for name in names:
            home = lstm if hasattr(lstm, name) else rnn
            exercise.register(name, spy(name, getattr(home, name)))
        return calls

    with exercise.mode("student"):
        yield solve
    exercise.unregister()


@pytest.mark.parametrize("fast", [(), ("forward",), ("backward",), tuple(FAST)])
def test_a_fast_layer_that_is_not_solved_falls_back_to_the_students_plain_one(
    student, fast
):
    solved = [FAST[name] for name in FAST if name in fast or name[5:] in fast]
    calls = student(
        *PLAIN, *solved, "output_forward", "output_backward", "cross_entropy"
    )
    model = reber_model()
    _, gradients, _ = model.loss_and_gradients(batch_for(model))
    layers = [name for name in calls if name in (*FAST, *FAST.values())]
    assert layers == [FAST[n] if FAST[n] in solved else n for n in FAST]
    with exercise.mode("reference"):
        _, expected, _ = model.loss_and_gradients(batch_for(model))
    for name, gradient in gradients.items():
        np.testing.assert_allclose(gradient, expected[name], rtol=1e-10, atol=1e-14)


def test_without_any_lstm_layer_the_message_names_the_plain_exercise(student):
    student("output_forward")
    with pytest.raises(NotImplementedError, match="lstm_forward"):
        reber_model().run(batch_for(reber_model()).x)


def test_the_fast_layer_answers_in_reference_mode(monkeypatch):
    calls = []
    fast = lstm.lstm_layer_forward
    monkeypatch.setattr(
        lstm, "lstm_layer_forward", lambda *a: calls.append("fast") or fast(*a)
    )
    reber_model().run(batch_for(reber_model()).x)
    assert calls == ["fast"]
