"""A course for the security and fairness suites: an ordinary one and one of ours.

`build` writes a small nbgrader course whose notebook ``hw`` a stranger might have made,
and releases our unit ``lstm`` beside it. Secrets are planted wherever a student's code
must not reach: whoever finds one of `SECRETS` in something written has found a leak.
"""

import copy
import json

from autograder import answers, cells, sources
from autograder.course_dir import open_gradebook, run_converter
from autograder.release import release

# What hidden tests pass to a student's function, and what they expect back.
ARGUMENT = "canaryargument5e1d"
NUMBER = 482_710_339
SECRETS = {
    "hidden source": "CANARY_HIDDEN_7f3a",
    "hidden value": "canaryvalue90c2",
    "hidden argument": ARGUMENT,
    "hidden number": str(NUMBER),
    "expected number": str(NUMBER**2),
    "expected array": "0.731058",
    "solution": "CANARY_SOLUTION_b81e",
    "environment": "CANARY_ENVIRONMENT_4c6b",
    "course file": "CANARY_COURSE_FILE_2d9f",
    "home file": "CANARY_HOME_FILE_8a35",
    "neighbour's code": "CANARY_NEIGHBOUR_CODE_e704",
    "neighbour's file": "CANARY_NEIGHBOUR_FILE_13bd",
    "neighbour's address": "canary.address.66f1@example.org",
    "our hidden checks": sources.CANARY,
}
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "generic"
c.Execute.timeout = 30
"""
SETUP = "import math\n\nimport numpy as np"
POINTS = {
    "square": 2,
    "mean": 2,
    "normalise": 3,
    "count_words": 2,
    "fibonacci": 2,
    "sort_in_place": 2,
    "clip": 4,
    "account": 3,
    "ratios": 1,
}
FULL = float(sum(POINTS.values()))

SOLUTIONS = {
    "square": "def square(x):\n    return x * x",
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "normalise": (
        "def normalise(array):\n    array = np.asarray(array, dtype=float)\n"
        "    return array / array.sum()"
    ),
    "count_words": (
        "def count_words(text):\n    counts = {}\n    for word in text.split():\n"
        "        counts[word] = counts.get(word, 0) + 1\n    return counts"
    ),
    "fibonacci": (
        "def fibonacci(n):\n    a, b = 0, 1\n    for _ in range(n):\n"
        "        a, b = b, a + b\n    return a"
    ),
    "sort_in_place": "def sort_in_place(values):\n    values.sort()",
    "clip": "def clip(x, low, high):\n    return min(max(x, low), high)",
    "account": (
        "class Account:\n    def __init__(self, balance):\n"
        "        self.balance = balance\n\n    def deposit(self, amount):\n"
        "        if amount <= 0:\n            raise ValueError('not positive')\n"
        "        self.balance += amount\n        return self.balance"
    ),
    "ratios": "ratios = [fibonacci(n + 1) / fibonacci(n) for n in range(1, 9)]",
}

# Visible lines, then hidden lines, then what stands after the hidden region.
TESTS = {
    "square": (
        "assert square(3) == 9\nassert square(-2) == 4",
        f"assert square({NUMBER}) == {NUMBER**2}, 'canaryvalue90c2'",
        "",
    ),
    "mean": (
        "assert abs(mean([1, 2, 3]) - 2) < 1e-9",
        f"assert abs(mean([1.25, -0.5, {NUMBER}]) - {(NUMBER + 0.75) / 3!r}) < 1e-6",
        "",
    ),
    "normalise": (
        "np.testing.assert_allclose(normalise(np.array([1.0, 3.0])), [0.25, 0.75])",
        "expected = np.array([[0.7310581, 0.1], [0.0, 0.1689419]])\n"
        f"np.testing.assert_allclose(normalise({NUMBER} * expected), expected)\n"
        "assert normalise(np.array([5.0])).shape == (1,)",
        "",
    ),
    "count_words": (
        "assert count_words('a b a') == {'a': 2, 'b': 1}",
        f"text = '{ARGUMENT} canaryvalue90c2 {ARGUMENT}'\n"
        f"assert count_words(text) == {{'{ARGUMENT}': 2, 'canaryvalue90c2': 1}}\n"
        "assert count_words('') == {}",
        "",
    ),
    "fibonacci": (
        "assert [fibonacci(n) for n in range(7)] == [0, 1, 1, 2, 3, 5, 8]",
        "assert fibonacci(60) == 1548008755920\nassert fibonacci(90) > fibonacci(89)",
        "",
    ),
    "sort_in_place": (
        "values = [3, 1, 2]\nassert sort_in_place(values) is None\n"
        "assert values == [1, 2, 3]",
        f"values = [{NUMBER}, -5, 7, 7]\nsort_in_place(values)\n"
        f"assert values == [-5, 7, 7, {NUMBER}]",
        "",
    ),
    "clip": (
        "score = 0.0\nif clip(5, 0, 3) == 3:\n    score += 1.0\n"
        "if clip(-5, 0, 3) == 0:\n    score += 0.5",
        f"if clip(2, 0, {NUMBER}) == 2:\n    score += 1.5\n"
        f"if clip({NUMBER}, {NUMBER + 1}, {NUMBER + 2}) == {NUMBER + 1}:\n"
        "    score += 1.0",
        "score",
    ),
    "account": (
        "mine = Account(10)\nassert mine.deposit(5) == 15\nassert mine.balance == 15",
        # no secret: a student's objects are tested where the student's code is
        "try:\n    mine.deposit(-1)\nexcept ValueError:\n    pass\nelse:\n"
        "    raise AssertionError('a negative deposit')\n"
        "yours = Account(20)\nyours.deposit(1)\n"
        "assert (mine.balance, yours.balance) == (15, 21)",
        "",
    ),
    "ratios": (
        "assert len(ratios) == 8",
        "assert abs(ratios[-1] - 1.619047619047619) < 1e-9",
        "",
    ),
}


def source_notebook():
    """Return the instructor's notebook ``hw``."""
    made = [
        cells.markdown("title", "# Homework\n\nWrite what is missing."),
        _cell("setup", SETUP, locked=True),
    ]
    for name in POINTS:
        made.append(_cell(name, _solution(name), solution=True))
        test = {"grade": True, "locked": True, "points": POINTS[name]}
        made.append(_cell(f"{name}-test", _test(name), **test))
    essay = cells.markdown("essay", "*What did you learn?*")
    essay.metadata["nbgrader"] = _role("essay", grade=True, solution=True, points=3)
    return cells.notebook([*made, essay])


