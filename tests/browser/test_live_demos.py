"""The page's interpreter against NumPy, and the demos by keyboard against Python."""

import contextlib
import functools
import http.server
import json
import math
import shutil
import threading

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from random_programs import random_case

import rnn_core
from rnn_core import demos
from rnn_core.demos.scalar_cell import MEMORY_CELL
from rnn_core.demos.unit_gates import GATES, START
from rnn_core.demos.widget import STATIC
from rnn_core.program import OPERATIONS, flatten, run, to_plain
from rnn_core.trace import trace
from solutions.lstm import reference

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Demos</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="static/unrolled-demo.css">
<style>html[data-theme=dark] body {{ background: #14171c; color: #e4e7eb }}</style>
<script type="module" src="static/unrolled-demo.js"></script></head>
<body><main><h1>Demos</h1>{demos}</main></body></html>"""
# what the site brings: a palette, hence no frame of the demo's own, and a card
FRAME = ":root { --u-text: #1e2228 } .u-demo { padding: 16px; border: 1px solid }"
WIDE, NARROW = {"width": 800, "height": 900}, {"width": 360, "height": 800}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Serve a plain page with both demos; return its address."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(STATIC, folder / "static")
    with rnn_core.mode("reference"), pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNROLLED_SITE_BUILD", "1")
        shown = "\n".join(make().html() for make in (demos.memory_cell, demos.gates))
    page = PAGE.format(demos=shown)
    (folder / "index.html").write_text(page, encoding="utf-8")
    framed = page.replace("</head>", f"<style>{FRAME}</style></head>")
    (folder / "framed.html").write_text(framed, encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def opened(browser, address, **options):
    """Open the page with live demos; fail on errors and on requests elsewhere."""
    context = browser.new_context(**{"viewport": WIDE, **options})
    page, wrong = context.new_page(), []
    page.on("console", lambda m: m.type == "error" and wrong.append(m.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    here = address.rsplit("/", 1)[0]
    home = (here, "data:")
    page.on("request", lambda r: r.url.startswith(home) or wrong.append(r.url))
    page.goto(address)
    if options.get("java_script_enabled", True):
        for demo in (MEMORY_CELL, GATES):
            page.locator(f"[demo={demo.name}][data-ready][data-result]").wait_for()
    yield page
    context.close()
    assert wrong == []


def result_of(page, demo):
    """Return the demo's result, which its attribute must hold as well."""
    host = page.locator(f"[demo={demo.name}]")
    result = host.evaluate("element => element.result")
    assert json.loads(host.get_attribute("data-result")) == result
    return result


def wait_for_result(page, demo, condition):
    page.wait_for_function(
        f"""() => {{ const result = document.querySelector('[demo={demo.name}]').result;
        return {condition}; }}"""
    )
    return result_of(page, demo)


def computed(demo, steps):
    with rnn_core.mode("reference"):
        return demo.compute(steps)


def assert_same_numbers(got, expected):
    """Compare nested results of JavaScript and NumPy."""
    for mine, theirs in zip(got, expected, strict=True):
        assert set(mine) == set(theirs)
        for name, value in theirs.items():
            # tanh and exp may differ in their last bit, sums in their order
            np.testing.assert_allclose(mine[name], value, rtol=1e-12, atol=1e-14)


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


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_below_hardly_moves_when_a_demo_comes_to_life(
    browser, address, viewport
):
    heights = """() => [...document.querySelectorAll("unrolled-demo")]
      .map((host) => host.getBoundingClientRect().height)"""
    framed = address.replace("index", "framed")
    with opened(browser, framed, viewport=viewport) as page:
        alive = page.evaluate(heights)
        page.route(
            "**/unrolled-demo.js",
            lambda route: route.fulfill(body="", content_type="text/javascript"),
        )
        page.reload()
        waiting = page.evaluate(heights)
    for before, after in zip(waiting, alive, strict=True):
        assert before == pytest.approx(after, abs=40)  # about two lines; fonts differ


def test_a_narrow_page_does_not_scroll_sideways(browser, address):
    with opened(browser, address, viewport=NARROW) as page:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"]
        page.locator("summary").press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_a_script_and_on_paper_the_first_drawing_shows(browser, address):
    with opened(browser, address, java_script_enabled=False) as page:
        assert page.locator("svg:visible").count() >= 6
        assert page.get_by_text("A memory cell, step by step").is_visible()
    with opened(browser, address) as page:
        page.emulate_media(media="print")
        assert page.locator("unrolled-demo > .u-room svg:visible").count() >= 6
        assert not page.get_by_role("button", name="Forward").is_visible()


def test_gates_do_not_turn_slowly_for_those_who_want_less_motion(browser, address):
    duration = "e => getComputedStyle(e).transitionDuration"
    for preference, expected in (("reduce", "0s"), ("no-preference", "0.35s")):
        with opened(browser, address, reduced_motion=preference) as page:
            gate = page.locator("[demo=memory-cell] .stage [data-gate=i]")
            assert gate.evaluate(duration) == expected


def test_the_focus_is_visible_on_every_control(browser, address):
    with opened(browser, address) as page:
        page.keyboard.press("Tab")
        for _ in range(22):
            focused = page.evaluate(
                """() => { let e = document.activeElement;
                while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
                return [e.localName, getComputedStyle(e).outlineStyle]; }"""
            )
            if focused[0] == "body":
                break
            assert focused[1] == "solid", focused
            page.keyboard.press("Tab")
        else:
            pytest.fail("the Tab key does not leave the demos again")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser, address, theme):
    with opened(browser, address) as page:
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        page.locator(f"[demo=gates][data-palette={theme}]").wait_for()
        page.locator("summary").press("Enter")
        found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
