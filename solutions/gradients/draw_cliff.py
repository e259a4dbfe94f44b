"""Draw the lines of equal loss that the demo `descent` shows, and write them.

Run it from the checkout, a second or two::

    python -m solutions.gradients.draw_cliff

It writes ``rnn_core/static/cliff-lines.json``: for each level the lines, as places
(w, b) with three decimals.
"""

# unrolled-canary: keep out of anything published

import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from rnn_core.demos.walk import MAP
from solutions.gradients.reference import error_surface

TARGET = Path(__file__).parents[2] / "rnn_core" / "static" / "cliff-lines.json"
LEVELS = (0.002, 0.01, 0.03, 0.05, 0.07, 0.15, 0.25, 0.35)
ACROSS, UP = 121, 161


def lines():
    """Return level → lines, each a list of places, thinned to what can be seen."""
    (w_low, w_high), (b_low, b_high) = MAP["w"], MAP["b"]
    W, B = np.meshgrid(
        np.linspace(w_low, w_high, ACROSS), np.linspace(b_low, b_high, UP)
    )
    drawn = plt.contour(W, B, error_surface(W, B)[0], LEVELS)
    found = {}
    for level, pieces in zip(LEVELS, drawn.allsegs, strict=True):
        kept = [_thinned(piece) for piece in pieces if len(piece) > 3]
        found[f"{level:g}"] = [np.round(piece, 3).tolist() for piece in kept]
    return found


def _thinned(piece):
    """Leave out places that lie nearly on the line between those that are kept."""
    kept, last = [piece[0]], 0
    for k in range(2, len(piece)):
        way = piece[k] - piece[last]
        off = piece[last + 1 : k] - piece[last]
        away = np.abs(way[0] * off[:, 1] - way[1] * off[:, 0])
        if (away > 0.004 * np.hypot(*way)).any():
            kept.append(piece[k - 1])
            last = k - 1
    return np.array([*kept, piece[-1]])


def main():
    """Write the file."""
    record = {"made_by": "python -m solutions.gradients.draw_cliff", "lines": lines()}
    text = json.dumps(record, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"wrote {TARGET.name}, {len(text)} characters")


if __name__ == "__main__":
    main()
