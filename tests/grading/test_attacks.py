"""Every attack ends as its file declares, and nobody else notices that it was there.

The attacks in ``attacks/`` are handed in beside five honest students of a course that
has secrets everywhere, and all are graded in one run.
"""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import attack_course
import attack_files
import attack_leaks
import attack_run
import pytest
from nbconvert.filters.markdown import markdown2html

from autograder.answers import reference_answer

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.slow,
    pytest.mark.xdist_group("attacks"),
]

FOLDER = Path(__file__).parent / "attacks"
ATTACKS = attack_files.read_all(FOLDER)
NEIGHBOUR = "zoe"
SOLVED = list(attack_course.SOLUTIONS.items())
CELL = [(name, reference_answer(name)) for name in ("memory_cell", "lstm_cell_forward")]
WRONG = "def fibonacci(n):\n    return n"
HALF = "def clip(x, low, high):\n    return min(x, high)"
NOISY = "# {}\nprint('hello')".format(attack_course.SECRETS["neighbour's code"])
HONEST = {
    "ada": {"hw": SOLVED, "lstm": CELL},
    "frida": {
        "hw": [*SOLVED[:4], ("fibonacci", WRONG), *SOLVED[5:8]],
        "lstm": CELL[:1],
    },
    "maria": {"hw": [], "lstm": []},
    "rosa": {"hw": [*SOLVED[:3], ("clip", HALF)]},
    "zoe": {"hw": [*SOLVED, (None, NOISY)], "lstm": CELL[1:]},
}
SCORES = {
    ("ada", "hw"): 21.0,
    ("ada", "lstm"): 15.0,
    ("frida", "hw"): 18.0,
    ("frida", "lstm"): 6.0,
    ("maria", "hw"): 0.0,
    ("maria", "lstm"): 0.0,
    ("rosa", "hw"): 9.5,
    ("zoe", "hw"): 21.0,
    ("zoe", "lstm"): 9.0,
}


