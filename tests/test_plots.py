"""Figures: in the palette, labelled, told apart without colour, and honest."""

import io
import itertools
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from rnn_core import plots
from rnn_core.records import LSTMCache
from rnn_core.training import History

PALETTE = {color.lower() for color in plots.COLORS.values()}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def history(losses):
    losses = np.asarray(losses, dtype=float)
    nothing = np.array([], dtype=int)
    return History(None, losses, losses, nothing, {}, 1.0, "")


def cache(T=6, N=2, H=3):
    rng = np.random.default_rng(0)
    gates = {name: rng.random((T, N, H)) for name in ("i", "f", "g", "o")}
    states = {name: rng.normal(size=(T, N, H)) for name in ("tanh_c", "h", "c")}
    weights = dict.fromkeys(("x", "h_0", "c_0", "W_x", "W_h"), np.zeros(1))
    return LSTMCache(**weights, **gates, **states)


def two_curves():
    falling = 2 * np.exp(-np.arange(200) / 50) + 0.1
    return {"LSTM": history(falling), "RNN": history(falling + 0.02)}


def figures():
    curve = plots.learning_curve(two_curves(), baseline=(2.0, "guessing"))
    band = plots.spread({"LSTM": np.ones((3, 5)), "RNN": np.eye(5)}, ylabel="errors")
    return [curve.figure, band.figure, plots.gate_trace(cache(), "BTXSE")]


def svg(fig):
    file = io.StringIO()
    fig.savefig(file, format="svg")
    return file.getvalue()


def test_every_colour_of_a_figure_is_one_of_the_palette():
    with mpl.rc_context(plots.STYLE):
        for fig in figures():
            used = set(re.findall(r"#[0-9a-f]{6}\b", svg(fig)))
            assert used
            assert used <= PALETTE


def test_curves_of_one_axes_differ_in_more_than_colour():
    for fig in figures():
        for ax in fig.axes:
            named = [line for line in ax.lines if not line.get_label().startswith("_")]
            assert len({str(line.get_linestyle()) for line in named}) > 1


def test_every_named_curve_carries_its_name_at_its_end():
    ax = plots.learning_curve(two_curves(), baseline=(2.0, "guessing"))
    assert [text.get_text() for text in ax.texts] == ["LSTM", "RNN", "guessing"]


def test_names_of_curves_that_end_together_do_not_overlap():
    ax = plots.spread({name: np.ones((2, 4)) for name in ("a", "b", "c")})
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    for below, above in itertools.pairwise(boxes):
        assert below.y1 <= above.y0


def test_all_axes_say_what_they_show():
    for fig in figures():
        assert all(ax.get_ylabel() for ax in fig.axes)
        assert fig.axes[-1].get_xlabel()


def test_the_learning_curve_is_the_mean_over_the_window_at_its_last_step():
    losses = np.random.default_rng(1).random(30) + 1
    ax = plots.learning_curve(history(losses), smooth=10)
    (mean,) = (line for line in ax.lines if line.get_label() == "training")
    assert mean.get_xdata()[0] == 10
    assert mean.get_ydata()[0] == pytest.approx(losses[:10].mean())
    assert mean.get_ydata()[-1] == pytest.approx(losses[-10:].mean())


def test_the_spread_is_the_median_between_the_extremes():
    runs = np.array([[1.0, 5.0], [2.0, 7.0], [9.0, 6.0]])
    ax = plots.spread({"LSTM": runs}, [10, 20], ylabel="errors")
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [2, 6])
    extent = ax.collections[0].get_datalim(ax.transData)
    assert (extent.y0, extent.y1) == (1, 9)
    assert "median of 3 seeds" in ax.get_title(loc="left")


def test_the_gate_trace_shows_the_chosen_unit_over_its_symbols():
    states = cache()
    fig = plots.gate_trace(states, "BTXSE", unit=2, sequence=1)
    upper, lower = fig.axes
    for line, gate in zip(upper.lines, (states.i, states.f, states.o), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), gate[:5, 1, 2])
    for line, state in zip(lower.lines, (states.c, states.h), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), state[:5, 1, 2])
    assert [label.get_text() for label in lower.get_xticklabels()] == list("BTXSE")


def test_a_logarithmic_axis_has_plain_numbers_on_its_ticks():
    ax = plots.learning_curve(two_curves())
    ax.figure.canvas.draw()
    labels = [label.get_text() for label in ax.get_yticklabels(which="both")]
    written = [text for text in labels if text]
    assert "0.2" in written
    assert all(re.fullmatch(r"[0-9.]+", text) for text in written)


def test_use_style_gives_later_figures_the_look():
    with mpl.rc_context():
        plots.use_style()
        assert plt.figure().get_facecolor() == mpl.colors.to_rgba(plots.COLORS["bg"])
        assert mpl.rcParams["svg.fonttype"] == "none"


def test_plots_leave_the_sessions_settings_alone():
    before = dict(mpl.rcParams)
    figures()
    assert dict(mpl.rcParams) == before


def test_text_and_curves_have_enough_contrast_on_the_card():
    for name, color in plots.COLORS.items():
        if name not in ("bg", "line"):
            assert contrast(color, plots.COLORS["bg"]) >= 4.5, name


def contrast(one, other):
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color):
    rgb = np.array(mpl.colors.to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: plots.learning_curve({}), "histories is empty"),
        (lambda: plots.spread({}), "runs is empty"),
        (lambda: plots.spread({"a": [1.0, 2.0]}), r"shape \(2,\), expected \(S, P\)"),
        (lambda: plots.gate_trace(cache(), "B" * 7), "7 entries, expected 1 to T = 6"),
        (lambda: plots.gate_trace(cache(), "BT", unit=3), "a unit below H = 3"),
    ],
)
def test_a_bad_argument_is_named(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
