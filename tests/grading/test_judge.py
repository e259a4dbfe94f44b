"""One submission through the judge: what counts, what does not, what is shown."""

import json

import pytest

from autograder.grading import calibrate, judge, sandbox
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
    pytest.mark.usefixtures("bubblewrap"),
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
        ("open('big', 'wb').write(b'x' * 10 ** 8)", "disk_limit"),
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


def test_a_picture_is_drawn_for_what_is_shown_and_not_for_the_scores():
    picture = (
        "drawn = []\nclass Picture:\n    def _repr_png_(self):\n"
        "        drawn.append(self)\n        return bytes(range(128, 200))\n"
        "def echo(x):\n    return len(drawn)\nPicture()"
    )
    counted = graded(
        "t",
        "assert echo(1) < 2\n"
        "### BEGIN HIDDEN TESTS\nassert echo(1) == 0\n### END HIDDEN TESTS",
    )
    result = grade([ECHO, counted], {"echo": picture})
    assert (result.status, result.score) == ("ok", 2.0)
    (output,) = result.notebooks["hw"][0]["outputs"]
    assert "image/png" in output["data"]


SECRET = (
    "assert echo(1) == 1\n### BEGIN HIDDEN TESTS\n"
    "assert echo(482710339) == 482710339\n### END HIDDEN TESTS"
)
SPY = (
    "import gc\n"
    "server = next(o for o in gc.get_objects() if type(o).__name__ == 'Server')\n"
    "genuine, secret, armed = server.handle, 0, False\n"
    "def forged(request):\n"
    "    if request[0] == 'call' and armed and secret:\n"
    "        return server.sock.sendall(secret.to_bytes(4, 'little'))\n"
    "    return genuine(request)\n"
    "server.handle = forged\n"
    "def echo(x):\n    global secret, memory_cell\n    secret = max(x, secret)\n"
    "    if x > 1:\n        memory_cell = type(f'Leak{x}', (), {})()\n"
    "    return x"
)


def test_no_sentence_carries_what_a_hidden_test_passed():
    after = graded("late", f"{SECRET}\nassert echo(2) == 0")
    checked = "from rnn_core import check\npoints = check(memory_cell)\npoints"
    cell_ = solution("memory_cell", "def memory_cell(z, z_i, z_f, z_o, c_prev): pass")
    cells = [ECHO, graded("t", SECRET), cell_, graded("c", checked), SQUARE, TEST]
    raises = (
        "def echo(x):\n    log.append(x)\n    if x == 2:\n        1 / 0\n    return x"
    )
    armed = {"echo": SPY, "memory_cell": "", "square": "armed = True\ndef square(x): 0"}
    for asked, answers in [
        (cells, armed),
        (
            [ECHO, after],
            {"echo": f"log = []\n{raises.replace('1 / 0', '{}[str(log)]')}"},
        ),
    ]:
        result = grade(asked, answers, timeout=1.0)
        assert "482710339" not in json.dumps([result.notebooks, result.public()])


def test_the_run_for_what_is_shown_takes_nothing_from_the_time_for_scores():
    busy = "import time\nt = time.process_time() + 0.35\n"
    busy += "while time.process_time() < t: 0\n"
    cells, answers = [ECHO, graded("t", SECRET)], {"echo": "def echo(x):\n    return x"}
    for k in range(10):
        cells += [solution(f"f{k}", "pass"), graded(f"t{k}", f"assert f{k}() == 1")]
        cells[-2] = solution(f"f{k}", f"def f{k}():\n    return 1")
        answers[f"f{k}"] = f"{busy}def f{k}():\n    return 1"
    result = grade(cells, answers, timeout=0.5)
    assert result.score == result.max_score


def test_what_a_visible_test_imports_is_there_for_later_answers():
    cells = [
        SQUARE,
        graded("s", "import math\nassert math.isclose(square(3), 9)"),
        solution("root", "def root(x):\n    return x ** 0.5"),
        graded("t", "assert root(9) == 3"),
    ]
    answers = {
        "square": "def square(x):\n    return x * x",
        "root": "def root(x):\n    return math.sqrt(x)",
    }
    assert verdict(cells, answers, "t") == ("ok", 2.0)


