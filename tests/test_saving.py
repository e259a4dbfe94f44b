"""What passed in a notebook is there tomorrow, or a sentence says why it is not."""

import sys
import types

import pytest
from notebook_session import Session

from rnn_core import exercise as exercises
from rnn_core import lstm, saving


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    exercises.unregister()
    yield tmp_path
    exercises.unregister()


@pytest.fixture
def notebook(folder, monkeypatch):
    return Session(monkeypatch)


def text_of(report):
    return report.path.read_text(encoding="utf-8")


def refused(report):
    assert not report.saved
    return report.notes[0]


# What is saved


def test_a_function_of_a_cell_comes_back_and_computes_the_same(notebook):
    notebook.run("def memory_cell(z):\n    return 2 * z")
    assert notebook.fresh()(21) == 42


def test_the_file_lies_under_unit_and_name_in_utf8_with_lf(notebook, folder):
    notebook.run("def memory_cell(z):\n    return 'Zustand σ 遗忘门'")
    report = notebook.save()
    assert report.path == folder / "my_rnn" / "lstm" / "memory_cell.py"
    data = report.path.read_bytes()
    assert "遗忘门".encode() in data
    assert b"\r" not in data
    assert list(report.path.parent.iterdir()) == [report.path]  # no temporary file


def test_the_course_folder_above_the_notebook_gets_the_file(
    notebook, folder, monkeypatch
):
    (folder / "unrolled-course.toml").write_text("", encoding="utf-8")
    below = folder / "lstm"
    below.mkdir()
    monkeypatch.chdir(below)
    notebook.run("def memory_cell(z):\n    return z")
    assert notebook.save().path == folder / "my_rnn" / "lstm" / "memory_cell.py"


def test_helpers_of_other_cells_come_along_and_their_helpers_too(notebook):
    notebook.run(
        "def third(x):\n    return x / 3",
        "def second(x):\n    return third(x) + 1",
        "def memory_cell(z):\n    return second(z)",
    )
    assert notebook.fresh()(6) == 3


def test_a_helper_defined_after_its_user_comes_along(notebook):
    notebook.run(
        "def memory_cell(z):\n    return later(z)", "def later(x):\n    return -x"
    )
    assert notebook.fresh()(4) == -4


def test_the_helper_in_force_is_saved_when_it_was_defined_twice(notebook):
    cells = ["def scale(x):\n    return 2 * x", "def scale(x):\n    return 5 * x"]
    notebook.run(*cells, "def memory_cell(z):\n    return scale(z)", cells[0])
    assert notebook.fresh()(1) == 2


def test_a_class_run_again_out_of_order_is_saved_as_last_run(notebook):
    cells = ["class Gate:\n    bias = 1", "class Gate:\n    bias = 2"]
    notebook.run(*cells, cells[0], "def memory_cell(z):\n    return Gate.bias")
    assert notebook.fresh()(0) == 1


def test_recursion_comes_back(notebook):
    notebook.run(
        "def memory_cell(n):\n    return 1 if n == 0 else n * memory_cell(n - 1)"
    )
    assert notebook.fresh()(5) == 120


def test_helpers_that_call_each_other_come_back(notebook):
    notebook.run(
        "def even(n):\n    return n == 0 or odd(n - 1)",
        "def odd(n):\n    return n != 0 and even(n - 1)",
        "def memory_cell(n):\n    return even(n)",
    )
    assert notebook.fresh()(10) is True


def test_a_helper_that_calls_the_exercise_back_is_saved_once(notebook):
    notebook.run(
        "def down(n):\n    return memory_cell(n - 1)",
        "def memory_cell(n):\n    return 0 if n <= 0 else down(n)",
    )
    assert notebook.fresh()(3) == 0
    assert text_of(notebook.save()).count("def memory_cell") == 1


def test_unicode_names_come_along(notebook):
    notebook.run(
        "τ = 3", "def σ(x):\n    return τ * x", "def memory_cell(z):\n    return σ(z)"
    )
    assert notebook.fresh()(2) == 6


def test_names_of_comprehensions_and_inner_functions_come_along(notebook):
    notebook.run(
        "STEPS = (1, 2)",
        "def add(x):\n    return x + 1",
        "def memory_cell(z):\n"
        "    def inner(x):\n        return add(x)\n"
        "    return [inner(z * s) for s in STEPS]",
    )
    assert notebook.fresh()(10) == [11, 21]


def test_a_local_name_does_not_bring_the_global_of_the_same_name(notebook):
    notebook.run("rng = open", "def memory_cell(z):\n    rng = z\n    return rng")
    notebook.run("import threading\nz = threading.Lock()")
    assert notebook.fresh()(1) == 1


