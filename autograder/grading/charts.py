"""Two small charts as SVG that follow the page's light or dark scheme."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from autograder.grading.pages import number

WIDTH, HEIGHT = 640, 200
LEFT, BOTTOM, TOP = 34, 36, 18
BINS = 10


def histogram(scores: Sequence[float], best: float) -> Markup:
    """Draw how many students have how many points.

    Parameters
    ----------
    scores : sequence of float
        One a student.
    best : float
        Points that could be earned; the axis ends there, or at a higher score.
    """
    top = max([best, *scores]) or 1.0
    counts = [0] * BINS
    for score in scores:
        counts[min(BINS - 1, max(0, int(BINS * score / top)))] += 1
    tallest = max([*counts, 1])
    mean = sum(scores) / len(scores) if scores else 0.0
    label = f"{len(scores)} scores from 0 to {number(top)}, mean {number(mean)}"
    parts = [_line()]
    parts += [_bar(k, count, tallest, top) for k, count in enumerate(counts)]
    if scores:
        parts.append(_mean(mean, top))
    ticks = range(0, BINS + 1, 2)
    parts += [_text(_x(k), HEIGHT - 18, number(top * k / BINS)) for k in ticks]
    parts.append(_text(_x(BINS / 2), HEIGHT - 2, "points"))
    return _svg(WIDTH, HEIGHT, label, parts)


def _x(place: float) -> float:
    return LEFT + place * (WIDTH - 2 * LEFT) / BINS


def _line() -> str:
    y, right = HEIGHT - BOTTOM, WIDTH - LEFT
    return f'<line class="grid" x1="{LEFT}" x2="{right}" y1="{y}" y2="{y}"/>'


def _bar(place: int, count: int, tallest: int, top: float) -> str:
    room = HEIGHT - BOTTOM - TOP
    height = room * count / tallest
    y, x, width = HEIGHT - BOTTOM - height, _x(place) + 2, _x(1) - _x(0) - 4
    between = f"{number(top * place / BINS)} to {number(top * (place + 1) / BINS)}"
    bar = (
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" rx="2" '
        f'height="{height:.1f}"><title>{between} points: {count}</title></rect>'
    )
    return bar + (_text(x + width / 2, y - 5, str(count)) if count else "")


def _mean(mean: float, top: float) -> str:
    x = _x(BINS * mean / top)
    line = f'<line class="mean" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" '
    end = HEIGHT - BOTTOM
    return line + f'y2="{end}" stroke-dasharray="4 3"><title>mean</title></line>'


def _text(x: float, y: float, text: str) -> str:
    return (
        f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{text}</text>'
    )


def share(part: float, label: str) -> Markup:
    """Draw a share between 0 and 1 as a bar that is `part` full."""
    part = min(1.0, max(0.0, part))
    return _svg(
        120,
        12,
        label,
        [
            '<rect class="rest" width="120" height="12" rx="3"/>',
            f'<rect class="bar" width="{120 * part:.1f}" height="12" rx="3"/>',
        ],
    )


def _svg(width: int, height: int, label: str, parts: Sequence[str]) -> Markup:
    # Everything inside is made here from numbers; the label is escaped.
    head = Markup('<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" ')
    head = head.format(width, height, width, height)
    return (
        head
        + Markup('aria-label="{}">').format(label)
        + Markup("".join(parts) + "</svg>")
    )
