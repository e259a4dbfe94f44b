"""Build, check and serve the book's site.

``python -m autograder.site build [--fresh]``, ``… check``, ``… serve [--port 8000]``
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder import site_check

ROOT = Path(__file__).resolve().parent.parent
SITE = Path("_build") / "html"
STAMP = Path("_build") / ".site-built"  # its time is the start of the last good build
PAGES = ".site-pages.json"  # beside the site: what its checker read of each page
# jupyter-book has no __main__, and its script may be on no path. The pages' trees are
# a million objects that live to the end: to look for garbage among them, and to take
# them apart before the process ends, took 4 of the 16 seconds of an edit.
BUILDER = """
import atexit, gc, os, sys
gc.disable()
from jupyter_book.cli.main import main
status = main(standalone_mode=False)
atexit._run_exitfuncs()
sys.stdout.flush()
sys.stderr.flush()
os._exit(status or 0)
"""
# Pages run the references; one BLAS thread each, since pages run side by side.
ENVIRONMENT = {"RNN_CORE_MODE": "reference", "OPENBLAS_NUM_THREADS": "1"}


def site_folder(root: Path = ROOT) -> Path:
    """Return the folder in which the built site lies."""
    return root / SITE


def build_command(root: Path) -> list[str]:
    """Return the command line of the build: every warning is an error."""
    options = ["--config", str(root / "_config.yml"), "--path-output", str(root)]
    strict = ["-n", "-W", "--keep-going"]
    book = str(root / "book")
    return [sys.executable, "-c", BUILDER, "build", book, *options, *strict]


def build(root: Path = ROOT, *, fresh: bool = False, quiet: bool = False) -> int:
    """Build the site under ``root/_build/html``.

    Parameters
    ----------
    root : Path
        The checkout: the folder of ``_config.yml`` and ``book/``.
    fresh : bool
        Throw the last build and the cache of executed pages away first, as CI does.
    quiet : bool
        Show the builder's output only when it fails.

    Returns
    -------
    int
        0 when the site is there and whole, else 1.
    """
    with _alone(root):
        if not fresh and not is_stale(root):
            return 0  # the last build was whole, and no source has changed since
        return _build(root, fresh, quiet)


def ensure(root: Path = ROOT) -> Path:
    """Return the folder of a site that is up to date, building it where it is not.

    Raises
    ------
    RuntimeError
        When the build fails; its output has then been printed.
    """
    with _alone(root):
        if is_stale(root) and _build(root, fresh=False, quiet=True):
            raise RuntimeError("the site does not build. Run: make book")
    return site_folder(root)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other process builds: two at once would mix their files."""
    root.joinpath("_build").mkdir(exist_ok=True)
    with open(root / "_build" / ".site-lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(root: Path, fresh: bool, quiet: bool) -> int:
    if fresh:
        for part in ("html", ".doctrees", ".jupyter_cache", "jupyter_execute"):
            shutil.rmtree(root / "_build" / part, ignore_errors=True)
    began = time.time()
    if _run_builder(root, quiet):
        return 1
    if report_problems(site_folder(root)):
        return 1
    stamp = root / STAMP
    stamp.touch()
    os.utime(stamp, (began, began))  # what was edited meanwhile is younger
    return 0


def _run_builder(root: Path, quiet: bool) -> int:
    """Run jupyter-book; a quiet run shows its output only when it failed."""
    command, environment = build_command(root), {**os.environ, **ENVIRONMENT}
    if not quiet:
        done = subprocess.run(command, cwd=root, env=environment, check=False)
        return done.returncode
    # a file, not a pipe: a helper process that outlives the builder would keep a
    # pipe open, and reading it would wait for ever
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            output.seek(0)
            print(output.read(), file=sys.stderr)
    return done.returncode


def report_problems(site: Path) -> int:
    """Print what is wrong with a site; return 1 if anything is."""
    found = site_check.problems(site, site.parent / PAGES)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def is_stale(root: Path = ROOT) -> bool:
    """Say whether a source is younger than the built site, or the site is absent."""
    stamp = root / STAMP
    if not (stamp.is_file() and (site_folder(root) / "index.html").is_file()):
        return True
    built = stamp.stat().st_mtime
    return any(file.stat().st_mtime > built for file in source_files(root))


def source_files(root: Path) -> list[Path]:
    """Return the files from which the site is made."""
    folders = ("book", "rnn_core", "solutions", "course/release")
    files = [root / "_config.yml"]
    for folder in folders:
        files += [path for path in (root / folder).rglob("*") if path.is_file()]
    return [path for path in files if "__pycache__" not in path.parts]


def check(root: Path = ROOT) -> int:
    """Check the built site and print what its pages weigh."""
    site = site_folder(root)
    failed = report_problems(site)
    if not (site / "index.html").is_file():
        return failed
    for path in sorted(site.rglob("*.html")):
        weight = site_check.weigh(site, path)
        size = f"{weight.bytes / 1024:7.0f} KiB"
        print(f"{size}  {weight.requests:3d} requests  {weight.page}")
    return failed


def server(site: Path, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Return a server of a site on this machine only; port 0 picks a free one."""
    handler = functools.partial(_QuietHandler, directory=str(site))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    # Windows' registry may say text/plain, which a browser refuses for a module
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(root: Path = ROOT, port: int = 8000) -> int:
    """Serve the built site until the reader presses Ctrl+C."""
    site = site_folder(root)
    if not (site / "index.html").is_file():
        print("no site yet. Run: python -m autograder.site build", file=sys.stderr)
        return 1
    with server(site, port) as running:
        print(f"http://127.0.0.1:{running.server_port}/  (Ctrl+C ends)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder.site")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the site into _build/html")
    building.add_argument("--fresh", action="store_true", help="without the cache")
    commands.add_parser("check", help="links, assets and weight of the built site")
    serving = commands.add_parser("serve", help="serve the built site locally")
    serving.add_argument("--port", type=int, default=8000)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "serve":
        return serve(port=options.port)
    if options.command == "check":
        return check()
    start = time.monotonic()
    status = build(fresh=options.fresh)
    print(f"{'failed' if status else 'built'} in {time.monotonic() - start:.0f} s")
    return status


if __name__ == "__main__":
    sys.exit(main())
