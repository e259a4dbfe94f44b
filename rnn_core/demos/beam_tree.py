"""Beam search as a tree: what each round keeps, and what it drops."""

import numpy as np

from rnn_core.demos.framework import Control, Demo, DemoError
from rnn_core.demos.svg import color, decimals, tag, text

WORDS = ("end", "start", "a", "the", "it", "cat", "dog", "sleeps", "barks")
STOP, START = 0, 1
NEXT = {  # word → how likely each word is behind it; the rest is shared out
    "start": {"a": 0.46, "the": 0.36, "it": 0.14},
    "a": {"cat": 0.4, "dog": 0.36, "sleeps": 0.12},
    "the": {"cat": 0.8, "dog": 0.14},
    "it": {"sleeps": 0.7, "barks": 0.25},
    "cat": {"sleeps": 0.55, "end": 0.39},
    "dog": {"barks": 0.6, "end": 0.34},
    "sleeps": {"end": 0.93},
    "barks": {"end": 0.93},
}
ROUNDS, PLACES = 4, 4  # no sentence here has more than three words
LEAST = 0.04  # branches less likely than this are not drawn
WIDE, HIGH, FIRST, APART = 430, 330, 46, 100
SHOWN = 2


def table():
    """Return the log-probabilities (V, V): row k for what follows word k."""
    V = len(WORDS)
    P = np.zeros((V, V))
    for word, likely in NEXT.items():
        row = P[WORDS.index(word)]
        others = [k for k in range(V) if WORDS[k] not in likely and k != START]
        row[others] = np.arange(1.0, len(others) + 1)  # all different: no two tie
        row[others] *= (1 - sum(likely.values())) / row.sum()
        for follower, p in likely.items():
            row[WORDS.index(follower)] = p
    P[STOP, STOP] = 1
    return np.log(np.maximum(P, 1e-12))


LOG_P = table()


def step(beam_search, width):
    """Search, and note which hypotheses each round went on from or finished."""
    kept = np.full((ROUNDS, PLACES, ROUNDS), -1.0)
    rounds = [[] for _ in range(ROUNDS + 1)]

    def asked(state, symbol):
        said = [] if symbol == START else [*state, symbol]
        rounds[min(len(said), ROUNDS)].append(said)
        return said, LOG_P[int(symbol)]

    found = beam_search(asked, [], START, STOP, int(width), ROUNDS)
    for said, _ in found:
        rounds[min(len(said) + 1, ROUNDS)].append([*said, STOP])
    for r, hypotheses in enumerate(rounds[1:]):
        if len(hypotheses) > PLACES:
            raise DemoError(
                f"beam_search kept {len(hypotheses)} hypotheses in round {r + 1}, "
                f"expected at most {int(width)}"
            )
        for place, said in enumerate(hypotheses):
            kept[r, place, : len(said)] = said
    return {"log_p": LOG_P, "kept": kept}


def page_step(width):
    """Return the table; the page searches by itself (``static/beam.js``)."""
    return {"log_p": LOG_P + 0 * width}


def nodes(kept, log_p):
    """Return the branches of each round: what was said, its score, whether kept.

    In the order in which the drawing has them, so that no two lines cross.
    """
    rounds, live = [], [()]
    for row in np.asarray(kept):
        stays = {tuple(int(k) for k in said if k >= 0) for said in row}
        branches = [
            ((*said, k), said)
            for said in live
            for k in range(len(WORDS))
            if log_p[said[-1] if said else START][k] > np.log(LEAST)
            or (*said, k) in stays
        ]
        rounds.append(
            [(said, score(said, log_p), said in stays) for said, _ in branches]
        )
        live = [said for said, _, stay in rounds[-1] if stay and said[-1] != STOP]
    return rounds


def score(said, log_p):
    """Add up the log-probabilities of what was said."""
    pairs = zip((START, *said), said, strict=False)
    return float(sum(log_p[before][after] for before, after in pairs))


def draw(texts, steps, outputs):
    """Draw the tree from left to right, one column for each round, and a list."""
    kept, log_p = outputs[0]["kept"], outputs[0]["log_p"]
    rounds = nodes(kept, log_p) if np.any(log_p) else []
    places, parts = {(): (FIRST - 12, HIGH / 2)}, []
    for r, branches in enumerate(rounds):
        for k, (said, total, stays) in enumerate(branches):
            places[said] = FIRST + APART * r + 28, (k + 0.5) * HIGH / len(branches)
            parts += _branch(places[said[:-1]], places[said], said, total, stays)
    begin = text("●", FIRST - 24, HIGH / 2 + 4, 13)
    plot = tag(
        "svg",
        begin,
        *parts,
        viewBox=f"0 0 {WIDE} {HIGH}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:620px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="tree",
    )
    legend = tag("p", texts["legend"], style="font-size:13px", data_part="legend")
    return plot + legend + _list(texts, rounds)


def _branch(start, end, said, total, stays):
    (x, y), (to_x, to_y) = start, end
    role = ("output" if said[-1] == STOP else "accent") if stays else "muted"
    left = x + 6 if len(said) == 1 else x + 34
    look = {"stroke_width": 2.5} if stays else {"stroke_dasharray": "3 3"}
    line = tag(
        "path",
        d=f"M{left},{round(y, 1)}L{to_x - 4},{round(to_y, 1)}",
        fill="none",
        stroke=color(role if stays else "line"),
        **look,
    )
    bold = {"font_weight": 650} if stays else {}
    word = text(WORDS[said[-1]], to_x, round(to_y - 1, 1), 12, role, **bold)
    number = text(decimals(total), to_x, round(to_y + 10, 1), 10, role)
    return [line, word, number]


def _list(texts, rounds):
    """List the sentences that have finished, the best first."""
    done = [b for branches in rounds for b in branches if b[2] and b[0][-1] == STOP]
    done.sort(key=lambda branch: -branch[1])
    rows = [
        tag(
            "tr",
            tag("th", " ".join(WORDS[k] for k in said[:-1]) or "·", scope="row"),
            tag("td", decimals(total)),
            tag("td", decimals(float(np.exp(total)), 3)),
        )
        for said, total, _ in done
    ]
    heads = [tag("th", texts[key], scope="col") for key in ("sentence", "log_p", "p")]
    caption = tag("caption", texts["finished"])
    return tag(
        "div",
        tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows)),
        data_part="list",
    )


BEAM_TREE = Demo(
    name="beam-tree",
    uses=("beam_search",),
    step=step,
    page_step=page_step,
    inputs=("width",),
    controls=(Control("width", 1, PLACES, SHOWN, step=1),),
    steps=({"width": SHOWN},),
    draw=draw,
    shapes={"log_p": LOG_P.shape, "kept": (ROUNDS, PLACES, ROUNDS)},
    data={
        **{"words": list(WORDS), "start": START, "stop": STOP, "most": ROUNDS},
        **{"least": LEAST, "wide": WIDE, "high": HIGH, "first": FIRST, "apart": APART},
    },
)
