"""The small files of the security and fairness suites: their headers and sections.

A file starts with comment lines ``# key: value``. What follows is the code of the
solution cell that ``# exercise:`` names; a later line ``# exercise: <grade_id>`` or
``# extra cell`` starts another cell. With ``# copies: 12`` a file is twelve students'
with another ``@SEED@`` each. With ``# kind: folder`` the file defines
``submit(folder, released)``, which builds a whole submission.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import attack_course

HEADER = re.compile(r"# ([a-z]+): (.*)")
SECTION = re.compile(r"# (?:exercise: (?P<id>\w+)|extra cell)\s*$", re.MULTILINE)
TEST_ID = {"hw": "{}-test", "lstm": "{}-check"}


@dataclass(frozen=True)
class HandedIn:
    """One file of a suite.

    Attributes
    ----------
    name : str
        Group and file, such as ``reading/frames``.
    header : dict of str to str
        Its keys: what it is, ``assignment``, ``exercise``, ``status``, ``score`` …
    body : str
        The code below.
    """

    name: str
    header: dict = field(default_factory=dict)
    body: str = ""

    @property
    def student(self):
        """Who hands it in."""
        named = self.header.get("student")
        if named is None:
            return re.sub(r"\W", "-", self.name.replace("_", "-"))
        return named.encode("ascii").decode("unicode_escape")

    @property
    def assignment(self):
        """``hw`` or ``lstm``."""
        return self.header["assignment"]

    @property
    def statuses(self):
        """The statuses that are right."""
        return set(self.header["status"].split("|"))

    @property
    def sections(self):
        """Pairs of solution cell and code, None for an added cell."""
        starts = list(SECTION.finditer(self.body))
        first = self.body[: starts[0].start()] if starts else self.body
        found = [(self.header.get("exercise"), first)]
        for number, start in enumerate(starts):
            rest = self.body[start.end() :]
            if number + 1 < len(starts):
                rest = self.body[start.end() : starts[number + 1].start()]
            found.append((start["id"], rest))
        return [(cell, code.strip("\n")) for cell, code in found if code.strip()]

    @property
    def tests(self):
        """The test cells of the exercises that it answers."""
        cells = dict.fromkeys(cell for cell, _ in self.sections if cell)
        return [TEST_ID[self.assignment].format(cell) for cell in cells]

    def earns(self, score):
        """Tell whether a score is the declared one."""
        declared = self.header["score"]
        if declared.startswith("<="):
            return score <= float(declared[2:])
        return score == float(declared)

    def hand_in(self, course, places):
        """Write the submission into a course.

        Parameters
        ----------
        course : Path
            The course directory.
        places : dict of str to str
            What stands for ``@COURSE@`` and the like.
        """
        body = self.body
        for name, value in places.items():
            body = body.replace(f"@{name}@", value)
        if self.header.get("kind") != "folder":
            sections = HandedIn(self.name, self.header, body).sections
            return attack_course.hand_in(
                course, self.student, self.assignment, sections
            )
        folder = course / "submitted" / self.student / self.assignment
        folder.mkdir(parents=True)
        scope = {}
        exec(compile(body, self.name, "exec"), scope)
        return scope["submit"](folder, course / "release" / self.assignment)


def read_all(folder):
    """Read every file of a suite, sorted by name, and multiply those with copies."""
    files = [read(folder, path) for path in sorted(Path(folder).rglob("*.py"))]
    return [copy for file in files for copy in _copies(file)]


def _copies(file):
    number = int(file.header.get("copies", 0))
    bodies = [file.body.replace("@SEED@", str(seed)) for seed in range(number)]
    names = [f"{file.name}_{seed}" for seed in range(number)]
    copies = zip(names, bodies, strict=True)
    return [HandedIn(name, file.header, body) for name, body in copies] or [file]


def read(folder, path):
    """Read one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = {}
    while lines and (found := HEADER.fullmatch(lines[0])) and found[1] not in header:
        header[found[1]] = found[2].strip()
        del lines[0]
    name = path.relative_to(folder).with_suffix("").as_posix()
    return HandedIn(name, header, "\n".join(lines))
