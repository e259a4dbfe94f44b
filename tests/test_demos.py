"""Demos without a browser: what they compute, what they show, what they say."""

import json
import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

import rnn_core
from rnn_core import demos, exercise
from rnn_core.demos.framework import DemoError
from rnn_core.demos.labels import LABELS, texts_of
from rnn_core.demos.scalar_cell import EXAMPLE, MEMORY_CELL
from rnn_core.demos.show import Shown, first_drawing, skeleton
from rnn_core.demos.svg import FORMS
from rnn_core.demos.unit_gates import GATES, START
from rnn_core.demos.widget import IMPORT, STATIC, linked, make_widget
from rnn_core.program import Program, run
from solutions.lstm import reference

DEMOS = list(demos.ALL.values())
NAMES = [demo.name for demo in DEMOS]


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


@pytest.fixture
def site_build(monkeypatch, reference_mode):
    monkeypatch.setenv("UNROLLED_SITE_BUILD", "1")


@pytest.fixture
def student_with():
    """Register functions for a session in student mode; forget them afterwards."""
    with rnn_core.mode("student"):
        yield exercise.register
        exercise.unregister()


def specification_of(html):
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.S)
    return json.loads(found[1].replace("<\\/", "</"))


def test_the_worked_example_keeps_three_then_seven_reads_it_and_resets(reference_mode):
    outputs = MEMORY_CELL.compute(MEMORY_CELL.steps)
    # three digits: the gates stand at 4.5e-5 and 0.99995, not at 0 and 1
    assert [round(o["c"], 2) for o in outputs] == [3.0, 7.0, 7.0, 7.0, 0.0]
    assert [round(o["a"], 2) for o in outputs] == [0.0, 0.0, 0.0, 7.0, 0.0]
    assert [tuple(step.values()) for step in MEMORY_CELL.steps] == list(EXAMPLE)


