"""Programs that pip cannot install: a Chromium for page tests, the sandbox, a database.

`python -m autograder.system install` installs what is missing where it may (as
root, or with a sudo that asks no password). Where it may not, it prints the
command, and the tests that need the program are skipped with that command; with
``CI`` set, a missing program is an error instead.
"""

from __future__ import annotations

import argparse
import functools
import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Debian keeps the server's programs off PATH, one folder a version.
POSTGRESQL = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
PACKAGES = {("dnf", "postgresql"): "postgresql-server"}
# Ubuntu's package of that name only starts a snap, which a container lacks.
PLAYWRIGHT_INSTALL = (sys.executable, "-m", "playwright", "install", "--with-deps")


def find_chromium() -> str | None:
    """Find a Chromium that answers; ``UNROLLED_CHROMIUM`` names one outright.

    Returns
    -------
    str or None
        The path of the program, None where there is none.
    """
    return _find_chromium(os.environ.get("UNROLLED_CHROMIUM", ""))


@functools.cache
def _find_chromium(named: str) -> str | None:
    candidates = [named] if named else [*BROWSERS, *_playwright_browsers()]
    for candidate in candidates:
        path = shutil.which(candidate)
        # A stub on PATH is not a browser: only an answer counts.
        if path and _answers([path, "--version"], "Chrom"):
            return path
    return None


@functools.cache
def find_bubblewrap() -> str | None:
    """Find ``bwrap``, the program that builds the graders' sandbox.

    Returns
    -------
    str or None
        The path of the program, None where there is none.
    """
    path = shutil.which("bwrap")
    return path if path and _answers([path, "--version"], "bubblewrap") else None


@functools.cache
def find_postgresql() -> str | None:
    """Find the folder with PostgreSQL's server, on which tests try a gradebook.

    Returns
    -------
    str or None
        A folder with ``initdb`` and ``postgres``, None where there is none.
    """
    on_path = shutil.which("postgres")
    folders = [os.path.dirname(os.path.realpath(on_path))] if on_path else []
    for pattern in POSTGRESQL:
        folders += sorted(glob.glob(pattern), reverse=True)
    for folder in folders:
        both = [os.path.join(folder, name) for name in ("postgres", "initdb")]
        if all(_answers([path, "--version"], "PostgreSQL") for path in both):
            return folder
    return None


def install_command(program: str) -> str:
    """Say how a person installs a program on this system.

    Parameters
    ----------
    program : str
        ``"chromium"``, ``"bubblewrap"`` or ``"postgresql"``.

    Returns
    -------
    str
        A shell command, or a sentence where no package manager is known.
    """
    command = _package_command(program)
    if command is None:
        return f"install {program} with your system's package manager"
    if command[0] in (sys.executable, "brew"):
        return " ".join(command)
    return "sudo " + " ".join(command)


def missing() -> list[str]:
    """List the programs that this system lacks.

    Returns
    -------
    list of str
        A part of ``["chromium", "bubblewrap", "postgresql"]``.
    """
    found = {
        "chromium": find_chromium(),
        "bubblewrap": find_bubblewrap(),
        "postgresql": find_postgresql(),
    }
    return [program for program, path in found.items() if path is None]


def install() -> list[str]:
    """Install what is missing, where that is allowed.

    Returns
    -------
    list of str
        What is still missing.
    """
    wanted = missing()
    for program in wanted:
        command = _package_command(program)
        if command is None or not _may_install():
            continue
        print(f"Installing {program}: {' '.join(command)}", flush=True)
        if command[0] == "apt-get":
            _run_as_root(["apt-get", "update", "-qq"])
        _run_as_root(command)
    _find_chromium.cache_clear()
    find_bubblewrap.cache_clear()
    find_postgresql.cache_clear()
    return missing()


def _package_command(program: str) -> list[str] | None:
    if sys.platform == "darwin":
        brewed = program == "chromium" and shutil.which("brew")
        return ["brew", "install", "--cask", "google-chrome"] if brewed else None
    if program == "chromium" and _distribution() == "ubuntu":
        return [*PLAYWRIGHT_INSTALL, "chromium"]
    for manager in ("apt-get", "dnf"):
        if shutil.which(manager):
            package = PACKAGES.get((manager, program), program)
            return [manager, "install", "-y", package]
    return None


def _distribution() -> str:
    release = Path("/etc/os-release")
    lines = release.read_text("utf-8").splitlines() if release.exists() else []
    names = [line.removeprefix("ID=") for line in lines if line.startswith("ID=")]
    return names[0].strip('"') if names else ""


def _playwright_browsers() -> list[str]:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or os.path.expanduser(
        "~/Library/Caches/ms-playwright"
        if sys.platform == "darwin"
        else "~/.cache/ms-playwright"
    )
    return sorted(glob.glob(f"{folder}/chromium-*/chrome-linux*/chrome"), reverse=True)


def _may_install() -> bool:
    return (
        sys.platform == "darwin"
        or os.geteuid() == 0
        or (shutil.which("sudo") is not None and _succeeds(["sudo", "-n", "true"]))
    )


def _run_as_root(command: Sequence[str]) -> None:
    """Run quietly; what failed shows in what is still missing, with its last lines."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    prefix: list[str] = []
    if command[0] in ("apt-get", "dnf") and os.geteuid() != 0:
        prefix = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run(
        [*prefix, *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print("\n".join(done.stdout.splitlines()[-8:]), file=sys.stderr)


def _answers(command: Sequence[str], expected: str) -> bool:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and expected in done.stdout


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        1 where CI lacks a program, else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m autograder.system")
    parser.add_argument("action", choices=["install", "list"])
    action = parser.parse_args(arguments).action
    lacking = install() if action == "install" else missing()
    for program in lacking:
        print(f"{program} is missing; the tests that need it are skipped.")
        print(f"  Install it with: {install_command(program)}")
    return 1 if lacking and os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())
