"""Read a built site and name what is broken in it, without a browser.

Every link and anchor inside the site resolves, every asset exists, nothing but plain
links leads to another host, and nothing of the instructor's side lies in it.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# relations of <link> that lead a reader somewhere; the others fetch something
NAVIGATION = {"index", "search", "next", "prev", "up", "canonical", "author"}
RESOURCES = {
    "script": ("src",),
    "img": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
CANARY = "unrolled-canary"
TEXT = {".html", ".js", ".css", ".json", ".txt", ".svg", ".ipynb", ".py", ".md"}
FORBIDDEN_NAMES = ("_sources", "solutions", "autograder")
_CSS_URL = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)""")
_JS_IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bfetch\s*\(\s*)["']([^"'\n]+)["']"""
)


@dataclass
class Page:
    """The links, resources and anchors of one HTML file."""

    path: Path
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        for name in ("id", "name"):
            if found.get(name):
                self.page.anchors.add(found[name])
        if tag in ("a", "area") and "href" in found:
            self.page.links.append(found["href"])
        elif tag == "form" and "action" in found:
            self.page.links.append(found["action"])
        elif tag == "link" and "href" in found:
            moves = set(found.get("rel", "").split()) & NAVIGATION
            (self.page.links if moves else self.page.resources).append(found["href"])
        for name in RESOURCES.get(tag, ()):
            if found.get(name):
                self.page.resources.append(found[name])
        self.page.resources.extend(_css_addresses(found.get("style", "")))

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.page.resources.extend(_css_addresses(data))


def _css_addresses(text: str) -> list[str]:
    return [url or imported for url, imported in _CSS_URL.findall(text)]


def read_page(path: Path) -> Page:
    """Return what one HTML file links to, loads and can be linked at."""
    page = Page(path)
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


def read_pages(paths: Iterable[Path], memory: Path | None = None) -> list[Page]:
    """Read pages; a memory spares those that it has seen with the same content.

    Parameters
    ----------
    memory : Path, optional
        A file for what was read, keyed by content and by this module's own code.
    """
    known = _remembered(memory)
    own = Path(__file__).read_bytes()
    pages, seen = [], {}
    for path in paths:
        key = hashlib.sha256(own + path.read_bytes()).hexdigest()
        if key in known:
            links, resources, anchors = known[key]
            page = Page(path, links, resources, set(anchors))
        else:
            page = read_page(path)
        pages.append(page)
        seen[key] = [page.links, page.resources, sorted(page.anchors)]
    if memory is not None:
        memory.write_text(json.dumps(seen), encoding="utf-8")
    return pages


def _remembered(memory: Path | None) -> dict[str, list[list[str]]]:
    if memory is None or not memory.is_file():
        return {}
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except ValueError:  # cut short by a full disk, say
        return {}
    return known if isinstance(known, dict) else {}


def _target(site: Path, source: Path, address: str) -> Path | None:
    """Return the file an address of the site means, or None if it leaves the site."""
    path = unquote(urlsplit(address).path)
    if not path:
        return source
    return _file(site, site if path.startswith("/") else source.parent, path)


@functools.lru_cache(maxsize=100_000)  # most links are the same on all pages
def _file(site: Path, base: Path, path: str) -> Path | None:
    target = (base / path.lstrip("/")).resolve()
    if target.is_dir():
        target /= "index.html"
    return target if target.is_relative_to(site) else None


def _link_problem(site: Path, pages: dict[Path, Page], page: Page, link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme in ("http", "https", "mailto"):
        return ""
    if parts.scheme or parts.netloc:
        return f"link of an unexpected kind: {link}"
    target = _target(site, page.path, link)
    if target is None or not target.is_file():
        return f"broken link: {link}"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"link to a missing anchor: {link}"
    return ""


def _resource_problem(site: Path, source: Path, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "data" or (not parts.path and parts.fragment):
        return ""
    if parts.scheme or parts.netloc:
        return f"loads from another host: {address}"
    target = _target(site, source, address)
    if target is None or not target.is_file():
        return f"loads a file that is not there: {address}"
    return ""


def _page_problems(site: Path, pages: dict[Path, Page]) -> Iterator[str]:
    for page in pages.values():
        name = page.path.relative_to(site)
        for link in dict.fromkeys(page.links):
            if problem := _link_problem(site, pages, page, link):
                yield f"{name}: {problem}"
        for address in dict.fromkeys(page.resources):
            if problem := _resource_problem(site, page.path, address):
                yield f"{name}: {problem}"


def _asset_problems(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("*.css")):
        for address in _css_addresses(file.read_text(encoding="utf-8")):
            if problem := _resource_problem(site, file, address):
                yield f"{file.relative_to(site)}: {problem}"
    for file in sorted(site.rglob("*.js")):
        for address in _JS_IMPORT.findall(file.read_text(encoding="utf-8")):
            if urlsplit(address).scheme in ("http", "https"):
                name = file.relative_to(site)
                yield f"{name}: loads from another host: {address}"


def _leak_problems(site: Path) -> Iterator[str]:
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site)
        if set(name.parts) & set(FORBIDDEN_NAMES):
            yield f"{name}: is not for readers"
        elif file.suffix in TEXT and CANARY in file.read_text("utf-8", "replace"):
            yield f"{name}: holds text of a solution or of a hidden check"


def problems(site: Path, memory: Path | None = None) -> list[str]:
    """Return everything that is wrong with a built site, one sentence each.

    `read_pages` says what a memory is.
    """
    site = site.resolve()
    if not (site / "index.html").is_file():
        return [f"{site}: no index.html here. Run: python -m autograder.site build"]
    _file.cache_clear()
    read = read_pages(sorted(site.rglob("*.html")), memory)
    pages = {page.path: page for page in read}
    return [
        *_page_problems(site, pages),
        *_asset_problems(site),
        *_leak_problems(site),
    ]


@dataclass(frozen=True)
class Weight:
    """What a first visit to a page costs, without fonts that it may not need."""

    page: str
    requests: int
    bytes: int


def weigh(site: Path, path: Path) -> Weight:
    """Return requests and gzipped bytes of a page with what its HTML names."""
    site = site.resolve()
    found = [_target(site, path, address) for address in read_page(path).resources]
    files = {path, *(file for file in found if file is not None and file.is_file())}
    size = sum(_compressed(file) for file in files)
    return Weight(str(path.relative_to(site)), len(files), size)


def _compressed(file: Path) -> int:
    data = file.read_bytes()
    return len(data if file.suffix in (".woff2", ".png") else gzip.compress(data, 6))
