"""Grades for spreadsheets, Canvas and Moodle, and feedback in their archives."""

import csv
import io
import logging
import zipfile

import pytest
import small_course
from small_course import SOURCE, check_cell, manual, solution, write_notebook

from autograder.errors import CourseError
from autograder.grading import csv_files
from autograder.grading.export import export
from autograder.grading.feedback import write_feedback
from autograder.grading.feedback_zip import feedback_zip

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.filterwarnings("ignore:Object of type"),
]
CELLS = [
    *SOURCE[:3],
    solution("squares", "pass"),
    check_cell("squares-check"),
    manual("why", "So."),
]


@pytest.fixture
def small(tmp_path):
    """Two graded students, one of them late, one who waits, one who did nothing."""
    made = small_course.make(tmp_path / "course")
    made.hand_in("ann", CELLS, (4.0, 2.0))
    made.hand_in("bob", CELLS, (1.0, 0.5))
    made.hand_in("cyd", CELLS, (4.0, None))
    with made.gradebook() as gradebook:
        people = {"ann": ("Ann", "Lee"), "bob": ("Bob", "=1+1")}
        for name, (first, last) in people.items():
            gradebook.update_or_create_student(
                name, first_name=first, last_name=last, email=f"{name}@example.org"
            )
        gradebook.update_or_create_student("ann", lms_user_id="77")
        gradebook.add_student("dan")
        part = gradebook.find_submission_notebook("powers", "ps1", "bob")
        part.late_submission_penalty = 2.0
        gradebook.db.commit()
    return made