def test_defaults_and_decorators_stand_before_the_function_that_needs_them(notebook):
    notebook.run(
        "def memory_cell_base(x):\n    return x",
        "RATE = 4",
        "def plus(x):\n    return x + RATE",
        "def twice(fn):\n    return lambda x: plus(fn(x)) * 2",
        "@twice\ndef memory_cell(z, act=memory_cell_base):\n    return act(z)",
    )
    assert notebook.fresh()(1) == 10


def test_what_a_class_body_or_a_default_computes_with_stands_before_it(notebook):
    notebook.run(
        "def zeta(k):\n    return alpha(k)",
        "def alpha(k):\n    return k",
        "class Gate:\n    rows = [zeta(k) for k in range(3)]",
        "def memory_cell(z, ks=tuple(zeta(k) for k in range(2))):\n"
        "    return Gate.rows, ks",
    )
    assert notebook.fresh()(0) == ([0, 1, 2], (0, 1))


def test_a_decorator_with_wraps_stays_on_the_function(notebook):
    notebook.run(
        "import functools",
        "def negate(fn):\n"
        "    @functools.wraps(fn)\n"
        "    def wrapper(x):\n        return -fn(x)\n"
        "    return wrapper",
        "@negate\ndef memory_cell(z):\n    return z",
    )
    assert notebook.fresh()(3) == -3


def test_imports_under_any_name_come_along(notebook):
    notebook.run(
        "import numpy as np\nimport math\nimport os.path",
        "from math import sqrt as root\nfrom numpy import tanh",
        "from numpy.linalg import norm",
        "def memory_cell(z):\n"
        "    assert os.path.join('a') == 'a'\n"
        "    return np.abs(root(z)) + math.floor(tanh(0.0)) + norm([0.0])",
    )
    assert notebook.fresh()(9.0) == 3.0


def test_a_submodule_used_by_its_full_name_is_imported(notebook):
    notebook.run(
        "import xml.dom.minidom", "def memory_cell(z):\n    return xml.dom.minidom.Node"
    )
    assert "import xml.dom.minidom\n" in text_of(notebook.save())


def test_annotations_never_stand_in_the_way(notebook):
    notebook.run(
        "import numpy as np\nlock = __import__('threading').Lock()",
        "def memory_cell(z: lock) -> np.ndarray:\n    return z",
    )
    assert notebook.fresh()(5) == 5


def test_classes_records_and_dataclasses_of_the_notebook_come_along(notebook):
    notebook.run(
        "from dataclasses import dataclass\nfrom typing import ClassVar, NamedTuple",
        "from collections import namedtuple",
        "class Cache(NamedTuple):\n    h: float",
        "@dataclass\nclass State:\n    c: float\n    kind: ClassVar[str] = 'lstm'",
        "class Gate(State):\n    def open(self):\n        return self.c + 1",
        "Pair = namedtuple('Pair', 'a b')",
        "def memory_cell(z):\n"
        "    return Cache(z).h, Gate(z).open(), Pair(z, 0).a, State.kind",
    )
    assert notebook.fresh()(1) == (1, 2, 1, "lstm")


def test_a_class_can_be_the_exercise(notebook):
    notebook.run(
        "START = 7",
        "class memory_cell:\n    def __init__(self):\n        self.c = START",
    )
    assert notebook.fresh()().c == 7


@pytest.mark.parametrize(
    "cell",
    [
        "def other(z):\n    return z + 1\nmemory_cell = other",
        "memory_cell = lambda z: z + 1",
        "from functools import partial\n"
        "def step(k, z):\n    return z + k\nmemory_cell = partial(step, 1)",
        "if True:\n    def memory_cell(z):\n        '''Two\n  lines.'''\n"
        "        return z + 1",
    ],
)
def test_a_function_bound_in_another_way_comes_back(notebook, cell):
    notebook.run(cell)
    assert notebook.fresh()(1) == 2


def test_a_cell_with_windows_line_ends_comes_back(notebook):
    notebook.run("def memory_cell(z):\r\n    # one step\r\n    return z\r\n")
    assert notebook.fresh()(1) == 1
    assert b"\r" not in notebook.save().path.read_bytes()


def test_comments_inside_a_function_stay(notebook):
    notebook.run("def memory_cell(z):\n    # the reason\n    return z")
    assert "# the reason" in text_of(notebook.save())


