"""axe on a page: all that is folded opened, one element of each kind for contrast.

Contrast takes axe several seconds a page, most of them for words that look alike. What
it depends on is the same for two elements of one colour, size and weight whose
ancestors lay the same grounds under them: the first stands for all. What its position
puts over or under other things stands for itself.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
OPTIONS = {
    "resultTypes": ["violations"],  # nobody reads what is well
    "rules": {
        # off by default; WCAG 2.5.3, and the theme's search button failed it
        "label-content-name-mismatch": {"enabled": True},
    },
}


def violations(page):
    """Return what axe finds on a page that is open, as sentences.

    Formulas are empty afterwards.
    """
    if not page.evaluate("'readByAxe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_script_tag(content=SCRIPT)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in page.evaluate("options => readByAxe(options)", OPTIONS)
        for node in rule["nodes"]
    ]
