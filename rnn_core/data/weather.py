"""Weather reports: their facts come from data, their words from a grammar.

In a report the facts of the day stand as slots, "[low]"; the sky and whether it gets
warmer decide which words may be used. A written report can be held to both.
"""

import functools
import math
from typing import NamedTuple

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.phrases import draw_phrase, evenly, phrase_log_probability

SKIES = ("sun", "rain", "snow")
TRENDS = ("warmer", "colder")
SLOTS = ("[place]", "[day]", "[low]", "[high]")
PLACES = ("Westhaven", "Lindow", "Marley", "Oakport", "Tarn", "Elmsea")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SKY_WORDS = {
    "sun": {
        "HAPPENS": ("the sun shines", "the sky is clear"),
        "THING": ("sunshine", "a bright day"),
        "NEEDS": ("sunglasses", "a hat"),
        "ADVICE": ("leave the umbrella at home", "water the garden"),
    },
    "rain": {
        "HAPPENS": ("rain falls", "showers pass"),
        "THING": ("a wet day", "heavy showers"),
        "NEEDS": ("an umbrella", "a raincoat"),
        "ADVICE": ("mind the puddles", "the garden will be glad"),
    },
    "snow": {
        "HAPPENS": ("snow falls", "flakes drift down"),
        "THING": ("fresh snow", "a white day"),
        "NEEDS": ("warm boots", "a shovel"),
        "ADVICE": ("mind the ice", "bring out the sledge"),
    },
}
TREND_WORDS = {"warmer": ("warmer", "milder"), "colder": ("colder", "cooler")}
BOUNDS = {"sun": (8, 24), "rain": (4, 16), "snow": (-9, 0)}


class Weather(NamedTuple):
    """The facts of one day, temperatures in degrees."""

    place: str
    day: str
    sky: str
    trend: str
    low: int
    high: int


def weather_grammar(sky, trend):
    """Return the grammar of the reports that say the right thing."""
    return {
        "S": evenly("NEWS DEGREES", "NEWS DEGREES ADVICE ."),
        "NEWS": evenly(
            "on [day] HAPPENS in [place] .",
            "HAPPENS in [place] on [day] .",
            "[place] can look forward to THING on [day] .",
            "who goes out in [place] on [day] needs NEEDS .",
        ),
        "DEGREES": evenly(
            "with [low] to [high] degrees it is TREND than the day before .",
            "it gets TREND , between [low] and [high] degrees .",
            "after [low] degrees at night we see [high] by noon , TREND than before .",
        ),
        "TREND": evenly(*TREND_WORDS[trend]),
        **{name: evenly(*texts) for name, texts in SKY_WORDS[sky].items()},
    }


def draw_weather(rng, count):
    """Draw the facts of some days.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the facts come from.
    count : int
        How many.

    Returns
    -------
    list of Weather
    """
    check_rng(rng)
    found = []
    for _ in range(check_count("count", count)):
        place, day, sky, trend = (
            str(kinds[int(rng.integers(len(kinds)))])
            for kinds in (PLACES, DAYS, SKIES, TRENDS)
        )
        low = int(rng.integers(BOUNDS[sky][0], BOUNDS[sky][1] - 3))
        high = int(rng.integers(low + 2, BOUNDS[sky][1] + 1))
        found.append(Weather(place, day, sky, trend, low, high))
    return found


def draw_report(rng, facts):
    """Draw a report of a day, with slots in the place of its facts.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    facts : Weather
        What it is about.

    Returns
    -------
    list of str
        The words.
    """
    return draw_phrase(weather_grammar(facts.sky, facts.trend), rng)


def told(facts):
    """Return the sky and the trend as numbers, what a network is told."""
    return [float(facts.sky == sky) for sky in SKIES] + [
        1.0 if facts.trend == "warmer" else -1.0
    ]


def is_a_report(words):
    """Tell whether the grammar of some weather has this report."""
    return any(
        phrase_log_probability(weather_grammar(sky, trend), words) > -math.inf
        for sky in SKIES
        for trend in TRENDS
    )


def says_the_facts(words, facts):
    """Tell whether a report has every slot once and no word of another weather."""
    if any(list(words).count(slot) != 1 for slot in SLOTS):
        return False
    return not set(words) & (_vocabulary() - _words(facts.sky, facts.trend))


def _vocabulary():
    return {word for s in SKIES for t in TRENDS for word in _words(s, t)}


@functools.cache
def _words(sky, trend):
    grammar = weather_grammar(sky, trend)
    parts = (part for rules in grammar.values() for _, some in rules for part in some)
    return {part for part in parts if part not in grammar}


def fill_in(words, facts):
    """Write a report out, with the facts in the place of the slots.

    Parameters
    ----------
    words : list of str
        A report.
    facts : Weather
        What its slots stand for.

    Returns
    -------
    str
        Sentences.

    Examples
    --------
    >>> day = Weather("Tarn", "Friday", "snow", "colder", -4, -1)
    >>> fill_in("on [day] snow falls in [place] .".split(), day)
    'On Friday snow falls in Tarn.'
    """
    values = {f"[{name}]": str(value) for name, value in facts._asdict().items()}
    text = " ".join(values.get(word, word) for word in words).replace("-", "\u2212")
    sentences = text.replace(" ,", ",").replace(" .", ".").split(". ")
    return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)
