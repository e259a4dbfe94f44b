"""The site's light palette, for all that Python draws.

A test holds the style sheet to it. A page replaces the
colours by its own variables, so that a drawing follows dark mode.
"""

PALETTE = {
    "input": "#0b62c4",
    "forget": "#a34c08",
    "candidate": "#7a3db8",
    "output": "#16743a",
    "cell": "#3b434e",
    "hidden": "#0c6f7c",
    "gradient": "#c01f3c",
    "accent": "#174ea6",
    "bg": "#fdfcfa",
    "surface": "#f5f3ee",
    "line": "#dedad2",
    "control": "#858079",
    "text": "#1e2228",
    "muted": "#5a626d",
}