def test_the_gates_demo_shows_the_numbers_of_the_layer(reference_mode):
    blocks = [[START[f"{k}_{gate}"] for gate in "ifgo"] for k in "wub"]
    h_t, c_t, cache = reference.lstm_cell_forward(
        *(np.array([[START[k]]]) for k in ("x_t", "h_prev", "c_prev")),
        np.array([blocks[0]]),
        np.array([blocks[1]]),
        np.array(blocks[2]),
    )
    (outputs,) = GATES.compute(GATES.steps)
    assert outputs["h"] == h_t[0, 0]
    assert outputs["c"] == c_t[0, 0]
    assert [outputs[g] for g in "ifgo"] == [
        value[0, 0] for value in (cache.i_t, cache.f_t, cache.g_t, cache.o_t)
    ]
    assert outputs["kept"] + outputs["written"] == outputs["c"]


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_the_traced_step_computes_what_the_kernel_computes(demo, site_build):
    data = specification_of(Shown(demo).html())
    program = Program.from_dict(data["program"])
    carried = dict(demo.start)
    for given, expected in zip(demo.steps, demo.compute(demo.steps), strict=True):
        inputs = {**carried, **given}
        outputs = run(program, *(inputs[name] for name, _ in program.inputs))
        assert set(outputs) == set(expected)
        for name, value in expected.items():
            # a page's step may be another form of the same: a power for a product
            np.testing.assert_allclose(outputs[name], value, rtol=1e-13, err_msg=name)
        carried = {name: outputs[key] for name, key in demo.carry.items()}


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_the_book_gets_html_and_a_notebook_both(demo, site_build, monkeypatch):
    bundle = Shown(demo)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    monkeypatch.delenv("UNROLLED_SITE_BUILD")
    bundle, _metadata = Shown(demo)._repr_mimebundle_()
    kinds = {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert kinds <= set(bundle)


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_the_first_drawing_is_wellformed_and_shows_the_numbers(demo, reference_mode):
    root = ElementTree.fromstring(f"<div>{first_drawing(demo)}</div>")
    assert all(svg.get("aria-label") for svg in root.iter("svg") if svg.get("role"))
    values = {**demo.steps[demo.shown], **demo.compute(demo.steps)[demo.shown]}
    places = [node for node in root.iter() if node.get("data-value")]
    assert len(places) >= 4
    for node in places:
        name, *position = node.get("data-value").split(".")
        value = values[name][int(position[0])] if position else values[name]
        assert node.text == FORMS[node.get("data-form")](value)


WRITTEN = {
    "": {0.005: "0.01", -0.001: "0.00", -2.5: "−2.50"},
    "trimmed": {1.0: "1", -0.25: "−0.25", 0.001: "0"},
    "percent": {0.5: "50 %", 0.004: "0 %", 1.0: "100 %"},
    "amount": {0.0: "0", 0.3642: "0.364", 361.2: "361", 1234.5: "1234"}
    | {999.6: "1000", 5.66e-7: "5.7\u00a0·\u00a010⁻⁷", -0.5: "−0.5"},
}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_number_is_written_in_its_form(form):
    assert {v: FORMS[form](v) for v in WRITTEN[form]} == WRITTEN[form]


def test_every_demo_stands_on_a_page_of_the_book(root):
    """There axe reads it, in both schemes and at both widths."""
    pages = [path.read_text(encoding="utf-8") for path in root.glob("book/**/*.md")]
    missing = [name for name in demos.ALL if not any(f"{name}(" in p for p in pages)]
    assert missing == []


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_the_page_gets_no_inline_script_and_no_address(demo, site_build):
    html = Shown(demo).html()
    assert re.findall(r"<script([^>]*)>", html) == [' type="application/json"']
    assert not re.search(r"\son\w+=|https?:|//cdn|\bsrc=|\bhref=", html)


def test_a_trace_that_fails_stops_the_book(site_build, monkeypatch):
    def branching(z, z_i, z_f, z_o, c_prev):
        return (z, c_prev) if z > 0 else (c_prev, z)

    monkeypatch.setattr(reference, "memory_cell", branching)
    with pytest.raises(TypeError, match=r"np\.where"):
        demos.memory_cell().html()


def test_a_students_function_that_branches_still_works_in_the_notebook(student_with):
    def branching(z, z_i, z_f, z_o, c_prev):
        return (z, c_prev + 1) if z > 2 else (c_prev, z)

    student_with("memory_cell", branching)
    assert MEMORY_CELL.compute(MEMORY_CELL.steps)[0]["c"] == 1.0
    assert "program" not in specification_of(demos.memory_cell().html())


BROKEN = {
    "raises": (lambda *a: 1 / 0, "memory_cell stopped with ZeroDivisionError"),
    "returns None": (lambda *a: None, r"returned None, expected \(a, c\)"),
    "returns one": (lambda *a: 3.0, r"returned one, expected \(a, c\)"),
    "returns three": (lambda *a: (1, 2, 3), r"returned 3 results, expected \(a, c\)"),
    "returns nan": (lambda *a: (np.nan, 1.0), "gave a = nan.*finite number"),
    "returns arrays": (lambda *a: (np.ones(2), 1.0), "gave a = .*expected one number"),
    "returns text": (lambda *a: ("3", 1.0), "gave a = 3, expected one number"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_in_a_students_function_becomes_a_sentence(name, student_with):
    function, sentence = BROKEN[name]
    student_with("memory_cell", function)
    with pytest.raises(DemoError, match=sentence):
        MEMORY_CELL.compute(MEMORY_CELL.steps)
    assert "Traceback" not in first_drawing(MEMORY_CELL)


def test_a_cache_of_another_kind_is_named(student_with):
    student_with("lstm_cell_forward", lambda **given: (np.ones((1, 1)),) * 3)
    with pytest.raises(DemoError, match="cache without i_t, expected an LSTMCellCache"):
        GATES.compute(GATES.steps)


def test_a_missing_function_says_which_exercise_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = r"memory_cell: Exercise 4\.1"
    with rnn_core.mode("student"), pytest.raises(DemoError, match=said):
        MEMORY_CELL.compute(MEMORY_CELL.steps)


def test_the_widget_answers_with_what_is_registered_now(student_with, monkeypatch):
    widget, sent = make_widget(MEMORY_CELL), []
    monkeypatch.setattr(widget, "send", sent.append)
    question = {"id": "q1", "steps": [{"x1": 2, "x2": 1, "x3": 0}]}
    student_with("memory_cell", lambda z, *rest: (1 / 0, z))
    widget._answer(widget, question, [])
    student_with("memory_cell", lambda z, *rest: (z, z + 1))
    widget._answer(widget, question, [])
    assert sent[0]["problem"].startswith("memory_cell stopped with ZeroDivisionError")
    assert sent[1]["id"] == "q1"
    assert (sent[1]["outputs"][0]["a"], sent[1]["outputs"][0]["c"]) == (2.0, 3.0)


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_a_live_drawing_needs_no_working_function(demo):
    assert "data-value" in skeleton(demo)
    assert demo.name in make_widget(demo).spec["demo"]


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_every_control_has_a_label_and_a_value_within_its_range(demo):
    for control in demo.controls:
        assert texts_of(demo.name)[control.name]
        assert control.low <= control.value <= control.high
        given = [s[control.name] for s in demo.steps if control.name in s]
        assert given  # later steps may leave out what is carried
        assert all(control.low <= value <= control.high for value in given)


def test_every_language_has_every_word():
    for words in LABELS.values():
        assert {key: set(part) for key, part in words.items()} == {
            key: set(part) for key, part in LABELS["en"].items()
        }


@pytest.mark.parametrize("demo", DEMOS, ids=NAMES)
def test_the_joined_widget_holds_every_module_after_those_it_imports(demo):
    text = linked("widget.js", f"views/{demo.name}.js")
    modules = json.loads(re.search(r"^const modules = (.*);$", text, re.M)[1])
    before = set()
    for path, source in modules:
        assert set(re.findall(r'"unrolled:([^"]+)"', source)) <= before, path
        before.add(path)
    assert {"widget.js", "mount.js", "vendor/d3.js", f"views/{demo.name}.js"} <= before


def test_the_scripts_import_only_their_neighbours_and_evaluate_nothing():
    own = [p for p in STATIC.rglob("*.js") if p.parent.name != "vendor"]
    assert {"unrolled-demo.js", "program.js", "widget.js"} <= {p.name for p in own}
    for path in own:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|\beval\(|new Function|\son\w+=", source)
        for _, target in IMPORT.findall(source):
            assert (path.parent / target).is_file(), f"{path.name} imports {target}"


def test_a_program_is_drawn_with_every_operation_below_its_operands(reference_mode):
    program = MEMORY_CELL.traced()
    (root,) = ElementTree.fromstring(program._repr_html_())
    operations = [node for node in program.nodes if node[0] != "constant"]
    boxes = [node for node in root if node.tag == "rect"]
    assert len(boxes) == len(program.inputs) + len(operations)
    edges = [node for node in root if node.tag == "path"]
    numbers = [re.findall(r"-?[\d.]+", edge.get("d")) for edge in edges]
    assert all(float(way[1]) < float(way[-1]) for way in numbers)
    words = [node.text for node in root if node.tag == "text"]
    assert {"x1", "tanh", "× 100", "= c", "= a"} <= set(words)


def test_the_vendored_library_stands_beside_its_licence():
    vendor = STATIC / "vendor"
    assert "Mike Bostock" in (vendor / "LICENSE.d3.txt").read_text(encoding="utf-8")
    assert "esbuild" in (vendor / "README.md").read_text(encoding="utf-8")


def test_importing_the_demos_does_not_import_the_widget_machinery():
    code = "import sys, rnn_core.demos; print('anywidget' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
