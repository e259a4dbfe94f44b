"""Plain pages with live demos, served on this machine, for the tests of the demos."""

import contextlib
import functools
import http.server
import json
import shutil
import threading

import numpy as np
import pytest

import rnn_core
from rnn_core import demos
from rnn_core.demos.widget import STATIC

# two demos a page: names of controls repeat, and a test asks for them by name
PAGES = {
    "graph": (demos.path_sums, demos.graph_steps),
    "cell": (demos.memory_cell, demos.gates),
    "layer": (demos.gradient_through_time, demos.reber_reader),
    "recurrent": (demos.there_and_back,),
    "gru": (demos.gru_gates, demos.kept_over_time),
    "gradients": (demos.powers, demos.norms_through_time),
    "cliff": (demos.descent,),
    "variants": (demos.both_directions, demos.clock),
    "plane": (demos.phase_plane,),
    "labels": (demos.review_reader, demos.both_directions),
    "codes": (demos.spoken_query,),
    "music": (demos.melodies,),
    "writer": (demos.writer, demos.clock),
    "speech": (demos.ctc_collapse,),
    "beam": (demos.beam_tree,),
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Demos</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="static/unrolled-demo.css">
<style>html[data-theme=dark] body {{ background: #14171c; color: #e4e7eb }}</style>
<script type="module" src="static/unrolled-demo.js"></script></head>
<body><main><h1>Demos</h1>{demos}</main></body></html>"""
# what the site brings: a palette, hence no frame of the demo's own, and a card
FRAME = ":root { --u-text: #1e2228 } .u-demo { padding: 16px; border: 1px solid }"
ALIVE = """() => [...document.querySelectorAll("unrolled-demo")]
  .every((host) => host.dataset.ready && host.dataset.result)"""
KEPT = {}  # by browser: the page that the next test may have
WIDE, NARROW = {"width": 800, "height": 900}, {"width": 360, "height": 800}


def write_pages(folder):
    """Write every page twice: plain, and with the palette and card of the site."""
    shutil.copytree(STATIC, folder / "static")
    for name, makers in PAGES.items():
        with rnn_core.mode("reference"), pytest.MonkeyPatch.context() as patch:
            patch.setenv("UNROLLED_SITE_BUILD", "1")
            shown = "\n".join(make().html() for make in makers)
        page = PAGE.format(demos=shown)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        framed = page.replace("</head>", f"<style>{FRAME}</style></head>")
        (folder / f"{name}-framed.html").write_text(framed, encoding="utf-8")


@contextlib.contextmanager
def served(folder):
    """Serve a folder; yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def heard(page, **notes):
    """Call a function at each event of a page, for as long as this is open."""
    for event, note in notes.items():
        page.on(event, note)
    yield
    for event, note in notes.items():
        page.remove_listener(event, note)


@contextlib.contextmanager
def opened(browser, address, viewport=WIDE, fresh=False, **options):
    """Open the page with live demos; fail on errors and on requests elsewhere.

    It is the page of the test before, which saves a second, unless a test asks for a
    fresh one, since it changes more than what a page forgets when it is left.
    """
    fresh = fresh or bool(options)
    page = None if fresh else KEPT.pop(browser, None)
    page = page or browser.new_context(**options).new_page()
    page.set_viewport_size(viewport)
    here, wrong = address.rsplit("/", 1)[0], []
    home = (here, f"blob:{here}", "data:")
    events = {
        "console": lambda m: m.type == "error" and wrong.append(m.text),
        "pageerror": lambda error: wrong.append(str(error)),
        "request": lambda r: r.url.startswith(home) or wrong.append(r.url),
    }
    try:
        with heard(page, **events):
            page.goto(address)
            if options.get("java_script_enabled", True):
                page.wait_for_function(ALIVE)
            yield page
        assert wrong == []
        page.mouse.move(0, 0)
    except BaseException:
        fresh = True
        raise
    finally:
        if fresh:
            page.context.close()
        else:
            KEPT[browser] = page


def result_of(page, demo):
    """Return the demo's result, which its attribute must hold as well."""
    host = page.locator(f"[demo={demo.name}]")
    result = host.evaluate("element => element.result")
    assert json.loads(host.get_attribute("data-result")) == result
    return result


def wait_for_result(page, demo, condition):
    page.wait_for_function(
        f"""() => {{ const result = document.querySelector('[demo={demo.name}]').result;
        return {condition}; }}"""
    )
    return result_of(page, demo)


def computed(demo, steps):
    with rnn_core.mode("reference"):
        return demo.compute(steps)


def assert_same_numbers(got, expected):
    """Compare nested results of JavaScript and NumPy."""
    for mine, theirs in zip(got, expected, strict=True):
        assert set(mine) == set(theirs)
        for name, value in theirs.items():
            # tanh and exp may differ in their last bit, sums in their order
            np.testing.assert_allclose(mine[name], value, rtol=1e-12, atol=1e-14)
