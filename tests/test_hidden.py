"""Hidden checks grade each exercise on its own merits and show nothing secret."""

import sys
import types

import numpy as np
import pytest

from autograder import hidden_check, sources
from rnn_core import exercise
from rnn_core.checking import check


@pytest.fixture(autouse=True)
def grading(monkeypatch):
    """Run as nbgrader's autograde does."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    exercise.unregister()
    yield
    exercise.unregister()


def notebook(*names, **changed):
    """Return a namespace in which exercises are defined as a student would."""
    scope = {"np": np, "check": check, "hidden_check": hidden_check}
    for suite in sources.load_suites("lstm").values():
        scope.update(vars(sys.modules[suite.reference.__module__]))
    for name in names:
        wrong = changed.get(name)
        suite = sources.suite(name)
        texts = {w.id: w.source for w in suite.wrong_answers}
        exec(texts[wrong] if wrong else sources.solution_source(name), scope)
    return scope


def grade(scope, name):
    exec(f"seen = check({name})\nunseen = hidden_check({name})", scope)
    return scope["seen"], scope["unseen"]


def test_a_right_function_gets_all_points():
    scope = notebook("memory_cell")
    assert grade(scope, "memory_cell") == (4, 2)


def test_a_wrong_one_loses_the_hidden_points_too(capsys):
    scope = notebook("memory_cell", memory_cell="gates_exchanged")
    assert grade(scope, "memory_cell") == (0, 0)
    words = capsys.readouterr().out
    assert "It does not hold on inputs that you have not seen." in words
    assert "the input gate and the forget gate change places" in words


def test_a_right_layer_on_a_wrong_cell_gets_its_points_back(capsys):
    scope = notebook("lstm_cell_forward", lstm_cell_forward="bias_ignored")
    exec(sources.solution_source("lstm_forward"), scope)
    seen, unseen = grade(scope, "lstm_forward")
    assert seen == 0
    assert unseen == 5 + 2  # the visible points regained, and the hidden ones
    assert "Graded on its own merits: with a correct lstm_cell_forward" in (
        capsys.readouterr().out
    )
    assert grade(scope, "lstm_cell_forward") == (0, 1)  # the wrong cell stays wrong


def test_a_right_layer_on_a_stub_gets_its_points_back():
    scope = notebook("lstm_layer_backward")
    exec(sources.stub_source("weight_gradients"), scope)
    seen, unseen = grade(scope, "lstm_layer_backward")
    assert (seen, unseen) == (0, 4 + 2)
    assert grade(scope, "weight_gradients") == (0, 0)


def test_a_stub_on_a_right_cell_gets_nothing():
    scope = notebook("lstm_cell_forward")
    exec(sources.stub_source("lstm_forward"), scope)
    assert grade(scope, "lstm_forward") == (0, 0)


def test_a_wrong_layer_on_a_wrong_cell_gets_only_what_it_earns():
    scope = notebook(
        "lstm_cell_forward",
        "lstm_forward",
        lstm_cell_forward="bias_ignored",
        lstm_forward="state_for_memory",
    )
    seen, unseen = grade(scope, "lstm_forward")
    right = sources.suite("lstm_forward")
    lost = {"last_memory", "keeps_sequence", "unseen_sequences"}
    assert seen + unseen == sum(c.points for c in right.checks if c.id not in lost)


def test_the_students_own_names_come_back_after_a_substitution():
    scope = notebook("lstm_cell_forward", lstm_cell_forward="bias_ignored")
    exec(sources.solution_source("lstm_forward"), scope)
    own = scope["lstm_cell_forward"]
    grade(scope, "lstm_forward")
    assert scope["lstm_cell_forward"] is own


def test_a_hidden_result_shows_no_number_no_input_and_no_output(capsys):
    scope = notebook("memory_cell")
    exec(
        "def memory_cell(z, z_i, z_f, z_o, c_prev):\n"
        "    print('canary', z)\n"
        "    raise ValueError(str(z))",
        scope,
    )
    exec("points = hidden_check(memory_cell)", scope)
    words = capsys.readouterr().out
    assert scope["points"] == 0
    assert "canary" not in words
    assert "ValueError" not in words


@pytest.mark.parametrize("value", [None, 3, types.SimpleNamespace()])
def test_something_else_than_a_function_scores_nothing(value):
    scope = notebook("memory_cell") | {"memory_cell": value}
    assert grade(scope, "memory_cell") == (0, 0)


def test_the_stub_scores_nothing_even_where_solutions_can_be_imported():
    from rnn_core import lstm

    scope = notebook("memory_cell") | {"memory_cell": lstm.memory_cell}
    assert grade(scope, "memory_cell") == (0, 0)


RIGHT_LAYERS = {
    "a partial": "import functools\nlstm_forward = functools.partial(_run)",
    "an object": (
        "class Layer:\n"
        "    def __call__(self, *args):\n"
        "        return _run(*args)\n"
        "lstm_forward = Layer()"
    ),
    "an alias": (
        "cell = lstm_cell_forward\n"
        "def lstm_forward(x, h_0, c_0, W_x, W_h, b):\n"
        "    return _run(x, h_0, c_0, W_x, W_h, b, cell)"
    ),
    "an import": (
        "def lstm_forward(*args):\n"
        "    from rnn_core.lstm import lstm_cell_forward as cell\n"
        "    return _run(*args, cell)"
    ),
}


@pytest.mark.parametrize("way", RIGHT_LAYERS)
def test_own_merits_do_not_depend_on_how_the_cell_is_reached(way):
    scope = notebook("lstm_cell_forward", lstm_cell_forward="bias_ignored")
    text = sources.solution_source("lstm_forward").replace("lstm_forward", "_run", 1)
    text = text.replace("W_x, W_h, b):", "W_x, W_h, b, _cell=None):", 1)
    body = "(_cell or lstm_cell_forward)(x_t, h_t, c_t, W_x, W_h, b)"
    exec(text.replace("lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)", body), scope)
    exec(RIGHT_LAYERS[way], scope)
    assert sum(grade(scope, "lstm_forward")) == 7
