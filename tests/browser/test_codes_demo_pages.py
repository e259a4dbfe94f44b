"""The spoken query of chapter 7: what the page finds, against Python."""

import numpy as np
import pytest
from demo_page import (
    NARROW,
    assert_same_numbers,
    computed,
    opened,
    result_of,
    wait_for_result,
)
from playwright.sync_api import expect

from rnn_core.data import SPOKEN_WORDS
from rnn_core.data.segments import FASTEST, SLOWEST, SYLLABLES
from rnn_core.demos.query_drawing import LISTED
from rnn_core.demos.spoken_query import (
    FIRST,
    SPOKEN_QUERY,
    STORED,
    averages,
    query_steps,
)
from solutions.applications.reference import nearest_segments

pytestmark = pytest.mark.browser

CODES = np.array(STORED["codes"])


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/codes.html"


def assert_found(result, word, shift, frames, noise, averaged=False):
    """Say and rank the query in Python; the page's numbers and order are the same."""
    assert result["word"] == word
    expected = computed(SPOKEN_QUERY, query_steps(word, shift, frames, noise))
    assert_same_numbers(result["outputs"], expected)
    mean = np.mean([values["frame"] for values in expected], axis=0)
    query = mean if averaged else np.array(expected[-1]["h"])
    store = averages() if averaged else CODES
    order, similarity = nearest_segments(query[None], store, LISTED)
    assert result["order"] == order[0].tolist()
    np.testing.assert_allclose(result["similarity"], similarity[0], rtol=1e-12)


def pick(page, name, option):
    page.get_by_role("combobox", name=name).select_option(label=option)


def test_the_page_ranks_as_python_ranks_in_1000_random_cases(browser, address):
    rng = np.random.default_rng(31)
    cases = []
    for n in range(1000):
        M, H, k = (int(size) for size in rng.integers(1, 9, size=3))
        codes, query = rng.normal(size=(M, H)), rng.normal(size=H)
        if n % 4 == 0:  # equals, exactly: one number each, and powers of two
            axis = rng.integers(H, size=M)
            codes = 2.0 ** rng.integers(-2, 3, (M, 1)) * np.eye(H)[axis]
            query = np.eye(H)[rng.integers(H)]
        if n % 5 == 0:
            codes[rng.integers(M)] = 0
        cases.append((query, codes, k))
    with opened(browser, address) as page:
        found = page.evaluate(
            """async (cases) => {
              const { nearest } = await import(new URL("static/nearest.js", location));
              return cases.map(([query, codes, k]) => nearest(query, codes, k)); }""",
            [[query.tolist(), codes.tolist(), k] for query, codes, k in cases],
        )
    for (query, codes, k), got in zip(cases, found, strict=True):
        order, similarity = nearest_segments(query[None], codes, k)
        assert got["order"] == order[0].tolist()
        np.testing.assert_allclose(
            got["similarity"], similarity[0], rtol=1e-12, atol=1e-15
        )


def test_every_word_is_said_and_found_as_python_does_it(browser, address):
    with opened(browser, address) as page:
        given = {key: FIRST[key] for key in ("shift", "frames", "noise")}
        for word in SPOKEN_WORDS:
            first, second = word.split("-")
            pick(page, "first syllable", first)
            pick(page, "second syllable", second)
            result = wait_for_result(page, SPOKEN_QUERY, f"result.word === '{word}'")
            assert_found(result, word, **given)


def test_voice_pace_and_noise_follow_the_keyboard(browser, address):
    with opened(browser, address) as page:
        assert_found(result_of(page, SPOKEN_QUERY), **FIRST)
        page.get_by_role("slider", name="voice").press("Home")
        page.get_by_role("slider", name="frames").press("End")
        page.get_by_role("slider", name="noise").press("Home")
        result = wait_for_result(
            page, SPOKEN_QUERY, f"result.outputs.length === {SLOWEST}"
        )
        assert_found(result, FIRST["word"], -1, SLOWEST, 0)
        page.get_by_role("slider", name="frames").press("Home")
        result = wait_for_result(
            page, SPOKEN_QUERY, f"result.outputs.length === {FASTEST}"
        )
        assert_found(result, FIRST["word"], -1, FASTEST, 0)
        page.get_by_role("button", name="Restore the example").press("Enter")
        result = wait_for_result(
            page, SPOKEN_QUERY, f"result.outputs.length === {FIRST['frames']}"
        )
        assert_found(result, **FIRST)


def test_averaged_frames_are_compared_when_asked_for(browser, address):
    with opened(browser, address) as page:
        pick(page, "compare", "averaged frames")
        result = wait_for_result(page, SPOKEN_QUERY, "result.asked.compare === 1")
        assert_found(result, **FIRST, averaged=True)
        page.locator("[demo=spoken-query] .heard").filter(
            has_text="compared by averaged frames"
        ).wait_for()


def test_exchanged_syllables_are_another_word(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("button", name="Exchange the syllables").press("Enter")
        turned = "-".join(reversed(FIRST["word"].split("-")))
        result = wait_for_result(page, SPOKEN_QUERY, f"result.word === '{turned}'")
        assert_found(result, **{**FIRST, "word": turned})
        first = page.get_by_role("combobox", name="first syllable")
        assert SYLLABLES[int(first.input_value())] == turned.split("-")[0]


def test_what_is_listed_and_lit_is_what_was_found(browser, address):
    with opened(browser, address) as page:
        result = result_of(page, SPOKEN_QUERY)
        words = [SPOKEN_QUERY.data["words"][m] for m in result["order"]]
        entries = page.locator("[demo=spoken-query] .stage li")
        expect(entries).to_have_count(LISTED)
        for entry, word in zip(entries.all(), words, strict=True):
            expect(entry).to_contain_text(word)
            expect(entry.locator("svg")).to_have_attribute(
                "aria-label", f"Spectrum of a stored segment that says {word}"
            )
        lit = page.locator("[demo=spoken-query] .stage [data-dot][r='6']")
        places = [int(dot.get_attribute("data-dot")) for dot in lit.all()]
        assert sorted(places) == sorted(result["order"])


def test_a_word_that_nobody_says_is_named_as_such(browser, address):
    with opened(browser, address) as page:
        pick(page, "first syllable", "ba")
        pick(page, "second syllable", "mu")
        page.locator("[demo=spoken-query] .heard").filter(
            has_text="Nobody in the store says “ba-mu”."
        ).wait_for()


def test_the_query_fits_a_narrow_page(browser, address):
    with opened(browser, address, viewport=NARROW) as page:
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= NARROW["width"]
