"""How the pages' code runs: environment, cache and parallel execution.

jupyter-cache knows a page's code but not the packages it imports, so each state of
the packages has a cache of its own, and a change of them makes the pages with code
(and those with exercises) new.
"""

import hashlib
import logging as python_logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jupyter_cache
from jupyter_cache.executors import load_executor
from sphinx.util import logging

logger = logging.getLogger(__name__)

SOURCES = (
    ("rnn_core", "*.py"),
    ("rnn_core", "*.json"),
    ("solutions", "*.py"),
    ("book", "*.json"),
)
# Checks and wrong answers reach no page except through rnn_core/checks/*.json.
NOT_SOURCES = {"checks", "wrong_answers"}
ENVIRONMENT = {
    "RNN_CORE_MODE": "reference",
    "OPENBLAS_NUM_THREADS": "1",
    "UNROLLED_SITE_BUILD": "1",  # demos for the page alone, no widgets
}
# Text as text can be read out, searched and coloured; the salt makes ids repeatable.
FIGURE_CONFIG = """\
svg.fonttype: none
svg.hashsalt: unrolled
"""
KERNEL_CONFIG = """\
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {
    "bbox_inches": "tight", "metadata": {"Date": None},
}
c.HistoryManager.enabled = False
c.Application.log_level = "ERROR"
"""
KEPT_CACHES = 2


def source_files(root):
    """Return the files of the packages that pages import, sorted."""
    found = (file for folder, kind in SOURCES for file in (root / folder).rglob(kind))
    return sorted(
        file
        for file in found
        if NOT_SOURCES.isdisjoint(part.removesuffix(".py") for part in file.parts)
        or file.suffix == ".json"
    )


def source_key(root):
    """Return a hash of the packages that pages import."""
    digest = hashlib.sha256((FIGURE_CONFIG + KERNEL_CONFIG).encode())
    for file in source_files(root):
        digest.update(str(file.relative_to(root)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _configure(app, config):
    root = Path(app.srcdir).parent
    build = Path(app.outdir).parent
    os.environ.update(ENVIRONMENT)
    # set in a shell, it would make the pages' code ask for a student's answers
    os.environ.pop("NBGRADER_EXECUTION", None)
    profile = build / ".ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIG, encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(profile.parent)
    figures = profile.parent / "matplotlibrc"
    figures.write_text(FIGURE_CONFIG, encoding="utf-8")
    os.environ["MATPLOTLIBRC"] = str(figures)
    app.unrolled_key = source_key(root)


def _choose_cache(app):
    # not in the configuration: a changed value there makes every page new
    caches = Path(app.outdir).parent / ".jupyter_cache"
    folder = str(caches / app.unrolled_key)
    app.env.mystnb_config = app.env.mystnb_config.copy(execution_cache_path=folder)
    _forget_old(caches, app.unrolled_key)


def _forget_old(caches, current):
    old = [path for path in caches.glob("*") if path.name != current]
    old.sort(key=lambda path: path.stat().st_mtime)
    for path in old[: -(KEPT_CACHES - 1)]:
        shutil.rmtree(path, ignore_errors=True)


def _outdated(app, env, added, changed, removed):
    """Read pages with code again when the packages are not those of the last build."""
    if getattr(env, "unrolled_key", None) == app.unrolled_key:
        return []
    env.unrolled_key = app.unrolled_key
    executed = {name for name, data in getattr(env, "nb_metadata", {}).items() if data}
    return sorted((executed | getattr(env, "exercise_docs", set())) & env.found_docs)


def _pages_with_code(env, docnames):
    for name in docnames:
        path = env.doc2path(name)
        if Path(path).is_file() and "{code-cell}" in Path(path).read_text("utf-8"):
            yield path


def _execute_together(app, env, docnames):
    """Run the pages that are not cached yet side by side, before they are read.

    A page that fails here is left out of the cache; it runs again when it is read,
    and then its error is reported with the page's name.
    """
    config = env.mystnb_config
    pages = list(_pages_with_code(env, docnames))
    if config.execution_mode != "cache" or len(pages) < 2:
        return
    cache = jupyter_cache.get_cache(config.execution_cache_path)
    reader = {"name": "myst_nb_md", "type": "plugin"}
    for page in pages:
        cache.add_nb_to_project(page, read_data=reader)
    quiet = python_logging.getLogger("unrolled.execution")
    quiet.setLevel(python_logging.CRITICAL)
    executor = load_executor("local-parallel", cache, quiet)
    _build_font_cache()
    result = executor.run_and_cache(filter_uris=pages, timeout=config.execution_timeout)
    logger.info("executed side by side: %d pages", len(result.succeeded))


def _build_font_cache():
    # The first import of matplotlib on a machine says so on stderr, in some page.
    code = "import matplotlib.font_manager"
    subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL, check=False)


def setup(app):
    """Connect to the events around reading."""
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _choose_cache, priority=900)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _execute_together)
