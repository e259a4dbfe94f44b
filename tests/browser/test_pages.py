"""Every page of the site in Chromium: quiet, self-contained, accessible, in shape."""

import accessibility
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# a pale word into the last such element, or an image without words
PUT = """([where, tag]) => {
  const last = [...document.querySelectorAll(where)].at(-1);
  const child = document.createElement(tag);
  child.textContent = "pale";
  child.style.color = "color-mix(in srgb, currentColor 40%, Canvas)";
  (last.shadowRoot?.querySelector("p") ?? last).append(child);
}"""
GOOD_SHIFT = 0.1  # the limit of "good" in the web vitals


def test_a_page_asks_no_other_host_for_anything(page_name, view, visit, site_url):
    foreign = [
        url
        for url in visit(page_name, view).requests
        if not url.startswith((site_url, "data:", "blob:"))
    ]
    assert foreign == []


def test_a_page_has_no_error_and_no_failed_request(page_name, view, visit):
    assert visit(page_name, view).faults == []


def test_axe_finds_nothing_on_a_page(page_name, view, visit):
    assert visit(page_name, view).axe == []


def test_axe_finds_what_is_put_into_a_page(open_page):
    page = open_page("lstm/gates.html")
    for where in ("article p", "article td", ".highlight pre", "unrolled-demo"):
        page.evaluate(PUT, [where, "span"])
    page.evaluate(PUT, ["article", "img"])
    found = accessibility.violations(page)
    rules = [sentence.split(":")[0] for sentence in found]
    assert sorted(rules) == ["color-contrast"] * 4 + ["image-alt"]


def test_a_page_does_not_scroll_sideways(page_name, view, visit):
    assert visit(page_name, view).overflow <= 0


def test_a_page_does_not_jump_while_it_loads(page_name, view, visit):
    assert visit(page_name, view).shift < GOOD_SHIFT


def test_a_search_finds_the_page_on_gates(open_page):
    page = open_page("search.html?q=forget")
    results = page.locator("#search-results li a")
    expect(results.first).to_be_visible(timeout=20_000)
    assert any("lstm/" in link.get_attribute("href") for link in results.all())


def test_search_results_fit_a_narrow_screen(open_page):
    page = open_page("search.html?q=gate", viewport={"width": 390, "height": 844})
    expect(page.locator("#search-results li p").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")  # each result fetches its summary
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0


def test_the_search_opens_and_runs_by_keyboard(open_page):
    page = open_page("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("memory")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=memory")
    expect(page.locator("#search-results li").first).to_be_visible(timeout=20_000)


def test_the_colour_scheme_follows_the_system_before_any_choice(open_page):
    for scheme in ("light", "dark"):
        page = open_page("index.html", color_scheme=scheme)
        assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_colour_scheme_changes_by_keyboard_and_is_remembered(open_page):
    page = open_page("index.html", color_scheme="light")
    page.locator(".theme-switch-button").first.focus()
    page.keyboard.press("Enter")  # from "as the system" to the other one
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_chapters_open_and_close_by_keyboard_on_a_narrow_screen(open_page):
    page = open_page("lstm/gates.html", viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="Chapters").focus()
    page.keyboard.press("Enter")
    chapters = page.get_by_role("navigation", name="Main")
    link = chapters.get_by_role("link", name="Why gradients survive")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(chapters).not_to_be_visible()


def test_without_javascript_text_and_formulas_are_there(open_page):
    page = open_page("lstm/gates.html", java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".katex-display").first).to_be_visible()
    expect(page.locator(".theme-switch-button").first).not_to_be_visible()


def test_every_exercise_has_a_card_with_number_facts_and_shapes(open_page):
    page = open_page("lstm/exercises.html")
    card = page.locator("#ex-memory-cell")
    expect(card).to_contain_text("Exercise 4.1")
    expect(card).to_contain_text("about 10 minutes")
    expect(card.locator(".u-shapes")).to_contain_text("c_prev")


def test_print_shows_the_article_and_hides_the_controls(open_page):
    page = open_page("lstm/exercises.html", color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("#ex-memory-cell")).to_be_visible()
    for hidden in (".bd-sidebar-primary", ".bd-header-article", ".u-actions"):
        expect(page.locator(hidden).first).not_to_be_visible()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    ink = "e => getComputedStyle(e).color"  # not the light ink of the dark scheme
    assert page.locator(".highlight span").first.evaluate(ink) == "rgb(0, 0, 0)"


def test_a_formula_too_wide_for_the_screen_can_be_scrolled_by_keyboard(open_page):
    page = open_page("lstm/backward.html", viewport={"width": 320, "height": 700})
    boxes = page.evaluate_handle(
        """() => [...document.querySelectorAll(".u-equation, pre")]
        .filter(box => box.scrollWidth > box.clientWidth + 1)"""
    )
    wide = "this test checks nothing: no box is too wide at 320 px"
    assert boxes.evaluate("boxes => boxes.length"), wide
    # the page looks at its boxes in the frame after it has loaded
    page.wait_for_function("boxes => boxes.every(box => box.tabIndex === 0)", arg=boxes)


def test_a_formula_too_wide_for_the_screen_shows_its_beginning(open_page):
    page = open_page("lstm/gates.html", viewport={"width": 390, "height": 844})
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".u-equation")].map(box => [
          box.querySelector(".katex-html").getBoundingClientRect().left
            - box.getBoundingClientRect().left,
          box.scrollWidth - box.clientWidth, getComputedStyle(box).overflowX])"""
    )
    wide = [box for box in boxes if box[1] > 1]
    assert wide, "no formula is too wide at 390 px: this test checks nothing"
    assert [box for box in boxes if box[0] < 0] == []
    assert {box[2] for box in wide} == {"auto"}
