"""Leave out of the theme's styles what no page of the site can match.

A selector stays when every class and id in it occurs as a word in some page or some
script of the site, whatever the word means there: the test errs towards keeping.
"""

import hashlib
import re
from pathlib import Path

import tinycss2

STYLES = (
    "styles/pydata-sphinx-theme.css",
    "styles/sphinx-book-theme.css",
    "sphinx-design.min.css",
)
OWN_CODE = Path(__file__).read_text("utf-8")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_OPTIONAL = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
# icons are masks in unrolled.css; the theme's are a font of 150 kB
_ICON = re.compile(r"\.fa(?:[bsrld]?\b|-)|Font Awesome|FontAwesome")


def used_words(site):
    """Return every word of the site's pages and scripts."""
    words = set()
    for kind in ("*.html", "*.js"):
        for file in Path(site).rglob(kind):
            if file.name != "searchindex.js":
                words.update(_WORD.findall(file.read_text("utf-8")))
    return words


def keep_selector(selector, words):
    """Say whether something on the site could match a selector."""
    if _ICON.search(selector):
        return False
    return all(name in words for name in _NAME.findall(_OPTIONAL.sub("", selector)))


def _split(prelude):
    """Yield the selectors of a rule; commas inside functions are not separators."""
    part = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def purge(css, words):
    """Return a style sheet without the rules that nothing can match."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rule(rule, words) for rule in rules)


def _rule(rule, words):
    if rule.type == "qualified-rule":
        kept = [s for s in _split(rule.prelude) if keep_selector(s, words)]
        body = tinycss2.serialize(rule.content)
        return f"{','.join(kept)}{{{body}}}" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
        inner = purge(tinycss2.serialize(rule.content), words)
        head = tinycss2.serialize(rule.prelude)
        return f"@{rule.at_keyword}{head}{{{inner}}}" if inner else ""
    text = rule.serialize()
    return "" if rule.type == "at-rule" and _ICON.search(text) else text


def purged(css, words, memory):
    """Return `purge`'s answer; a file remembers it until what it depends on changes."""
    known = sorted(words.intersection(_NAME.findall(css)))
    key = hashlib.sha256("\n".join([OWN_CODE, css, *known]).encode()).hexdigest()
    if memory.is_file():
        remembered, _, rest = memory.read_text("utf-8").partition("\n")
        if remembered == key:
            return rest
    less = purge(css, words)
    memory.write_text(f"{key}\n{less}", encoding="utf-8")
    return less


def _finish(app, exception):
    if exception or app.builder.format != "html":
        return
    words = used_words(app.outdir)
    for name in STYLES:
        file = Path(app.outdir) / "_static" / name
        if file.is_file():
            memory = Path(app.doctreedir) / f"purged-{file.name}"
            css = purged(file.read_text("utf-8"), words, memory)
            file.write_text(css, encoding="utf-8")


def setup(app):
    """Connect to the end of the build."""
    app.connect("build-finished", _finish, priority=900)