def test_a_module_beside_the_notebook_is_found_on_both_sides():
    cells = [
        setup("import given"),
        solution("scale", "def scale(x):\n    return given.factor * x"),
        graded("t", "assert scale(2) == 2 * given.factor == 6"),
    ]
    answers = {"scale": "def scale(x):\n    return given.factor * x"}
    files = {"given.py": b"factor = 3"}
    assert verdict(cells, answers, "t", files=files) == ("ok", 2.0)
    plan, remarks = calibrate.calibrate(plan_of(*cells, files=files))
    assert (plan.compat, remarks) == (frozenset(), [])


def test_exercises_without_end_leave_the_others_their_points():
    cells, answers = [ECHO, graded("e", "assert echo(1) == 1")], {}
    for name in ("memory_cell", "lstm_cell_forward", "lstm_cell_backward"):
        checked = f"from rnn_core import check\npoints = check({name})\npoints"
        cells[:0] = [
            solution(name, f"def {name}(): 0"),
            graded(f"{name}-c", checked, 90),
        ]
        answers[name] = f"def {name}(*given):\n    while True:\n        pass"
    answers["echo"] = "def echo(x):\n    return x"
    assert verdict(cells, answers, "e", timeout=0.5) == ("ok", 2.0)


def test_a_sandbox_that_fails_within_a_test_is_nobody_s_zero_and_nobody_s_points(
    monkeypatch,
):
    test = (
        "for _ in range(2):\n    try:\n        boom()\n    except BaseException: pass"
    )
    test += "\ntry:\n    boom()\nexcept Exception:\n    pass\nelse:\n    assert False"
    made = plan_of(solution("boom", "def boom():\n    1 / 0"), graded("t", test))
    judge.prepare_worker({"hw": made})
    spawn, started = sandbox.Sandbox.spawn, []

    def once(self, entry="cell"):
        if started:
            raise sandbox.SandboxError("no room")
        started.append(entry)
        return spawn(self, entry)

    monkeypatch.setattr(sandbox.Sandbox, "spawn", once)
    answers = {"boom": "import os\ndef boom():\n    os._exit(1)"}
    result = judge.grade_one(made, submission_of(made, answers), timeout=5.0)
    assert (result.status, result.cells) == ("infra_error", ())


def test_a_last_value_beyond_all_bounds_is_the_student_s_fault():
    last = graded("t", "assert echo(1)\necho(2)")
    answers = {"echo": "def echo(x):\n    return 10 ** 400"}
    assert verdict([ECHO, last], answers, "t") == ("error", 0.0)


@pytest.mark.parametrize(
    "test",
    [
        "assert documented.__doc__",
        "import inspect\n"
        "assert inspect.signature(documented).parameters['y'].default is None",
    ],
)
def test_what_a_proxy_does_not_know_is_tested_beside_the_function(test):
    right = 'def documented(x, y=None):\n    """Say so."""'
    plan, _ = calibrate.calibrate(plan_of(solution("d", right), graded("t", test)))
    assert plan.compat == {("hw", "t")}
    judge.prepare_worker({"hw": plan})
    wrong = submission_of(plan, {"d": "def documented(x, y=5):\n    pass"})
    assert judge.grade_one(plan, wrong, timeout=5.0).score == 0.0


def test_what_a_test_writes_on_stderr_does_not_reach_the_terminal(capfd):
    warns = graded("t", "import sys\nprint(echo('\\x1b[31m'), file=sys.stderr)")
    answers = {"echo": "def echo(x):\n    return x"}
    assert verdict([ECHO, warns], answers, "t") == ("ok", 2.0)
    assert capfd.readouterr().err == ""


def test_outputs_of_many_cells_do_not_add_up_without_end():
    forge = (
        "import gc\n"
        "server = next(o for o in gc.get_objects() if type(o).__name__ == 'Server')\n"
        "genuine = server.handle\n"
        "big = {'text/plain': 'x' * 300000}\n"
        "flood = {'output_type': 'display_data', 'data': big}\n"
        "def forged(request):\n"
        "    if request[0] != 'run':\n        return genuine(request)\n"
        "    return server.send((request[1], None, [flood] * 100, {}))\n"
        "server.handle = forged\ndef square(x):\n    return x * x"
    )
    result = grade([SQUARE, TEST], {"square": forge}, extra=["1", "2", "3"])
    assert result.score == 2.0
    assert len(json.dumps(result.notebooks)) < 40 * 2**20
