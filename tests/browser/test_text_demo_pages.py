"""Chapter 7, text: random numbers in the page, and the demo of writing."""

import itertools

import numpy as np
import pytest
from demo_page import computed, opened, result_of, wait_for_result
from playwright.sync_api import expect

from rnn_core.demos.page_writer import (
    ALPHABET,
    BEGIN,
    LETTERS,
    SEED,
    TEMPERATURE,
    WRITER,
    steps_of,
    written,
)
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


@pytest.fixture
def writer(demo_site):
    return f"{demo_site}/writer.html"


def assert_wrote(result, begin, temperature, seed):
    outputs = computed(WRITER, steps_of(begin, temperature, seed))
    assert result["written"] == written(outputs, begin)
    assert len(result["written"]) == LETTERS
    chances = outputs[len(begin) - 1]["p"]
    np.testing.assert_allclose(result["chances"], chances, rtol=1e-10, atol=1e-14)


def shown(page):
    return page.locator("[demo=writer] .stage [data-part=page]")


def test_the_page_writes_what_python_writes(browser, writer):
    with opened(browser, writer) as page:
        assert_wrote(result_of(page, WRITER), BEGIN, TEMPERATURE, SEED)
        field = page.get_by_role("textbox", name="text")
        field.fill("at the harbour ")
        result = wait_for_result(page, WRITER, "result.begin === 'at the harbour '")
        assert_wrote(result, "at the harbour ", TEMPERATURE, SEED)
        assert shown(page).inner_text().replace("\n", " ") == (
            "at the harbour " + result["written"]
        )
        page.get_by_role("spinbutton", name="seed").fill("77")
        result = wait_for_result(page, WRITER, "result.seed === 77")
        assert_wrote(result, "at the harbour ", TEMPERATURE, 77)


def test_temperature_and_seed_work_by_keyboard(browser, writer):
    with opened(browser, writer) as page:
        slider = page.get_by_role("slider", name="temperature")
        slider.press("Home")
        cold = wait_for_result(page, WRITER, "result.temperature === 0.1")
        assert_wrote(cold, BEGIN, 0.1, SEED)
        slider.press("End")
        hot = wait_for_result(page, WRITER, "result.temperature === 2")
        assert_wrote(hot, BEGIN, 2.0, SEED)
        assert max(hot["chances"]) < max(cold["chances"])
        button = page.get_by_role("button", name="Another seed")
        button.press("Enter")
        again = wait_for_result(page, WRITER, f"result.seed === {SEED + 1}")
        assert_wrote(again, BEGIN, 2.0, SEED + 1)
        assert again["written"] != hot["written"]
        expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("In the Ägäis", "never seen “I”, “Ä”, “ä”"),
        ("zoo 7", "never seen “z”, “7”"),
        ("\U0001f600", "never seen “\U0001f600”"),
        ("", "Type one letter at least"),
    ],
)
def test_letters_that_the_model_does_not_know_are_answered_in_a_sentence(
    browser, writer, typed, sentence
):
    with opened(browser, writer) as page:
        before = result_of(page, WRITER)
        field = page.get_by_role("textbox", name="text")
        field.fill(typed)
        answer = page.locator("[demo=writer] .help")
        expect(answer).to_contain_text(sentence)
        expect(field).to_have_attribute("aria-invalid", "")
        assert result_of(page, WRITER) == before  # and nothing was written
        field.fill("the cook ")
        wait_for_result(page, WRITER, "result.begin === 'the cook '")
        expect(answer).to_contain_text("It knows the small letters")
        assert field.get_attribute("aria-invalid") is None


def test_the_sentence_names_the_likeliest_letter(browser, writer):
    with opened(browser, writer) as page:
        page.get_by_role("textbox", name="text").fill("in the kitche")
        result = wait_for_result(page, WRITER, "result.begin === 'in the kitche'")
        likeliest = ALPHABET[int(np.argmax(result["chances"]))]
        assert likeliest == "n"
        heard = page.locator("[demo=writer] .heard")
        heard.filter(has_text="the likeliest letter is “n”").wait_for()


def test_the_bars_are_as_high_as_the_chances(browser, writer):
    with opened(browser, writer) as page:
        result = result_of(page, WRITER)
        stage = page.locator("[demo=writer] .stage")
        for k, chance in enumerate(result["chances"]):
            bar = stage.locator(f"[data-bar='{k}']")
            assert float(bar.get_attribute("height")) == pytest.approx(60 * chance)
        line = stage.locator("[data-part=numbers]").inner_text()
        best = np.argsort(result["chances"])[::-1][:4]
        told = [f"{ALPHABET[k]} {100 * result['chances'][k]:.0f} %" for k in best]
        assert told[0] in line
        assert line.count("%") == 4