def read(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def table(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_csv_has_every_score_and_nbgraders_totals(small):
    head, *rows = read(export(small.course, "csv"))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    whole = {row["student"]: row for row in found if not row["cell"]}
    assert (whole["ann"]["score"], whole["ann"]["total"]) == ("6", "6")
    assert (whole["bob"]["late_penalty"], whole["bob"]["total"]) == ("2", "0")
    assert whole["cyd"]["waits_for_person"] == "yes"
    assert whole["dan"]["status"] == "not handed in"
    cells = {(row["student"], row["cell"]): row["score"] for row in found}
    assert cells["ann", "squares-check"] == "4"
    assert cells["cyd", "why"] == ""


FORMULAS = "=1+1 +1 -1+2 @SUM(A1) ＝1 ＋1 －1 ＠x |calc %x".split()
NUMBERS = [(-1.5, "-1.5"), (2.0, "2"), ("a=1", "a=1")]


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", "\n=1", " =1"])
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(text):
    assert csv_files.cell(text).startswith("'")


def test_a_text_is_no_formula_where_a_semicolon_separates_the_columns():
    assert csv_files.cell("a;=1+1; @x;b") == "a;'=1+1; '@x;b"


@pytest.mark.parametrize(("value", "shown"), NUMBERS)
def test_numbers_and_plain_text_stay_as_they_are(value, shown):
    assert csv_files.cell(value) == shown


def test_no_field_of_any_export_begins_as_a_formula(small):
    with small.gradebook() as gradebook:
        gradebook.update_or_create_student(
            "@cmd", first_name='=HYPERLINK("x")', last_name='"\r\n=1,2', email="+1@x"
        )
    for format in ("csv", "canvas", "moodle"):
        rows = read(export(small.course, format))
        texts = [value for row in rows for value in row if value]
        assert not [t for t in texts if t[0] in "=+-@\t\r"], format
        assert len({len(row) for row in rows}) == 1


def test_canvas_gets_its_columns_and_points_possible(small):
    path = export(small.course, "canvas")
    assert path.read_bytes().startswith(b"Student,ID,")  # no byte order mark
    rows = read(path)
    assert rows[0][2:] == ["SIS User ID", "SIS Login ID", "Section", "ps1"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "7"]
    assert rows[2] == ["Lee, Ann", "77", "", "ann", "", "6"]
    assert rows[3][0] == "'=1+1, Bob"


def test_what_waits_for_a_person_or_was_not_handed_in_stays_empty(small, caplog):
    caplog.set_level(logging.WARNING)
    rows = {row[3]: row[5] for row in read(export(small.course, "canvas"))[2:]}
    assert rows == {"ann": "6", "bob": "0", "cyd": "", "dan": ""}
    assert "ps1: 1 left empty, not handed in" in caplog.text
    assert "ps1: 1 left empty, waits for a person" in caplog.text


def test_canvas_own_export_gives_ids_sections_and_assignment_numbers(small, tmp_path):
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "ps1 (4711)"]
    rows = [
        head,
        ["    Points Possible", "", "", "", "", "7.00"],
        ["Lee, Ann", "901", "u1", "ANN", "A", ""],
        ["Other, One", "902", "u2", "bob@example.org", "B", "ann"],
        ["Nobody, Known", "903", "u3", "zoe", "B", ""],
    ]
    theirs = table(tmp_path / "canvas.csv", rows)
    written = read(export(small.course, "canvas", students=theirs))
    assert written[0] == head
    assert written[2] == ["Lee, Ann", "901", "u1", "ANN", "A", "6"]
    assert written[3] == ["Other, One", "902", "u2", "bob@example.org", "B", "0"]
    assert len(written) == 4


WORKSHEET = [
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
    "Last modified (grade)", "Feedback comments",
]  # fmt: skip


def test_moodles_worksheet_comes_back_filled(small, tmp_path):
    rows = [
        WORKSHEET,
        ["Participant 5", "Ann Lee", "other@x.org", "S", "", "7.00", "-", ""],
        ["Participant 6", "B", "BOB@example.org", "S", "", "7.00", "-", ""],
        ["Participant 7", "Zoe", "zoe@x.org", "S", "3.00", "7.00", "-", "keep"],
    ]
    theirs = table(tmp_path / "worksheet.csv", rows)
    written = read(export(small.course, "moodle", students=theirs))
    assert written[0] == WORKSHEET
    assert written[1][4:] == ["6", "7.00", "-", "6 of 7 points."]
    assert written[2][7] == "0 of 7 points, 2 taken off for being late."
    assert written[3] == rows[3]


def test_a_worksheet_with_another_maximum_is_refused(small, tmp_path):
    row = ["Participant 5", "Ann Lee", "x", "S", "", "100.00", "-", ""]
    theirs = table(tmp_path / "worksheet.csv", [WORKSHEET, row])
    with pytest.raises(CourseError, match=r"grade is 100\.00, ps1 has 7"):
        export(small.course, "moodle", students=theirs)


def test_moodles_grade_import_has_addresses(small):
    head, ann, *_ = read(export(small.course, "moodle"))
    assert head == ["First name", "Last name", "ID number", "Email address", "ps1"]
    assert ann == ["Ann", "Lee", "ann", "ann@example.org", "6"]


def test_an_unknown_format_is_named(small):
    with pytest.raises(CourseError, match="got format 'excel'"):
        export(small.course, "excel")


def hand_over(small, tmp_path, names):
    """Write different notebooks into submitted/, and a download that holds them."""
    download = tmp_path / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        for student, name in names.items():
            path = small.course / "submitted" / student / "ps1" / "powers.ipynb"
            write_notebook(path, [solution("squares", f"# {student}")])
            archive.writestr(name, path.read_bytes())
        archive.writestr("readme.txt", "x")
    write_feedback(small.course)
    return download


def test_moodle_takes_feedback_back_in_the_downloads_folders(small, tmp_path):
    names = {
        "ann": "Ann Lee_12345_assignsubmission_file/powers.ipynb",
        "bob": "Bob One_12346_assignsubmission_file_/powers (1).ipynb",
        "cyd": "Cyd_12347_assignsubmission_file_powers.ipynb",
    }
    download = hand_over(small, tmp_path, names)
    made = feedback_zip(small.course, "moodle", download, "ps1")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "Ann Lee_12345_assignsubmission_file_/powers.html",
            "Bob One_12346_assignsubmission_file_/powers.html",
            "Cyd_12347_assignsubmission_file_/powers.html",
        ]
        page = archive.read("Bob One_12346_assignsubmission_file_/powers.html")
    assert b"Assignment ps1, bob" in page


