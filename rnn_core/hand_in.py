"""``python -m rnn_core hand-in UNIT``: is each notebook complete, and as it ran."""

import ast
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from rnn_core import catalogue, course, notebook_file
from rnn_core.course import CourseError, Finding


@dataclass(frozen=True)
class HandIn:
    """What was found about the notebooks of one unit.

    Attributes
    ----------
    unit : str
        The unit.
    folder : pathlib.Path
        Where the notebooks lie.
    paths : tuple of pathlib.Path
        The notebooks that are there under the right name.
    findings : tuple of Finding
        One for each notebook and exercise, and for what else was noticed.
    """

    unit: str
    folder: Path
    paths: tuple
    findings: tuple

    @property
    def problems(self):
        """The findings that stand in the way."""
        return [found for found in self.findings if found.status == "problem"]

    @property
    def ready(self):
        """Whether the notebooks can be handed in as they are."""
        return not self.problems

    def __str__(self):
        lines = [f"Hand-in of {self.unit}, from {self.folder}", ""]
        lines += [str(found) for found in self.findings]
        if self.ready:
            names = ", ".join(path.name for path in self.paths)
            return "\n".join([*lines, "", f"Ready to hand in: {names}."])
        count = len(self.problems)
        problems = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([*lines, "", f"Not ready to hand in: {problems}, see above."])


def main(unit, folder=".", make_zip=False):
    """Print what was found about a unit's notebooks; return the exit status."""
    result = examine(unit, folder)
    print(result)
    if make_zip and result.ready:
        print(f"Written: {write_zip(result)}.")
    elif make_zip:
        print("No archive was written: mend what stands above first.")
    return 0 if result.ready else 1


def examine(unit, folder="."):
    """Look at the notebooks of a unit; nothing is changed.

    Parameters
    ----------
    unit : str
        Which unit.
    folder : path, optional
        The folder of the notebooks, or the course folder above it.

    Returns
    -------
    HandIn

    Raises
    ------
    CourseError
        For an unknown unit or a folder that is not there.
    """
    notebooks = _expected(unit)
    folder = _notebook_folder(Path(folder).absolute(), unit, notebooks)
    there = sorted(path.name for path in folder.iterdir() if path.suffix == ".ipynb")
    paths, findings = [], []
    for name, entries in notebooks.items():
        if f"{name}.ipynb" not in there:
            findings.append(_missing(name, there, folder))
            continue
        paths.append(folder / f"{name}.ipynb")
        findings += _notebook(paths[-1], entries)
        findings += _copies(name, there)
    return HandIn(unit, folder, tuple(paths), tuple(findings))


