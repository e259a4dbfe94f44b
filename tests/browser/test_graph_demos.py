"""The demos of chapter 1, by keyboard, against what Python computes."""

import itertools

import numpy as np
import pytest
from demo_page import assert_same_numbers, computed, opened, wait_for_result
from playwright.sync_api import expect

from rnn_core.demos.graph_walk import (
    CHOICES,
    EDGES,
    GRAPH_STEPS,
    NODES,
    SECOND,
    START,
)
from rnn_core.demos.path_lights import EDGES as DERIVATIVES
from rnn_core.demos.path_lights import PATH_SUMS, PATHS, edges_of
from rnn_core.demos.svg import decimals, trimmed

pytestmark = pytest.mark.browser

COMPUTED = ("u", "v", "h", "z")
LAST = 2 * len(COMPUTED) + 1


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/graph.html"


def test_each_path_lights_up_with_its_product_and_the_sum_so_far(browser, address):
    (expected,) = computed(PATH_SUMS, [DERIVATIVES])
    with opened(browser, address) as page:
        stage = page.locator("[demo=path-sums] .stage")
        forward = page.get_by_role("button", name="Next path")
        for k, path in enumerate(PATHS):
            result = wait_for_result(page, PATH_SUMS, f"result.path === '{path}'")
            assert_same_numbers([result["outputs"]], [expected])
            lit = stage.locator("[data-edge].lit").all()
            assert {e.get_attribute("data-edge") for e in lit} == set(edges_of(path))
            sums = stage.locator(f"[data-value='sums.{k}']")
            assert sums.text_content() == trimmed(sum(expected["weights"][: k + 1]))
            assert sums.is_visible()
            forward.press("Enter")
        wait_for_result(page, PATH_SUMS, "result.path === null")
        assert stage.locator("[data-edge].lit").count() == len(DERIVATIVES)
        expect(forward).to_have_attribute("aria-disabled", "true")
        heard = page.locator("[demo=path-sums] .heard")
        heard.filter(has_text="the derivative of z with respect to s").wait_for()
        page.get_by_role("button", name="Back").first.press("Space")
        wait_for_result(page, PATH_SUMS, f"result.path === '{PATHS[-1]}'")


def test_a_changed_derivative_is_felt_by_the_paths_over_its_edge(browser, address):
    with opened(browser, address) as page:
        page.locator("summary").press("Enter")
        page.get_by_role("slider", name="a → d").press("End")
        result = wait_for_result(page, PATH_SUMS, "result.inputs.ad === 4")
        (expected,) = computed(PATH_SUMS, [DERIVATIVES | {"ad": 4.0}])
        assert_same_numbers([result["outputs"]], [expected])
        (before,) = computed(PATH_SUMS, [DERIVATIVES])
        changed = [
            path
            for path, a, b in zip(
                PATHS, before["weights"], expected["weights"], strict=True
            )
            if a != b
        ]
        assert changed == [path for path in PATHS if "ad" in edges_of(path)]


def arrived(t, given, outputs):
    """Say what has arrived at each node after step t, by adding up what was sent."""
    sums = dict.fromkeys(NODES)
    seed = len(COMPUTED) + 1
    if t >= seed:
        sums["z"] = 1.0
    visited = COMPUTED[::-1][: max(0, t - seed)]
    for (source, target), part in zip(EDGES, outputs["sent"], strict=True):
        name = SECOND[int(given["second"])] if source == "?" else source
        if target in visited:
            sums[name] = (sums[name] or 0.0) + part
    return list(sums.values())


def assert_step(result, t, given, outputs):
    assert result["step"] == t
    assert_same_numbers([result["outputs"]], [outputs])
    for mine, theirs in zip(result["arrived"], arrived(t, given, outputs), strict=True):
        assert (mine is None) == (theirs is None)
        assert mine is None or mine == pytest.approx(theirs, rel=1e-12, abs=1e-14)


def test_a_graph_is_walked_forward_and_back_by_keyboard(browser, address):
    (outputs,) = computed(GRAPH_STEPS, [START])
    with opened(browser, address) as page:
        stage = page.locator("[demo=graph-steps] .stage")
        forward = page.get_by_role("button", name="Forward")
        for t in range(LAST + 1):
            result = wait_for_result(page, GRAPH_STEPS, f"result.step === {t}")
            assert_step(result, t, START, outputs)
            shown = stage.locator("[data-of=value]:visible").count()
            assert shown == 3 + min(t, len(COMPUTED))
            forward.press("Enter")
        expect(forward).to_have_attribute("aria-disabled", "true")
        assert result["arrived"] == pytest.approx(outputs["gradients"], rel=1e-12)
        for k, value in enumerate(outputs["gradients"]):
            place = stage.locator(f"[data-value='gradients.{k}']")
            assert place.text_content() == decimals(value)
        heard = page.locator("[demo=graph-steps] .heard")
        heard.filter(has_text="All gradients are complete").wait_for()
        page.get_by_role("button", name="Start again").last.press("Enter")
        wait_for_result(page, GRAPH_STEPS, "result.step === 0")


def test_every_graph_that_can_be_built_has_pythons_gradients(browser, address):
    names = list(CHOICES)
    builds = list(itertools.product(*(range(len(CHOICES[name])) for name in names)))
    rng = np.random.default_rng(1)
    asked = [
        {k: round(rng.uniform(-2, 2), 1) for k in "xwb"}
        | dict(zip(names, build, strict=True))
        for build in builds
    ]
    with opened(browser, address) as page:
        got = page.evaluate(
            """async (asked) => {
              const { compile } = await import(new URL("static/program.js", location));
              const host = document.querySelector("[demo=graph-steps]");
              const spec = JSON.parse(host.querySelector("script").textContent);
              return asked.map(compile(spec.program));
            }""",
            asked,
        )
    expected = [computed(GRAPH_STEPS, [given])[0] for given in asked]
    assert_same_numbers(got, expected)


def test_the_reader_builds_another_graph(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("combobox", name="h, from v").select_option("exp")
        page.get_by_role("combobox", name="second operand of z").select_option("h")
        page.get_by_role("slider", name="w", exact=True).press("End")
        page.get_by_role("button", name="To the end").press("Enter")
        result = wait_for_result(page, GRAPH_STEPS, f"result.step === {LAST}")
        given = START | {"h_is": 3, "second": 3, "w": 3.0}
        assert result["inputs"] == given
        (outputs,) = computed(GRAPH_STEPS, [given])
        assert_step(result, LAST, given, outputs)
        assert result["arrived"] == pytest.approx(outputs["gradients"], rel=1e-12)
        signs = page.locator("[demo=graph-steps] .stage [data-of=sign]")
        assert signs.all_text_contents() == ["×", "+", "exp", "×"]
