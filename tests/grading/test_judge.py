"""One submission through the judge: what counts, what does not, what is shown."""

import json

import pytest

from autograder import system
from autograder.grading import calibrate, judge
from tests.grading.judged import (
    graded,
    manual,
    plan_of,
    setup,
    solution,
    submission_of,
)

pytestmark = [
    pytest.mark.xdist_group("judge"),
    pytest.mark.skipif(
        system.find_bubblewrap() is None, reason="bubblewrap is not installed"
    ),
]
SQUARE = solution("square", "def square(x):\n    return x * x")
TEST = graded("square-test", "assert square(3) == 9\nassert square(-2) == 4")
ECHO = solution("echo", "def echo(x):\n    return x")


@pytest.fixture(autouse=True)
def _unmodified_mode(monkeypatch):
    """Put back what preparing a worker sets in the environment of this process."""
    for name in ("NBGRADER_EXECUTION", "MPLBACKEND"):
        monkeypatch.setenv(name, "autograde" if "NB" in name else "Agg")


def grade(cells, answers, extra=(), timeout=5.0, repeat=1, **plan):
    made = plan_of(*cells, **plan)
    judge.prepare_worker({"hw": made})
    handed_in = submission_of(made, answers, extra)
    return judge.grade_one(made, handed_in, timeout=timeout, repeat=repeat)


def cell(result, grade_id):
    (found,) = [c for c in result.cells if c.grade_id == grade_id]
    return found


def verdict(cells, answers, grade_id, **options):
    found = cell(grade(cells, answers, **options), grade_id)
    return found.status, found.score


def test_a_right_function_earns_its_points():
    answers = {"square": "def square(x):\n    return x ** 2"}
    assert verdict([SQUARE, TEST], answers, "square-test") == ("ok", 2.0)


def test_a_wrong_function_and_an_untouched_stub_earn_nothing():
    answers = {"square": "def square(x):\n    return 9"}
    assert verdict([SQUARE, TEST], answers, "square-test") == ("wrong", 0.0)
    assert verdict([SQUARE, TEST], {}, "square-test") == ("error", 0.0)


def test_an_object_that_claims_to_equal_everything_equals_nothing():
    liar = "class Liar:\n    def __eq__(self, other):\n        return True\n"
    answers = {"square": liar + "def square(x):\n    return Liar()"}
    assert verdict([SQUARE, TEST], answers, "square-test") == ("bad_return", 0.0)


def test_patched_asserts_and_numpy_do_not_reach_the_test():
    compare = graded(
        "t", "import numpy as np\nnp.testing.assert_allclose(echo(1.0), 2.0)"
    )
    cheat = (
        "import builtins, numpy, sys\n"
        "numpy.testing.assert_allclose = lambda *a, **k: None\n"
        "builtins.AssertionError = Exception\n"
        "sys.modules['numpy.testing'] = None\n"
        "def echo(x):\n    return x"
    )
    assert verdict([ECHO, compare], {"echo": cheat}, "t") == ("wrong", 0.0)


def test_an_argument_changed_in_place_is_seen_by_the_test():
    cells = [
        solution("sort", "def sort(values):\n    values.sort()"),
        graded("t", "values = [3, 1, 2]\nsort(values)\nassert values == [1, 2, 3]"),
    ]
    answers = {"sort": "def sort(values):\n    values[:] = sorted(values)"}
    assert verdict(cells, answers, "t") == ("ok", 2.0)
    answers = {"sort": "def sort(values):\n    values = sorted(values)"}
    assert verdict(cells, answers, "t") == ("wrong", 0.0)


