"""The page's interpreter against NumPy, and the demos by keyboard against Python."""

import json
import math

import numpy as np
import pytest
from demo_page import (
    assert_same_numbers,
    computed,
    opened,
    result_of,
    wait_for_result,
)
from random_programs import random_case

from rnn_core.demos.scalar_cell import MEMORY_CELL
from rnn_core.demos.unit_gates import GATES, START
from rnn_core.program import OPERATIONS, flatten, run, to_plain
from rnn_core.trace import trace
from solutions.lstm import reference

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/cell.html"


def case(function, arrays, **options):
    program = trace(function, *arrays, **options)
    inputs = {
        name: to_plain(array)
        for (name, _), array in zip(program.inputs, arrays, strict=True)
    }
    # the function itself says what is right; `run` has to agree before the page does
    expected = dict(flatten(function(*arrays), kinds=(tuple, list)))
    names = options.get("outputs", expected)
    expected = dict(zip(names, expected.values(), strict=False))
    assert_same_numbers([run(program, *arrays)], [expected])
    return {"program": program.to_dict(), "inputs": inputs}, expected


def lstm_case(rng):
    N, D, H = rng.integers(1, 5, size=3)
    shapes = [(N, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,)]
    arrays = [rng.normal(size=shape) for shape in shapes]
    return case(reference.lstm_cell_forward, arrays, outputs=("h_t", "c_t"))


def test_javascript_computes_what_numpy_computes_in_1200_random_programs(
    browser, address
):
    rng = np.random.default_rng(2024)
    cases = [case(*random_case(rng)) for _ in range(900)]
    cases += [lstm_case(rng) for _ in range(300)]
    used = {node[0] for given, _ in cases for node in given["program"]["nodes"]}
    assert used == set(OPERATIONS)  # every operation has its turn
    with opened(browser, address) as page:
        results = page.evaluate(
            """async (cases) => {
              const { compile } = await import(new URL("static/program.js", location));
              return cases.map(({ program, inputs }) => compile(program)(inputs));
            }""",
            [given for given, _ in cases],
        )
    assert_same_numbers(results, [expected for _, expected in cases])


EDGES = [math.inf, -math.inf, math.nan, 0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e308]


def test_javascript_treats_infinities_and_nan_as_numpy_does(browser, address):
    def edges(x, y):
        compared = [x < y, x <= y, x > y, x >= y, x == y, x != y]
        numbers = [x + y, x - y, x * y, x / y, x**y, np.maximum(x, y), np.minimum(x, y)]
        single = [np.tanh(x), np.exp(x), np.log(x), np.sqrt(x), abs(x), -x]
        single += [x.max(axis=0), x.sum(axis=1)]
        return *(np.where(c, 1.0, 0.0) for c in compared), *numbers, *single

    x = np.array(EDGES)[:, None]
    with np.errstate(all="ignore"):
        given, expected = case(edges, [x, x.T.copy()])
    with opened(browser, address) as page:
        text = page.evaluate(
            """async ({ program, inputs }) => {
              const { compile } = await import(new URL("static/program.js", location));
              const plain = (key, v) => (typeof v === "number" ? `${v}` : v);
              return JSON.stringify(compile(program)(inputs), plain);
            }""",
            given,
        )
    for name, values in json.loads(text).items():
        got = np.array(values, dtype=float)
        np.testing.assert_allclose(got, expected[name], rtol=1e-14, err_msg=name)


def test_the_interpreter_names_an_input_of_the_wrong_shape(browser, address):
    given, _ = case(lambda x, y: (x + y,), [np.ones(3), np.ones(3)])
    given["inputs"]["y"] = [1, 2]
    with opened(browser, address) as page:
        message = page.evaluate(
            """async ({ program, inputs }) => {
              const { compile } = await import(new URL("static/program.js", location));
              try { compile(program)(inputs); } catch (error) { return error.message; }
            }""",
            given,
        )
    assert message == "y has shape (2), expected (3)"


