"""Gather what a function needs to run on its own, as one text.

The text holds imports, then constants, then the student's own helpers, then the
function. Other exercises are not copied: they are imported from `rnn_core`, where the
student's latest version answers.
"""

import builtins
import functools
import sys
import types
from typing import NamedTuple

from rnn_core import catalogue, literals, sources
from rnn_core.exercise import is_stub, resolve_source

# IPython adds these to the builtins of a notebook; a plain Python has neither.
_NOTEBOOK_BUILTINS = {
    "display": "from IPython.display import display",
    "get_ipython": "from IPython import get_ipython",
}


class Gathered(NamedTuple):
    """The text; what was noticed; what could not be gathered, as sentences."""

    text: str
    notes: tuple
    problems: tuple


class _Item(NamedTuple):
    text: str
    now: frozenset = frozenset()
    later: frozenset = frozenset()


def gather(name, unit, fn):
    """Gather the source of `fn`, so that running it defines `name`.

    Parameters
    ----------
    name, unit : str
        The exercise.
    fn : callable
        The student's function or class, under whatever name.

    Returns
    -------
    Gathered
        The text is of use only when there are no problems.
    """
    work = _Gathering(name, unit)
    work.add(name, fn, sources.space_of(fn), user=None)
    return Gathered(work.text(), tuple(work.notes), tuple(work.problems))


