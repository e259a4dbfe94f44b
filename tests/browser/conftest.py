"""One built site, one server and one Chromium for all tests of the pages."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import accessibility
import demo_page
import pytest
import yaml

from autograder import site

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# every page is seen in both schemes and at both widths, in two visits
VIEWS = {"light, wide": ("light", WIDE), "dark, narrow": ("dark", NARROW)}
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # no graphics processor to imitate
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",
]
# how far things moved while the page loaded, after the web vitals' definition
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def toc_files(entry):
    """Yield the pages named in a table of contents, in order."""
    if isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        entry = [value for value in entry.values() if isinstance(value, list)]
    if isinstance(entry, list):
        for part in entry:
            yield from toc_files(part)


def page_names():
    """Return the addresses of the site's pages, from the table of contents."""
    toc = yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))
    return [*(f"{name}.html" for name in toc_files(toc)), "search.html"]


def pytest_generate_tests(metafunc):
    """Give every page to a test that asks for one, and both views."""
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", page_names())
    if "view" in metafunc.fixturenames:
        metafunc.parametrize("view", VIEWS)


@dataclass
class Visit:
    """What happened while a page was open."""

    requests: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    overflow: int = 0
    shift: float = 0.0
    axe: list = field(default_factory=list)

    def watching(self, page):
        """Note every request and everything that goes wrong, in a ``with`` block."""
        return demo_page.heard(
            page,
            request=lambda request: self.requests.append(request.url),
            pageerror=lambda error: self.faults.append(f"error: {error}"),
            requestfailed=lambda request: self.faults.append(f"no: {request.url}"),
            console=self._console,
            response=self._response,
        )

    def _console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _response(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def site_folder():
    """Return the built site: that of UNROLLED_SITE, else this checkout's own."""
    named = os.environ.get("UNROLLED_SITE")
    return Path(named) if named else site.ensure(ROOT)


@pytest.fixture(scope="session")
def site_url(site_folder):
    """Serve the site on this machine only; return its address."""
    with site.server(site_folder) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser(chromium, playwright):
    """Start Chromium once."""
    # root has no user namespace of its own to put the browser's sandbox in
    args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    running = playwright.chromium.launch(executable_path=chromium, args=args)
    yield running
    running.close()


@pytest.fixture
def open_page(browser, site_url):
    """Return a function that opens an address of the site in a fresh context."""
    contexts = []

    def open_(address, **options):
        contexts.append(browser.new_context(**{"viewport": WIDE, **options}))
        page = contexts[-1].new_page()
        _load(page, site_url + address)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """Serve plain pages with the demos; return their address."""
    folder = tmp_path_factory.mktemp("demos")
    demo_page.write_pages(folder)
    with demo_page.served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def visit(browser, site_url):
    """Return a function that tells what a page did in a view; it visits a page once."""
    known, tab = {}, browser.new_context().new_page()

    def visit_(name, view):
        if name not in known:
            known[name] = _visit(tab, site_url + name)
        return known[name][view]

    yield visit_
    tab.context.close()


def _load(page, url):
    """Load a page, and wait for what it fetches afterwards."""
    page.reload() if page.url == url else page.goto(url)
    # then: the network may be idle while a long page is still being read
    page.wait_for_load_state("networkidle")


def _visit(tab, url):
    """Load a page in each view, in the tab in which a reader has seen others before."""
    visits = {}
    for view, (scheme, viewport) in VIEWS.items():
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size(viewport)
        with visits.setdefault(view, Visit()).watching(tab):
            _load(tab, url)
            visits[view].overflow = tab.evaluate(OVERFLOW)
            visits[view].shift = tab.evaluate(SHIFT)
            visits[view].axe = accessibility.violations(tab)
    return visits
