"""The course's figures, in the look of `rnn_core.style`.

No curve is told from another by colour alone: each has its own dashes and its name.
"""

from itertools import cycle

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogFormatter

from rnn_core.style import COLORS, STYLE, use_style

__all__ = ["COLORS", "STYLE", "gate_trace", "learning_curve", "spread", "use_style"]

DASHES = ("-", "--", "-.", ":", (0, (1, 1)), (0, (6, 2, 1, 2, 1, 2)))


class _PlainNumbers(LogFormatter):
    """Labels the ticks that a logarithmic axis would label, as 0.6, not 6e-01."""

    def __call__(self, x, pos=None):
        return f"{x:g}" if super().__call__(x, pos) else ""


def learning_curve(histories, *, baseline=None, smooth=None, ylabel="loss", ax=None):
    """Draw how the loss falls, one curve for each training.

    Parameters
    ----------
    histories : History or dict of str to History
        What `rnn_core.training.train` returned, under the names of the curves.
    baseline : tuple of (float, str), optional
        A loss to compare with and its name, such as ``(1 / 6, "always 1")``.
    smooth : int, optional
        Steps over which the curve is averaged; the losses themselves stand behind it,
        pale. Default: a fiftieth of the steps.
    ylabel : str
        What the loss is.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With logarithmic losses over steps.
    """
    if hasattr(histories, "losses"):
        histories = {"training": histories}
    _check_some("histories", histories)
    ax = _axes(ax)
    ends = {}
    with mpl.rc_context(STYLE):
        for (name, history), look in zip(histories.items(), _looks(), strict=False):
            losses = np.asarray(history.losses, dtype=float)
            window = smooth or max(1, len(losses) // 50)
            steps, mean = _running_mean(losses, window)
            every = np.arange(1, len(losses) + 1)
            ax.plot(every, losses, color=look["color"], alpha=0.2)
            (ends[name],) = ax.plot(steps, mean, label=name, **look)
        if baseline is not None:
            value, text = baseline
            ends[text] = ax.axhline(value, color=COLORS["muted"], ls=":", label=text)
        ax.set(xlabel="training step", ylabel=ylabel)
        _use_log(ax)
        _label_ends(ax, ends)
    return ax


def spread(runs, x=None, *, xlabel="training step", ylabel="", log=False, ax=None):
    """Draw the median over several seeds, in a band from the smallest to the largest.

    Parameters
    ----------
    runs : dict of str to array_like of shape (S, P)
        For each name S runs, of P points each.
    x : array_like of shape (P,), optional
        Where the points lie. Default: 0, 1, 2, …
    xlabel, ylabel : str
        What the axes show.
    log : bool
        Whether the vertical axis is logarithmic.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With a line below the title that says what line and band mean.
    """
    _check_some("runs", runs)
    ax = _axes(ax)
    ends, counts = {}, set()
    with mpl.rc_context(STYLE):
        for (name, values), look in zip(runs.items(), _looks(), strict=False):
            values = _run_matrix(name, values)
            at = np.arange(values.shape[1]) if x is None else np.asarray(x)
            low, high = values.min(axis=0), values.max(axis=0)
            ax.fill_between(at, low, high, color=look["color"], alpha=0.18, lw=0)
            (ends[name],) = ax.plot(at, np.median(values, axis=0), label=name, **look)
            counts.add(len(values))
        seeds = " or ".join(map(str, sorted(counts)))
        note = f"line: median of {seeds} seeds · band: smallest to largest"
        ax.set_title(note, color=COLORS["muted"], fontsize=9)
        ax.set(xlabel=xlabel, ylabel=ylabel)
        if log:
            _use_log(ax)
        _label_ends(ax, ends)
    return ax


def gate_trace(cache, symbols, unit=0, *, sequence=0):
    """Draw one LSTM unit over time: its gates above, its memory and output below.

    Parameters
    ----------
    cache : LSTMCache
        From `lstm_forward`, or ``model.run(x).layer_cache``.
    symbols : sequence of str
        What each step read; its length says how many steps are drawn.
    unit : int
        Which of the H units.
    sequence : int
        Which of the N sequences.

    Returns
    -------
    matplotlib.figure.Figure
        Two panels over the symbols.
    """
    T, N, H = np.shape(cache.c)
    if not 0 < len(symbols) <= T:
        raise ValueError(f"symbols has {len(symbols)} entries, expected 1 to T = {T}")
    if not (0 <= unit < H and 0 <= sequence < N):
        raise ValueError(
            f"unit {unit} of sequence {sequence} does not exist: expected a unit below "
            f"H = {H} and a sequence below N = {N}"
        )
    above = (
        ("input gate i", cache.i, "input", "o"),
        ("forget gate f", cache.f, "forget", "s"),
        ("output gate o", cache.o, "output", "^"),
    )
    below = (("memory c", cache.c, "cell", "o"), ("output h", cache.h, "hidden", "s"))
    with mpl.rc_context(STYLE):
        fig, axes = plt.subplots(2, 1, sharex=True, figsize=(7.0, 4.4))
        for ax, curves in zip(axes, (above, below), strict=True):
            _draw_curves(ax, curves, (slice(len(symbols)), sequence, unit))
        axes[0].set(ylim=(-0.04, 1.04), ylabel="open")
        axes[1].set(ylabel="value", xlabel="symbol read")
        axes[1].set_xticks(range(len(symbols)), list(symbols))
    return fig


def _draw_curves(ax, curves, place):
    ends = {}
    for (name, values, role, marker), dashes in zip(curves, DASHES, strict=False):
        look = {"color": COLORS[role], "linestyle": dashes, "marker": marker}
        (ends[name],) = ax.plot(values[place], label=name, **look)
    _label_ends(ax, ends)


def _axes(ax):
    if ax is not None:
        return ax
    plt.get_backend()  # loads it, which would else be undone at the end
    with mpl.rc_context(STYLE):
        return plt.subplots()[1]


def _use_log(ax):
    """Make the vertical axis logarithmic."""
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter(_PlainNumbers())
    ax.yaxis.set_minor_formatter(_PlainNumbers())


def _looks():
    """Yield colour and dashes for one curve after the other."""
    colors = STYLE["axes.prop_cycle"].by_key()["color"]
    for color, dashes in zip(cycle(colors), cycle(DASHES), strict=False):
        yield {"color": color, "linestyle": dashes}


def _check_some(name, curves):
    if not curves:
        raise ValueError(f"{name} is empty, expected at least one named curve")


def _run_matrix(name, values):
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or 0 in values.shape:
        raise ValueError(
            f"runs[{name!r}] has shape {values.shape}, expected (S, P): "
            "one row for each seed"
        )
    return values


def _running_mean(losses, window):
    """Average over `window` entries; each mean stands at the last step it covers."""
    sums = np.cumsum(np.concatenate([[0.0], losses]))
    mean = (sums[window:] - sums[:-window]) / window
    return np.arange(window, len(losses) + 1), mean


def _label_ends(ax, curves):
    """Write each curve's name at its right end, moved apart where two would touch."""
    fraction = ax.transData + ax.transAxes.inverted()
    ax.autoscale_view()
    height = ax.get_position().height * ax.figure.get_figheight() * 72  # in points
    gap, lowest = 13 / height, -np.inf
    ends = []
    for name, curve in curves.items():
        x, y = np.asarray(curve.get_xdata()), np.asarray(curve.get_ydata())
        if len(y):
            ends.append((float(fraction.transform((x[-1], y[-1]))[1]), name, curve))
    for at, name, curve in sorted(ends, key=lambda end: end[0]):
        lowest = max(at, lowest + gap)
        place = {"xycoords": "axes fraction", "va": "center", "fontsize": 9}
        ax.annotate(name, (1.01, lowest), color=curve.get_color(), **place)
