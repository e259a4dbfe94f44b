"""The demo of CTC, by keyboard and typing, against what Python computes."""

import numpy as np
import pytest
from demo_page import (
    NARROW,
    assert_same_numbers,
    computed,
    opened,
    wait_for_result,
)
from playwright.sync_api import expect

from rnn_core.demos.ctc_path import (
    CTC_COLLAPSE,
    EXAMPLES,
    FIRST,
    LONGEST,
    numbers_of,
    runs_of,
    symbols_of,
)
from solutions.applications.reference import ctc_collapse, ctc_log_likelihood

pytestmark = pytest.mark.browser


@pytest.fixture
def speech(demo_site):
    return f"{demo_site}/speech.html"


def assert_collapsed(result, typed):
    symbols = symbols_of(typed)
    path = numbers_of(symbols)
    assert result["symbols"] == symbols
    assert result["inputs"] == {"path": path}
    expected = computed(CTC_COLLAPSE, [{"path": path}])
    assert_same_numbers([result["outputs"]], expected)
    known = list(dict.fromkeys(["_", *symbols]))
    labels = ctc_collapse(np.array(path[: len(symbols)]))
    words = "".join(known[k] for k in labels)
    assert result["says"] == (words or "nothing: it is all blank")
    assert result["count"] == counted(labels, len(symbols))


def counted(labels, T):
    """Count paths as Python does: each has the same share of V to the power T."""
    V = int(max(labels, default=0)) + 1
    ways = ctc_log_likelihood(np.zeros((T, V)), labels) + T * np.log(V)
    return round(float(np.exp(ways)))


def test_javascript_counts_paths_and_drops_blanks_as_python_does(browser, speech):
    rng = np.random.default_rng(2024)
    cases, expected = [], []
    for _ in range(1000):
        T, V = int(rng.integers(1, 13)), int(rng.integers(1, 6))
        path = rng.integers(V, size=T)
        other = rng.integers(1, 5, size=rng.integers(0, 7))  # often of too many labels
        labels = other if rng.random() < 0.5 else ctc_collapse(path)
        cases.append({"path": path.tolist(), "labels": labels.tolist(), "T": T})
        dropped = ctc_collapse(path[path != 0]).tolist()  # no blank is left to drop
        expected.append({"count": counted(labels, T), "dropped": dropped})
    assert any(case["count"] == 0 for case in expected)
    with opened(browser, speech) as page:
        found = page.evaluate(
            """async (cases) => {
              const { countPaths, dropFirst } =
                await import(new URL("static/ctc.js", location));
              return cases.map(({ path, labels, T }) =>
                ({ count: countPaths(labels, T), dropped: dropFirst(path) }));
            }""",
            cases,
        )
    assert found == expected


def test_whatever_is_typed_is_collapsed_as_python_collapses_it(browser, speech):
    rng = np.random.default_rng(5)
    with opened(browser, speech) as page:
        field = page.get_by_role("textbox")
        assert_collapsed(
            wait_for_result(page, CTC_COLLAPSE, "result.step === 3"), FIRST
        )
        for _ in range(30):
            letters = rng.choice(list("ab棒_-"), size=rng.integers(1, LONGEST + 1))
            typed = "".join(letters)
            field.fill(typed)
            wanted = "".join(symbols_of(typed))
            result = wait_for_result(
                page, CTC_COLLAPSE, f"result.symbols.join('') === '{wanted}'"
            )
            assert_collapsed(result, typed)


@pytest.mark.parametrize("key", EXAMPLES)
def test_each_example_is_shown_by_its_button(browser, speech, key):
    with opened(browser, speech) as page:
        group = page.get_by_role("group", name="Examples")
        group.get_by_role("button").nth(list(EXAMPLES).index(key)).press("Enter")
        wanted = "".join(symbols_of(EXAMPLES[key]))
        result = wait_for_result(
            page, CTC_COLLAPSE, f"result.symbols.join('') === '{wanted}'"
        )
        assert_collapsed(result, EXAMPLES[key])


def test_the_steps_show_merging_before_dropping(browser, speech):
    with opened(browser, speech) as page:
        back, forward = (
            page.get_by_role("button", name=name) for name in ("Back", "Next step")
        )
        symbols = symbols_of(FIRST)
        runs = runs_of(symbols)
        all_of_them = [len(symbols), len(runs), sum(run[2] != "_" for run in runs)]
        rows = page.locator("[demo=ctc-collapse] .stage [data-row]")
        boxes = [rows.nth(k).locator("[data-box]") for k in range(3)]
        wait_for_result(page, CTC_COLLAPSE, "result.step === 3")
        expect(forward).to_have_attribute("aria-disabled", "true")
        assert [box.count() for box in boxes] == all_of_them
        back.press("Enter")
        wait_for_result(page, CTC_COLLAPSE, "result.step === 2")
        assert [box.count() for box in boxes] == [*all_of_them[:2], 0]
        back.press("Enter")
        wait_for_result(page, CTC_COLLAPSE, "result.step === 1")
        assert [box.count() for box in boxes] == [all_of_them[0], 0, 0]
        forward.press("Enter")
        wait_for_result(page, CTC_COLLAPSE, "result.step === 2")


def test_the_summary_says_what_the_other_order_would_give(browser, speech):
    with opened(browser, speech) as page:
        heard = page.locator("[demo=ctc-collapse] .heard")
        heard.filter(
            has_text="If the blanks were dropped first, it would be 好棒."
        ).wait_for()


@pytest.mark.parametrize("typed", ["", "  ", "a" * (LONGEST + 1)])
def test_what_cannot_be_drawn_is_said_and_the_path_stays(browser, speech, typed):
    with opened(browser, speech) as page:
        field = page.get_by_role("textbox")
        field.fill(typed)
        expect(field).to_have_attribute("aria-invalid", "")
        said = page.locator("[demo=ctc-collapse]").get_by_text("the path before")
        expect(said).to_be_visible()
        assert_collapsed(
            wait_for_result(page, CTC_COLLAPSE, "result.step === 3"), FIRST
        )


def test_the_demo_fits_a_narrow_page(browser, speech):
    with opened(browser, speech, viewport=NARROW) as page:
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= NARROW["width"]
