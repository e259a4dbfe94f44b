"""How a demo shows itself: a widget where a kernel runs, HTML everywhere else."""

import json
import os
from dataclasses import asdict
from html import escape

from rnn_core import exercise
from rnn_core.demos.framework import DemoError
from rnn_core.demos.labels import in_all_languages, texts_of
from rnn_core.demos.svg import tag


def is_site_build():
    """Tell whether the book is being built: then there is no kernel to talk to."""
    building = os.environ.get("UNROLLED_SITE_BUILD") == "1"
    return building and exercise.get_mode() == "reference"


def specification(demo):
    """Return what the demo's JavaScript needs to know, as plain data."""
    return {
        "demo": demo.name,
        "labels": in_all_languages(demo.name),
        "controls": [asdict(control) for control in demo.controls],
        "steps": [dict(step) for step in demo.steps],
        "carry": dict(demo.carry),
        "start": dict(demo.start),
        "data": demo.data,
        "shown": demo.shown,
    }


def first_drawing(demo, language="en"):
    """Return the drawing of the first steps, or the sentence that says why not."""
    texts = texts_of(demo.name, language)
    try:
        outputs = demo.compute(demo.steps)
    except DemoError as error:
        return tag("p", escape(texts["broken"].format(message=error)))
    heading = tag("p", escape(texts["title"]), style="font-weight:650;margin:0 0 12px")
    return heading + demo.draw(texts, demo.steps, outputs)


def skeleton(demo, language="en"):
    """Return the drawing with every number at zero: a live demo fills it in."""
    blanks = [demo.blank() for _ in demo.steps]
    return demo.draw(texts_of(demo.name, language), demo.steps, blanks)


class Shown:
    """A demo on display.

    Parameters
    ----------
    demo : Demo
        What to show.
    """

    def __init__(self, demo):
        self.demo = demo

    def html(self):
        """Return the custom element: the first drawing and the traced program.

        While the book is built an error is raised, so that no dead demo is published;
        elsewhere the drawing stands alone when the reader's function has no trace.
        """
        data = specification(self.demo)
        try:
            data["program"] = self.demo.traced().to_dict()
            if is_site_build():
                self.demo.compute(self.demo.steps)
        except Exception:  # a reader's unfinished function may raise anything
            if is_site_build():
                raise
        packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return tag(
            "unrolled-demo",
            tag("script", packed.replace("</", "<\\/"), type="application/json"),
            tag("div", first_drawing(self.demo), class_="u-room"),
            class_="u-demo",
            demo=self.demo.name,
            style="display:block",
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        title = texts_of(self.demo.name)["title"]
        bundle = {"text/plain": f"Demo: {title}", "text/html": self.html()}
        if is_site_build():
            return bundle
        from rnn_core.demos.widget import make_widget

        shown = make_widget(self.demo)._repr_mimebundle_() or {}
        data, metadata = shown if isinstance(shown, tuple) else (shown, {})
        return {**data, **bundle}, metadata