def test_canvas_takes_feedback_back_under_user_and_attachment(small, tmp_path):
    names = {
        "ann": "leeann_901_5551_powers.ipynb",
        "bob": "onebob_LATE_902_5552_powers-1.ipynb",
    }
    download = hand_over(small, tmp_path, names)
    made = feedback_zip(small.course, "canvas", download, "ps1")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "leeann_901_5551_powers.html",
            "onebob_LATE_902_5552_powers.html",
        ]


def test_the_same_pages_give_the_same_archive(small, tmp_path):
    names = {"ann": "leeann_901_5551_powers.ipynb"}
    download = hand_over(small, tmp_path, names)
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    feedback_zip(small.course, "canvas", download, "ps1", first)
    feedback_zip(small.course, "canvas", download, "ps1", second)
    assert first.read_bytes() == second.read_bytes()


def test_names_in_the_archive_stay_in_it(small, tmp_path):
    names = {
        "ann": "../../x_12345_assignsubmission_file/powers.ipynb",
        "bob": "/a\\..\\b\u202e:_12346_assignsubmission_file/powers.ipynb",
    }
    download = hand_over(small, tmp_path, names)
    made = feedback_zip(small.course, "moodle", download, "ps1")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "a-..-b--_12346_assignsubmission_file_/powers.html",
            "x_12345_assignsubmission_file_/powers.html",
        ]


def test_equal_notebooks_of_two_students_are_given_to_neither(small, tmp_path, caplog):
    names = {
        "ann": "leeann_901_5551_powers.ipynb",
        "bob": "onebob_902_5552_powers.ipynb",
        "cyd": "cyd_903_5553_powers.ipynb",
    }
    download = hand_over(small, tmp_path, names)
    for student in ("ann", "bob"):
        path = small.course / "submitted" / student / "ps1" / "powers.ipynb"
        write_notebook(path, [solution("squares", "# ann")])
    made = feedback_zip(small.course, "canvas", download, "ps1")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == ["cyd_903_5553_powers.html"]
    assert "2 notebooks of the download have no page" in caplog.text


def test_a_second_notebook_tells_students_apart_whose_first_is_equal(small, tmp_path):
    names = {
        "ann": "Ann_1_assignsubmission_file/powers.ipynb",
        "bob": "Bob_2_assignsubmission_file/powers.ipynb",
    }
    download = hand_over(small, tmp_path, names)
    with zipfile.ZipFile(download, "w") as archive:
        for student, name in names.items():
            folder = small.course / "submitted" / student / "ps1"
            write_notebook(folder / "powers.ipynb", [solution("squares", "pass")])
            write_notebook(folder / "more.ipynb", [solution("more", f"# {student}")])
            archive.write(folder / "powers.ipynb", name)
            archive.write(folder / "more.ipynb", name.replace("powers", "more"))
    made = feedback_zip(small.course, "moodle", download, "ps1")
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "Ann_1_assignsubmission_file_/powers.html",
            "Bob_2_assignsubmission_file_/powers.html",
        ]


def test_a_download_of_something_else_is_refused(small, tmp_path):
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w"):
        pass
    with pytest.raises(CourseError, match="python -m autograder feedback ps1"):
        feedback_zip(small.course, "moodle", empty, "ps1")
    empty.write_text("no archive")
    with pytest.raises(CourseError, match="cannot be read as a ZIP"):
        feedback_zip(small.course, "moodle", empty, "ps1")
