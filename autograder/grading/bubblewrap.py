"""The command that starts a zygote, inside bubblewrap or, unsafe, without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from autograder.grading.unprivileged import NOBODY

SCRATCH = "/scratch"
CODE = "/grader"
CHECKOUT = Path(__file__).resolve().parents[2]
# What stands in CODE: what students have anyway, and the code of the cell process.
PACKAGES = {
    "cell_process": CHECKOUT / "autograder" / "cell_process",
    "rnn_core": CHECKOUT / "rnn_core",
}
DEVICES = ("null", "zero", "random", "urandom")
SYSTEM = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/zoneinfo",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
)
ENVIRONMENT = {
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "MPLCONFIGDIR": SCRATCH,
    "IPYTHONDIR": f"{SCRATCH}/.ipython",
    "USER": "student",
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",  # sets have one order, whichever worker grades
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # an arena reserves 64 MiB of address space a thread
}


def interpreter(code: str, arguments: str) -> list[str]:
    """Return the command that runs the zygote in this Python."""
    start = (
        f"import sys; sys.path.insert(0, {code!r}); "
        "from cell_process.zygote import main; main(sys.argv[1])"
    )
    # not -I, which ignores PYTHONHASHSEED; the environment holds nothing but ours
    options = ["-s", "-P", "-B", "-X", "utf8"]
    return [sys.executable, *options, "-c", start, arguments]


@cache
def _options() -> str:
    run = subprocess.run(["bwrap", "--help"], capture_output=True, text=True)
    return run.stdout + run.stderr


def missing() -> str:
    """Say why bubblewrap cannot be used here; an empty string where it can."""
    if not sys.platform.startswith("linux"):
        return f"bubblewrap exists for Linux only, this is {sys.platform}."
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed. Run: sudo apt install bubblewrap"
    return ""


def command(arguments: str) -> list[str]:
    """Return the command line of a zygote in a sandbox.

    Parameters
    ----------
    arguments : str
        What `cell_process.zygote.main` reads.
    """
    words = ["bwrap", *_namespaces(), *_file_system(), "--clearenv"]
    for name, value in ENVIRONMENT.items():
        words += ["--setenv", name, value]
    return [*words, "--chdir", SCRATCH, "--", *interpreter(CODE, arguments)]


def _namespaces() -> list[str]:
    known = _options()
    words = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-net"]
    words += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "cell"]
    if "--disable-userns" in known:
        words.append("--disable-userns")
    words += ["--uid", str(NOBODY), "--gid", str(NOBODY)]
    # The zygote is process 1, which nothing inside can kill or trace. It keeps one
    # capability, to give each cell process a file system of its own; those drop it.
    words += ["--as-pid-1", "--die-with-parent", "--new-session"]
    return [*words, "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN"]


def _file_system() -> list[str]:
    words = []
    for name in ("lib", "lib32", "lib64"):
        root = Path("/", name)
        if root.is_symlink():
            words += ["--symlink", os.readlink(root), str(root)]
        elif root.is_dir():
            words += ["--ro-bind", str(root), str(root)]
    for path in _read_only():
        words += ["--ro-bind", str(path), str(path)]
    words += _python_itself()
    for package, home in PACKAGES.items():
        if home.is_dir():
            words += ["--ro-bind", str(home), f"{CODE}/{package}"]
    words += ["--tmpfs", "/dev"]
    for device in DEVICES:
        words += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    words += ["--proc", "/proc", "--remount-ro", "/proc", "--remount-ro", "/dev"]
    return [*words, "--size", str(2**24), "--tmpfs", SCRATCH, "--remount-ro", "/"]


def _read_only() -> Iterator[Path]:
    """Yield the directories and files that are mounted where they are, each once."""
    base, prefix = Path(sys.base_prefix), Path(sys.prefix)
    wanted = [Path(path) for path in SYSTEM]
    wanted += [base / "lib", prefix / "pyvenv.cfg"]
    names = ("stdlib", "purelib", "platlib")
    wanted += [Path(sysconfig.get_path(name)) for name in names]
    mounted: list[Path] = []
    for path in wanted:
        covered = any(path.is_relative_to(other) for other in mounted)
        if path.exists() and not covered:
            mounted.append(path)
            yield path


def _python_itself() -> list[str]:
    """Return words that make the interpreter, and each link to it, exist inside."""
    words, path = [], Path(sys.executable)
    while path.is_symlink():
        target = path.parent / os.readlink(path)
        words += ["--symlink", str(target), str(path)]
        path = Path(os.path.normpath(target))
    return [*words, "--ro-bind", str(path), str(path)]


def unconfined(arguments: str, folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return command and environment of a zygote without bubblewrap.

    Parameters
    ----------
    arguments : str
        What `cell_process.zygote.main` reads.
    folder : Path
        An empty directory, which is filled.
    """
    code, scratch = folder / "grader", folder / "scratch"
    code.mkdir()
    scratch.mkdir()
    for package, home in PACKAGES.items():
        if home.is_dir():
            (code / package).symlink_to(home)
    moved = {k: v.replace(SCRATCH, str(scratch)) for k, v in ENVIRONMENT.items()}
    return interpreter(str(code), arguments), moved
