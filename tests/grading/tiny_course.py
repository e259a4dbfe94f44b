"""A course small enough to be graded hundreds of times in a test.

Two notebooks: ``one`` has a test of 2 points, an answer that a person grades (3) and a
task (1); ``two`` has a test of 1 point. A student's program is ``answer = …``, and the
fake judge (`tiny_judge`) gives what it says.
"""

import datetime
import json
import sqlite3

from autograder import cells
from autograder.course_dir import run_converter
from autograder.grading.records import Submission
from autograder.grading.structure import read_plan
from autograder.grading.submissions import load

NAME = "tiny"
DUE = datetime.datetime(2026, 1, 15, 12, 0)
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "tiny"
"""
GIVEN = "Write what you learned about <b>sums</b>."
ROLES = {"grade": False, "solution": False, "locked": False, "task": False}


def _settings(name, **role):
    return {"nbgrader": {**ROLES, **role, "grade_id": name, "schema_version": 3}}


def _code(name, source, **role):
    return cells.code(name, source, _settings(name, **role))


def _text(name, source, **role):
    cell = cells.markdown(name, source)
    cell.metadata.update(_settings(name, **role))
    return cell


def _program(name):
    text = "answer = 0\n### BEGIN SOLUTION\nanswer = 1\n### END SOLUTION"
    return _code(name, text, solution=True)


def notebooks(points=2):
    """Return the instructor's notebooks by name."""
    one = [
        cells.markdown("title", "# One"),
        _program("program"),
        _code("test", "assert answer == 1", grade=True, locked=True, points=points),
        _text("essay", GIVEN, grade=True, solution=True, points=3),
        _text("task", "Draw a picture.", task=True, points=1),
    ]
    two = [
        _program("more"),
        _code("more-test", "assert answer == 1", grade=True, locked=True, points=1),
    ]
    return {"one": cells.notebook(one), "two": cells.notebook(two)}


def build(course):
    """Write the course and generate its assignment."""
    write_source(course)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    (course / "source" / NAME / "data.csv").write_text("1,2\n", encoding="utf-8")
    run_converter("GenerateAssignment", course, NAME)


def write_source(course, points=2):
    """Write the instructor's notebooks, with another number of points if need be."""
    folder = course / "source" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in notebooks(points).items():
        cells.write(made, folder / f"{name}.ipynb")


def hand_in(course, student, answers=(), without=(), day=14, files=()):
    """Hand in the released notebooks with some cells' texts replaced.

    Parameters
    ----------
    course : Path
        The course directory.
    student : str
        Whose.
    answers : dict of str to str
        Text by grade id.
    without : tuple of str
        Notebooks that are not handed in.
    day : int
        Of January 2026; work is due on the 15th.
    files : dict of str to bytes
        More files.
    """
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.ipynb"):
        old.unlink()
    for path in (course / "release" / NAME).glob("*.ipynb"):
        if path.stem not in without:
            notebook = cells.read(path)
            for cell in notebook.cells:
                name = cells.settings(cell).get("grade_id")
                cell.source = dict(answers).get(name, cell.source)
            cells.write(notebook, folder / path.name)
    for name, data in dict(files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    text = f"2026-01-{day:02d} 09:00:00.000000 UTC\n"
    (folder / "timestamp.txt").write_text(text, encoding="utf-8")
    return folder


def plan_of(course):
    """Read the plan, without the gradebook's seed."""
    return read_plan(course, NAME)


def submission_of(course, student) -> Submission:
    """Read a submission."""
    folder = course / "submitted" / student / NAME
    return load(folder, student, plan_of(course))


def set_due(course, due=DUE):
    """Give the assignment a due date."""
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute("UPDATE assignment SET duedate = ?", (f"{due}.000000",))
    database.close()


def query(course, sql, *values):
    """Ask the database something, or change it."""
    with sqlite3.connect(course / "gradebook.db") as database:
        rows = database.execute(sql, values).fetchall()
    database.close()
    return rows


GRADES = """
SELECT s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit,
       g.needs_manual_grade
FROM grade g JOIN submitted_notebook sn ON g.notebook_id = sn.id
JOIN submitted_assignment s ON sn.assignment_id = s.id
JOIN notebook n ON sn.notebook_id = n.id JOIN base_cell c ON g.cell_id = c.id
"""
COMMENTS = """
SELECT s.student_id, n.name, c.name, m.auto_comment, m.manual_comment
FROM comment m JOIN submitted_notebook sn ON m.notebook_id = sn.id
JOIN submitted_assignment s ON sn.assignment_id = s.id
JOIN notebook n ON sn.notebook_id = n.id JOIN base_cell c ON m.cell_id = c.id
"""
SUBMITTED = """
SELECT s.student_id, a.name, s.timestamp, s.extension, n.name, sn.flagged,
       sn.late_submission_penalty
FROM submitted_assignment s JOIN assignment a ON s.assignment_id = a.id
JOIN submitted_notebook sn ON sn.assignment_id = s.id
JOIN notebook n ON sn.notebook_id = n.id
"""
STUDENTS = "SELECT id, first_name, last_name, email, lms_user_id FROM student"
SOURCES = "SELECT name, cell_type, locked, source, checksum FROM source_cell"
OURS = """
SELECT student, assignment, content_hash, source_version, status, flags, record,
       message, unsafe, grader FROM autograder_result
"""
NBGRADERS = (STUDENTS, SUBMITTED, GRADES, COMMENTS, SOURCES)


def rows(course, queries=(*NBGRADERS, OURS)):
    """Return all tables with names in the place of ids, without times."""
    there = query(
        course, "SELECT 1 FROM sqlite_master WHERE name = 'autograder_result'"
    )
    asked = [text for text in queries if there or text != OURS]
    return {text.strip(): sorted(query(course, text), key=str) for text in asked}


def grades(course, student):
    """Return a student's (automatic score, waits for a person) by cell."""
    found = query(course, GRADES + " WHERE s.student_id = ?", student)
    return {row[2]: (row[3], bool(row[6])) for row in found}


def tree(course):
    """Return every file below ``autograded`` with its content."""
    top = course / "autograded"
    return {
        str(path.relative_to(top)): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def records(text):
    """Parse what ``--json`` wrote, by student."""
    return {record["student"]: record for record in json.loads(text)}
