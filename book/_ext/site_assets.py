"""Templates, styles and scripts; what a page does not use, it does not load."""

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
ASSETS = HERE.parent / "_assets"

# file in the head -> what a page's body must contain to need it
_TOGGLE = re.compile(r'class="[^"]*\b(?:toggle|dropdown|tag_hide)')
NEEDED_BY = {
    "vendor/katex/katex.min.css": re.compile('class="katex"'),
    "sphinx-design.min.css": re.compile(r"\bsd-"),
    "design-tabs.js": re.compile(r"\bsd-tab"),
    "toggle": _TOGGLE,
    "copybutton": re.compile('class="highlight"'),
    "clipboard": re.compile('class="highlight"'),
    "pygments": re.compile('class="highlight"'),
    "mystnb.": re.compile(r'class="[^"]*\bcell'),
}
DEMO = "<unrolled-demo"
# what the themes copy and no page loads
UNUSED = (
    "scripts/bootstrap*",
    "scripts/fontawesome*",
    "**/*.map",
    "styles/theme.css",
    "vendor/fontawesome",
    "webpack-macros.html",
    "sbt-webpack-macros.html",
    "images",
    "locales",
    "jquery*.js",
    "_sphinx_javascript_frameworks_compat.js",
)


def _configure(app, config):
    # before the theme's own templates, which it appends
    config.templates_path.insert(0, str(HERE / "templates"))


def _add_styles(app):
    if app.builder.format != "html":
        return
    app.add_css_file("vendor/katex/katex.min.css", priority=300)
    app.add_css_file("unrolled.css", priority=900)
    app.add_css_file("unrolled-parts.css", priority=910)
    app.add_js_file("unrolled.js", loading_method="defer")


def _is_needed(file, body):
    # a script given as text has no file name, only its text
    name = str(getattr(file, "filename", None) or getattr(file, "attributes", file))
    marks = [mark for part, mark in NEEDED_BY.items() if part in name]
    return all(mark.search(body) for mark in marks)


def _trim_page(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    for kind in ("css_files", "script_files"):
        context[kind][:] = [f for f in context[kind] if _is_needed(f, body)]
    if DEMO in body:
        app.add_js_file("demos/unrolled-demo.js", type="module", loading_method=None)
        if (app.unrolled_static / "unrolled-demo.css").is_file():
            app.add_css_file("demos/unrolled-demo.css", priority=950)
    context["u_math"] = 'class="katex"' in body
    context["u_demo"] = DEMO in body


def _copy_assets(app):
    # before the pages are written: Sphinx puts a hash of each file into its address
    app.unrolled_static = Path(app.srcdir).parent / "rnn_core" / "static"
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        shutil.copytree(ASSETS, static, dirs_exist_ok=True)
        _mirror(app.unrolled_static, static / "demos")


def _finish(app, exception):
    if exception or app.builder.format != "html":
        return
    release = Path(app.srcdir).parent / "course" / "release"
    _mirror_notebooks(release, Path(app.outdir) / "notebooks")
    for pattern in UNUSED:
        for path in (Path(app.outdir) / "_static").glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _mirror(source, target):
    shutil.rmtree(target, ignore_errors=True)
    keep = {".js", ".css", ".json", ".txt"}
    for file in source.rglob("*"):
        if file.is_file() and file.suffix in keep and ".entry." not in file.name:
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def _mirror_notebooks(release, target):
    """Copy the released notebooks: nbgrader has taken solutions and checks out."""
    shutil.rmtree(target, ignore_errors=True)
    for file in sorted(release.glob("*/*.ipynb")):
        copy = target / file.parent.name / file.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def setup(app):
    """Connect to the events around writing."""
    # Jupyter Book sets this for an extension that the book does not load
    app.add_config_value("comments_config", {}, "")
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _copy_assets)
    app.connect("builder-inited", _add_styles)
    # after the theme, which adds and hashes its own files
    app.connect("html-page-context", _trim_page, priority=990)
    app.connect("build-finished", _finish)
