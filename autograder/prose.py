r"""Turn an exercise's prose into Markdown that plain JupyterLab renders.

JupyterLab knows headings, lists, ``$…$``, ``$$…$$``, links and code, and nothing
of MyST. References to the book become absolute links to the published site, or the
page's title and path when no site is configured. Anything else of MyST is an error:
in a notebook it would stand there as litter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from autograder.errors import AutograderError, ExerciseTextError

# Code spans and maths come first, so that nothing inside them is read as a role.
_TOKEN = re.compile(
    r"""
      (?P<role>\{(?P<kind>[A-Za-z][\w:+.-]*)\}`(?P<target>[^`]*)`)
    | (?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))
    | (?P<maths>\$\$.+?\$\$|\$[^$\n]+?\$)
    | (?P<image>!\[[^\]]*\]\([^)]*\))
    | (?P<link>\[(?P<text>[^\]]*)\]\((?P<href>[^)\s]*)\))
    | (?P<stray>\{[A-Za-z][\w:+.-]*\}|\[\^[^\]]+\]|\{\{.*?\}\}|<[A-Za-z!/][^>]*>)
    """,
    re.VERBOSE,
)
_TITLED = re.compile(r"^(?P<title>.*\S)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_FENCE = re.compile(r"^\s*(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
_LABEL = re.compile(r"^\((?P<label>[^)\s]+)\)=\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.*\S)\s*$")
_EXERCISE = re.compile(r"^`{4,}\{exercise\}\s+(?P<name>\w+)")
_WEB = re.compile(r"^(https?|mailto):")
_BLOCKS = (
    (re.compile(r"^:{3,}"), "a colon fence"),
    (re.compile(r"^\([^)\s]+\)=\s*$"), "a label"),
    (re.compile(r"^%"), "a MyST comment"),
    (re.compile(r"^\+\+\+"), "a block break"),
    (re.compile(r"^\s*\$\$\s*\([^)]+\)\s*$"), "an equation's label"),
    (re.compile(r"^\{[.#][^}]*\}\s*$"), "an attribute block"),
)
_ALLOWED = (
    "inside an exercise use headings, lists, $…$, $$…$$, code, plain links, "
    "{ref} and {doc}."
)


@dataclass(frozen=True)
class Place:
    """Where a label or a page is: its page, its anchor and its title."""

    page: str
    anchor: str
    title: str


@dataclass(frozen=True)
class BookIndex:
    """The labels and pages of the book, and where the site is published.

    Attributes
    ----------
    base_url : str
        The published site without a final slash, or ``""``.
    labels, pages : dict of str to Place
        What ``{ref}`` and ``{doc}`` may point at.
    """

    base_url: str = ""
    labels: dict[str, Place] = field(default_factory=dict)
    pages: dict[str, Place] = field(default_factory=dict)

    def link(self, place: Place, text: str) -> str:
        """Return Markdown that points at a place of the book."""
        if not self.base_url:
            return f"{text} (page {place.page} of the book)"
        anchor = f"#{place.anchor}" if place.anchor else ""
        return f"[{text}]({self.base_url}/{place.page}.html{anchor})"

    def page_link(self, page: str) -> str:
        """Return Markdown that points at a page, under the page's own title."""
        place = self.pages.get(page)
        if place is None:
            message = f"the book has no page {page!r}; expected a file book/{page}.md."
            raise AutograderError(message)
        return self.link(place, f"“{place.title}”")


def read_book(book: Path, config: Path) -> BookIndex:
    """Collect the labels and titles of a book's Markdown pages.

    Parameters
    ----------
    book : Path
        The folder of the pages.
    config : Path
        ``_config.yml``; its ``html.baseurl`` is the published site.

    Returns
    -------
    BookIndex
        What the prose of exercises can refer to.
    """
    labels: dict[str, Place] = {}
    pages: dict[str, Place] = {}
    for path in sorted(book.rglob("*.md")):
        page = path.relative_to(book).with_suffix("").as_posix()
        if not page.startswith("_"):
            _index_page(page, path.read_text(encoding="utf-8"), labels, pages)
    return BookIndex(_base_url(config), labels, pages)


def _base_url(config: Path) -> str:
    if not config.is_file():
        return ""
    settings = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    return str((settings.get("html") or {}).get("baseurl") or "").rstrip("/")


def _index_page(
    page: str, text: str, labels: dict[str, Place], pages: dict[str, Place]
) -> None:
    pending: list[str] = []
    for line in _without_code(text):
        if found := _LABEL.match(line):
            pending.append(found["label"])
        elif found := _EXERCISE.match(line):
            anchor = "ex-" + found["name"].replace("_", "-")
            labels[anchor] = Place(page, anchor, found["name"])
        elif line.strip():
            found = _HEADING.match(line)
            title = found["title"] if found else ""
            if title and page not in pages:
                pages[page] = Place(page, "", title)
            for label in pending:
                labels[label] = Place(page, _anchor(label), title)
            pending = []


