"""The demos of the layer's notebook, by keyboard, against what Python computes."""

import json
import re

import numpy as np
import pytest
from demo_page import (
    NARROW,
    assert_same_numbers,
    computed,
    opened,
    result_of,
    wait_for_result,
)
from playwright.sync_api import expect

from rnn_core.data import EMBEDDED_REBER, REBER, SYMBOLS, draw_string, legal_successors
from rnn_core.demos.graph_walk import GRAPH_STEPS
from rnn_core.demos.path_lights import PATH_SUMS
from rnn_core.demos.reber_drawing import carrier
from rnn_core.demos.reber_reading import (
    FIRST,
    REBER_READER,
    STRINGS,
    read_symbols,
    steps_of,
    twin,
)
from rnn_core.demos.show import skeleton, specification
from rnn_core.demos.svg import amount, percent
from rnn_core.demos.through_time import GRADIENT_THROUGH_TIME, START
from rnn_core.demos.widget import linked

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/layer.html"


def assert_reads(result, string):
    """Compare the page's reading of a string with Python's, and the unit it marks."""
    assert result["string"] == string
    expected = computed(REBER_READER, steps_of(string))
    assert_same_numbers(result["outputs"], expected)
    memories, T = [o["c"] for o in expected], len(expected) // 2
    last = T - 1 if read_symbols(string) == string else T - 2
    assert result["carrier"] == carrier(memories[:T], memories[T:], last)
    legal = legal_successors(string[: result["step"] + 1])[-1]
    assert result["legal"] == legal


def test_both_gradients_follow_the_sliders(browser, address):
    keys = {"forget gate f": "Home", "self-weight w": "End", "steps back": "End"}
    with opened(browser, address) as page:
        before = result_of(page, GRADIENT_THROUGH_TIME)
        assert_same_numbers(
            [before["outputs"]], computed(GRADIENT_THROUGH_TIME, [START])
        )
        for name, key in keys.items():
            page.get_by_role("slider", name=name, exact=True).press(key)
        asked = START | {"f": 0.0, "w": 1.5, "T": 100}
        result = wait_for_result(page, GRADIENT_THROUGH_TIME, "result.inputs.T === 100")
        assert result["inputs"] == asked
        expected = computed(GRADIENT_THROUGH_TIME, [asked])
        assert_same_numbers([result["outputs"]], expected)
        heard = page.locator("[demo=gradient-through-time] [aria-live=polite]")
        left = amount(expected[0]["overwritten_end"])
        heard.filter(
            has_text="keeps 0 of the gradient (gone after one step)"
        ).wait_for()
        assert f"the plain unit {left} (doubles every" in heard.text_content()


def test_the_forget_slider_is_fine_near_one_and_says_where_it_stands(browser, address):
    with opened(browser, address) as page:
        slider = page.get_by_role("slider", name="forget gate f")
        slider.press("End")
        expect(slider).to_have_attribute("aria-valuetext", "1")
        slider.press("ArrowLeft")
        expect(slider).to_have_attribute("aria-valuetext", "0.999")
        result = wait_for_result(
            page, GRADIENT_THROUGH_TIME, "result.inputs.f === 0.999"
        )
        expected = computed(GRADIENT_THROUGH_TIME, [START | {"f": 0.999}])
        assert_same_numbers([result["outputs"]], expected)
        half = expected[0]["kept_half"]
        course = page.locator("[demo=gradient-through-time] .stage [data-course=kept]")
        assert course.text_content() == f"halves every {half:.1f} steps"


def test_the_curves_end_where_the_numbers_say_on_either_axis(browser, address):
    """A curve's last point, 0 at the top and 220 at the bottom, against its value."""
    end = computed(GRADIENT_THROUGH_TIME, [START])[0]["overwritten_end"]
    places = {True: 220 * np.log10(end) / -12, False: 220 * (1 - end)}
    with opened(browser, address) as page:
        switch = page.get_by_role("checkbox", name="linear instead of logarithmic")
        for logarithmic, place in places.items():
            condition = f"result.logarithmic === {json.dumps(logarithmic)}"
            wait_for_result(page, GRADIENT_THROUGH_TIME, condition)
            curve = page.locator(".stage [data-curve=overwritten]")
            numbers = re.findall(r"[\d.]+", curve.get_attribute("d"))
            assert float(numbers[-2]) == 100
            assert float(numbers[-1]) == pytest.approx(place, abs=0.01)  # d3 rounds
            switch.press("Space")