class _Gathering:
    def __init__(self, name, unit):
        self.name, self.unit = name, unit
        self.uses = (catalogue.find(name) or {}).get("uses", ())
        self.seen, self.items = {}, {}
        self.imports = {}  # line -> None: an ordered set
        self.notes, self.problems = [], []

    def add(self, key, obj, space, user):
        """Provide the name `key`, which the helper `user` reads."""
        if key == self.name and user is not None:
            return  # a helper that calls the exercise back
        if key in self.seen:
            if self.seen[key] is not obj:
                self.twice(key)
            return
        self.seen[key] = obj
        line = self.exercise_line(key, obj) or self.import_line(key, obj)
        if line:
            self.imports[line] = None
        elif not self.constant(key, obj):
            self.definition(key, obj, space, user)

    def twice(self, key):
        self.problem(
            f"`{key}` means two different things in what it uses: give one of them "
            "another name"
        )

    def problem(self, sentence):
        if sentence not in self.problems:
            self.problems.append(sentence)

    def exercise_line(self, key, obj):
        """Return the import of another exercise, or None for anything else."""
        info = getattr(obj, "__exercise__", None)
        if info is None and callable(obj):
            # A function of the same notebook: by name, where the exercise says so.
            # Elsewhere a helper may share its name with an exercise far away.
            entry = catalogue.find(getattr(obj, "__name__", None))
            if entry and (entry["unit"] == self.unit or entry["name"] in self.uses):
                info = types.SimpleNamespace(name=entry["name"], unit=entry["unit"])
        if info is None or info.name == self.name:
            return None
        if not is_stub(obj) and resolve_source(info.name) is None:
            self.notes.append(
                f"It calls your `{info.name}`, which has not passed its own check: "
                f"until it has, what was saved stops there. Run check({info.name}) "
                "as well."
            )
        return _from_import(f"rnn_core.{info.unit}", info.name, key)

    def import_line(self, key, obj):
        """Return the import of a module or of something installed, or None."""
        if isinstance(obj, types.ModuleType):
            if not sources.is_library(obj.__name__):
                self.notes.append(
                    f"`{obj.__name__}` is a module of yours; it is imported, not "
                    "copied, so keep its file beside your notebooks"
                )
            same = key == obj.__name__
            return f"import {obj.__name__}" + ("" if same else f" as {key}")
        home = getattr(obj, "__module__", None)
        for attribute in (getattr(obj, "__name__", key), key):
            for module in [home, *_library_modules(attribute, obj)]:
                found = getattr(sys.modules.get(module), attribute, None)
                if found is obj and sources.is_library(module):
                    return _from_import(module, attribute, key)
        return None

    def constant(self, key, obj):
        """Write down a simple value; False when `obj` is something to define."""
        if callable(obj) and not isinstance(obj, functools.partial):
            return False
        try:
            if isinstance(obj, functools.partial):
                self.partial(key, obj)
                return True
            text = self.value(obj)
            self.items[key] = _Item(f"{key} = {text}\n")
        except literals.NotSimpleError as what:
            self.problem(
                f"it uses `{key}`, which is {what}, and that cannot be saved: make "
                "it inside the function, or pass it as an argument"
            )
        return True

    def value(self, obj):
        if literals.uses_numpy(obj):
            self.imports["import numpy"] = None
        return literals.as_source(obj)

    def partial(self, key, obj):
        """Write `functools.partial` again from its parts."""
        self.imports["import functools"] = None
        target = getattr(obj.func, "__name__", None)
        if not str(target).isidentifier():
            raise literals.NotSimpleError("a partial of something without a name")
        parts = [target, *map(self.value, obj.args)]
        parts += [f"{k}={self.value(v)}" for k, v in obj.keywords.items()]
        text = f"{key} = functools.partial({', '.join(parts)})\n"
        self.items[key] = _Item(text, frozenset({target}))
        self.add(target, obj.func, sources.space_of(obj.func), key)

    def definition(self, key, obj, space, user):
        """Copy a function or class of the student, then what it reads."""
        try:
            source = sources.find(obj, key, space)
        except sources.NoSourceError as reason:
            self.problem(f"it uses `{key}`, which {reason}" if user else f"it {reason}")
            return
        if source.name != key:
            alias = f"{key} = {source.name}\n"
            self.items[key] = _Item(alias, frozenset({source.name}))
            if self.seen.setdefault(source.name, obj) is not obj:
                self.twice(source.name)
            if source.name in self.items:
                return
        now, later = sources.names_used(source.text)
        self.items[source.name] = _Item(source.text, frozenset(now), frozenset(later))
        self.submodules(source)
        for used in sorted(now | later):
            self.look_up(used, source)
        for used in sorted(sources.annotation_names(source.node) - now - later):
            self.annotation(used, source.space)

    def look_up(self, used, source):
        if used in source.space:
            self.add(used, source.space[used], source.space, source.name)
        elif used in _NOTEBOOK_BUILTINS:
            self.imports[_NOTEBOOK_BUILTINS[used]] = None
        elif not hasattr(builtins, used) and used != source.name:
            self.notes.append(
                f"`{source.name}` reads `{used}`, which is not defined anywhere now"
            )

    def annotation(self, used, space):
        """Import what an annotation names; what cannot be imported is not needed."""
        if used in space and used not in self.seen:
            line = self.import_line(used, space[used])
            if line:
                self.seen[used] = space[used]
                self.imports[line] = None

    def submodules(self, source):
        """Import ``a.b`` where the text says ``a.b.c`` and only ``a`` is a name."""
        for dotted in sorted(sources.dotted_names(source.node)):
            top = source.space.get(dotted.partition(".")[0])
            if getattr(top, "__name__", None) == dotted.partition(".")[0]:
                if isinstance(sys.modules.get(dotted), types.ModuleType):
                    self.imports[f"import {dotted}"] = None

    def text(self):
        """Return the whole text, each name defined before it is needed."""
        ordered, begun = [], set()

        def place(key):
            if key in begun or key not in self.items:
                return
            begun.add(key)
            for needed in sorted(self.needed_now(key)):
                place(needed)
            ordered.append(key)

        others = [k for k in self.items if k != self.name]
        constants = [k for k in others if not self.items[k].now | self.items[k].later]
        for key in [*constants, *reversed(others), self.name]:
            place(key)
        imports = sorted(self.imports, key=lambda line: (line[0] == "f", line))
        blocks = [self.items[key].text for key in ordered]
        return sources.FUTURE + "\n" + "\n".join(imports) + "\n\n\n" + "\n".join(blocks)

    def needed_now(self, key):
        """Return what must stand before `key`: a decorator, with all that it calls."""
        needed, todo = set(), set(self.items[key].now)
        while todo:
            name = todo.pop()
            if name in self.items and name not in needed:
                needed.add(name)
                todo |= self.items[name].now | self.items[name].later
        return needed - {key}


def _from_import(module, name, key):
    return f"from {module} import {name}" + ("" if key == name else f" as {key}")


def _library_modules(attribute, obj):
    """Return the public modules that hold `obj` under this name, shortest first."""
    if isinstance(obj, int | float | str | bytes | tuple | type(None)):
        return []  # the same number may lie anywhere
    held = [
        name
        for name, module in list(sys.modules.items())
        if isinstance(module, types.ModuleType)
        and vars(module).get(attribute) is obj
        and not any(part.startswith("_") for part in name.split("."))
    ]
    return sorted(held, key=len)
