"""Save a function that passed its check, and load it again in a later session.

``my_rnn/<unit>/<name>.py`` in the course folder holds the last version that passed,
with the helpers, imports and constants it uses. An unlock file, ``unlock-<unit>.py``,
holds functions that the instructor gave out after the deadline.
"""

import functools
import linecache
import os
import sys
import traceback
import types
import warnings
from pathlib import Path
from typing import NamedTuple

from rnn_core import catalogue, course
from rnn_core.exercise import is_stub
from rnn_core.gathering import gather

_HEADER = """\
# Your `{name}`, in the version that last passed its check.
# Later chapters, demos and trainings of the course call this file.
# It is written anew whenever a version passes: change the notebook, not this.
"""


class CourseWarning(UserWarning):
    """A file of the course folder cannot be used; the message says how to repair it."""


class SaveReport(NamedTuple):
    """Where a function was saved, or why not.

    Attributes
    ----------
    path : pathlib.Path
        The file of the exercise, also when it was not written.
    notes : tuple of str
        Sentences for the student.
    saved : bool
        False when the file is as it was before.
    """

    path: Path
    notes: tuple
    saved: bool


def save(name, fn, unit=None):
    """Save `fn` as the version of exercise `name` that passed.

    Never raises for what the function is or uses: the report says what is in the way.

    Parameters
    ----------
    name : str
        The exercise.
    fn : callable
        The function or class that passed, under whatever name.
    unit : str, optional
        The exercise's unit, where the catalogue does not know it.

    Returns
    -------
    SaveReport
    """
    unit = unit or _unit_of(name)
    if unit is None or not name.isidentifier():
        raise ValueError(f"{name!r} is not an exercise of this course: check its name")
    path = course.saved_file(unit, name)
    if is_stub(fn):
        why = f"this is the course's stub: define `{name}` in the notebook"
        return _not_saved(name, path, [why])
    work = gather(name, unit, fn)
    if work.problems:
        return _not_saved(name, path, work.problems)
    text = _HEADER.format(name=name) + work.text
    try:
        _function(name, text, path, _module_name(unit, name))
        course.write_text(path, text)
    except OSError as error:
        return _not_saved(name, path, [_cannot_write(path, error)])
    except (Exception, SystemExit) as error:
        why = f"the saved text does not run by itself ({_where(error, path)})"
        return _not_saved(name, path, [f"{why}: make the function depend on less"])
    return SaveReport(path, work.notes, saved=True)


def load(name):
    """Return the saved version of an exercise, or None.

    A file that does not run counts as missing; a `CourseWarning` says how to mend it.
    """
    unit = _unit_of(name)
    path = unit and course.saved_file(unit, name)
    repair = f"Delete it and run the check of {name} in its notebook again"
    return _load_from(path, name, path and _module_name(unit, name), repair)


def load_unlocked(name):
    """Return the function of an exercise from the unit's unlock file, or None."""
    unit = _unit_of(name)
    path = unit and course.unlock_file(unit)
    repair = "Ask your instructor for the file again"
    return _load_from(path, name, f"my_rnn_unlocked.{unit}", repair)


def stamp(name):
    """Return a value that changes when what `load` or `load_unlocked` read changes."""
    unit = _unit_of(name)
    if unit is None:
        return None
    folder = course.course_folder()
    saved, unlock = _files(folder, unit, name)
    return saved, _file_stamp(saved), _file_stamp(unlock)


@functools.lru_cache(maxsize=256)
def _files(folder, unit, name):
    """Return what `stamp` looks at, as text: it is asked at every call of a stub."""
    saved = course.saved_file(unit, name, folder)
    return str(saved), str(course.unlock_file(unit, folder))


def _file_stamp(path):
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _unit_of(name):
    entry = catalogue.find(name)
    return entry["unit"] if entry else _unit_on_disk(name)


def _unit_on_disk(name):
    """Find the unit of an exercise whose chapter is not out yet."""
    folder = course.course_folder()
    for unit in catalogue.UNITS:
        if course.saved_file(unit, name, folder).is_file():
            return unit
    return None


def _module_name(unit, name):
    return f"my_rnn.{unit}.{name}"


def _load_from(path, name, module_name, repair):
    if path is None or not path.is_file():
        return None
    try:
        # utf-8-sig: an editor of Windows may have put a mark at the beginning.
        text = path.read_text(encoding="utf-8-sig")
        return _function(name, text, path, module_name)
    except (Exception, SystemExit) as error:
        message = (
            f"{path} cannot be used and counts as missing ({_where(error, path)}). "
            f"{repair}."
        )
        warnings.warn(message, CourseWarning, stacklevel=2)
        return None


def _function(name, text, path, module_name):
    """Run `text` as a module and return what it binds to `name`, or None."""
    module = types.ModuleType(module_name)
    module.__file__ = str(path)
    before = sys.modules.get(module_name)
    # Dataclasses look their module up; tracebacks look the lines up.
    sys.modules[module_name] = module
    try:
        exec(compile(text, str(path), "exec", dont_inherit=True), vars(module))
        found = getattr(module, name, None)
        if found is not None and not callable(found):
            raise TypeError(f"{name} is no function")
    except BaseException:
        _put_back(module_name, before)
        raise
    lines = text.splitlines(keepends=True)
    linecache.cache[str(path)] = (len(text), None, lines, str(path))
    return found


def _put_back(module_name, before):
    if before is None:
        del sys.modules[module_name]
    else:
        sys.modules[module_name] = before


def _not_saved(name, path, reasons):
    notes = [f"{name} passed, but it was not saved: {why}." for why in reasons]
    if path.is_file():
        notes.append(f"The version that passed before stays in {path}.")
    return SaveReport(path, tuple(notes), saved=False)


def _cannot_write(path, error):
    return (
        f"{path} cannot be written ({error.strerror or error}): move the course "
        "folder to a place of your own, or free some space"
    )


def _where(error, path):
    """Return the error in short, with the line of `path` where it arose."""
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {type(error).__name__}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return f"line {lines[-1]}: {what}" if lines else what
