"""Beam search as a tree: what each round keeps, and what it drops."""

import numpy as np

from rnn_core import exercise
from rnn_core.demos.framework import Control, Demo
from rnn_core.demos.svg import amount, color, decimals, reading, tag, text

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
SHOWN = 2  # places at first
ROUNDS, PLACES = 4, 4  # a likely sentence has at most three words and its end
LEAST = 0.04  # branches less likely than this are not drawn
WIDE, HIGH, FIRST, APART = 344, 330, 12, 86
BEGIN = tuple(range(2, 5))  # the words that a sentence may begin with
ROW = "text-align:left;white-space:nowrap"
HOT = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0)


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


def step(softmax, temperature, width):
    """Return the table of log-probabilities, sharper or flatter; the page searches."""
    del width
    P = softmax(LOG_P / temperature)
    return {"log_p": np.log(P), "first": P[START]}


def search(log_p, width):
    """Search with the reader's function; note what each round kept.

    Returns
    -------
    list of set
        For each round the hypotheses, tuples of words, that finished in it or were
        extended in the next. Empty while nothing answers for `beam_search`.
    """
    rounds = [set() for _ in range(ROUNDS)]

    def asked(state, symbol):
        said = () if symbol == START else (*state, int(symbol))
        if said:
            rounds[len(said) - 1].add(said)
        return said, np.asarray(log_p[int(symbol)])

    try:
        found = exercise.resolve("beam_search")(
            asked, (), START, STOP, int(width), ROUNDS
        )
    except NotImplementedError:
        return []
    for said, _ in found:
        whole = (*said, STOP) if len(said) < ROUNDS else tuple(said)
        rounds[len(whole) - 1].add(whole)
    return [kept for kept in rounds if kept]


def branches(rounds, log_p):
    """Return the branches of each round: what was said, its score, whether kept.

    In the order in which the drawing has them, so that no two lines cross.
    """
    found, live = [], [()]
    for kept in rounds:
        longer = [(*said, k) for said in live for k in range(len(WORDS))]
        drawn = [
            (said, score(said, log_p), said in kept)
            for said in longer
            if said in kept or log_p[(START, *said)[-2]][said[-1]] > np.log(LEAST)
        ]
        found.append(drawn)
        live = [said for said, _, stays in drawn if stays and said[-1] != STOP]
    return found


def score(said, log_p):
    """Add up the log-probabilities of what was said."""
    pairs = zip((START, *said), said, strict=False)
    return float(sum(log_p[before][after] for before, after in pairs))


def draw(texts, steps, outputs):
    """Draw the tree from left to right, one column for each round, and a list."""
    log_p, width = outputs[0]["log_p"], steps[0]["width"]
    rounds = branches(search(log_p, width), log_p) if np.any(log_p) else []
    places, parts = {(): (FIRST, HIGH / 2)}, []
    for r, column in enumerate(rounds):
        for k, (said, total, stays) in enumerate(column):
            places[said] = FIRST + 24 + APART * r, (k + 0.5) * HIGH / len(column)
            parts += _branch(places[said[:-1]], places[said], said, total, stays)
    plot = tag(
        "svg",
        text("●", FIRST - 10, HIGH / 2 + 4, 13),
        *parts,
        viewBox=f"0 0 {WIDE} {HIGH}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:460px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="tree",
    )
    legend = tag("p", texts["legend"], style="font-size:13px", data_part="legend")
    return _facts(texts, steps[0], outputs[0]) + plot + legend + _list(texts, rounds)


def _facts(texts, given, values):
    """Write down what a sentence begins with."""
    likely = [f"{WORDS[k]} {reading(f'first.{k}', values['first'][k])}" for k in BEGIN]
    at = reading("temperature", given["temperature"], "trimmed")
    words = f"{texts['begins'].format(temperature=at)} {', '.join(likely)}"
    return tag("p", words, style="font-size:14px;margin-bottom:8px", data_part="facts")


def _branch(start, end, said, total, stays):
    (x, y), (to_x, to_y) = start, end
    role = ("output" if said[-1] == STOP else "accent") if stays else "muted"
    left = x + 6 if len(said) == 1 else x + 44
    look = {"stroke_width": 2.5} if stays else {"stroke_dasharray": "3 3"}
    line = tag(
        "path",
        d=f"M{left},{round(y, 1)}L{to_x - 4},{round(to_y, 1)}",
        fill="none",
        stroke=color(role if stays else "control"),
        **look,
    )
    bold = {"font_weight": 650} if stays else {}
    word = text(WORDS[said[-1]], to_x, round(to_y - 1, 1), 13, role, **bold)
    number = text(decimals(total), to_x, round(to_y + 10, 1), 11, role)
    return [line, word, number]


def _list(texts, rounds):
    """List the sentences that have finished, the best first."""
    done = [b for column in rounds for b in column if b[2] and b[0][-1] == STOP]
    rows = [
        tag(
            "tr",
            tag(
                "th",
                " ".join(WORDS[k] for k in said[:-1]) or "·",
                scope="row",
                style=ROW,
            ),
            tag("td", decimals(total)),
            tag("td", amount(float(np.exp(total)))),
        )
        for said, total, _ in sorted(done, key=lambda branch: -branch[1])
    ]
    heads = [tag("th", texts[key], scope="col") for key in ("sentence", "log_p", "p")]
    caption = tag("caption", texts["finished"])
    body = tag("thead", tag("tr", *heads)) + tag("tbody", *rows)
    return tag("div", tag("table", caption, body), data_part="list")


BEAM_TREE = Demo(
    name="beam-tree",
    uses=("softmax",),
    step=step,
    inputs=("temperature", "width"),
    controls=(
        Control("width", 1, PLACES, SHOWN, step=1),
        Control("temperature", 0.5, 2, 1.0, values=HOT),
    ),
    steps=({"temperature": 1.0, "width": SHOWN},),
    draw=draw,
    shapes={"log_p": LOG_P.shape, "first": (len(WORDS),)},
    data={
        **{"words": list(WORDS), "start": START, "stop": STOP, "most": ROUNDS},
        **{"least": LEAST, "high": HIGH, "first": FIRST, "apart": APART},
        "row": ROW,
    },
)
