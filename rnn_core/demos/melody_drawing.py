"""The piano roll of a melody, and how likely the network found each of its notes."""

from rnn_core.data.melodies import HOLD, PHRASE, PHRASES, PITCHES
from rnn_core.demos.svg import color, reading, tag, text

STEPS = PHRASE * PHRASES
LEFT, TOP, WIDTH, ROW = 30, 26, 14, 16  # of the roll; width of a step, height of a note
FLOOR = TOP + ROW * len(PITCHES)
HEAD, TALL = 24, 54  # above the bars; a bar of probability 1
RIGHT = LEFT + WIDTH * STEPS
HOME_CHORD = tuple(PITCHES.index(name) for name in ("C", "E", "G′"))
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
    notes = [_note(t, *sounds) for t, sounds in enumerate(sounding(melody))]
    roll = _drawing("roll", texts["drawing"], FLOOR + 2, [*_grid(), *notes])
    bars = _drawing("bars", texts["bars"], HEAD + TALL + 2, _bars(texts, outputs))
    return roll + bars + _first_note(texts, outputs[0])


def _drawing(part, label, height, parts):
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {RIGHT + 4} {height}",
        role="img",
        aria_label=label,
        style="display:block;width:100%;max-width:640px;margin:0 auto;"
        "font-family:var(--u-font, sans-serif)",
        data_part=part,
    )


def _first_note(texts, output):
    """Write how likely each note of the home chord was to begin, and the one taken."""
    begin = (
        tag("span", f"{PITCHES[k]}\u00a0", reading(f"p.{k}", output["p"][k]))
        for k in HOME_CHORD
    )
    taken = reading("chance", output["chance"])
    words = f"{texts['begin']} {', '.join(begin)}. {texts['taken']} {taken}."
    return tag("p", words, style="font-size:14px;margin:4px 0 0", data_part="first")


def place_of(t, begins):
    """Return where a step's rectangle begins, and its width: a gap before each note."""
    x = LEFT + WIDTH * t
    return (x + 3, WIDTH - 3) if begins else (x, WIDTH)


def _place(note):
    return max(range(len(note)), key=lambda k: note[k]) if any(note) else HOLD


def _note(t, note, begins):
    x, width = place_of(t, begins)
    return tag(
        "rect",
        x=x,
        y=TOP + ROW * (len(PITCHES) - 1 - (note or 0)) + 2,
        width=width,
        height=ROW - 4,
        fill=color("accent"),
        opacity=0 if note is None else 1,
        data_note=t,
    )


def _borders(top, bottom):
    """Draw a line before each phrase."""
    for k in range(PHRASES):
        x = LEFT + WIDTH * PHRASE * k
        line = {"x1": x, "x2": x, "y1": top, "y2": bottom}
        yield tag("line", **line, stroke=color("control"))


def _grid():
    """Draw names of notes and phrases, and the lines between them."""
    for k, name in enumerate(PITCHES):
        y = TOP + ROW * (len(PITCHES) - k)
        if k % 2 == 1:
            yield text(name, 0, y - 2, 16, "muted")
        yield tag("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, stroke=color("line"))
    for k, name in enumerate(PHRASE_NAMES):
        x = LEFT + WIDTH * PHRASE * k
        yield text(name, x + 4, TOP - 8, 17, "text", font_weight=650)
    yield from _borders(4, FLOOR)


def _bars(texts, outputs):
    """Draw the probability that each note had for the network."""
    base = HEAD + TALL
    yield text(texts["chances"], LEFT + 5, HEAD - 7, 16, "muted")
    yield from _borders(HEAD, base)
    for t, output in enumerate(outputs):
        tall = round(TALL * output["chance"], 2)
        yield tag(
            "rect",
            x=LEFT + WIDTH * t + 3,
            y=round(base - tall, 2),
            width=WIDTH - 6,
            height=tall,
            fill=color("output"),
            data_chance=t,
        )
    yield tag("line", x1=LEFT, x2=RIGHT, y1=base, y2=base, stroke=color("control"))
