"""The demo of chapter 2 by keyboard, against what Python computes."""

import pytest
from demo_page import assert_same_numbers, computed, opened, result_of, wait_for_result
from playwright.sync_api import expect

from rnn_core.demos.svg import amount
from rnn_core.demos.there_and_back import START, THERE_AND_BACK

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/recurrent.html"


def test_the_walk_goes_forward_and_back_and_uncovers_one_number_after_the_other(
    browser, address
):
    (expected,) = computed(THERE_AND_BACK, [START])
    with opened(browser, address) as page:
        assert_same_numbers([result_of(page, THERE_AND_BACK)["outputs"]], [expected])
        host = page.locator("unrolled-demo section")  # the live half
        state = host.locator("[data-part=walk] [data-value=h2]").first
        total = host.locator("[data-value=total]")
        expect(state).to_be_hidden()
        forward = page.get_by_role("button", name="Forward")
        for phase in range(2, 9):
            expect(total).to_be_hidden()
            forward.press("Enter")
            wait_for_result(page, THERE_AND_BACK, f"result.phase === {phase}")
        expect(state).to_be_visible()
        expect(total).to_have_text(amount(expected["total"]))
        expect(forward).to_have_attribute("aria-disabled", "true")
        page.get_by_role("button", name="Back", exact=True).press("Enter")
        wait_for_result(page, THERE_AND_BACK, "result.phase === 7")
        expect(total).to_be_hidden()


def test_every_number_follows_the_sliders(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("button", name="Show all").press("Enter")
        page.get_by_role("slider", name="weight of h").press("End")
        page.get_by_role("slider", name="x of step 1").press("Home")
        given = START | {"w_h": 2.0, "x1": -2.0}
        at_the_ends = "result.inputs.w_h === 2 && result.inputs.x1 === -2"
        wait_for_result(page, THERE_AND_BACK, at_the_ends)
        (expected,) = computed(THERE_AND_BACK, [given])
        result = result_of(page, THERE_AND_BACK)
        assert_same_numbers([result["outputs"]], [expected])
        page.locator("summary").press("Enter")
        shown = page.locator("details td").all_text_contents()
        assert amount(expected["term1"]) in shown
        page.get_by_role("button", name="Start again").press("Enter")
        first = "result.phase === 1 && result.inputs.w_h < 1"
        assert wait_for_result(page, THERE_AND_BACK, first)["inputs"] == START
