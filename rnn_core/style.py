"""One visual language for the course's figures: colours and Matplotlib's settings.

A page replaces the colours by its own variables; in a notebook they stand on their own
light card.

Only Matplotlib's settings are loaded. What draws, ``matplotlib.pyplot``, takes most of
a second to load, and each notebook's first cell comes here.
"""

import matplotlib as mpl

from rnn_core.palette import PALETTE

# a plot has no controls and no ground of its own below the page's
COLORS = {
    role: color
    for role, color in PALETTE.items()
    if role not in ("accent", "surface", "control")
}

STYLE = {
    "figure.facecolor": COLORS["bg"],
    "savefig.facecolor": "auto",
    "axes.facecolor": "none",
    "axes.edgecolor": COLORS["muted"],
    "axes.labelcolor": COLORS["muted"],
    "axes.titlecolor": COLORS["text"],
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": mpl.cycler(
        color=[COLORS[r] for r in ("input", "forget", "candidate", "output", "hidden")]
    ),
    "grid.color": COLORS["line"],
    "grid.linewidth": 0.8,
    "xtick.color": COLORS["muted"],
    "ytick.color": COLORS["muted"],
    "text.color": COLORS["text"],
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "font.family": "sans-serif",
    "font.size": 10,
    "figure.figsize": (7.0, 3.6),
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",  # letters stay letters: selectable, and in the page's font
}


def use_style():
    """Give every later figure of this session the course's look."""
    mpl.rcParams.update(STYLE)