def test_functions_of_a_students_own_module_are_copied(notebook, folder, monkeypatch):
    (folder / "my_steps.py").write_text(
        "K = 3\ndef inner(x):\n    return K * x\n"
        "def memory_cell(z):\n    return inner(z)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "my_steps", raising=False)
    notebook.run("from my_steps import memory_cell")
    monkeypatch.delitem(sys.modules, "my_steps")
    assert notebook.fresh()(2) == 6
    assert "my_steps" not in text_of(notebook.save())


# Other exercises


def test_another_exercise_is_called_through_the_course_not_copied(notebook):
    notebook.run(
        "def memory_cell(z):\n    return z",
        "def lstm_cell_forward(x):\n    return 10 * memory_cell(x)",
    )
    again = notebook.fresh("lstm_cell_forward")
    exercises.register("memory_cell", lambda z: z + 1)
    with exercises.mode("student"):
        assert again(1) == 20
    assert "def memory_cell" not in text_of(notebook.save("lstm_cell_forward"))


def test_an_exercise_under_another_name_is_called_through_the_course(notebook):
    notebook.run(
        "from rnn_core.lstm import memory_cell as cell",
        "def lstm_cell_forward(x):\n    return cell(x)",
    )
    again = notebook.fresh("lstm_cell_forward")
    exercises.register("memory_cell", lambda z: -z)
    with exercises.mode("student"):
        assert again(1) == -1


def test_a_helper_named_as_an_exercise_of_another_unit_is_copied(notebook, monkeypatch):
    far = {"name": "shout", "unit": "graph", "uses": []}
    real = saving.catalogue.find
    monkeypatch.setattr(
        saving.catalogue, "find", lambda name: far if name == "shout" else real(name)
    )
    notebook.run(
        "def shout(x):\n    return 3 * x", "def memory_cell(z):\n    return shout(z)"
    )
    assert notebook.fresh()(1) == 3
    assert isinstance(notebook["shout"], types.FunctionType)


def test_the_stub_itself_is_never_saved(folder):
    assert "the course's stub" in refused(saving.save("memory_cell", lstm.memory_cell))


# Constants


def test_constants_and_arrays_of_the_notebook_come_along(notebook):
    notebook.run(
        "import numpy as np\nSCALE, NAMES = 2, {'a': [1, 2]}\nW = np.eye(2)",
        "def memory_cell(z):\n    return SCALE * z * W[1, 1] + NAMES['a'][1]",
    )
    assert notebook.fresh()(3) == 8.0


# What cannot be saved


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("import numpy as np\nrng = np.random.default_rng(0)\n"
         "def memory_cell(z):\n    return rng.normal()",
         ["`rng`", "Generator", "argument"]),
        ("import os\nlog = open(os.devnull)\n"
         "def memory_cell(z):\n    return log", ["`log`", "TextIOWrapper"]),
        ("def make(k):\n    def cell(z):\n        return k\n    return cell\n"
         "memory_cell = make(1)", ["closure", "`k`", "def"]),
        ("exec('def memory_cell(z): return z')", ["source", "ordinary cell"]),
        ("memory_cell = [lambda z: z][0]", ["lambda", "def"]),
        ("import numpy as np\nmemory_cell = np.vectorize(lambda z: z)", ["vectorize"]),
        ("import numpy as np\nBIG = np.zeros(5000)\n"
         "def memory_cell(z):\n    return BIG", ["`BIG`", "1,000"]),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_named_with_the_repair(notebook, cell, names):
    notebook.run(cell)
    sentence = refused(notebook.save())
    assert "memory_cell passed, but it was not saved" in sentence
    assert [name for name in names if name not in sentence] == []
    if "log" in notebook.shell.user_ns:
        notebook["log"].close()


def test_the_last_version_that_passed_stays_when_saving_fails(notebook):
    notebook.run("def memory_cell(z):\n    return 1")
    before = text_of(notebook.save())
    notebook.run("memory_cell = [lambda z: 2][0]")
    report = notebook.save()
    assert "stays" in report.notes[-1]
    assert text_of(report) == before
    assert saving.load("memory_cell")(0) == 1


def test_a_wrapper_made_by_a_call_is_not_saved_as_what_it_wraps(notebook):
    notebook.run(
        "import functools",
        "def timed(fn):\n    return functools.wraps(fn)(lambda *a: -fn(*a))",
        "def base(z):\n    return z\nmemory_cell = timed(base)",
    )
    assert "was made by calling another function" in refused(notebook.save())


def test_text_that_does_not_run_by_itself_is_not_saved(notebook):
    notebook.run(
        "CALLS = [0]",
        "def once(fn):\n    CALLS.append(1 / (3 - len(CALLS)))\n    return fn",
        "@once\ndef memory_cell(z):\n    return z",
        "CALLS.append(1)",
    )
    sentence = refused(notebook.save())
    assert "ZeroDivisionError" in sentence
    assert not saving.load("memory_cell")


def test_a_folder_that_cannot_be_written_is_a_sentence(notebook, folder):
    (folder / "my_rnn").write_text("a file where a folder should be", encoding="utf-8")
    notebook.run("def memory_cell(z):\n    return z")
    assert "cannot be written" in refused(notebook.save())


def test_a_name_that_is_no_exercise_is_refused(folder):
    with pytest.raises(ValueError, match="is not an exercise"):
        saving.save("memory_cel", len)