def test_the_memory_cell_is_stepped_by_keyboard_through_the_example(browser, address):
    expected = computed(MEMORY_CELL, MEMORY_CELL.steps)
    with opened(browser, address) as page:
        forward = page.get_by_role("button", name="Forward")
        forward.focus()
        for t in range(1, 6):
            result = wait_for_result(page, MEMORY_CELL, f"result.step === {t}")
            assert_same_numbers(result["outputs"], expected)
            shown = page.locator(
                ".stage [data-part=cell] [data-value=c]"
            ).text_content()
            assert shown == f"{expected[t - 1]['c'] + 0.0:.2f}"
            page.keyboard.press("Enter")
        assert forward.get_attribute("aria-disabled") == "true"
        heard = page.locator("[demo=memory-cell] [aria-live=polite]")
        heard.filter(has_text="The forget gate is shut: the old memory 7.00").wait_for()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        assert wait_for_result(page, MEMORY_CELL, "result.step === 4")["step"] == 4


def test_an_edited_input_changes_the_memory_from_there_on(browser, address):
    steps = [dict(step) for step in MEMORY_CELL.steps]
    steps[1].update(x1=-2.0, x2=0.05)  # both gates half open there
    with opened(browser, address) as page:
        page.get_by_role("button", name="Forward").press("Enter")
        field = page.get_by_role("spinbutton", name="x₁, the value")
        field.press("Control+a")
        page.keyboard.type("-2")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Control+a")
        page.keyboard.type("0.05")
        result = wait_for_result(page, MEMORY_CELL, "result.inputs[1].x2 === 0.05")
        assert result["inputs"] == steps
        assert_same_numbers(result["outputs"], computed(MEMORY_CELL, steps))
        page.get_by_role("button", name="Restore the example").press("Enter")
        result = wait_for_result(page, MEMORY_CELL, "result.inputs[1].x1 === 4")
        assert field.input_value() == "4"


def test_an_empty_or_impossible_field_changes_nothing(browser, address):
    with opened(browser, address) as page:
        before = result_of(page, MEMORY_CELL)
        field = page.get_by_role("spinbutton", name="x₃, read")
        field.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.type("7")
        assert field.get_attribute("aria-invalid") is not None
        assert result_of(page, MEMORY_CELL) == before


def test_the_gates_follow_sliders_and_buttons_of_the_keyboard(browser, address):
    with opened(browser, address) as page:
        slider = page.get_by_role("slider", name="bias of f")
        slider.focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Home"):
            page.keyboard.press(key)
        result = wait_for_result(page, GATES, "result.inputs.b_f === -6")
        expected = computed(GATES, [START | {"b_f": -6}])
        assert_same_numbers([result["outputs"]], expected)
        page.get_by_role("button", name="Overwrite").press("Space")
        result = wait_for_result(page, GATES, "result.inputs.b_i === 6")
        expected = computed(GATES, [START | {"b_i": 6, "b_f": -6}])
        assert_same_numbers([result["outputs"]], expected)
        assert page.get_by_role("slider", name="bias of i").input_value() == "6"
        page.locator("summary").press("Enter")
        page.get_by_role("slider", name="hₜ₋₁ into o").press("End")
        wait_for_result(page, GATES, "result.inputs.u_o === 3")
        heard = page.locator("[demo=gates] [aria-live=polite]")
        heard.filter(has_text=f"= {expected[0]['h']:.2f}.").wait_for()


def test_gates_do_not_turn_slowly_for_those_who_want_less_motion(browser, address):
    duration = "e => getComputedStyle(e).transitionDuration"
    for preference, expected in (("reduce", "0s"), ("no-preference", "0.35s")):
        with opened(browser, address, reduced_motion=preference) as page:
            gate = page.locator("[demo=memory-cell] .stage [data-gate=i]")
            assert gate.evaluate(duration) == expected
