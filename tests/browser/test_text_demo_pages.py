"""Chapter 7, text: random numbers in the page, and the demo of writing."""

import itertools

import numpy as np
import pytest
from demo_page import opened

from rnn_core.page_random import MASK, pick, uniforms

pytestmark = pytest.mark.browser

SEEDS = (0, 1, 2, 2024, 2**31 - 1, 2**31, MASK)


def test_javascript_draws_the_numbers_that_python_draws(browser, demo_site):
    with opened(browser, f"{demo_site}/cell.html") as page:
        got = page.evaluate(
            """async (seeds) => {
              const { uniforms } = await import(new URL("static/random.js", location));
              return seeds.map((seed) => {
                const next = uniforms(seed);
                return Array.from({ length: 1000 }, () => next());
              });
            }""",
            list(SEEDS),
        )
    assert got == [list(itertools.islice(uniforms(seed), 1000)) for seed in SEEDS]


def test_javascript_picks_the_places_that_python_picks_in_1000_cases(
    browser, demo_site
):
    rng = np.random.default_rng(5)
    cases = []
    for _ in range(1000):
        p = rng.dirichlet(np.full(rng.integers(1, 8), 0.5))
        p[rng.random(len(p)) < 0.2] = 0.0
        p = p / p.sum() if p.any() else np.ones(len(p)) / len(p)
        # some fall on a border, where the next place begins
        border = float(sum(p[:-1].tolist())) if rng.random() < 0.2 else rng.random()
        cases.append([p.tolist(), min(border, 1 - 2**-32)])
    with opened(browser, f"{demo_site}/cell.html") as page:
        got = page.evaluate(
            """async (cases) => {
              const { pick } = await import(new URL("static/random.js", location));
              return cases.map(([p, uniform]) => pick(p, uniform));
            }""",
            cases,
        )
    assert got == [pick(p, uniform) for p, uniform in cases]
