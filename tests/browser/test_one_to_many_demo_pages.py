"""The melody player by keyboard, against what Python composes; what sounds, when."""

import numpy as np
import pytest
from demo_page import computed, opened, result_of, wait_for_result
from playwright.sync_api import expect

from rnn_core.data.melodies import HOLD, MIDI, PITCHES, draw_melody, repeats
from rnn_core.demos.melody_drawing import STEPS, TALL
from rnn_core.demos.melody_player import (
    MELODIES,
    MELODY_PLAYER,
    OPENING,
    SECONDS,
    TEMPERATURE,
    melody_of,
    steps_of,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def address(demo_site):
    return f"{demo_site}/music.html"


def composed(which, opening=(), temperature=TEMPERATURE):
    return melody_of(computed(MELODY_PLAYER, steps_of(which, opening, temperature)))


def tones_of(melody):
    """Return what should sound: hertz, start and length of each tone."""
    begins = [t for t, k in enumerate(melody) if k != HOLD]
    ends = [*begins[1:], len(melody)]
    return [
        {
            "hertz": 440 * 2 ** ((MIDI[melody[t]] - 69) / 12),
            "start": t * SECONDS,
            "length": (end - t) * SECONDS,
        }
        for t, end in zip(begins, ends, strict=True)
    ]


def test_the_page_composes_the_melodies_that_python_composes(browser, address):
    with opened(browser, address) as page:
        assert result_of(page, MELODY_PLAYER)["melody"] == composed(0)
        another = page.get_by_role("button", name="Another one")
        for which in [*range(1, MELODIES), 0]:
            another.press("Enter")
            result = wait_for_result(page, MELODY_PLAYER, f"result.which === {which}")
            assert result["melody"] == composed(which)


def test_the_temperature_and_the_opening_are_the_readers(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("slider", name="temperature").press("End")
        result = wait_for_result(page, MELODY_PLAYER, "result.temperature === 1.5")
        assert result["melody"] == composed(0, temperature=1.5)
        opening = [PITCHES.index("E"), HOLD, PITCHES.index("G")]
        for k, name in enumerate(("E", "hold", "G"), start=1):
            field = page.get_by_role("combobox", name=f"step {k}")
            field.focus()
            field.select_option(label=name)
        asked = f"result.opening[2] === {opening[2]}"
        result = wait_for_result(page, MELODY_PLAYER, asked)
        assert result["melody"] == composed(0, opening, 1.5)
        assert result["melody"][:3] == opening
        page.get_by_role("button", name="Leave all free").press("Space")
        free = wait_for_result(page, MELODY_PLAYER, "result.opening[2] === -1")
        assert free["opening"] == [-1] * OPENING
        assert free["melody"] == composed(0, temperature=1.5)


def test_the_other_composers_melodies_are_shown_as_they_are(browser, address):
    with opened(browser, address) as page:
        composer = page.get_by_role("combobox", name="composer")
        for key in ("chain", "rules"):
            composer.press("ArrowDown")
            asked = f"result.composer === '{key}'"
            result = wait_for_result(page, MELODY_PLAYER, asked)
            assert result["melody"] == MELODY_PLAYER.data[key][0]
        assert repeats(result["melody"])
        heard = page.locator("[demo=melodies] [aria-live=polite]")
        heard.filter(has_text="A′ begins as A did.").wait_for()


def test_nothing_sounds_until_it_is_asked_for_and_then_what_is_drawn(browser, address):
    with opened(browser, address) as page:
        before = result_of(page, MELODY_PLAYER)
        assert before["playing"] is False
        for got, wanted in zip(before["tones"], tones_of(composed(0)), strict=True):
            assert got == pytest.approx(wanted)
        player = page.get_by_role("button", name="Play")
        player.press("Enter")
        wait_for_result(page, MELODY_PLAYER, "result.playing")
        stop = page.get_by_role("button", name="Stop")
        stop.press("Enter")
        wait_for_result(page, MELODY_PLAYER, "!result.playing")
        expect(player).to_be_visible()


def test_another_melody_ends_the_one_that_sounds(browser, address):
    with opened(browser, address) as page:
        page.get_by_role("button", name="Play").press("Enter")
        wait_for_result(page, MELODY_PLAYER, "result.playing")
        page.get_by_role("button", name="Another one").press("Enter")
        wait_for_result(page, MELODY_PLAYER, "!result.playing && result.which === 1")
        expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize(("preference", "moves"), [("reduce", 0), ("no-preference", 1)])
def test_nothing_moves_for_those_who_want_less_motion(
    browser, address, preference, moves
):
    """The band follows the sound; whoever wants less motion hears it without."""
    with opened(browser, address, reduced_motion=preference) as page:
        band = page.locator("unrolled-demo section [data-part=roll] .band")
        page.get_by_role("button", name="Play").press("Enter")
        wait_for_result(page, MELODY_PLAYER, "result.playing")
        # two frames later a band that follows has been shown
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => "
            "requestAnimationFrame(done)))"
        )
        shown = band.get_attribute("visibility") == "visible"
        assert shown == bool(moves)


def test_every_note_and_bar_stands_where_python_draws_it(browser, address):
    with opened(browser, address) as page:
        roll = page.locator("unrolled-demo section [data-part=roll]")
        live = roll.locator("[data-note]").evaluate_all(
            "notes => notes.map(n => ['x', 'y', 'width', 'opacity']"
            ".map(k => Number(n.getAttribute(k))))"
        )
        first = page.locator("unrolled-demo > .u-room [data-note]").evaluate_all(
            "notes => notes.map(n => ['x', 'y', 'width', 'opacity']"
            ".map(k => Number(n.getAttribute(k))))"
        )
        assert len(live) == STEPS
        np.testing.assert_allclose(live, first)
        heights = "bars => bars.map(b => Number(b.getAttribute('height')))"
        drawn = page.locator("unrolled-demo section [data-chance]")
        outputs = computed(MELODY_PLAYER, steps_of(0))
        np.testing.assert_allclose(
            drawn.evaluate_all(heights), [TALL * o["chance"] for o in outputs]
        )


@pytest.mark.parametrize("seed", range(3))
def test_javascript_makes_the_tones_of_random_melodies(browser, address, seed):
    rng = np.random.default_rng(seed)
    drawn = [draw_melody(rng).tolist() for _ in range(200)]
    drawn += [rng.integers(HOLD + 1, size=STEPS).tolist() for _ in range(200)]
    with opened(browser, address) as page:
        results = page.evaluate(
            """async ([melodies, data]) => {
              const { tonesOf } = await import(new URL("static/tones.js", location));
              return melodies.map((melody) => tonesOf(melody, data));
            }""",
            [drawn, {"midi": MIDI, "hold": HOLD, "seconds": SECONDS}],
        )
    for melody, result in zip(drawn, results, strict=True):
        expected = tones_of(melody)
        assert len(result) == len(expected)
        for got, wanted in zip(result, expected, strict=True):
            assert got == pytest.approx(wanted)