def _without_code(text: str) -> list[str]:
    """Return the lines of a page outside front matter and fenced blocks.

    A directive's own line stays: an ``{exercise}`` is a place to point at.
    """
    lines = text.splitlines()
    if lines and lines[0] == "---" and "---" in lines[1:]:
        lines = lines[lines.index("---", 1) + 1 :]
    kept, fence = [], ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            if found and found["ticks"].startswith(fence) and not found["info"].strip():
                fence = ""
        else:
            kept.append(line)
            fence = found["ticks"] if found else ""
    return kept


def _anchor(label: str) -> str:
    # docutils makes an id of a label: small letters, single hyphens
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


def to_notebook(
    prose: str, book: BookIndex, path: Path, line: int, page: str = ""
) -> str:
    """Rewrite the book's Markdown as Markdown for JupyterLab.

    Parameters
    ----------
    prose : str
        Markdown from an ``exercises.md``.
    book : BookIndex
        Where references lead.
    path, line : Path, int
        Where the prose begins, for messages.
    page : str
        The page on which the prose stands, the start of relative links.

    Returns
    -------
    str
        The same prose with absolute links.

    Raises
    ------
    ExerciseTextError
        Something that JupyterLab does not render, or a reference to nothing.
    """
    rewriter = _Rewriter(book, path, page)
    lines, fence = [], ""
    for number, text in enumerate(prose.split("\n"), start=line):
        rewriter.line = number
        found = _FENCE.match(text)
        if fence:
            closes = found and found["ticks"].startswith(fence)
            fence = "" if closes and found and not found["info"].strip() else fence
            lines.append(text)
        elif found:
            rewriter.refuse_directive(found["info"])
            fence = found["ticks"]
            lines.append(text)
        else:
            lines.append(rewriter.rewrite(text))
    return "\n".join(lines)


@dataclass
class _Rewriter:
    """Rewrites single lines; keeps the place for messages."""

    book: BookIndex
    path: Path
    page: str
    line: int = 0
    in_maths: bool = False

    def error(self, message: str) -> ExerciseTextError:
        return ExerciseTextError(self.path, self.line, message)

    def refuse_directive(self, info: str) -> None:
        if info.strip().startswith("{"):
            raise self.error(f"got the directive {info.strip()}; {_ALLOWED}")

    def rewrite(self, text: str) -> str:
        for pattern, what in _BLOCKS:
            if pattern.match(text):
                raise self.error(f"got {what}, {text.strip()!r}; {_ALLOWED}")
        if text.strip() == "$$":
            self.in_maths = not self.in_maths
            return text
        # an opening or closing $$ that shares its line with the formula
        lonely = text.count("$$") % 2 == 1
        was_maths = self.in_maths
        self.in_maths ^= lonely
        if was_maths or lonely:
            return text
        return _TOKEN.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        kind = found.lastgroup and next(
            name
            for name in ("role", "code", "maths", "image", "link", "stray")
            if found[name] is not None
        )
        if kind in ("code", "maths"):
            return found[0]
        if kind == "role":
            return self._role(found["kind"], found["target"])
        if kind == "link":
            return self._link(found["text"], found["href"])
        what = "an image" if kind == "image" else f"{found[0]!r}"
        raise self.error(f"got {what}; {_ALLOWED}")

    def _role(self, kind: str, target: str) -> str:
        find: dict[str, Callable[[str], Place]] = {
            "ref": self._find_label,
            "doc": self._find_page,
        }
        if kind not in find:
            raise self.error(f"got the role {{{kind}}}; {_ALLOWED}")
        titled = _TITLED.match(target)
        place = find[kind](titled["target"] if titled else target)
        text = titled["title"] if titled else place.title
        if not text:
            message = f"the label {target!r} stands on no heading; write "
            raise self.error(message + f"{{{kind}}}`text <{target}>`.")
        return self.book.link(place, text)

    def _link(self, text: str, href: str) -> str:
        if _WEB.match(href):
            return f"[{text}]({href})"
        target, _, anchor = href.partition("#")
        if target.endswith(".md"):
            place = self._find_page(target.removesuffix(".md"))
            place = Place(place.page, anchor, place.title)
        elif not target and anchor:
            place = self._find_label(anchor)
        else:
            message = f"got a link to {href!r}, expected a page (other.md), a label "
            raise self.error(message + "(#label) or a web address.")
        return self.book.link(place, text or place.title)

    def _find_label(self, label: str) -> Place:
        label = label.strip()
        place = self.book.labels.get(label)
        if place is None:
            raise self.error(f"the book has no label {label!r}; check its spelling.")
        return place

    def _find_page(self, target: str) -> Place:
        target = target.strip()
        folder = posixpath.dirname(self.page)
        page = posixpath.normpath(posixpath.join(folder, target))
        if target.startswith("/"):
            page = target.lstrip("/")
        place = self.book.pages.get(page)
        if place is None:
            message = f"the book has no page {page!r}; expected book/{page}.md."
            raise self.error(message)
        return place
