"""The demo on sentiment, by keyboard and pointer, against what Python computes."""

import itertools

import numpy as np
import pytest
from demo_page import (
    NARROW,
    assert_same_numbers,
    computed,
    opened,
    wait_for_result,
)

from rnn_core.demos.review_reading import (
    FRAMES,
    MIDDLE,
    REVIEW_READER,
    SAID,
    bar,
    review_words,
    steps_of,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def labels(demo_site):
    return f"{demo_site}/labels.html"


def choose(page, name, at):
    page.get_by_role("combobox", name=name, exact=True).select_option(str(at))


def shown(page, words):
    text = " ".join(words)
    return wait_for_result(page, REVIEW_READER, f"result.words.join(' ') === '{text}'")


def test_every_review_is_read_as_python_reads_it(browser, labels):
    with opened(browser, labels) as page:
        for k, frame in enumerate(FRAMES):
            choose(page, "joined by", k)
            for first, second in itertools.product(range(len(SAID)), repeat=2):
                choose(page, "the room was", first)
                choose(page, "the food was", second)
                words = review_words(frame, first, second)
                result = shown(page, words)
                expected = computed(REVIEW_READER, steps_of(words))
                assert_same_numbers(result["outputs"], expected)
                ahead = [0.0, *(output["ahead"] for output in expected)]
                assert result["verdict"] == ("good" if ahead[-1] >= 0 else "bad")
                assert result["most"] == int(np.argmax(np.abs(np.diff(ahead))))


def test_bars_and_words_are_those_of_the_review_and_unused_rows_are_empty(
    browser, labels
):
    with opened(browser, labels) as page:
        choose(page, "joined by", 0)
        choose(page, "the food was", 0)
        words = review_words("but", 0, 0)
        shown(page, words)
        stage = page.locator("[demo=review-reader] .stage")
        outputs = computed(REVIEW_READER, steps_of(words))
        for t, (word, output) in enumerate(zip(words, outputs, strict=True)):
            assert stage.locator(f"[data-word='{t}']").text_content() == word
            x, width, _ = bar(output["ahead"])
            drawn = stage.locator(f"[data-bar='{t}']")
            assert float(drawn.get_attribute("x")) == pytest.approx(x, abs=0.01)
            assert float(drawn.get_attribute("width")) == pytest.approx(width, abs=0.01)
        for t in range(len(words), 12):
            assert stage.locator(f"[data-word='{t}']").text_content() == ""
            drawn = stage.locator(f"[data-bar='{t}']")
            assert float(drawn.get_attribute("width")) == 0
            assert float(drawn.get_attribute("x")) == MIDDLE


def test_opinions_exchanged_by_keyboard_change_the_verdict(browser, labels):
    with opened(browser, labels, viewport=NARROW) as page:
        before = shown(page, review_words("although_second", 0, 1))
        assert before["verdict"] == "good"
        page.get_by_role("button", name="Exchange the opinions").press("Enter")
        after = shown(page, review_words("although_second", 1, 0))
        assert after["verdict"] == "bad"
        assert page.get_by_role("combobox", name="the room was").input_value() == "1"
        heard = page.locator("[demo=review-reader] .heard")
        heard.filter(has_text="Read as bad.").wait_for()


def test_the_demo_fits_a_narrow_page(browser, labels):
    with opened(browser, labels, viewport=NARROW) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
