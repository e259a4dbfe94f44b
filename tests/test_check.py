"""What a student reads: each way of being wrong has a sentence saying what to do."""

import logging
import os
import sys
import warnings

import numpy as np
import pytest

from rnn_core import exercise
from rnn_core.checking import check, last_report
from rnn_core.functions import sigmoid
from rnn_core.lstm import lstm_cell_forward, memory_cell
from solutions.lstm import reference

stub = memory_cell


@pytest.fixture(autouse=True)
def a_fresh_student(tmp_path, monkeypatch):
    """Start each test as a student with an empty course folder."""
    monkeypatch.setenv("UNROLLED_COURSE", str(tmp_path))
    monkeypatch.delenv("RNN_CORE_MODE", raising=False)
    exercise.unregister()
    yield
    exercise.unregister()


def right(z, z_i, z_f, z_o, c_prev):
    c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
    return sigmoid(z_o) * c, c


def said(fn, capsys, name="memory_cell"):
    """Check a function under an exercise's name; return points and words."""
    fn.__name__ = name
    points = check(fn)
    assert type(points) is float
    captured = capsys.readouterr()
    assert captured.err == ""
    return points, captured.out


def test_a_right_function_gets_its_points_and_runs_the_course(capsys, tmp_path):
    points, words = said(right, capsys)
    assert points == 4
    assert "everything holds, 4 of 4 points" in words
    assert exercise.resolve("memory_cell") is right
    assert (tmp_path / "my_rnn" / "lstm" / "memory_cell.py").is_file()


def test_a_wrong_function_reads_what_when_and_why(capsys):
    def reversed_gate(z, z_i, z_f, z_o, c_prev):
        c = sigmoid(z_i) * z + (1 - sigmoid(z_f)) * c_prev
        return sigmoid(z_o) * c, c

    points, words = said(reversed_gate, capsys)
    assert points == 0
    assert "got 4, expected 7. The call was memory_cell(4, 90, 110, -10, 3)" in words
    assert words.count("an open forget gate forgets") == 1
    assert exercise.resolve_source("memory_cell") is None


def test_the_stub_left_as_it_is_says_what_to_replace(capsys):
    def untouched(*args):
        raise NotImplementedError

    points, words = said(untouched, capsys)
    assert points == 0
    assert "still the stub" in words
    assert words.count("\n") == 1


def test_a_name_that_was_never_defined_says_to_run_the_cell_above(capsys):
    memory_cell = stub
    assert check(memory_cell) == 0
    words = capsys.readouterr().out
    assert "no function of yours called memory_cell is defined" in words
    assert "under exactly this name" in words


def test_a_value_in_the_functions_place_is_named(capsys):
    scope = {"check": check, "memory_cell": 7}
    exec("points = check(memory_cell)", scope)
    assert scope["points"] == 0
    assert "holds a int, expected your function" in capsys.readouterr().out


def test_a_function_defined_under_another_name_counts_by_the_name_checked(capsys):
    def my_impl(*args):
        return right(*args)

    scope = {"check": check, "memory_cell": my_impl}
    exec("points = check(memory_cell)", scope)
    assert scope["points"] == 4


def test_an_unknown_name_is_refused(capsys):
    points, words = said(lambda: None, capsys, name="my_function")
    assert points == 0
    assert "no exercise of this course has this name" in words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (
            lambda r: None,
            "it returns None, expected 2: a, c. Is the return line missing?",
        ),
        (lambda r: r[0], "expected 2: a, c"),
        (lambda r: (*r, 1), "returns 3 values, expected 2: a, c"),
        (lambda r: (r[0], "7"), "c is '7', expected a number"),
        (lambda r: (r[0], np.ones((2, 1)) * r[1]), "expected a single number"),
        (lambda r: (r[0], np.nan * r[1]), "c is nan, expected"),
        (lambda r: (r[0], np.asarray(r[1]) + 0j), "expected a number"),
        (lambda r: (r[0], np.array(r[1], dtype=object)), "expected a number"),
    ],
    ids=["None", "one", "three", "text", "shape", "nan", "complex", "object"],
)
def test_a_wrong_kind_of_result_is_named(fault, words, capsys):
    points, text = said(lambda *args: fault(right(*args)), capsys)
    assert points <= 2
    assert words.removeprefix("it ") in text


def test_an_exception_is_shown_with_the_line_and_the_shapes(capsys):
    def transposed(x_t, h_prev, c_prev, W_x, W_h, b):
        return x_t @ W_x.T + h_prev @ W_h

    points, words = said(transposed, capsys, name="lstm_cell_forward")
    assert points == 0
    assert "It stops with ValueError" in words
    assert "return x_t @ W_x.T + h_prev @ W_h" in words
    assert "The shapes were x_t (2, 3), h_prev (2, 4)" in words


def test_wrong_parameters_are_asked_about(capsys):
    def too_few(z):
        return z, z

    _, words = said(too_few, capsys)
    assert "Are the function's parameters those of the exercise?" in words


def test_a_changed_argument_is_named_with_the_repair(capsys):
    def in_place(x_t, h_prev, c_prev, W_x, W_h, b):
        result = reference.lstm_cell_forward(x_t, h_prev, c_prev.copy(), W_x, W_h, b)
        c_prev[:] = result[1]
        return result

    points, words = said(in_place, capsys, name="lstm_cell_forward")
    assert points == 5
    assert "changed its argument c_prev" in words
    assert "+= writes into it" in words


