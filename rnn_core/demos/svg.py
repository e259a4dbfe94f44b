"""Small helpers to write SVG by hand: tags, palette, numbers."""

from html import escape

from rnn_core.palette import PALETTE


def color(role):
    """Return the palette's variable for a role, the light value as a fallback."""
    return f"var(--u-{role}, {PALETTE[role]})"


def tag(name, *children, **attributes):
    """Write an element; ``data_value`` becomes ``data-value``, ``class_`` ``class``.

    Children are markup, made by `tag` or `text_of`; attribute values are escaped.
    """
    named = {
        key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()
    }
    written = "".join(f' {key}="{escape(f"{v}")}"' for key, v in named.items())
    return f"<{name}{written}>{''.join(children)}</{name}>"


def text(content, x, y, size=13, role="text", **attributes):
    """Write a line of text."""
    given = {"x": x, "y": y, "font_size": size, "fill": color(role), **attributes}
    return tag("text", escape(content), **given)


def named(words, x, y, size=13, role="text", **attributes):
    """Write a line of names and numbers that a page can fill in again.

    Parameters
    ----------
    words : sequence
        Text as it is; ``(name, number)`` for two decimals, ``(name, number, form)``
        for another of the `FORMS`; ``{"sub": letter}`` for a subscript.
    x, y, size, role, **attributes
        As for `text`.
    """
    given = {"x": x, "y": y, "font_size": size, "fill": color(role), **attributes}
    return tag("text", *(_piece(word, size) for word in words), **given)


def _piece(word, size):
    if isinstance(word, str):
        return tag("tspan", escape(word))
    if isinstance(word, dict):  # dy: not every browser knows baseline-shift
        low = tag("tspan", word["sub"], dy=3, font_size=round(0.75 * size, 1))
        return low + tag("tspan", "\u200b", dy=-3)
    return reading(*word, element="tspan")


def reading(name, number, form="", element="span"):
    """Write a number that a page can fill in again."""
    written = FORMS[form](number)
    return tag(element, written, data_value=name, data_form=form)


def decimals(value, places=2):
    """Write a number with a true minus sign and without a negative zero."""
    rounded = round(float(value), places) + 0.0
    return f"{rounded:.{places}f}".replace("-", "−")


def trimmed(value, places=2):
    """Write a number without trailing zeros."""
    written = decimals(value, places)
    return written.rstrip("0").rstrip(".") if "." in written else written


def amount(value):
    """Write a number of any size: three digits, or 5.7 · 10⁻⁷."""
    if value == 0 or 1e-3 <= abs(value) < 999.5:
        return f"{value:.3g}".replace("-", "−")
    if 999.5 <= abs(value) < 1e4:
        return decimals(value, 0)
    mantissa, exponent = f"{value:.1e}".split("e")
    written = f"{mantissa} · {power_of_ten(int(exponent))}"
    return written.replace("-", "−").replace(" ", "\u00a0")  # never broken in two


def power_of_ten(exponent):
    """Write 10⁻⁷, and 1 for the power 0."""
    raised = f"{exponent}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}" if exponent else "1"


def percent(value):
    """Write a share as whole percents."""
    return f"{decimals(100 * value, 0)} %"


FORMS = {"": decimals, "trimmed": trimmed, "amount": amount, "percent": percent}


def linear(domain, span):
    """Return a linear scale from `domain` to `span`."""
    (a, b), (start, end) = domain, span
    return lambda value: round(start + (value - a) / (b - a) * (end - start), 3)


def path(points):
    """Write an open path through points."""
    return "M" + "L".join(f"{round(x, 2)},{round(y, 2)}" for x, y in points)