def test_a_name_that_the_test_deletes_is_gone_for_the_student_s_code_too():
    cells = [
        SQUARE,
        solution("total", "def total(n):\n    return sum(map(square, range(n)))"),
        graded(
            "t",
            "kept = square\ndel square\n"
            "try:\n    total(3)\nexcept NameError:\n    pass\n"
            "else:\n    raise AssertionError('it does not use square')\n"
            "finally:\n    square = kept\nassert total(3) == 5",
        ),
    ]
    square = "def square(x):\n    return x * x"
    uses = {
        "square": square,
        "total": "def total(n):\n    return square(1) + square(2)",
    }
    assert verdict(cells, uses, "t") == ("ok", 2.0)
    own = {"square": square, "total": "def total(n):\n    return 1 + 4"}
    assert verdict(cells, own, "t") == ("wrong", 0.0)


def test_exceptions_arrive_with_their_class_and_text():
    cells = [
        solution("root", "def root(x):\n    raise ValueError('negative')"),
        graded(
            "t",
            "try:\n    root(-1)\n"
            "except ValueError as error:\n    assert str(error) == 'negative'\n"
            "else:\n    raise AssertionError",
        ),
    ]
    own = (
        "class Negative(ValueError):\n    pass\n"
        "def root(x):\n    raise Negative('negative')"
    )
    assert verdict(cells, {"root": own}, "t") == ("ok", 2.0)
    other = "def root(x):\n    raise KeyError('negative')"
    assert verdict(cells, {"root": other}, "t") == ("error", 0.0)


def test_what_a_function_prints_reaches_a_test_that_captures_it():
    cells = [
        solution("greet", "def greet():\n    print('hello')"),
        graded(
            "t",
            "import contextlib, io\ns = io.StringIO()\n"
            "with contextlib.redirect_stdout(s):\n"
            "    greet()\nassert s.getvalue() == 'hello\\n'",
        ),
    ]
    answers = {"greet": "def greet():\n    print('hello')"}
    assert verdict(cells, answers, "t") == ("ok", 2.0)


def test_a_function_of_the_test_can_be_passed_in_and_may_call_back():
    cells = [
        SQUARE,
        solution("apply", "def apply(f, x):\n    return f(f(x))"),
        graded("t", "assert apply(lambda x: square(x) + 1, 2) == 26"),
    ]
    answers = {
        "square": "def square(x):\n    return x * x",
        "apply": "def apply(f, x):\n    return f(f(x))",
    }
    assert verdict(cells, answers, "t") == ("ok", 2.0)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("while True:\n        pass", "timeout"),
        ("import os\n    os._exit(0)", "crashed"),
        ("return 'x' * 10 ** 12", "memory_limit"),
        ("open('big', 'wb').write(b'x' * 10 ** 9)", "disk_limit"),
        ("import os\n    os.fork()", "process_limit"),
        ("while True:\n        print('x' * 10 ** 6)", "output_limit"),
        ("raise KeyboardInterrupt", "error"),
        ("import sys\n    sys.exit()", "error"),
    ],
)
def test_what_ends_a_process_costs_that_exercise_alone(body, status):
    cells = [SQUARE, TEST, ECHO, graded("echo-test", "assert echo('a') == 'a'")]
    answers = {
        "square": f"def square(x):\n    {body}",
        "echo": "def echo(x):\n    return x",
    }
    result = grade(cells, answers, timeout=1.0)
    found = cell(result, "square-test")
    assert (found.status, found.score) == (status, 0.0)
    assert cell(result, "echo-test").score == 2.0
    assert result.status == status


def test_a_cell_without_end_leaves_the_other_cells_their_points():
    cells = [SQUARE, TEST, ECHO, graded("echo-test", "assert echo('a') == 'a'")]
    answers = {"square": "while True:\n    pass", "echo": "def echo(x):\n    return x"}
    result = grade(cells, answers, timeout=1.0)
    assert cell(result, "square-test").status == "timeout"
    assert cell(result, "echo-test").status == "ok"


