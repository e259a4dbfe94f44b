"""The class report: what it counts, whom it names, and what it never lets through."""

import csv

import pytest
import small_course
from small_course import SOURCE, check_cell, checked, manual, solution

from autograder.errors import CourseError
from autograder.grading.class_report import write_report
from autograder.grading.lookalikes import groups, normal_form
from autograder.grading.pseudonyms import Names
from autograder.grading.report_data import CheckRow, _chapter

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")
LONG = """
def squares(n):
    total = 0
    for step in range(n):
        odd = 2 * step + 1
        total = total + odd
        if total < 0:
            total = abs(total)
    return total
"""
RENAMED = """
def squares(m: int) -> int:
    '''Mine!'''
    acc = 0  # start
    for i in range(m):
        o = (2 * i) + 1
        acc = acc + o
        if acc < 0: acc = abs(acc)
    return acc
"""
CELL = ("powers", "squares")


@pytest.fixture
def small(tmp_path):
    return small_course.make(tmp_path / "course")


def answered(answer, *results):
    check = [checked(*results)] if results else []
    tail = [check_cell("squares-check", outputs=check), SOURCE[5]]
    return [*SOURCE[:3], solution("squares", answer), *tail, manual("why", "So.")]


def rows_of(small):
    text = (small.course / "report" / "ps1.csv").read_bytes().decode("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(text.splitlines())}


@pytest.mark.nbgrader
def test_the_report_counts_scores_checks_and_hints(small):
    wrong = ("negative", False, "the sign is lost")
    small.hand_in("ann", answered("pass", ("small", True, ""), wrong), (2.0, 3.0))
    small.hand_in("bob", answered("pass", ("small", True, ""), wrong), (2.0, 1.0))
    small.hand_in("cyd", answered("pass", ("small", True, "")), (4.0, None))
    with small.gradebook() as gradebook:
        gradebook.add_student("dan")
    small.note("eve", "unreadable_submission", message="Not a notebook.")
    page = write_report(small.course).read_text(encoding="utf-8")
    assert '<td class="n">2</td><td>1.1 Squares of numbers</td>' in page
    assert "the sign is lost" in page
    assert '>small</th><td class="n">3 of 3<' in page
    assert '>negative</th><td class="n">0 of 2<' in page
    assert "Wait for a person to grade a cell: 1" in page
    assert "<h3>Have not handed in: 1</h3>\n<p>dan</p>" in page
    assert "Not a notebook." in page
    rows = rows_of(small)
    assert rows["bob"]["total"] == "3"
    assert rows["dan"]["status"] == "not handed in"
    assert rows["cyd"]["powers/why"] == ""
    assert rows["eve"]["total"] == ""


@pytest.mark.nbgrader
def test_hidden_checks_have_no_rate_since_some_students_do_not_see_them(small):
    cells = answered("pass", ("small", True, ""))
    hidden = checked(("kept", True, ""), name="squares, checks kept for grading")
    cells[4]["outputs"].insert(0, hidden)
    small.hand_in("ann", cells)
    page = write_report(small.course).read_text(encoding="utf-8")
    assert ">small</th>" in page
    assert ">kept</th>" not in page


@pytest.mark.nbgrader
def test_messages_stand_in_for_hints_in_a_course_without_check_reports(small):
    cell = {"notebook": "powers", "grade_id": "squares-check", "status": "error"}
    for name in ("ann", "bob"):
        result = {**cell, "message": "NameError: squares"}
        small.hand_in(name, answered("pass"), results=[result])
    page = write_report(small.course).read_text(encoding="utf-8")
    assert "Commonest messages" in page
    assert '<td class="n">2</td><td>1.1 Squares of numbers</td><td>NameError' in page


def test_exercises_are_in_the_order_of_their_numbers():
    rows = [CheckRow(title, "", 1, 1) for title in ("4.11 b", "Extra", "4.2 a", "4 c")]
    assert [row.exercise for row in sorted(rows, key=_chapter)] == [
        "4 c",
        "4.2 a",
        "4.11 b",
        "Extra",
    ]


@pytest.mark.nbgrader
def test_unprotected_cells_and_unsafe_grades_are_said_at_the_top(small):
    cell = {"notebook": "powers", "grade_id": "squares-check", "status": "ok"}
    result = {**cell, "tamper_proof": False}
    small.hand_in("ann", answered("pass"), results=[result], unsafe=True)
    page = write_report(small.course).read_text(encoding="utf-8")
    assert "Graded without a sandbox (--unsafe): 1." in page
    assert "(squares-check): 1 submission" in page


@pytest.mark.nbgrader
def test_an_anonymous_report_names_nobody(small):
    for name in ("zelda-quine", "abelard.noether", "=HYPERLINK(1)"):
        told = f"{name}: cannot be read"
        flags = [f"renamed_notebook:ps1 {name}.ipynb"]
        small.hand_in(name, answered(LONG), message=told, flags=flags, unsafe=True)
    with small.gradebook() as gradebook:
        gradebook.add_student("milnor", first_name="John", last_name="Whitehead")
    small.note("stranger-x", "unknown_student", message="stranger-x is unknown.")
    page = write_report(small.course, anonymous=True).read_text(encoding="utf-8")
    table = (small.course / "report" / "ps1.csv").read_text(encoding="utf-8")
    secrets = "zelda quine abelard noether HYPERLINK milnor Whitehead stranger".split()
    assert not [word for word in secrets if word in page + table]
    assert {f"s-{n:03d}" for n in range(1, 6)} == set(rows_of(small))


def test_pseudonyms_are_stable_in_a_run_and_drawn_anew_in_the_next():
    everybody = [f"student-{n}" for n in range(60)]
    names = Names(everybody, anonymous=True)
    assert len({names(s) for s in everybody}) == 60
    assert [names(s) for s in everybody] == [names(s) for s in everybody]
    others = Names(everybody, anonymous=True)
    assert [others(s) for s in everybody] != [names(s) for s in everybody]
    assert names.hide("student-1 and student-11") == (
        f"{names('student-1')} and {names('student-11')}"
    )


@pytest.mark.nbgrader
def test_markup_and_formulas_of_students_stay_text(small):
    evil = '<script>alert(1)</script>"\x1b[2J\u202e'
    report = (evil, False, evil)
    small.hand_in("=1+1", answered(LONG, report), flags=[f"odd_thing:{evil}"])
    small.note("<b>x</b>", "bad_name", message=evil)
    page = write_report(small.course).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>x" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "'=1+1" in rows_of(small)


@pytest.mark.nbgrader
def test_several_assignments_get_an_index(small):
    small.hand_in("ann", answered("pass"))
    with small.gradebook() as gradebook:
        gradebook.add_assignment("ps 2 & more")
    index = write_report(small.course)
    assert index.name == "index.html"
    page = index.read_text(encoding="utf-8")
    assert 'href="ps%202%20%26%20more.html"' in page
    assert (index.parent / "ps 2 & more.html").is_file()


@pytest.mark.nbgrader
def test_an_unknown_assignment_is_named(small):
    with pytest.raises(CourseError, match="no assignment ps9; it has ps1"):
        write_report(small.course, ["ps9"])


def test_renaming_comments_and_layout_do_not_hide_equality():
    (group,) = groups({CELL: {"ann": LONG, "bob": RENAMED, "cyd": "x = 1"}})
    assert group.students == ("ann", "bob")
    assert group.share == pytest.approx(2 / 3)


def test_another_operation_is_another_solution():
    assert groups({CELL: {"ann": LONG, "bob": LONG.replace("2 *", "3 *")}}) == []


def test_a_one_liner_accuses_nobody():
    short = "def squares(n):\n    return n * n"
    assert groups({CELL: {f"s{n}": short for n in range(3)}}) == []


def test_what_much_of_the_class_wrote_accuses_nobody():
    texts = {f"s{n}": LONG for n in range(10)} | {f"t{n}": "x = 1" for n in range(20)}
    assert groups({CELL: texts}) == []
    texts |= {f"u{n}": f"y = {n}" for n in range(30)}
    assert [len(group.students) for group in groups({CELL: texts})] == [10]


def test_the_courses_own_solution_and_stub_accuse_nobody():
    assert groups({CELL: {"ann": LONG, "bob": RENAMED}}, {CELL: [LONG]}) == []


NO_PROGRAM = ["def f(:", "x" * 60_000, "", "# only a comment", "\0"]


@pytest.mark.parametrize("text", [*NO_PROGRAM, "-" * 40_000 + "1", "(" * 900])
def test_what_is_no_program_is_left_out(text):
    assert normal_form(text) is None