class Class(NamedTuple):
    """The course after everything was graded and written.

    Attributes
    ----------
    course : Path
        Its directory.
    records, calm : dict
        By student and assignment: with the attacks, and of a run without them.
    runs : dict
        By subcommand.
    written : list of Path
        Every file that the grader made or changed.
    changed : list of str
        Files of the course that are not as they were.
    strewn : list of str
        Files with the attacks' mark.
    reached : list of str
        Servers of this computer that somebody spoke to.
    """

    course: Path
    records: dict
    calm: dict
    runs: dict
    written: list
    changed: list
    strewn: list
    reached: list


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade the honest students alone, then in the company of the attackers."""
    base = tmp_path_factory.mktemp("attacked")
    home = base / "home"
    home.mkdir()
    secret = attack_course.SECRETS["home file"]
    (home / ".netrc").write_text(secret)
    (home / "notes.txt").write_text(secret)
    course = base / "course"
    attack_course.build(course)
    hand_in_honestly(course)
    alone = shutil.copytree(course, base / "alone")
    grade(alone, home)
    listener = attack_run.Listener(course)
    try:
        return attacked(course, home, listener, read_records(alone))
    finally:
        listener.close()


def hand_in_honestly(course):
    for student, assignments in HONEST.items():
        for assignment, sections in assignments.items():
            attack_course.hand_in(course, student, assignment, sections)
    folder = course / "submitted" / NEIGHBOUR / "hw"
    (folder / "notes.txt").write_text(attack_course.SECRETS["neighbour's file"])
    attack_course.enrol(course, [NEIGHBOUR, *sorted({*HONEST} - {NEIGHBOUR})])


def grade(course, home):
    options = ("--json", str(course / "out.json"), "--timeout", "2", "--workers", "2")
    return attack_run.command(course, home, "grade", "hw", "lstm", *options)


def read_records(course):
    records = json.loads((course / "out.json").read_text(encoding="utf-8"))
    return {(record["student"], record["assignment"]): record for record in records}


def attacked(course, home, listener, calm):
    places = {
        "COURSE": str(course),
        "HOME": str(home),
        "CHECKOUT": str(attack_run.ROOT),
    }
    places |= {"PORT": str(listener.port), "MARK": listener.mark}
    for attack in ATTACKS:
        attack.hand_in(course, places)
    attack_course.enrol(
        course, [a.student for a in ATTACKS if a.header.get("enrolled") != "no"]
    )
    kept = [course / name for name in ("source", "release", "submitted")]
    before = attack_run.digests(*kept, home)
    everything = {path: path.stat().st_mtime_ns for path in files(course)}
    single = [course / name for name in ("nbgrader_config.py", "SECRET_KEY.txt")]
    before |= {str(path): path.read_bytes() for path in single}
    runs = {"grade": grade(course, home)}
    for words in ("feedback", "report", *(f"export --format {f}" for f in FORMATS)):
        runs[words] = attack_run.command(course, home, *words.split())
    after = attack_run.digests(*kept, home)
    after |= {str(path): path.read_bytes() for path in single}
    return Class(
        course,
        read_records(course),
        calm,
        runs,
        [p for p in files(course) if everything.get(p) != p.stat().st_mtime_ns],
        sorted(k for k in {*before, *after} if before.get(k) != after.get(k)),
        attack_run.strewn(listener.mark, course, home, course / "source" / "hw"),
        listener.reached(),
    )


FORMATS = ("csv", "canvas", "moodle")


def files(course):
    inside = (path for path in course.rglob("*") if "submitted" not in path.parts)
    return [path for path in inside if path.is_file() and not path.is_symlink()]


def record_of(graded, attack):
    student = attack.student
    if (student, attack.assignment) not in graded.records:
        student = student.encode("unicode_escape").decode()  # refused, shown harmless
    return graded.records[student, attack.assignment]


def cell_of(record, grade_id):
    (found,) = [cell for cell in record["cells"] if cell["grade_id"] == grade_id]
    return found


each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


@each_attack
def test_an_attack_has_the_declared_status(graded, attack):
    record = record_of(graded, attack)
    status = record["status"]
    if attack.header.get("kind") != "folder":
        status = cell_of(record, attack.tests[0])["status"]
    assert status in attack.statuses, record["message"]


@each_attack
def test_an_attack_earns_what_is_declared_and_nothing_elsewhere(graded, attack):
    record = record_of(graded, attack)
    assert attack.earns(record["score"])
    if attack.header.get("kind") != "folder":
        others = [c for c in record["cells"] if c["grade_id"] != attack.tests[0]]
        assert {cell["score"] for cell in others} <= {0.0, None}


def test_there_are_attacks_of_every_group():
    groups = {attack.name.split("/")[0] for attack in ATTACKS}
    wanted = "reading faking tampering exhausting persistence injection"
    assert groups == set(wanted.split())
    assert len(ATTACKS) >= 100


@pytest.mark.parametrize(("student", "assignment"), SCORES)
def test_an_honest_student_is_graded_as_without_the_attackers(
    graded, student, assignment
):
    mine = graded.records[student, assignment]
    assert mine == graded.calm[student, assignment]
    assert mine["score"] == SCORES[student, assignment]


def test_no_submission_was_graded_by_a_faulty_grader(graded):
    faults = [k for k, r in graded.records.items() if r["status"] == "infra_error"]
    assert faults == []


def test_every_command_comes_to_its_end(graded):
    ended = {name: run.returncode for name, run in graded.runs.items()}
    assert ended == dict.fromkeys(ended, 0), graded.runs["grade"].stdout[-3000:]


def test_no_process_is_left(graded):
    assert {name: run.orphans for name, run in graded.runs.items() if run.orphans} == {}


def test_no_temporary_file_is_left(graded):
    scratch = graded.course.parent / "scratch"
    assert [path.name for path in scratch.rglob("*")] == []


def test_no_attack_has_left_a_file(graded):
    assert graded.strewn == []


def test_sources_submissions_configuration_and_home_are_as_before(graded):
    assert graded.changed == []


def test_no_server_of_this_computer_was_reached(graded):
    assert graded.reached == []


def test_there_is_a_page_of_feedback_a_report_and_a_table_for_each_platform(graded):
    written = {path.suffix for path in graded.written}
    assert {".html", ".csv", ".ipynb", ".db"} <= written
    assert len([p for p in graded.written if "feedback" in p.parts]) >= len(ATTACKS) / 2


def test_no_secret_stands_in_anything_that_was_written(graded):
    found = {}
    for path in graded.written:
        if path.name == "gradebook.db":
            continue
        for name, data in attack_leaks.unpacked(path):
            if path.suffix == ".ipynb":
                data = attack_leaks.of_the_student(data)
            leaked = attack_leaks.secrets_in(
                data, allowed_in(path, graded.course, name)
            )
            if leaked:
                found[name] = leaked
    assert found == {}


def allowed_in(path, course, name):
    """Return the secrets that a student's own page may show, and the class list."""
    if NEIGHBOUR in Path(name.replace("!", "/")).parts or path.stem == NEIGHBOUR:
        return ("neighbour's code", "neighbour's file")
    if path.parent == course and path.suffix == ".csv":
        return ("neighbour's address",)
    return ()