def test_a_submission_that_uses_up_all_its_time_keeps_what_it_earned():
    cells = [SQUARE, TEST]
    for k in range(20):
        cells += [solution(f"f{k}", f"def f{k}():\n    return 1")]
        cells += [graded(f"t{k}", f"assert f{k}() == 1")]
    answers = {f"f{k}": f"def f{k}():\n    while True: pass" for k in range(20)}
    answers["square"] = "def square(x):\n    return x * x"
    result = grade(cells, answers, timeout=0.2)
    assert result.status == "total_timeout"
    assert result.score == 2.0
    assert len(result.cells) == 21


def test_what_hidden_tests_pass_is_never_shown():
    cells = [
        ECHO,
        graded(
            "t",
            "assert echo('seen') == 'seen'\n### BEGIN HIDDEN TESTS\n"
            "assert echo('SECRET') == 'SECRET'\n### END HIDDEN TESTS",
        ),
        SQUARE,
        graded("square-test", "assert square('open') == 9"),
    ]
    answers = {
        "echo": "log = []\ndef echo(x):\n    log.append(x)\n    print(x)\n    return x",
        "square": "print(log)\ndef square(x):\n    raise ValueError(log)",
    }
    result = grade(cells, answers, extra=["print('late', log)\n1 / 0", "log"])
    assert cell(result, "t").status == "ok"
    shown = json.dumps([result.notebooks, result.public()])
    assert "SECRET" not in shown
    assert "late ['seen']" in shown
    assert cell(result, "square-test").message.count("seen") == 1


def test_a_hidden_test_that_fails_says_neither_what_nor_why():
    hidden = (
        "### BEGIN HIDDEN TESTS\nassert echo('SECRET') == 'WANTED', 'REASON'\n"
        "### END HIDDEN TESTS"
    )
    answers = {"echo": "def echo(x):\n    return x"}
    result = grade([ECHO, graded("t", hidden)], answers)
    assert cell(result, "t").status == "wrong"
    shown = json.dumps([result.notebooks, result.public()])
    for word in ("SECRET", "WANTED", "REASON"):
        assert word not in shown


def test_a_visible_test_that_fails_is_quoted():
    answers = {"square": "def square(x):\n    return 9"}
    found = cell(grade([SQUARE, TEST], answers), "square-test")
    assert "assert square(-2) == 4" in found.message


@pytest.mark.parametrize(
    ("value", "score"),
    [
        ("1.5", 1.5),
        ("np.float64(0.5)", 0.5),
        ("True", 2.0),
        ("'x'", 2.0),
        ("None", 2.0),
    ],
)
def test_the_last_value_of_a_test_is_partial_credit_if_it_is_a_number(value, score):
    partial = graded("t", f"import numpy as np\nassert echo(1) == 1\n{value}")
    found = cell(grade([ECHO, partial], {"echo": "def echo(x):\n    return x"}), "t")
    assert found.score == score


def test_output_on_stderr_and_warnings_cost_nothing():
    noisy = (
        "import logging, sys, warnings\ndef square(x):\n"
        "    warnings.warn('w')\n    print('e', file=sys.stderr)\n"
        "    logging.error('l')\n    return x * x"
    )
    assert verdict([SQUARE, TEST], {"square": noisy}, "square-test") == ("ok", 2.0)


def test_an_answer_for_a_person_waits_for_one_unless_it_is_untouched():
    result = grade([manual("essay", "Write here.")], {"essay": "Because."})
    assert cell(result, "essay").score is None
    result = grade([manual("essay", "Write here.")], {})
    assert cell(result, "essay").score == 0.0


def test_a_result_that_differs_between_two_runs_is_flaky():
    coin = "import os\ndef echo(x):\n    return os.urandom(7)[0] / 300"
    partial = graded("t", "echo(1)", points=1.0)
    result = grade([ECHO, partial], {"echo": coin}, repeat=2)
    assert result.status == "flaky"
    assert cell(result, "t").status == "flaky"


