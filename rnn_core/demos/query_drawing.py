"""The first drawing of the spoken query: its spectrum, what it found, and the map.

The view in ``static/views/spoken-query.js`` draws the same, with the same measures.
"""

import json
from importlib import resources

import numpy as np

from rnn_core.applications import nearest_segments
from rnn_core.data.segments import BANDS, SLOWEST, SPOKEN_WORDS
from rnn_core.demos.spoken_store import demo_store
from rnn_core.demos.svg import color, decimals, linear, reading, tag, text

LISTED = 5
LEVELS = (0.2, 0.45, 0.7, 0.95)  # of energy, each drawn a little darker
TALL, WIDE = 4, 6  # a band and a frame, in the drawing's units
MAP, EDGE = 300, 14
CAPTION = "font-size:13px;margin:0"


def written(frames):
    """Write frames as letters, one for each band: "a" for silence, then louder."""
    loud = (np.asarray(frames)[:, :, None] >= LEVELS).sum(axis=2)
    return ["".join("abcde"[k] for k in row) for row in loud]


def squares(rows, level):
    """Write the path of all squares that are at least so loud; low bands are below."""
    return "".join(
        f"M{WIDE * t},{TALL * (BANDS - 1 - band)}h{WIDE}v{TALL}h-{WIDE}z"
        for t, row in enumerate(rows)
        for band, letter in enumerate(row)
        if letter > "abcde"[level]
    )


def spectrum(rows, label, role="cell"):
    """Draw a spectrum over time; darker is louder."""
    paths = [
        tag(
            "path",
            d=squares(rows, level) or "M0,0",
            fill=color(role),
            fill_opacity=0.25,
            data_level=level,
        )
        for level in range(len(LEVELS))
    ]
    return tag(
        "svg",
        *paths,
        viewBox=f"0 0 {WIDE * SLOWEST} {TALL * BANDS}",
        role="img",
        aria_label=label,
        style="display:block;width:100%;max-width:220px;"
        f"border-left:1px solid {color('control')};"
        f"border-bottom:1px solid {color('control')}",
    )


def stored_file():
    """Read the codes of the store and the map's directions."""
    file = resources.files("rnn_core") / "static" / "segment-encoder.json"
    return json.loads(file.read_text("utf-8"))


def ranking(code):
    """Rank the store with whatever answers for the exercise; the first five if none."""
    codes = np.array(stored_file()["codes"])
    try:
        order, similarity = nearest_segments(np.array([code]), codes, LISTED)
        return [int(m) for m in order[0]], [float(s) for s in similarity[0]]
    except Exception:  # a reader's function may raise anything; the page ranks anew
        return list(range(LISTED)), [0.0] * LISTED


def draw(texts, steps, outputs):
    """Draw the query, its five best hits, and all codes in two dimensions."""
    order, similarity = ranking(outputs[-1]["h"])
    columns = "grid-template-columns:repeat(auto-fit,minmax(270px,1fr))"
    pictures = tag(
        "div",
        tag(
            "div",
            _query(texts, outputs),
            _hits(texts, order, similarity),
            style="display:grid;gap:14px;align-content:start",
        ),
        _map(texts, order, outputs),
        style=f"display:grid;gap:14px 28px;align-items:start;{columns}",
        data_part="pictures",
    )
    return pictures + _numbers(texts, outputs[-1])


def _numbers(texts, values):
    """Write the code: all that is left of the query when it is compared."""
    code = " ".join(reading(f"h.{k}", value) for k, value in enumerate(values["h"]))
    place = f"({reading('at.0', values['at'][0])}, {reading('at.1', values['at'][1])})"
    words = f"{texts['code']} {code}. {texts['lies']} {place}."
    return tag("p", words, style="font-size:14px;margin:10px 0 0", data_part="numbers")


def _query(texts, outputs):
    rows = written([values["frame"] for values in outputs])
    caption = tag("p", texts["query"], style=CAPTION)
    return tag(
        "div", caption, spectrum(rows, texts["query_drawn"], "accent"), data_query=""
    )


def _hits(texts, order, similarity):
    """List the hits: rank, word, similarity, spectrum."""
    store = demo_store()
    entries = []
    for m, alike in zip(order, similarity, strict=True):
        word = SPOKEN_WORDS[store.words[m]]
        said = texts["other"].format(word=word, similarity=decimals(alike))
        label = texts["hit_drawn"].format(word=word)
        rows = written(store.x[: store.lengths[m], m])
        entries.append(
            tag(
                "li",
                tag(
                    "div",
                    tag("span", said, data_hit=""),
                    spectrum(rows, label),
                    style="display:grid;grid-template-columns:1fr 150px;gap:8px;"
                    "align-items:center",
                ),
                style="margin:0 0 6px",
            )
        )
    caption = tag("p", texts["found"], style=CAPTION)
    return tag(
        "div", caption, tag("ol", *entries, style="margin:4px 0;padding-left:24px")
    )


def scales(places):
    """Return the scales of the map: the same unit both ways."""
    reach = float(np.abs(places).max()) * 1.12
    across = linear((-reach, reach), (EDGE, EDGE + MAP))
    return across, linear((-reach, reach), (EDGE + MAP, EDGE))


def _map(texts, order, outputs):
    file, store = stored_file(), demo_store()
    codes, middle = np.array(file["codes"]), np.array(file["middle"])
    places = (codes - middle) @ np.array(file["directions"])
    x, y = scales(places)
    dots = [
        tag(
            "circle",
            tag("title", SPOKEN_WORDS[store.words[m]]),
            cx=x(a),
            cy=y(b),
            r=6 if m in order else 4,
            fill=color("accent" if m in order else "control"),
            data_dot=m,
        )
        for m, (a, b) in enumerate(places)
    ]
    names = []
    for w, word in enumerate(SPOKEN_WORDS):
        a, b = places[store.words == w].mean(axis=0)
        halo = {"paint_order": "stroke", "stroke": color("surface"), "stroke_width": 3}
        centre = {"text_anchor": "middle", **halo}
        names.append(text(word, x(a), y(b) + 4, 12, "text", **centre))
    return tag(
        "div",
        tag("p", texts["map"], style=CAPTION),
        _plane(texts, names, dots, outputs, x, y),
    )


def _plane(texts, names, dots, outputs, x, y):
    way = (
        [(x(0), y(0))]
        if not outputs
        else [(x(v["at"][0]), y(v["at"][1])) for v in outputs]
    )
    line = "M" + "L".join(f"{round(a, 1)},{round(b, 1)}" for a, b in way)
    a, b = way[-1]
    cross = f"M{a - 7},{b - 7}l14,14M{a - 7},{b + 7}l14,-14"
    stroke = {"fill": "none", "stroke": color("gradient")}
    side = MAP + 2 * EDGE
    return tag(
        "svg",
        tag(
            "rect",
            x=1,
            y=1,
            width=side - 2,
            height=side - 2,
            fill="none",
            stroke=color("line"),
        ),
        *names,
        *dots,
        tag(
            "path",
            d=line,
            **stroke,
            stroke_width=1,
            stroke_dasharray="3 3",
            data_way="",
        ),
        tag("path", d=cross, **stroke, stroke_width=3, data_cross=""),
        viewBox=f"0 0 {side} {side}",
        role="img",
        aria_label=texts["map_drawn"],
        style="display:block;width:100%;max-width:430px;"
        "font-family:var(--u-font, sans-serif)",
        data_plane="",
    )
