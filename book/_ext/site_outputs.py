"""What code cells leave in the page: figures inline, nothing dead, nothing unsaid."""

import re
from pathlib import Path

from docutils import nodes
from myst_nb.core import render, utils
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform

from rnn_core import palette

WIDGET = "application/vnd.jupyter.widget-view+json"
SVG = "image/svg+xml"

# The light palette, as plots write it. In the page the same colour becomes the
# property, so that figures follow the colour scheme.
PALETTE = {color: role for role, color in palette.PALETTE.items()}


class OutputError(SphinxError):
    """An output that a reader of the page could not use."""

    category = "Output of a code cell"


def with_properties(svg):
    """Replace each palette colour by ``var(--u-…, #hex)``."""
    return re.sub(
        "|".join(PALETTE),
        lambda hit: f"var(--u-{PALETTE[hit[0].lower()]}, {hit[0]})",
        svg,
        flags=re.IGNORECASE,
    )


def with_own_ids(svg, prefix):
    """Prefix the ids of a figure: two figures of one page repeat matplotlib's."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)


def inline_figure(svg, alt, prefix):
    """Return the SVG of a figure as an element of the page, named by its words."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = with_properties(with_own_ids(svg, prefix))
    words = nodes.Text(alt).astext().replace("&", "&amp;").replace('"', "&quot;")
    words = words.replace("<", "&lt;")
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{words}"', 1)
    return f'<div class="u-figure">{svg}</div>'


def join_streams(outputs):
    """Join the pieces in which a busy kernel sends what one cell printed.

    myst-nb merges them too, but puts an end of line after every piece, so that a line
    which was sent in two halves would be torn.
    """
    joined, streams = [], {}
    for output in outputs or []:
        name = output.get("name") if output["output_type"] == "stream" else None
        if name in streams:
            streams[name]["text"] += output["text"]
            continue
        joined.append(output)
        if name:
            streams[name] = output
    return joined


def _bundles(document):
    for bundle in document.findall(nodes.container):
        if bundle.get("nb_element") == "mime_bundle":
            yield bundle, {child["mime_type"]: child for child in bundle.children}


class CheckOutputs(SphinxTransform):
    """Refuse widgets that need a kernel and figures without words."""

    default_priority = 790

    def apply(self, **_):
        """Check every bundle, then draw the SVG ones into the page."""
        for number, (bundle, kinds) in enumerate(_bundles(self.document)):
            if WIDGET in kinds and "text/html" not in kinds:
                raise OutputError(self._dead(bundle))
            if SVG in kinds and "text/html" not in kinds:
                self._draw(kinds[SVG], number)

    def _place(self, node):
        line = next((n.line for n in _ancestors(node) if n.line), "?")
        return f"{self.env.docname}, line {line}"

    def _dead(self, bundle):
        return (
            f"{self._place(bundle)}: this widget needs a running kernel, and in the "
            "page there is none. Got a widget without text/html, expected a demo of "
            "rnn_core.demos (which also gives text/html) or a plain figure."
        )

    def _draw(self, container, number):
        image = next(iter(container.findall(nodes.image)), None)
        if image is None:
            return
        alt = image.get("alt", "").strip()
        if not alt or Path(alt).suffix == ".svg":
            raise OutputError(
                f"{self._place(container)}: this figure has no words for those who "
                "do not see it. Add to the cell: ---/mystnb:/  image:/    alt: …/---"
            )
        source = Path(self.env.srcdir, image["uri"].lstrip("/")).resolve()
        prefix = f"fig{number}"
        html = inline_figure(source.read_text("utf-8"), alt, prefix)
        container.children[:] = []
        container += nodes.raw("", html, format="html")


def _ancestors(node):
    while node is not None:
        yield node
        node = node.parent


def setup(app):
    """Register the transform, and join streams before myst-nb does."""
    app.add_transform(CheckOutputs)
    if render.coalesce_streams is utils.coalesce_streams:
        render.coalesce_streams = lambda outputs: utils.coalesce_streams(
            join_streams(outputs)
        )