def test_output_warnings_and_stderr_are_caught_and_told(capsys):
    def noisy(*args):
        print("looking")
        print("on the error stream", file=sys.stderr)
        warnings.warn("something odd", stacklevel=1)
        return right(*args)

    points, words = said(noisy, capsys)
    assert points == 4
    assert "Python warned: something odd" in words
    assert "Your code printed: looking" in words


@pytest.mark.parametrize("stop", [sys.exit, lambda: 1 / 0, lambda: [] + 1])
def test_a_check_never_raises(stop, capsys):
    points, _ = said(lambda *args: stop(), capsys)
    assert points == 0


def test_an_interrupt_passes():
    def interrupted(*args):
        raise KeyboardInterrupt

    interrupted.__name__ = "memory_cell"
    with pytest.raises(KeyboardInterrupt):
        check(interrupted)


def test_a_missing_earlier_exercise_is_named(capsys):
    def layer(x, h_0, c_0, W_x, W_h, b):
        h_t, c_t, _ = lstm_cell_forward(x[0], h_0, c_0, W_x, W_h, b)
        return h_t, c_t, None

    _, words = said(layer, capsys, name="lstm_forward")
    assert (
        "it calls an exercise that is still open. lstm_cell_forward"
        in words.replace("It calls", "it calls")
    )
    assert "It builds on lstm_cell_forward: make that check hold first." in words


def test_a_stub_in_the_notebook_that_is_called_is_named(capsys):
    def weight_gradients(*args):
        raise NotImplementedError

    def layer(dh, dc_T, cache):
        return weight_gradients(dh, dc_T, cache)

    _, words = said(layer, capsys, name="lstm_layer_backward")
    assert "It calls weight_gradients, which is still open: write that first" in words
    assert "its body is still the stub" not in words


def test_each_call_gets_its_own_copies(capsys):
    def careless(z, z_i, z_f, z_o, c_prev):
        a, c = right(z, z_i, z_f, z_o, c_prev)
        if isinstance(z, np.ndarray):
            z[:] = 0
        return a, c

    for _ in range(2):  # the second run must see the same inputs as the first
        points, words = said(careless, capsys)
        assert points == 3
        assert "changed its argument z" in words


def test_the_report_is_kept_for_grading(capsys):
    said(right, capsys)
    assert last_report("memory_cell").passed


def test_grading_saves_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    points, words = said(right, capsys)
    assert points == 4
    assert "Saved" not in words
    assert os.listdir(tmp_path) == []


def test_the_html_escapes_what_a_student_printed(capsys):
    def shouting(*args):
        print("<script>alert(1)</script>")
        return right(*args)

    said(shouting, capsys)
    text = last_report("memory_cell")._repr_html_()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_case_that_omits_defaults_gives_a_sentence_for_any_fault(capsys):
    def broken(cell, D, H, peepholes=False, biases=1):
        return 1 + [1]

    points, words = said(broken, capsys, name="parameter_count")
    assert points == 0
    assert "It stops with TypeError" in words


def test_an_exercise_cannot_answer_for_itself_and_the_good_version_stays(
    capsys, tmp_path
):
    said(right, capsys)
    path = tmp_path / "my_rnn" / "lstm" / "memory_cell.py"
    good = path.read_text()
    exercise.unregister()

    def lazy(*args):
        return stub(*args)

    points, words = said(lazy, capsys)
    assert points == 0
    assert "does not answer while memory_cell is checked" in words
    assert path.read_text() == good


def test_two_values_in_each_others_places_are_named(capsys):
    def exchanged(*args):
        h_t, c_t, cache = reference.lstm_cell_forward(*args)
        return c_t, h_t, cache

    _, words = said(exchanged, capsys, name="lstm_cell_forward")
    assert "What stands there is c_t: the order is h_t, c_t, cache" in words


def test_a_mistake_that_a_passed_check_refutes_gets_no_hint(capsys):
    def no_output_gate(z, z_i, z_f, z_o, c_prev):
        c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
        return c, c

    _, words = said(no_output_gate, capsys)
    assert "You return the memory first" not in words
    assert "the output gate is left out" in words


def test_log_messages_do_not_reach_stderr(capsys):
    handler = logging.StreamHandler(sys.stderr)
    logging.root.addHandler(handler)
    try:

        def logs(*args):
            logging.warning("a step")
            return right(*args)

        points, words = said(logs, capsys)
    finally:
        logging.root.removeHandler(handler)
    assert points == 4
    assert "a step" in words


def test_numbers_not_drawn_from_the_generator_are_named(capsys):
    def own(D, H, rng, forget_bias=1.0):
        return reference.init_lstm(D, H, np.random.default_rng(5), forget_bias)

    points, words = said(own, capsys, name="init_lstm")
    assert points == 1
    assert "it draws nothing from rng" in words.replace("It draws", "it draws")


def test_a_misspelt_name_is_pointed_at(capsys):
    scope = {"check": check, "memory_cell": stub}
    exec("def memory_cel(z):\n    return z\n\npoints = check(memory_cell)", scope)
    assert scope["points"] == 0
    assert "There is a function memory_cel here" in capsys.readouterr().out


def test_one_fault_is_explained_once(capsys):
    def stops(x_t, h_prev, c_prev, W_x, W_h, b):
        raise ValueError("no")

    _, words = said(stops, capsys, name="lstm_cell_forward")
    assert words.count("It stops with ValueError") == 1
    assert "The same as above." in words