def write_zip(result):
    """Write the notebooks of a `HandIn` into ``<unit>-hand-in.zip`` beside them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in result.paths:
            archive.writestr(path.name, path.read_bytes())
    path = result.folder / f"{result.unit}-hand-in.zip"
    try:
        course.write_bytes(path, buffer.getvalue())
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}): move the course folder to a "
            "place of your own"
        ) from None
    return path


def _expected(unit):
    """Return notebook -> catalogue entries, in the order of the book."""
    if unit not in catalogue.units():
        known = ", ".join(catalogue.units()) or "none yet"
        raise CourseError(f"{unit!r} is no unit with exercises; there are: {known}")
    notebooks = {}
    for entry in catalogue.load_unit(unit)["exercises"].values():
        notebooks.setdefault(entry["notebook"], []).append(entry)
    return notebooks


def _notebook_folder(folder, unit, notebooks):
    if not folder.is_dir():
        raise CourseError(f"{folder} is no folder: name yours with --folder")
    for candidate in (folder, folder / unit):
        if any((candidate / f"{name}.ipynb").is_file() for name in notebooks):
            return candidate
    return folder


def _missing(name, there, folder):
    text = f"{name}.ipynb is not in {folder}"
    alike = [other for other in there if _plain(Path(other).stem) == _plain(name)]
    if alike:
        return Finding("problem", text, f"Rename {alike[0]} to {name}.ipynb.")
    repair = "Put it there under this name, or name its folder with --folder."
    return Finding("problem", text, repair)


def _copies(name, there):
    alike = [n for n in there if _plain(Path(n).stem) == _plain(name)]
    others = [other for other in alike if other != f"{name}.ipynb"]
    return [
        Finding("note", f"{other} lies here too; only {name}.ipynb counts")
        for other in others
    ]


def _plain(stem):
    """Return a name without what browsers and JupyterLab add to a second copy."""
    return re.sub(r"(-copy\d*|[ _]?\(\d+\)| - copy|_\d+)+$", "", stem.lower())


def _notebook(path, entries):
    try:
        cells = notebook_file.read(path)
    except CourseError as error:
        sentence, _, repair = str(error).partition(": ")
        return [Finding("problem", sentence, repair.capitalize() + ".")]
    structure = _duplicates(path, cells) + _changed(path, cells)
    for entry in entries:
        structure += _cells_of(path, cells, entry["name"])
    if not structure:
        structure = [Finding("ok", f"{path.name}: every cell is in place")]
    return structure + _exercises(path, cells, entries)


def _duplicates(path, cells):
    ids = [cell.grade_id for cell in cells if cell.grade_id]
    twice = sorted({grade_id for grade_id in ids if ids.count(grade_id) > 1})
    return [
        Finding(
            "problem",
            f"{path.name}: the cell {grade_id} is there {ids.count(grade_id)} times",
            "Delete the copies: keep the first, with the version that should count.",
        )
        for grade_id in twice
    ]


def _changed(path, cells):
    return [
        Finding(
            "problem",
            f"{path.name}: the locked cell {cell.grade_id} was changed",
            "Copy its text from the notebook you were given, and save.",
        )
        for cell in cells
        if cell.kind == "code" and not cell.unchanged
    ]


def _cells_of(path, cells, name):
    by_id = {cell.grade_id: cell for cell in cells if cell.grade_id}
    check = by_id.get(f"{name}-check")
    found = _present(path, f"in which you write {name}", by_id.get(name))
    found += _present(path, f"that checks {name}", check)
    if check and check.unchanged and f"points = check({name})" not in check.source:
        text = f"{path.name}: the locked cell that checks {name} was changed"
        repair = f"It begins with: points = check({name})"
        found.append(Finding("problem", text, repair))
    return found


def _present(path, which, cell):
    what = f"{path.name}: the cell {which}"
    if cell is None:
        repair = "Copy your work into the notebook you were given; its cells are known."
        return [Finding("problem", f"{what} is missing", repair)]
    if cell.kind != "code":
        repair = "Select it in JupyterLab, choose Code in the toolbar, and save."
        return [Finding("problem", f"{what} is now of type {cell.kind}", repair)]
    return []


def _exercises(path, cells, entries):
    """Compare each exercise's text on disk with the version that passed."""
    code = [cell for cell in cells if cell.kind == "code"]
    broken = {cell.grade_id for cell in code if cell.tree is None}
    there = notebook_file.definitions(c.tree for c in code if c.tree is not None)
    return [_exercise(path, entry, there, broken) for entry in entries]


def _exercise(path, entry, there, broken):
    name = entry["name"]
    if name in broken:
        repair = "Correct it, or comment out what is not finished, and save."
        return Finding("problem", f"{name}: its cell has a syntax error", repair)
    if name not in there:
        repair = f"Define it in its cell in {path.name}, and save (Ctrl+S)."
        return Finding("problem", f"{name}: nothing defines it", repair)
    file = course.saved_file(entry["unit"], name, course.course_folder(path.parent))
    passed = _passed(file)
    if passed is None:
        state = "still the stub" if notebook_file.is_stub(there[name][-1]) else "open"
        what = "it may be handed in, but its visible check has not passed here"
        return Finding("note", f"{name}: {state}; {what}")
    differing = _differing(name, passed, there)
    if differing:
        text = f"{name}: {', '.join(differing)} on disk is not the version that passed"
        repair = "Run its check again, then save the notebook (Ctrl+S)."
        return Finding("problem", text, repair)
    return Finding("ok", f"{name}: the version that passed")


def _passed(file):
    """Return what the saved file defines, or None without a usable one."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8-sig"))
    except (OSError, SyntaxError, ValueError):
        return None
    return notebook_file.definitions([tree])


def _differing(name, passed, there):
    """Return the functions and classes whose text differs, comments apart.

    A helper that the notebook does not define comes from a module of the student's.
    """
    differing = []
    for helper, nodes in passed.items():
        node = nodes[-1]
        if isinstance(node, ast.Assign) or helper not in there:
            continue
        # An exercise's last definition counts; a helper may be defined again later.
        known = there[helper][-1:] if helper == name else there[helper]
        if ast.dump(node) not in map(ast.dump, known):
            differing.append(helper)
    return differing