def test_a_set_up_cell_runs_on_both_sides_with_the_instructor_s_files():
    cells = [
        setup("factor = int(open('factor.txt').read())"),
        solution("scale", "def scale(x):\n    return factor * x"),
        graded("t", "assert scale(2) == 2 * factor == 6"),
    ]
    answers = {"scale": "def scale(x):\n    return factor * x"}
    files = {"factor.txt": b"3"}
    assert verdict(cells, answers, "t", files=files) == ("ok", 2.0)


def test_a_test_that_reads_source_code_runs_beside_it_and_is_marked():
    cells = [
        SQUARE,
        graded("t", "import inspect\nassert 'x * x' in inspect.getsource(square)"),
        TEST,
    ]
    plan, remarks = calibrate.calibrate(plan_of(*cells))
    assert plan.compat == {("hw", "t")}
    assert any("tamper_proof" in sentence for sentence in remarks)
    judge.prepare_worker({"hw": plan})
    answers = {"square": "def square(x):\n    return x * x"}
    result = judge.grade_one(plan, submission_of(plan, answers), timeout=5.0)
    assert (cell(result, "t").score, cell(result, "t").tamper_proof) == (2.0, False)
    assert cell(result, "square-test").tamper_proof
    other = {"square": "def square(x):\n    return x ** 2"}
    result = judge.grade_one(plan, submission_of(plan, other), timeout=5.0)
    assert cell(result, "t").status == "wrong"


def test_calibration_says_where_the_instructor_s_own_solution_fails():
    cells = [solution("square", "def square(x):\n    return x"), TEST]
    _, remarks = calibrate.calibrate(plan_of(*cells))
    assert any("your own solution earns 0 of 2" in sentence for sentence in remarks)


def test_a_submission_leaves_nothing_behind_for_the_next():
    leave = (
        "import builtins\nbuiltins.left = 1\nopen('left', 'w').close()\n"
        "def echo(x):\n    return 1"
    )
    look = (
        "import builtins, os\ndef echo(x):\n"
        "    return hasattr(builtins, 'left') or os.path.exists('left')"
    )
    cells = [ECHO, graded("t", "assert echo(0) == False")]
    grade(cells, {"echo": leave})
    assert verdict(cells, {"echo": look}, "t") == ("ok", 2.0)


def test_an_image_pasted_into_an_answer_reaches_the_person_who_grades():
    image = {"image/png": "iVBORw0KGgo="}
    odd = {"page.html": {"text/html": "<script>"}, "bad.png": {"image/png": "<x>"}}
    plan = plan_of(manual("essay", "Write here."))
    handed_in = submission_of(plan, {"essay": "![](a.png)"})
    notebook = json.loads(handed_in.files["hw.ipynb"])
    notebook["cells"][0]["attachments"] = {"a.png": image, **odd}
    handed_in.files["hw.ipynb"] = json.dumps(notebook).encode()
    judge.prepare_worker({"hw": plan})
    (made,) = judge.grade_one(plan, handed_in).notebooks["hw"]
    assert made["attachments"] == {"a.png": image}


def test_html_in_an_answer_is_text_for_the_person_who_grades():
    plan = plan_of(manual("essay", "Write here."))
    handed_in = submission_of(plan, {"essay": "a < b <script>alert(1)</script>"})
    judge.prepare_worker({"hw": plan})
    (made,) = judge.grade_one(plan, handed_in).notebooks["hw"]
    assert "<script" not in made["source"]
    assert "a < b" in made["source"]


@pytest.mark.parametrize("ask", ["plt.show()", "", "%matplotlib inline\nplt.gca()"])
def test_a_figure_is_kept_as_an_image(ask):
    draw = f"import matplotlib.pyplot as plt\nplt.plot([1, 2])\n{ask}"
    result = grade([SQUARE], {"square": ""}, extra=[draw])
    outputs = result.notebooks["hw"][-1]["outputs"]
    assert any("image/png" in output.get("data", {}) for output in outputs)