def _cell(name, source, **role):
    return cells.code(name, source, {"nbgrader": _role(name, **role)})


def _role(name, **role):
    none = {"grade": False, "locked": False, "solution": False, "task": False}
    return {**none, **role, "grade_id": name, "schema_version": 3}


def _solution(name):
    head, _, body = SOLUTIONS[name].partition("\n")
    if name == "ratios":
        head, body = "# eight ratios of neighbours", head
    if name == "account":
        head, body = "# a class Account", SOLUTIONS[name]
    indent = "" if name in ("ratios", "account") else "    "
    begin, end = f"{indent}### BEGIN SOLUTION", f"{indent}### END SOLUTION"
    canary = f"{indent}# {SECRETS['solution']}"
    return "\n".join([head, begin, canary, body, end])


def _test(name):
    seen, hidden, last = TESTS[name]
    begin = "### BEGIN HIDDEN TESTS"
    if name != "account":
        begin += f"\n# {SECRETS['hidden source']}"
    return "\n".join([seen, begin, hidden, "### END HIDDEN TESTS", last]).strip()


def build(course):
    """Write the course, release both assignments and plant what must not leak.

    Parameters
    ----------
    course : Path
        A directory that does not exist yet.
    """
    folder = course / "source" / "hw"
    folder.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    secret = f"{SECRETS['course file']}\n"
    (course / "SECRET_KEY.txt").write_text(secret, encoding="utf-8")
    cells.write(source_notebook(), folder / "hw.ipynb")
    run_converter("GenerateAssignment", course, "hw")
    release(course, ["lstm"])


def enrol(course, students):
    """Put students on the class list; the first one's address is a secret."""
    address = SECRETS["neighbour's address"]
    with open_gradebook(course) as gradebook:
        for student in students:
            gradebook.update_or_create_student(student, email=address)
            address = None


def released(course, assignment):
    """Return the released notebooks of an assignment by name."""
    paths = sorted((course / "release" / assignment).glob("*.ipynb"))
    return {path.stem: cells.read(path) for path in paths}


def answered(folder, without=()):
    """Return the released notebook ``hw`` as JSON data, solved but for some exercises.

    Parameters
    ----------
    folder : Path
        The released assignment.
    without : tuple of str
        Exercises that keep their stub.
    """
    given = {name: text for name, text in SOLUTIONS.items() if name not in without}
    notebook = answers.fill(cells.read(folder / "hw.ipynb"), given)
    return json.loads(json.dumps(notebook))


def cell(notebook, grade_id):
    """Return a cell of a notebook in JSON form by nbgrader's name for it."""
    for found in notebook["cells"]:
        if found["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            return found
    raise KeyError(grade_id)


def write(folder, notebook, name="hw.ipynb"):
    """Write a notebook in JSON form into a submission, without any validation."""
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def hand_in(course, student, assignment, sections):
    """Hand in released notebooks with some cells replaced or added.

    Parameters
    ----------
    course : Path
        The course directory.
    student, assignment : str
        Whose, and of what.
    sections : list of (str or None, str)
        The solution cell and its code; None for an added cell, which comes before
        the next solution cell of the list, or last.
    """
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True)
    for name, notebook in released(course, assignment).items():
        there = {cells.settings(c).get("grade_id") for c in notebook.cells}
        if any(grade_id in there for grade_id, _ in sections):
            notebook = placed(notebook, sections)
        cells.write(notebook, folder / f"{name}.ipynb")


def placed(notebook, sections):
    """Return a copy of a notebook with sections put in their places."""
    notebook, waiting = copy.deepcopy(notebook), []
    for number, (grade_id, code) in enumerate(sections):
        if grade_id is None:
            waiting.append(cells.code(f"extra-{number}", code, {}))
            continue
        where = [cells.settings(c).get("grade_id") for c in notebook.cells]
        if grade_id not in where:
            continue  # another notebook of the assignment
        at = where.index(grade_id)
        notebook.cells[at].source = code
        notebook.cells[at:at], waiting = waiting, []
    notebook.cells += waiting
    return notebook
