"""The demo of beam search, by keyboard, against the exercise in Python."""

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

from rnn_core.demos.hypotheses import BEAM_TREE, PLACES, ROUNDS, START, STOP
from solutions.applications.reference import beam_search

pytestmark = pytest.mark.browser
CASES = 1000


@pytest.fixture
def beam(demo_site):
    return f"{demo_site}/beam.html"


def searched(table, width, most):
    """Search with the exercise; a table needs no state."""
    return beam_search(lambda _, k: (None, table[k]), None, START, STOP, width, most)


def test_the_pages_search_finds_what_the_exercise_finds_in_1000_random_cases(
    browser, beam
):
    rng, cases = np.random.default_rng(77), []
    for _ in range(CASES):
        V = int(rng.integers(3, 8))
        table = np.log(rng.dirichlet(np.full(V, rng.uniform(0.3, 2)), V) + 1e-9)
        width, most = int(rng.integers(1, 7)), int(rng.integers(1, 7))
        cases.append({"table": table.tolist(), "width": width, "most": most})
    with opened(browser, beam) as page:
        found = page.evaluate(
            """async ({ cases, start, stop }) => {
              const { beamSearch } = await import(new URL("static/beam.js", location));
              return cases.map(({ table, width, most }) =>
                beamSearch(table, { start, stop, width, most }).found);
            }""",
            {"cases": cases, "start": START, "stop": STOP},
        )
    for case, got in zip(cases, found, strict=True):
        wanted = searched(np.array(case["table"]), case["width"], case["most"])
        said = [[k for k in hypothesis["said"] if k != STOP] for hypothesis in got]
        assert said == [symbols for symbols, _ in wanted]
        scores = [hypothesis["score"] for hypothesis in got]
        np.testing.assert_allclose(scores, [s for _, s in wanted], rtol=1e-12)


def test_every_width_shows_what_the_exercise_finds(browser, beam):
    with opened(browser, beam) as page:
        slider = page.get_by_role("slider", name="width")
        slider.press("Home")
        for width in range(1, PLACES + 1):
            result = wait_for_result(
                page, BEAM_TREE, f"result.inputs.width === {width}"
            )
            assert_same_numbers(
                [result["outputs"]], computed(BEAM_TREE, [result["inputs"]])
            )
            wanted = searched(np.array(result["outputs"]["log_p"]), width, ROUNDS)
            assert [said for said, _ in result["finished"]] == [s for s, _ in wanted]
            scores = [score for _, score in result["finished"]]
            np.testing.assert_allclose(scores, [s for _, s in wanted], rtol=1e-12)
            slider.press("ArrowRight")


def test_the_tree_grows_round_by_round(browser, beam):
    with opened(browser, beam) as page:
        assert result_of(page, BEAM_TREE)["round"] == ROUNDS
        forward = page.get_by_role("button", name="Next round")
        expect(forward).to_have_attribute("aria-disabled", "true")
        page.get_by_role("button", name="Start again").press("Enter")
        branches = page.locator("[demo=beam-tree] [data-branch]")
        heard = page.locator("[demo=beam-tree] .heard")
        heard.filter(has_text="Nothing has been said yet. Width 2.").wait_for()
        expect(branches).to_have_count(0)
        seen = 0
        for r in range(1, ROUNDS + 1):
            forward.press("Enter")
            result = wait_for_result(page, BEAM_TREE, f"result.round === {r}")
            kept = page.locator("[demo=beam-tree] [data-kept=true]")
            expect(kept).to_have_count(sum(map(len, result["rounds"][:r])))
            assert branches.count() > seen
            seen = branches.count()
        heard.filter(has_text="The best of 2 finished: “the cat sleeps”").wait_for()
        page.get_by_role("button", name="Back").press("Enter")
        wait_for_result(page, BEAM_TREE, f"result.round === {ROUNDS - 1}")


def test_with_one_place_the_tree_is_greedy_and_misses_the_best(browser, beam):
    with opened(browser, beam) as page:
        page.get_by_role("slider", name="width").press("Home")
        result = wait_for_result(page, BEAM_TREE, "result.inputs.width === 1")
        ((_, greedy),) = result["finished"]
        page.get_by_role("slider", name="width").press("ArrowRight")
        result = wait_for_result(page, BEAM_TREE, "result.inputs.width === 2")
        assert result["finished"][0][1] > greedy


def test_a_flatter_table_is_searched_as_python_searches_it(browser, beam):
    with opened(browser, beam) as page:
        slider = page.get_by_role("slider", name="temperature")
        for key, temperature in (("Home", 0.5), ("End", 2)):
            slider.press(key)
            result = wait_for_result(
                page, BEAM_TREE, f"result.inputs.temperature === {temperature}"
            )
            (values,) = computed(BEAM_TREE, [result["inputs"]])
            found = searched(np.array(values["log_p"]), 2, ROUNDS)
            if result["finished"]:
                assert [said for said, _ in result["finished"]] == [s for s, _ in found]