def test_a_gradient_that_grows_gets_room_above_one(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("slider", name="self-weight w").press("End")
        page.get_by_role("slider", name="state h").press("Home")
        wait_for_result(page, GRADIENT_THROUGH_TIME, "result.inputs.h === 0")
        ticks = page.locator(".stage [data-layer=numbers] text").all_text_contents()
        assert ticks == ["10⁻¹²", "10⁻⁶", "1", "10⁶", "10¹²"]  # 1.5**50 is 6.4e8
        course = page.locator(".stage [data-course=overwritten]").text_content()
        assert course == "doubles every 1.7 steps"


def test_a_string_is_read_forward_and_back_by_keyboard(browser, address):
    with opened(browser, address) as page:
        result = result_of(page, REBER_READER)
        assert result["step"] == len(FIRST) - 3  # the second symbol must come back
        assert_reads(result, FIRST)
        page.get_by_role("button", name="Start again").press("Enter")
        forward = page.get_by_role("button", name="Forward")
        for t in range(len(FIRST) - 1):
            result = wait_for_result(page, REBER_READER, f"result.step === {t}")
            assert_reads(result, FIRST)
            forward.press("Enter")
        expect(forward).to_have_attribute("aria-disabled", "true")
        page.get_by_role("button", name="Back").press("Space")
        wait_for_result(page, REBER_READER, f"result.step === {t - 1}")
        heard = page.locator("[demo=reber-reader] .heard")
        heard.filter(has_text="This is the long-range step").wait_for()


def test_the_drawing_shows_the_numbers_of_the_step(browser, address):
    expected = computed(REBER_READER, steps_of(FIRST))[1]
    with opened(browser, address) as page:
        page.get_by_role("button", name="Start again").press("Enter")
        page.get_by_role("button", name="Forward").press("Enter")
        wait_for_result(page, REBER_READER, "result.step === 1")
        part = page.locator("[demo=reber-reader] .stage")
        for k, p in enumerate(expected["p"]):
            assert part.locator(f"[data-value='p.{k}']").text_content() == percent(p)
            height = float(part.locator(f"[data-chance='{k}']").get_attribute("height"))
            assert height == pytest.approx(88 * p, abs=1e-9)
        marks = part.locator("[data-legal]").all_text_contents()
        assert marks == ["legal" if s == "B" else "" for s in SYMBOLS]
        for k, value in enumerate(expected["f"]):
            gauge = part.locator(f"[data-gauge='f.{k}']")
            assert float(gauge.get_attribute("height")) == pytest.approx(24 * value)
        page.locator("[demo=reber-reader] summary").press("Enter")
        rows = part.locator("tbody td:nth-of-type(5)").all_text_contents()
        assert rows == [f"{c + 0.0:.2f}".replace("-", "−") for c in expected["c"]]


def test_every_listed_string_and_its_twin_are_read_as_python_reads_them(
    browser, address
):
    with opened(browser, address) as page:
        choice = page.get_by_role("combobox", name="choose one")
        for string in STRINGS:
            choice.select_option(string)
            condition = f"result.string === '{string}'"
            assert_reads(wait_for_result(page, REBER_READER, condition), string)
        page.get_by_role("button", name="Exchange T and P").press("Enter")
        other = twin(STRINGS[-1])
        result = wait_for_result(page, REBER_READER, f"result.string === '{other}'")
        assert_reads(result, other)
        field = page.get_by_role("textbox", name="or type your own")
        assert field.input_value() == other


def test_a_typed_string_is_read_as_far_as_it_goes(browser, address):
    typed = "bpbtsxse"
    with opened(browser, address) as page:
        field = page.get_by_role("textbox", name="or type your own")
        field.press("Control+a")
        for k, letter in enumerate(typed):
            page.keyboard.type(letter)
            string = typed[: k + 1].upper()
            condition = f"result.string === '{string}'"
            result = wait_for_result(page, REBER_READER, condition)
            assert result["step"] == k
            if k == 0:  # no second symbol yet, so there is nothing to exchange
                assert result["carrier"] is None
            else:
                assert_reads(result, string)
        said = page.locator("[demo=reber-reader] [id=said]")
        assert said.text_content() == "Legal so far; P may follow."


REFUSED = {
    "BTBTXSEP": "Symbol 8 is P: after BTBTXSE only T may follow.",
    "BTBX": "Symbol 4 is X: after BTB only T or P may follow.",
    "BTQ": "Symbol 3 is Q, expected one of B, T, P, S, X, V, E.",
    "T": "Symbol 1 is T: a string begins with B.",
    "BTBTXSETEB": "Symbol 10 is B, but BTBTXSETE is complete.",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_an_illegal_symbol_is_named_with_its_place(browser, address, typed):
    with opened(browser, address) as page:
        field = page.get_by_role("textbox", name="or type your own")
        field.fill(typed)
        said = page.locator("[demo=reber-reader] [id=said]")
        assert said.text_content() == REFUSED[typed]
        assert field.get_attribute("aria-invalid") is not None
        assert result_of(page, REBER_READER)["string"] == FIRST
        page.get_by_role("button", name="Exchange T and P").press("Enter")
        assert field.get_attribute("aria-invalid") is None


def random_string(rng, grammar):
    """Return a string of the grammar, often cut short or with one symbol changed."""
    string = draw_string(rng, grammar)[: rng.integers(1, 30)]
    if rng.random() < 0.6:
        k = rng.integers(len(string))
        string = string[:k] + SYMBOLS[rng.integers(7)] + string[k + 1 :]
    return string


def followed(string, grammar):
    """Return what is legal at each place, and the first wrong one, as `follow` does."""
    wrong = -1
    for k in range(len(string)):
        try:
            legal_successors(string[: k + 1], grammar)
        except ValueError:
            wrong = k
            break
    good = string if wrong < 0 else string[:wrong]
    return {"legal": ["B", *legal_successors(good, grammar)], "wrong": wrong}


def test_javascript_follows_the_grammars_as_python_does_in_1000_strings(
    browser, address
):
    rng = np.random.default_rng(5)
    cases = [(g, random_string(rng, g)) for g in (REBER, EMBEDDED_REBER) * 500]
    expected = [followed(string, grammar) for grammar, string in cases]
    wrong = sum(entry["wrong"] >= 0 for entry in expected)
    assert 200 < wrong < 800  # both kinds have their turn
    with opened(browser, address) as page:
        got = page.evaluate(
            """async (cases) => {
              const { follow } = await import(new URL("static/grammar.js", location));
              return cases.map(([grammar, string]) => follow(grammar, string));
            }""",
            [([dict(state) for state in g], string) for g, string in cases],
        )
    assert got == expected


def test_the_longest_string_fits_a_narrow_page(browser, address):
    string = f"BTBT{'S' * 19}XSETE"
    with opened(browser, address, viewport=NARROW) as page:
        page.get_by_role("textbox", name="or type your own").fill(string)
        condition = f"result.string === '{string}'"
        wait_for_result(page, REBER_READER, condition)
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= NARROW["width"]


WIDGET = """async ({ script, spec }) => {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { render } = await (await import(address)).default();
  let answer;
  const model = {
    get: () => spec,
    on: (_, listener) => { answer = listener; },
    send: async (question) => answer(await window.kernel(question)),
  };
  const el = document.createElement("div");
  document.querySelector("main").replaceChildren(el);
  await render({ model, el });
  window.drawn = el.firstChild; // a slow kernel's numbers come after it is rendered
}"""


@pytest.mark.parametrize(
    "demo",
    [GRADIENT_THROUGH_TIME, REBER_READER, PATH_SUMS, GRAPH_STEPS],
    ids=lambda demo: demo.name,
)
def test_in_a_notebook_the_kernel_computes_what_is_drawn(browser, address, demo):
    asked = []

    def kernel(question):
        asked.append(question["steps"])
        return {"id": question["id"], "outputs": computed(demo, question["steps"])}

    spec = {**specification(demo), "drawing": skeleton(demo)}
    script = linked("widget.js", f"views/{demo.name}.js")
    with opened(browser, address, fresh=True) as page:
        page.expose_function("kernel", kernel)
        page.evaluate(WIDGET, {"script": script, "spec": spec})
        result = page.wait_for_function("drawn.result").json_value()
    assert asked == [[dict(step) for step in demo.steps]]
    expected = computed(demo, demo.steps)
    outputs = result["outputs"]
    assert_same_numbers(outputs if demo is REBER_READER else [outputs], expected)
