"""The demos of the GRU, by keyboard, against what Python computes."""

import re

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

from rnn_core.demos.gru_gates import GRU_GATES, START
from rnn_core.demos.kept_over_time import FIRST, KEPT_OVER_TIME, steps_of
from rnn_core.demos.svg import amount

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/gru.html"


def test_both_units_follow_sliders_and_buttons_of_the_keyboard(browser, address):
    with opened(browser, address) as page:
        before = result_of(page, GRU_GATES)
        assert_same_numbers([before["outputs"]], computed(GRU_GATES, [START]))
        page.get_by_role("slider", name="bias of keeping").press("Home")
        result = wait_for_result(page, GRU_GATES, "result.inputs.b_keep === -6")
        expected = computed(GRU_GATES, [START | {"b_keep": -6}])
        assert_same_numbers([result["outputs"]], expected)
        page.get_by_role("button", name="Keep and write").press("Space")
        result = wait_for_result(page, GRU_GATES, "result.inputs.b_write === 6")
        asked = START | {"b_keep": 6, "b_write": 6, "x_t": 3}
        (expected,) = computed(GRU_GATES, [asked])
        assert_same_numbers([result["outputs"]], [expected])
        assert expected["lstm_c"] > 1.5 > 1 > expected["gru_h"]
        assert page.get_by_role("slider", name="LSTM: bias of i").input_value() == "6"
        heard = page.locator("[demo=gru-gates] [aria-live=polite]")
        heard.filter(has_text=f"= {expected['gru_h']:.2f}. LSTM").wait_for()


def test_the_reset_gate_moves_what_is_read_and_leaves_the_kept_alone(browser, address):
    kept = ".stage [data-value=gru_kept]"
    with opened(browser, address) as page:
        page.get_by_role("button", name="Cover the past").press("Enter")
        result = wait_for_result(page, GRU_GATES, "result.inputs.b_read === -6")
        outputs = result["outputs"]
        assert outputs["read"] < 0.01
        assert page.locator(kept).text_content() == f"{outputs['gru_kept']:.2f}"
        gauge = page.locator(".stage [data-gauge=r]")
        assert float(gauge.get_attribute("height")) == pytest.approx(48 * outputs["r"])
        bar = page.locator(".stage [data-bar=read]").get_attribute("width")
        assert float(bar.rstrip("%")) == pytest.approx(100 * outputs["read"] / 4.4)
        page.locator("summary").press("Enter")
        page.get_by_role("slider", name="of the state").press("End")
        result = wait_for_result(page, GRU_GATES, "result.inputs.u === 3")
        expected = computed(GRU_GATES, [result["inputs"]])
        assert_same_numbers([result["outputs"]], expected)


def test_what_is_kept_follows_both_gates(browser, address):
    with opened(browser, address) as page:
        result = result_of(page, KEPT_OVER_TIME)
        assert_same_numbers(
            result["outputs"], computed(KEPT_OVER_TIME, steps_of(FIRST))
        )
        update = page.get_by_role("slider", name="update gate z")
        update.press("Home")
        expect(update).to_have_attribute("aria-valuetext", "0.001")
        wait_for_result(page, KEPT_OVER_TIME, "result.inputs.z === 0.001")
        page.get_by_role("slider", name="reset gate r").press("Home")
        result = wait_for_result(page, KEPT_OVER_TIME, "result.inputs.r === 0.01")
        asked = FIRST | {"z": 0.001, "r": 0.01}
        expected = computed(KEPT_OVER_TIME, steps_of(asked))
        assert_same_numbers(result["outputs"], expected)
        # the update gate is shut: covered by the reset gate, and kept all the same
        assert expected[-1]["apart"] > 0.9
        heard = page.locator("[demo=kept-over-time] [aria-live=polite]")
        heard.filter(has_text=f"{amount(expected[-1]['left'])}.").wait_for()


def test_the_curves_pass_through_the_states(browser, address):
    with opened(browser, address) as page:
        outputs = result_of(page, KEPT_OVER_TIME)["outputs"]
        for row in (0, 1):
            curve = page.locator(f".stage [data-curve=h{row}]").get_attribute("d")
            places = [float(n) for n in re.findall(r"-?[\d.]+", curve)][1::2]
            states = [(0.8, -0.8)[row], *(o["h"][row] for o in outputs)]
            wanted = 190 * (1 - np.array(states)) / 2
            np.testing.assert_allclose(places, wanted, atol=0.01)  # d3 rounds
