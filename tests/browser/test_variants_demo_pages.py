"""The demos of chapter 6, by keyboard and pointer, against what Python computes."""

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

from rnn_core.demos.clock_modules import CLOCK, EXAMPLE, STEPS, given
from rnn_core.demos.phase_portrait import PHASE_PLANE, START
from rnn_core.demos.two_readers import (
    BANK,
    BOTH_DIRECTIONS,
    FIRST,
    LAST,
    MIDDLE,
    T,
    meanings,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def variants(demo_site):
    return f"{demo_site}/variants.html"


@pytest.fixture
def plane(demo_site):
    return f"{demo_site}/plane.html"


def assert_reads(result, first, last):
    words = [first, *MIDDLE, last]
    assert result["words"] == words
    expected = computed(BOTH_DIRECTIONS, [{"x": meanings(words)}])
    assert_same_numbers([result["outputs"]], expected)
    return expected[0]


def test_every_sentence_is_read_as_python_reads_it(browser, variants):
    with opened(browser, variants) as page:
        for k, first in enumerate(FIRST):
            page.get_by_role("combobox", name="first word").select_option(str(k))
            for j, last in enumerate(LAST):
                page.get_by_role("combobox", name="last word").select_option(str(j))
                result = wait_for_result(
                    page,
                    BOTH_DIRECTIONS,
                    f"result.words[0] === '{first}' && "
                    f"result.words.at(-1) === '{last}'",
                )
                values = assert_reads(result, first, last)
                ahead = values["ltr_ahead"] + values["rtl_ahead"]
                verdict = "open" if abs(ahead) < 0.3 else "money"
                assert result["verdict"] == ("water" if ahead < -0.3 else verdict)


def test_each_reader_shows_only_what_it_has_read(browser, variants):
    with opened(browser, variants) as page:
        forward = page.get_by_role("button", name="Read on")
        stage = page.locator("[demo=both-directions] .stage")
        for k in range(T + 1):
            wait_for_result(page, BOTH_DIRECTIONS, f"result.read === {k}")
            sides = [
                [
                    float(
                        stage.locator(f"[data-cell='{name}.{t}.0']").get_attribute(
                            "width"
                        )
                    )
                    for t in range(T)
                ]
                for name in ("ltr", "rtl")
            ]
            assert [width > 0 for width in sides[0]] == [t < k for t in range(T)]
            assert [width > 0 for width in sides[1]] == [
                T - 1 - t < k for t in range(T)
            ]
            forward.press("Enter")
        expect(forward).to_have_attribute("aria-disabled", "true")
        heard = page.locator("[demo=both-directions] .heard")
        heard.filter(has_text="Together: a place for money.").wait_for()


def test_before_both_have_come_to_the_word_one_or_none_answers(browser, variants):
    with opened(browser, variants) as page:
        forward = page.get_by_role("button", name="Read on")
        heard = page.locator("[demo=both-directions] .heard")
        forward.press("Enter")
        heard.filter(has_text="Neither has come").wait_for()
        for _ in range(min(BANK + 1, T - BANK) - 1):
            forward.press("Enter")
        side = "beginning" if BANK + 1 < T - BANK else "end"
        if BANK + 1 != T - BANK:
            heard.filter(has_text=f"Only the reader from the {side}").wait_for()


def test_the_clock_runs_as_python_runs_it(browser, variants):
    with opened(browser, variants) as page:
        result = result_of(page, CLOCK)
        assert result["inputs"] == list(EXAMPLE)
        assert_same_numbers(result["outputs"], computed(CLOCK, given(EXAMPLE)))
        page.get_by_role("button", name="Start again").last.press("Enter")
        wait_for_result(page, CLOCK, "result.step === 0")
        page.get_by_role("slider", name="input").press("Home")
        changed = [-1.0, *EXAMPLE[1:]]
        result = wait_for_result(page, CLOCK, "result.inputs[0] === -1")
        assert_same_numbers(result["outputs"], computed(CLOCK, given(changed)))
        page.get_by_role("button", name="Silence").press("Enter")
        result = wait_for_result(page, CLOCK, "result.inputs[0] === 0")
        assert all(value == 0 for step in result["outputs"] for value in step["h"])


def test_the_clock_says_who_ticks(browser, variants):
    with opened(browser, variants) as page:
        heard = page.locator("[demo=clock] .heard")
        heard.filter(
            has_text="Step 4: the units with period 1, 2 and 4 are computed, those "
            "with period 8 keep their state."
        ).wait_for()
        forward = page.get_by_role("button", name="Forward")
        for _ in range(4):
            forward.press("Enter")
        heard.filter(has_text="Step 8: all units are computed.").wait_for()
        for _ in range(STEPS):
            forward.press("Enter")
        expect(forward).to_have_attribute("aria-disabled", "true")


FATES = {
    "The oscillator": "swings",
    "Transposed": "settles",
    "Two memories": "settles",
    "No connections": "settles",
}


def assert_follows(result):
    steps = [result["inputs"], *PHASE_PLANE.steps[1:]]
    for mine, theirs in zip(
        result["outputs"], computed(PHASE_PLANE, steps), strict=True
    ):
        # eight hundred steps: what tanh's last bit makes of it grows on the way
        assert set(mine) == set(theirs)
        for name, value in theirs.items():
            assert mine[name] == pytest.approx(value, rel=1e-9, abs=1e-9), name


@pytest.mark.parametrize("name", FATES)
def test_each_example_has_its_fate_and_pythons_course(browser, plane, name):
    with opened(browser, plane) as page:
        page.get_by_role("button", name=name, exact=True).press("Enter")
        result = wait_for_result(page, PHASE_PLANE, f"result.fate === '{FATES[name]}'")
        assert_follows(result)


def test_the_start_and_the_weights_follow_the_sliders(browser, plane):
    with opened(browser, plane) as page:
        page.get_by_role("slider", name="neuron 1 starts at").press("End")
        page.get_by_role("slider", name="2 → 1").press("Home")
        result = wait_for_result(
            page, PHASE_PLANE, "result.inputs.s1 === 9 && result.inputs.w21 === -8"
        )
        assert result["inputs"] == START | {"s1": 9, "w21": -8}
        assert_follows(result)


def test_the_start_can_be_dragged(browser, plane):
    with opened(browser, plane) as page:
        dot = page.locator(".stage [data-start]")
        dot.scroll_into_view_if_needed()
        box = dot.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 80, y - 60, steps=4)
        page.mouse.up()
        result = wait_for_result(page, PHASE_PLANE, "result.inputs.s1 > 2")
        assert result["inputs"]["s2"] > 1.5
        assert_follows(result)
        slider = page.get_by_role("slider", name="neuron 1 starts at")
        assert float(slider.input_value()) == result["inputs"]["s1"]


@pytest.mark.parametrize("name", ["variants", "plane"])
def test_the_demos_fit_a_narrow_page(browser, demo_site, name):
    with opened(browser, f"{demo_site}/{name}.html", viewport=NARROW) as page:
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= NARROW["width"]
