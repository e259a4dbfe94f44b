"""A path typed by the reader: repeats merged, blanks dropped, frame by frame."""

import numpy as np

from rnn_core.demos.framework import Demo, DemoError
from rnn_core.demos.svg import color, reading, tag, text

LONGEST = 16  # frames: on a phone more would not be legible
BLANKS = "_-–—·"  # what a reader may type for the blank
EXAMPLES = {
    "twice": "好好好_棒棒棒__棒棒棒",
    "once": "好好好_棒棒棒棒棒棒棒棒",
    "letters": "aa_ab__bb",
    "silence": "______",
}
FIRST = EXAMPLES["twice"]
SIDE, ROWS, ROW = 22, ("path", "merged", "dropped"), 58
COUNTS = "frames", "runs_left", "blanks", "labels"


def symbols_of(typed):
    """Return the symbols of a typed path: spaces left out, every blank as ``_``."""
    return ["_" if c in BLANKS else c for c in typed if not c.isspace()]


def numbers_of(symbols):
    """Return a path of whole numbers, blank 0, and -1 behind its end."""
    known = list(dict.fromkeys(["_", *symbols]))
    path = [known.index(symbol) for symbol in symbols]
    return path + [-1] * (LONGEST - len(path))


def step(ctc_collapse, path):
    """Collapse a path; say which frames begin a run and which of them stay."""
    typed = path[path >= 0].astype(int)
    labels = np.asarray(ctc_collapse(typed))
    if labels.ndim != 1 or len(labels) > LONGEST or labels.dtype.kind not in "iuf":
        raise DemoError(
            f"ctc_collapse returned an array of shape {labels.shape}, expected one row "
            f"of at most {len(typed)} labels"
        )
    padded = np.full(LONGEST, -1.0)
    padded[: len(labels)] = labels
    return {**_counts(path), "labels": padded, "L": len(labels)}


def page_step(path):
    """Do the same by formulas: a traced program cannot leave entries out."""
    marks = _counts(path)
    kept = marks["kept"]
    place = np.tri(LONGEST) @ kept  # the label's number, counted from 1
    number = np.arange(1.0, LONGEST + 1)
    chosen = np.where(place[None, :] == number[:, None], kept * path, 0.0)
    L = kept.sum()
    labels = np.where(number <= L, chosen.sum(axis=1), -1.0)
    return {**marks, "labels": labels, "L": L}


def _counts(path):
    """Mark the frames that begin a run, and those of them that are no blank; count."""
    before = np.concatenate([np.full(1, -1.0), path[:-1]])
    there = np.where(path >= 0, 1.0, 0.0)
    first = np.where(path != before, 1.0, 0.0) * there
    kept = first * np.where(path > 0, 1.0, 0.0)
    T, runs = there.sum(), first.sum()
    return {"first": first, "kept": kept, "T": T, "runs": runs, "b": runs - kept.sum()}


def runs_of(symbols):
    """Return (first frame, frames, symbol) of every run."""
    runs = []
    for t, symbol in enumerate(symbols):
        if runs and runs[-1][2] == symbol:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1, symbol)
        else:
            runs.append((t, 1, symbol))
    return runs


def draw(texts, steps, outputs):
    """Draw the path in three rows: as it is, merged, without blanks."""
    del steps  # the first drawing shows the example
    symbols = symbols_of(FIRST)
    singles = [(t, 1, symbol) for t, symbol in enumerate(symbols)]
    runs = runs_of(symbols)
    boxes = singles, runs, [run for run in runs if run[2] != "_"]
    rows = [
        tag(
            "g",
            text(texts[name], 2, 15, 13, "muted"),
            *(_box(*box) for box in boxes[k]),
            transform=f"translate(0,{ROW * k})",
            data_row=name,
        )
        for k, name in enumerate(ROWS)
    ]
    plot = tag(
        "svg",
        *rows,
        viewBox=f"0 0 {SIDE * LONGEST + 4} {ROW * len(ROWS)}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:520px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="rows",
    )
    return plot + _numbers(texts, outputs[0])


def _numbers(texts, values):
    """Count what each row holds."""
    counted = [
        f"{texts[name]} {reading(key, values[key], 'trimmed')}"
        for name, key in zip(COUNTS, ("T", "runs", "b", "L"), strict=True)
    ]
    return tag("p", "; ".join(counted), style="font-size:14px", data_part="numbers")


def _box(t, frames, symbol):
    x, width = 2 + SIDE * t, SIDE * frames
    role = "muted" if symbol == "_" else "accent"
    frame = tag(
        "rect",
        x=x + 1,
        y=22,
        width=width - 2,
        height=26,
        rx=4,
        fill=color("bg"),
        stroke=color(role),
        stroke_width=1.5,
        **({"stroke_dasharray": "3 3"} if symbol == "_" else {}),
    )
    word = text("–" if symbol == "_" else symbol, x + width / 2, 40, 15, role)
    return tag("g", frame, tag("g", word, text_anchor="middle"), data_box="")


START = {"path": numbers_of(symbols_of(FIRST))}

CTC_COLLAPSE = Demo(
    name="ctc-collapse",
    uses=("ctc_collapse",),
    step=step,
    page_step=page_step,
    inputs=("path",),
    controls=(),
    steps=(START,),
    draw=draw,
    shapes=dict.fromkeys(("path", "first", "kept", "labels"), (LONGEST,)),
    data={
        "longest": LONGEST,
        "blanks": BLANKS,
        "examples": EXAMPLES,
        "first": FIRST,
        "side": SIDE,
        "rows": list(ROWS),
        "row": ROW,
    },
)