def test_no_secret_stands_in_the_gradebook_or_was_printed(graded):
    text = attack_leaks.gradebook_text(graded.course / "gradebook.db")
    assert attack_leaks.secrets_in(text) == set()
    for run in graded.runs.values():
        assert attack_leaks.secrets_in(run.stdout) == set()


def test_no_page_holds_anything_that_a_browser_would_run_or_fetch(graded):
    pages = [path for path in graded.written if path.suffix == ".html"]
    found = {
        str(path): running
        for path in pages
        if (running := attack_leaks.Page(path.read_text(encoding="utf-8")).found)
    }
    assert found == {}


def test_no_answer_runs_anything_in_formgraders_page(graded):
    notebooks = [path for path in graded.written if "autograded" in path.parts]
    texts = [
        cell["source"]
        for path in notebooks
        if path.suffix == ".ipynb" and path.is_file()
        for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", ())
        if cell["cell_type"] == "markdown"
    ]
    assert any("javascript" in text for text in texts)
    pages = [attack_leaks.Page(markdown2html(text)) for text in dict.fromkeys(texts)]
    assert [page.found for page in pages if page.found] == []


def test_no_written_text_and_no_line_on_the_screen_commands_a_terminal(graded):
    handed_in = graded.course / "submitted"
    texts = {
        str(path): path.read_bytes()
        for path in graded.written
        if path.suffix in attack_leaks.TEXT
        # a file that students handed in stays what it is, notebooks are for editors
        and not (
            handed_in.joinpath(*path.relative_to(graded.course).parts[1:]).is_file()
        )
    }
    texts |= {name: run.stdout for name, run in graded.runs.items()}
    found = {n: hit for n, text in texts.items() if (hit := first_control(text))}
    assert found == {}
    names = {str(path.relative_to(graded.course)) for path in graded.written}
    assert [name for name in names if not name.isprintable()] == []


def first_control(text):
    hit = attack_leaks.CONTROLS.search(text)
    return text[max(0, hit.start() - 40) : hit.end() + 40] if hit else None


def test_no_line_on_the_screen_and_no_table_reads_backwards(graded):
    texts = [run.stdout.decode("utf-8") for run in graded.runs.values()]
    tables = [path for path in graded.written if path.suffix == ".csv"]
    texts += [path.read_text(encoding="utf-8-sig") for path in tables]
    assert [t for t in texts if attack_leaks.DIRECTION.search(t)] == []


def test_no_table_holds_a_formula(graded):
    tables = [path for path in graded.written if path.suffix == ".csv"]
    assert len(tables) >= len(FORMATS)
    found = {str(path): attack_leaks.formulas(path.read_bytes()) for path in tables}
    assert {name: cells for name, cells in found.items() if cells} == {}


def test_what_a_student_may_have_faked_is_marked(graded):
    for attack in ATTACKS:
        if attack.header.get("exercise") != "account":
            continue
        cell = cell_of(record_of(graded, attack), "account-test")
        assert cell["tamper_proof"] is False
