"""``python -m rnn_core doctor`` says whether this computer is ready for the course."""

import importlib.util
import json
import os
import re
import sys
from importlib import metadata
from pathlib import Path

from rnn_core import course
from rnn_core.course import Finding

OLDEST, NEWEST = (3, 11), (3, 13)
LABS = ("jupyterlab", "notebook", "google-colab")
PROBE = "遗忘门 σ"


def main():
    """Print all findings; return 1 when one of them is a problem, else 0."""
    findings = examine()
    for finding in findings:
        print(finding)
    count = sum(finding.status == "problem" for finding in findings)
    print()
    if count:
        print(f"{count} problem{'s' if count > 1 else ''}: do what stands below each.")
        return 1
    print("Everything the course needs is here.")
    return 0


def examine(start=None):
    """Return the findings about this Python and the course folder.

    Parameters
    ----------
    start : path, optional
        Where to look for the course folder; the working directory by default.
    """
    folder = course.course_folder(start)
    findings = [_python(sys.version_info), _rnn_core()]
    findings += [_package(name, least) for name, least in lower_bounds().items()]
    findings += [_lab(), *_widgets(), _marker(folder), _writing(folder)]
    findings.append(_printing(sys.stdout.encoding))
    return findings


def lower_bounds():
    """Return package -> least version, from the installed metadata of rnn_core.

    From a checkout that is not installed the versions are None: anything will do.
    """
    needed = dict.fromkeys(("numpy", "matplotlib", "ipywidgets", "anywidget", "tqdm"))
    try:
        requirements = metadata.requires("rnn_core") or ()
    except metadata.PackageNotFoundError:
        return needed
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)[0]
        bound = re.search(r">=\s*([\w.]+)", requirement)
        if "extra ==" not in requirement:
            needed[name] = bound and bound[1]
    return needed


def version_numbers(text):
    """Return the leading numbers of a version, comparable: ``1.2rc1`` is (1, 2)."""
    return tuple(int(part) for part in re.match(r"[\d.]*", text)[0].split(".") if part)


def _python(version):
    here = ".".join(map(str, version[:3]))
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return Finding("ok", f"Python {here}")
    least, most = (".".join(map(str, v)) for v in (OLDEST, NEWEST))
    repair = f"Install Python {most} and make the environment anew with it."
    return Finding("problem", f"Python {here}, expected {least} to {most}", repair)


def _rnn_core():
    from rnn_core import __version__  # set after its modules are imported

    return Finding("ok", f"rnn_core {__version__}")


def _package(name, least):
    repair = f'Run: {_pip()} install "{name}>={least}"'
    if least is None:
        repair = f"Run: {_pip()} install {name}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding("problem", f"{name} is not installed", repair)
    if least and version_numbers(version) < version_numbers(least):
        what = f"{name} {version}, expected {least} or newer"
        return Finding("problem", what, repair)
    return Finding("ok", f"{name} {version}")


def _lab():
    for name in LABS:
        if _installed(name):
            return Finding("ok", f"{name} {metadata.version(name)}")
    return Finding(
        "problem", "JupyterLab is not installed", f"Run: {_pip()} install jupyterlab"
    )


def _widgets():
    if _installed("google-colab"):
        return [Finding("ok", "widgets: Colab brings its own")]
    extensions = {
        "jupyterlab_widgets": "@jupyter-widgets/jupyterlab-manager",
        "anywidget": "anywidget",
    }
    return [_extension(*pair) for pair in extensions.items()]


def _extension(package, extension):
    again = f"Run: {_pip()} install --force-reinstall {package}"
    found = [p for p in _jupyter_paths() if (p / "labextensions" / extension).is_dir()]
    if not found:
        what = f"widgets: JupyterLab does not find {extension}"
        return Finding("problem", what, again)
    if extension in _disabled():
        enable = f"Run: jupyter labextension enable {extension}"
        return Finding("problem", f"widgets: {extension} is disabled", enable)
    return Finding("ok", f"widgets: {extension} is installed and enabled")


def _jupyter_paths():
    if importlib.util.find_spec("jupyter_core") is None:
        return [Path(sys.prefix) / "share" / "jupyter"]
    from jupyter_core.paths import jupyter_path

    return [Path(path) for path in jupyter_path()]


def _disabled():
    """Return the extensions that JupyterLab's own settings switch off."""
    if importlib.util.find_spec("jupyter_core") is None:
        return set()
    from jupyter_core.paths import jupyter_config_path

    disabled = {}
    # The first folder wins, so it is read last.
    for folder in reversed(jupyter_config_path()):
        disabled.update(_switched(Path(folder) / "labconfig" / "page_config.json"))
    return {name for name, off in disabled.items() if off}


def _switched(path):
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = settings.get("disabledExtensions", {}) if isinstance(settings, dict) else {}
    return found if isinstance(found, dict) else dict.fromkeys(found, True)


def _marker(folder):
    if (folder / course.MARKER).is_file():
        return Finding("ok", f"course folder {folder}")
    if os.environ.get("UNROLLED_COURSE") and not folder.is_dir():
        repair = f"Make it, or unset UNROLLED_COURSE: {folder}"
        return Finding("problem", "UNROLLED_COURSE names a missing folder", repair)
    what = f"no {course.MARKER} in {folder} or above: this folder is used by itself"
    repair = "If the course lies elsewhere, change to its folder and run doctor again."
    return Finding("note", what, repair)


def _writing(folder):
    problem = course.write_problem(folder)
    if problem:
        repair = "Move the course folder to a place of your own, such as your home."
        return Finding("problem", f"{folder} cannot be written: {problem}", repair)
    return Finding("ok", "files can be written in the course folder")


def _printing(encoding):
    try:
        PROBE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        repair = "Set the environment variable PYTHONUTF8 to 1 and start again."
        return Finding("problem", f"text is printed as {encoding}, not UTF-8", repair)
    return Finding("ok", "text is printed as UTF-8")


def _installed(name):
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _pip():
    return f'"{sys.executable}" -m pip'
