"""The piano roll of a melody, and how likely the network found each of its notes."""

from rnn_core.data.melodies import HOLD, PHRASE, PHRASES, PITCHES
from rnn_core.demos.svg import color, tag, text

STEPS = PHRASE * PHRASES
LEFT, TOP, WIDTH, ROW = 30, 26, 14, 16  # of the roll; width of a step, height of a note
FLOOR = TOP + ROW * len(PITCHES)
TALL = 54  # a bar of probability 1
BASE = FLOOR + 28 + TALL
PHRASE_NAMES = ("A", "A′", "B", "A″")


def sounding(melody):
    """Return, for each step, the note that sounds and whether it begins there."""
    notes, now = [], None
    for k in melody:
        now = now if k == HOLD else k
        notes.append((now, k != HOLD))
    return notes


def draw(texts, steps, outputs):
    """Draw the roll and the bars; every step has one rectangle of each."""
    melody = [_place(output["note"]) for output in outputs]
    parts = [*_grid(texts), *_bars(texts, outputs)]
    for t, (note, begins) in enumerate(sounding(melody)):
        x, width = place_of(t, begins)
        parts.append(
            tag(
                "rect",
                x=x,
                y=TOP + ROW * (len(PITCHES) - 1 - (note or 0)) + 2,
                width=width,
                height=ROW - 4,
                fill=color("accent"),
                opacity=0 if note is None else 1,
                data_note=t,
            )
        )
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {LEFT + WIDTH * STEPS + 4} {BASE + 6}",
        role="img",
        aria_label=texts["drawing"],
        style="display:block;width:100%;max-width:640px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part="roll",
    )


def place_of(t, begins):
    """Return where a step's rectangle begins, and its width: a gap before each note."""
    x = LEFT + WIDTH * t
    return (x + 3, WIDTH - 3) if begins else (x, WIDTH)


def _place(note):
    return max(range(len(note)), key=lambda k: note[k]) if any(note) else HOLD


def _grid(texts):
    """Draw names of notes and phrases, and a line between phrases."""
    parts = []
    for k, name in enumerate(PITCHES):
        y = TOP + ROW * (len(PITCHES) - k)
        if k % 2 == 1:
            parts.append(text(name, 0, y - 2, 16, "muted"))
        line = {"x1": LEFT, "x2": LEFT + WIDTH * STEPS, "y1": y, "y2": y}
        parts.append(tag("line", **line, stroke=color("line")))
    for k, name in enumerate(PHRASE_NAMES):
        x = LEFT + WIDTH * PHRASE * k
        parts.append(text(name, x + 4, TOP - 8, 17, "text", font_weight=650))
        line = {"x1": x, "x2": x, "y1": 4, "y2": BASE}
        parts.append(tag("line", **line, stroke=color("control")))
    parts.append(text(texts["chances"], LEFT + 5, FLOOR + 19, 16, "muted"))
    return parts


def _bars(texts, outputs):
    """Draw the probability that each note had for the network."""
    bars = [
        tag(
            "rect",
            x=LEFT + WIDTH * t + 3,
            y=round(BASE - TALL * output["chance"], 2),
            width=WIDTH - 6,
            height=round(TALL * output["chance"], 2),
            fill=color("output"),
            data_chance=t,
        )
        for t, output in enumerate(outputs)
    ]
    line = {"x1": LEFT, "x2": LEFT + WIDTH * STEPS, "y1": BASE, "y2": BASE}
    return [*bars, tag("line", **line, stroke=color("control"))]
