"""What every demo has: room, a drawing without a script, visible focus, no barrier."""

import pytest
from demo_page import NARROW, PAGES, WIDE, opened
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTH = "document.documentElement.scrollWidth"
THEME = "theme => document.documentElement.dataset.theme = theme"
DRAWN = "unrolled-demo > .u-room svg:visible"


def open_all(page):
    """Unfold what is folded away, by keyboard."""
    for summary in page.locator("summary").all():
        summary.press("Enter")


@pytest.fixture(params=PAGES)
def address(demo_site, request):
    return f"{demo_site}/{request.param}.html"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_below_hardly_moves_when_a_demo_comes_to_life(
    browser, address, viewport
):
    heights = """() => [...document.querySelectorAll("unrolled-demo")]
      .map((host) => host.getBoundingClientRect().height)"""
    framed = address.replace(".html", "-framed.html")
    with opened(browser, framed, viewport) as page:
        alive = page.evaluate(heights)
        page.route(
            "**/unrolled-demo.js",
            lambda route: route.fulfill(body="", content_type="text/javascript"),
        )
        page.reload()
        waiting = page.evaluate(heights)
        page.unroute("**/unrolled-demo.js")
    for before, after in zip(waiting, alive, strict=True):
        assert before == pytest.approx(after, abs=40)  # about two lines; fonts differ


def test_without_a_script_and_on_paper_the_first_drawing_shows(browser, address):
    with opened(browser, address, java_script_enabled=False) as page:
        assert page.locator(DRAWN).count() >= page.locator("unrolled-demo").count() > 0
        for title in page.locator(".u-room > p:first-child").all():
            assert title.is_visible()
    with opened(browser, address) as page:
        page.emulate_media(media="print")
        assert page.locator(DRAWN).count() >= page.locator("unrolled-demo").count() > 0
        assert page.get_by_role("button").count() == 0
        page.emulate_media(media="screen")


def test_the_focus_is_visible_on_every_control(browser, address):
    # fresh: in a tab's fifth page focus goes round without a stop at the end
    with opened(browser, address, fresh=True) as page:
        page.keyboard.press("Tab")
        for _ in range(30):
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


def test_a_narrow_page_does_not_scroll_sideways_and_colours_follow_the_theme(
    browser, address
):
    # axe reads every demo on its page of the book, in both schemes
    with opened(browser, address, NARROW) as page:
        assert page.evaluate(WIDTH) <= NARROW["width"]
        open_all(page)
        assert page.evaluate(WIDTH) <= NARROW["width"]
        page.set_viewport_size(WIDE)
        for theme in ("light", "dark"):
            page.evaluate(THEME, theme)
            for host in page.locator("unrolled-demo").all():
                expect(host).to_have_attribute("data-palette", theme)
