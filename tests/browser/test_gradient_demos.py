"""The demos of chapter 3, by keyboard, against what Python computes."""

import numpy as np
import pytest
from demo_page import (
    assert_same_numbers,
    computed,
    opened,
    result_of,
    wait_for_result,
)
from playwright.sync_api import expect

from rnn_core.demos import powers_of_weight, two_unit_norms, walk
from rnn_core.demos.log_plot import place
from rnn_core.demos.powers_of_weight import POWERS
from rnn_core.demos.svg import amount
from rnn_core.demos.two_unit_norms import NORMS_THROUGH_TIME
from rnn_core.demos.walk import DESCENT

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/gradients.html"


@pytest.fixture
def cliff(demo_site):
    return f"{demo_site}/cliff.html"


def test_the_documents_numbers_are_one_button_away(browser, address):
    said = {"1.01": "2.1\u00a0·\u00a010⁴", "0.99": "4.4\u00a0·\u00a010⁻⁵", "1": "1"}
    with opened(browser, address) as page:
        heard = page.locator("[demo=powers] .heard")
        for w, number in said.items():
            page.get_by_role("button", name=f"{w}, 999 steps", exact=True).press(
                "Enter"
            )
            result = wait_for_result(page, POWERS, f"result.inputs.w === {w}")
            assert_same_numbers(
                [result["outputs"]], computed(POWERS, [{"w": float(w), "n": 999}])
            )
            heard.filter(has_text=f"a 1 has become {number}.").wait_for()


def test_the_curve_of_powers_follows_the_sliders(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("slider", name="weight w").press("Home")
        page.get_by_role("slider", name="steps n").press("Home")
        result = wait_for_result(page, POWERS, "result.inputs.n === 9")
        asked = {"w": 0.01, "n": 9}
        assert result["inputs"] == asked
        assert_same_numbers([result["outputs"]], computed(POWERS, [asked]))
        curve = page.locator("[demo=powers] .stage [data-curve=powers]")
        points = [p.split(",") for p in curve.get_attribute("d")[1:].split("L")]
        heights = [place(0.01**k, *powers_of_weight.AXIS) for k in range(10)]
        np.testing.assert_allclose([float(y) for _, y in points], heights, atol=0.01)


def test_two_gradients_and_their_bound_follow_the_sliders(browser, address):
    with opened(browser, address) as page:
        before = result_of(page, NORMS_THROUGH_TIME)
        start = two_unit_norms.START
        assert_same_numbers([before["outputs"]], computed(NORMS_THROUGH_TIME, [start]))
        page.get_by_role("slider", name="stretch of unit 1").press("Home")
        page.get_by_role("slider", name="exchange (0 to 1)").press("End")
        page.get_by_role("slider", name="state h").press("Home")
        result = wait_for_result(page, NORMS_THROUGH_TIME, "result.inputs.h === 0")
        asked = start | {"s1": 0.1, "turn": 1.0, "h": 0.0}
        assert result["inputs"] == pytest.approx(asked)
        expected = computed(NORMS_THROUGH_TIME, [result["inputs"]])
        assert_same_numbers([result["outputs"]], expected)
        heard = page.locator("[demo=norms-through-time] .heard")
        heard.filter(has_text="every gradient must vanish").wait_for()


def test_a_walk_far_from_the_cliff_is_the_readers_descend(browser, cliff):
    """Near it a difference in the last bit grows a thousandfold at each step."""
    with opened(browser, cliff) as page:
        page.get_by_role("slider", name="weight w").press("Home")
        page.get_by_role("slider", name="learning rate").press("Home")
        result = wait_for_result(page, DESCENT, "result.inputs.rate === 0.01")
        assert result["inputs"]["w"] == 3.5
        asked = {**walk.START, "w": 3.5, "rate": 0.01}
        expected = computed(DESCENT, walk.steps_of(**asked))
        for mine, theirs in zip(result["outputs"], expected, strict=True):
            for name, value in theirs.items():
                assert mine[name] == pytest.approx(value, rel=1e-9, abs=1e-12), name


def test_without_the_limit_the_walk_is_thrown_off(browser, cliff):
    with opened(browser, cliff) as page:
        limited = result_of(page, DESCENT)
        assert max(o["length"] for o in limited["outputs"][:-1]) < 0.1
        first = computed(DESCENT, walk.steps_of(**walk.START))[:10]
        for mine, theirs in zip(limited["outputs"], first, strict=False):
            assert mine["loss"] == pytest.approx(theirs["loss"], rel=1e-9)
        box = page.get_by_role("checkbox", name="Limit the norm")
        expect(box).to_be_checked()
        box.press("Space")
        free = wait_for_result(page, DESCENT, "result.limited === false")
        longest = max(o["length"] for o in free["outputs"][:-1])
        assert longest > 1
        shown = page.locator("[demo=descent] .stage [data-outcome=longest]")
        assert shown.text_content() == amount(longest)
        heard = page.locator("[demo=descent] .heard")
        heard.filter(has_text="no limit").wait_for()
