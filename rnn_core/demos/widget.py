"""The live widget of a notebook: draws in the browser, computes in the kernel."""

import functools
import json
import posixpath
import re
from importlib import resources

import anywidget
import traitlets

from rnn_core.demos.framework import DemoError
from rnn_core.demos.show import skeleton, specification

STATIC = resources.files("rnn_core") / "static"
IMPORT = re.compile(r"""((?:from|import)\s*)["'](\.[^"']+)["']""")


def make_widget(demo):
    """Return a fresh widget for a demo."""
    return _widget_class(demo.name)(demo)


class DemoWidget(anywidget.AnyWidget):
    """Answers each request of the drawing with what the functions give now."""

    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, demo):
        self._demo = demo
        spec = {**specification(demo), "drawing": skeleton(demo)}
        super().__init__(spec=spec)
        self.on_msg(self._answer)

    def _answer(self, _widget, content, _buffers):
        try:
            reply = {"outputs": self._demo.compute(content["steps"])}
        except DemoError as error:
            reply = {"problem": str(error)}
        self.send({"id": content["id"], **reply})


@functools.cache
def _widget_class(name):
    # one class a demo: anywidget loads the JavaScript of a class once
    members = {"_esm": linked("widget.js", f"views/{name}.js")}
    return type(f"DemoWidget_{name.replace('-', '_')}", (DemoWidget,), members)


def linked(entry, *more):
    """Join the modules that `entry` and `more` import into one, without a bundler.

    A widget's JavaScript is one module and cannot import its neighbours, so the text
    of each goes along and becomes a module of its own in the browser.
    """
    order = []
    for path in (entry, *more):
        _collect(path, order)
    modules = [[path, _with_full_names(path)] for path in order]
    extra = {"css": _text("demo.css"), "view": more[0] if more else None}
    return LINKER.replace("MODULES", json.dumps(modules)).replace(
        "EXTRA", json.dumps({**extra, "entry": entry})
    )


def _collect(path, order):
    for _, target in IMPORT.findall(_text(path)):
        _collect(_resolve(path, target), order)
    if path not in order:
        order.append(path)


def _resolve(path, target):
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _text(path):
    return STATIC.joinpath(*path.split("/")).read_text(encoding="utf-8")


def _with_full_names(path):
    """Return a module's text, its imports named from the root: ``unrolled:a/b.js``."""

    def full(match):
        return f'{match[1]}"unrolled:{_resolve(path, match[2])}"'

    return IMPORT.sub(full, _text(path))


LINKER = """
const modules = MODULES;
const extra = EXTRA;
const addresses = {};
for (const [path, text] of modules) {
  const address = (_, name) => `"${addresses[name]}"`;
  const source = text.replace(/"unrolled:([^"]+)"/g, address);
  const blob = new Blob([source], { type: "text/javascript" });
  addresses[path] = URL.createObjectURL(blob);
}
export default async () => {
  const [widget, drawing] = await Promise.all(
    [extra.entry, extra.view].map((path) => import(addresses[path])));
  return widget.forDemo(drawing.view, extra.css);
};
"""
