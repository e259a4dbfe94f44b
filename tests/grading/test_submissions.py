"""Finding submissions and reading them, whatever lies in their folders."""

import datetime
import errno
import os
import socket

import pytest

from autograder.grading import handed_in
from autograder.grading.records import Plan, PlanNotebook
from autograder.grading.submissions import find, load, parse_time

PLAN = Plan("ps", (PlanNotebook("nb", ()),), "v")
TWO = Plan("ps", (PlanNotebook("one", ()), PlanNotebook("two", ())), "v")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "submitted" / "ann" / "ps"
    made.mkdir(parents=True)
    return made


def fill(folder, **files):
    for name, content in files.items():
        put(folder, name + ".ipynb", content)


def put(folder, name, content=""):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def status(folder, plan=PLAN):
    submission = load(folder, "ann", plan)
    assert submission.problem[1].endswith(".")
    return submission.problem[0]


# finding


def test_submissions_are_found_by_student(tmp_path):
    for student in ("zoe", "ann", "Å=1+1"):
        (tmp_path / "submitted" / student / "ps").mkdir(parents=True)
    (tmp_path / "submitted" / "bob" / "other").mkdir(parents=True)
    put(tmp_path / "submitted", "README")
    found = find(tmp_path, "ps")
    assert [student for student, _ in found] == ["ann", "zoe", "Å=1+1"]
    assert found[0][1] == tmp_path / "submitted" / "ann" / "ps"


def test_a_configured_structure_and_excluded_students_are_followed(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.directory_structure = "
        "'{nbgrader_step}/{assignment_id}/s-{student_id}'\n"
        "c.CourseDirectory.submitted_directory = 'in'\n"
        "c.CourseDirectory.student_id_exclude = 'tester'\n"
    )
    for name in ("s-ann", "s-tester", "ann"):
        (tmp_path / "in" / "ps" / name).mkdir(parents=True)
    assert find(tmp_path, "ps") == [("ann", tmp_path / "in" / "ps" / "s-ann")]


def test_a_course_without_submissions_has_none(tmp_path):
    assert find(tmp_path, "ps") == []


# reading


def test_files_are_kept_by_relative_path_without_what_nbgrader_ignores(folder):
    fill(folder, nb="{}", scratch="{}")
    put(folder, "data/x.csv", "1")
    put(folder, "helper.py", "y = 1")
    put(folder, ".ipynb_checkpoints/nb.ipynb", "old")
    put(folder, "__pycache__/helper.pyc", "?")
    files = load(folder, "ann", PLAN).files
    assert files == {"nb.ipynb": b"{}", "data/x.csv": b"1", "helper.py": b"y = 1"}


def test_the_hash_knows_names_and_contents_but_not_the_time(folder):
    def content_hash():
        return load(folder, "ann", PLAN).content_hash

    fill(folder, nb="{}")
    first = content_hash()
    put(folder, "timestamp.txt", "2026-01-15 09:00:00 UTC")
    assert content_hash() == first
    put(folder, "a", "bc")
    second = content_hash()
    (folder / "a").unlink()
    put(folder, "ab", "c")
    assert len({first, second, content_hash()}) == 3


def test_a_time_is_in_utc_without_a_zone(folder):
    fill(folder, nb="{}")
    put(folder, "timestamp.txt", "2015-02-02 15:58:23 America/Los_Angeles\n")
    submission = load(folder, "ann", PLAN)
    assert submission.timestamp == datetime.datetime(2015, 2, 2, 23, 58, 23)
    assert submission.flags == ()


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2015-02-02 15:58:23 /etc/localtime",
        "2015-02-02 15:58:23 ../x",
        "9" * 5000,
        "2015-99-99 00:00:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_time_is_flagged_and_no_time_is_taken(folder, text):
    fill(folder, nb="{}")
    put(folder, "timestamp.txt", text)
    submission = load(folder, "ann", PLAN)
    assert submission.timestamp is None
    assert [flag.partition(":")[0] for flag in submission.flags] == ["bad_timestamp"]
    assert submission.problem == ("", "")


@pytest.mark.parametrize(
    "student",
    [
        "",
        " ann",
        ".ann",
        "a/b",
        "a\\b",
        "a\x1b[2J",
        "x" * 129,
        "a\u202eb",
        "a\nb",
        "\udc80",
    ],
)
def test_a_bad_name_is_refused_and_shown_without_harm(folder, student):
    submission = load(folder, student, PLAN)
    assert submission.problem[0] == "bad_name"
    assert (submission.student + submission.problem[1]).isprintable()


@pytest.mark.parametrize("student", ["=1+1", "O'Hara", "Łukasz Żak", "a,b", "李"])
def test_an_unusual_name_is_no_bad_name(tmp_path, student):
    folder = tmp_path / student / "ps"
    put(folder, "nb.ipynb", "{}")
    submission = load(folder, student, PLAN)
    assert submission.problem == ("", "")
    assert submission.student == student


def test_a_file_name_with_control_characters_is_refused(folder):
    put(folder, "a\x1b[2J.csv")
    assert status(folder) == "bad_name"


# what must not be followed or opened


@pytest.fixture
def secret(tmp_path):
    put(tmp_path, "secret/nb.ipynb", "secret")
    return tmp_path / "secret"


def test_a_link_to_a_file_is_refused(folder, secret):
    (folder / "nb.ipynb").symlink_to(secret / "nb.ipynb")
    assert status(folder) == "bad_file_type"


def test_a_link_to_a_folder_is_refused(folder, secret):
    fill(folder, nb="{}")
    (folder / "data").symlink_to(secret)
    assert status(folder) == "bad_file_type"


@pytest.mark.parametrize("above", [False, True])
def test_a_submission_that_is_a_link_is_refused(tmp_path, secret, above):
    put(tmp_path, "other/ps/nb.ipynb", "{}")
    student = tmp_path / "in" / "ann"
    student.parent.mkdir()
    if above:
        student.symlink_to(tmp_path / "other")
    else:
        student.mkdir()
        (student / "ps").symlink_to(secret)
    submission = load(student / "ps", "ann", PLAN)
    assert submission.problem[0] == "bad_file_type"
    assert submission.files == {}


def test_a_pipe_is_refused_without_waiting_for_a_writer(folder):
    os.mkfifo(folder / "nb.ipynb")
    assert status(folder) == "bad_file_type"


def test_a_socket_is_refused(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("nb.ipynb")
        assert status(folder) == "bad_file_type"


def test_a_folder_named_as_a_notebook_is_refused(folder):
    (folder / "nb.ipynb").mkdir()
    assert status(folder) == "bad_file_type"


def test_a_file_in_place_of_the_folder_is_refused(folder):
    folder.rmdir()
    folder.write_text("")
    assert status(folder) == "bad_file_type"


def test_a_file_swapped_for_a_link_after_it_was_looked_at_is_refused(
    folder, secret, monkeypatch
):
    fill(folder, nb="{}")
    honest = os.open

    def swapped(path, flags, **where):
        if path == "nb.ipynb":
            (folder / "nb.ipynb").unlink()
            (folder / "nb.ipynb").symlink_to(secret / "nb.ipynb")
        return honest(path, flags, **where)

    monkeypatch.setattr(handed_in.os, "open", swapped)
    submission = load(folder, "ann", PLAN)
    assert submission.problem[0] == "bad_file_type"
    assert submission.files == {}


def test_a_file_swapped_for_a_pipe_after_it_was_looked_at_is_refused(
    folder, monkeypatch
):
    fill(folder, nb="{}")
    honest = os.open

    def swapped(path, flags, **where):
        if path == "nb.ipynb":
            (folder / "nb.ipynb").unlink()
            os.mkfifo(folder / "nb.ipynb")
        return honest(path, flags, **where)

    monkeypatch.setattr(handed_in.os, "open", swapped)
    assert status(folder) == "bad_file_type"


def test_a_file_that_vanishes_or_may_not_be_read_is_unreadable(folder, monkeypatch):
    fill(folder, nb="{}")
    honest = os.open

    def refuse(path, flags, **where):
        if path == "nb.ipynb":
            raise PermissionError(errno.EACCES, "Permission denied")
        return honest(path, flags, **where)

    monkeypatch.setattr(handed_in.os, "open", refuse)
    assert status(folder) == "unreadable_submission"
    assert status(folder.parent / "gone") == "unreadable_submission"


def test_too_many_files_are_too_large(folder):
    for number in range(handed_in.MOST_FILES + 1):
        put(folder, f"{number}.txt")
    assert status(folder) == "submission_too_large"


def test_too_many_bytes_are_too_large_and_not_read(folder):
    fill(folder, nb="{}")
    with (folder / "hole").open("wb") as hole:
        hole.truncate(2**40)
    assert status(folder) == "submission_too_large"


def test_deep_folders_are_too_large(folder):
    put(folder, "d/" * 20 + "x")
    assert status(folder) == "submission_too_large"


def test_no_descriptor_stays_open(folder):
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    fill(folder, nb="{}")
    os.mkfifo(folder / "pipe")
    load(folder, "ann", PLAN)
    after = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    assert len(after) == len(before)


# which notebook is which


def outcome(folder, plan=PLAN):
    submission = load(folder, "ann", plan)
    notebooks = {k: v.decode() for k, v in submission.files.items() if "ipynb" in k}
    return submission.problem[0], notebooks, submission.flags


def test_the_exact_name_wins_over_jupyters_copy(folder):
    fill(folder, **{"nb": "1", "nb-Copy1": "2"})
    assert outcome(folder) == ("", {"nb.ipynb": "1"}, ("extra_copy:nb-Copy1.ipynb",))


def test_a_browsers_copy_with_other_content_is_ambiguous(folder):
    fill(folder, **{"nb": "1", "nb (1)": "2"})
    submission = load(folder, "ann", PLAN)
    assert submission.problem[0] == "ambiguous_submission"
    assert "nb.ipynb and nb (1).ipynb" in submission.problem[1]


def test_a_browsers_copy_with_the_same_content_is_flagged(folder):
    fill(folder, **{"nb": "1", "nb (1)": "1"})
    assert outcome(folder) == ("", {"nb.ipynb": "1"}, ("extra_copy:nb (1).ipynb",))


@pytest.mark.parametrize("name", ["nb (1)", "NB", "nb-Copy1", "nb(2)", "nb - Copy"])
def test_the_only_candidate_is_taken(folder, name):
    fill(folder, **{name: "1"})
    assert outcome(folder) == (
        "",
        {"nb.ipynb": "1"},
        (f"renamed_notebook:{name}.ipynb",),
    )


def test_another_composition_of_letters_is_the_same_name(folder):
    plan = Plan("ps", (PlanNotebook("caf\u00e9", ()), PlanNotebook("b", ())), "v")
    fill(folder, **{"cafe\u0301": "1"})
    assert outcome(folder, plan)[1] == {"caf\u00e9.ipynb": "1"}


def test_two_candidates_are_ambiguous(folder):
    fill(folder, **{"nb (1)": "1", "nb (2)": "2"})
    assert outcome(folder)[0] == "ambiguous_submission"


def test_any_name_will_do_for_one_notebook_of_one(folder):
    fill(folder, homework="1")
    assert outcome(folder)[1:] == (
        {"nb.ipynb": "1"},
        ("renamed_notebook:homework.ipynb",),
    )


def test_one_of_two_notebooks_may_be_missing(folder):
    fill(folder, one="1")
    assert outcome(folder, TWO) == ("", {"one.ipynb": "1"}, ())


def test_strange_names_for_two_notebooks_are_ambiguous(folder):
    fill(folder, homework="1")
    assert outcome(folder, TWO)[0] == "ambiguous_submission"


def test_a_notebook_in_a_folder_is_taken_where_there_is_no_other(folder):
    put(folder, "ps/nb.ipynb", "1")
    assert outcome(folder)[1:] == (
        {"nb.ipynb": "1"},
        ("renamed_notebook:ps/nb.ipynb",),
    )


def test_a_folder_without_a_notebook_was_not_run(folder):
    put(folder, "readme.txt")
    assert status(folder) == "not_run"


def test_times_of_nbgraders_exchange_are_read():
    expected = datetime.datetime(2026, 1, 15, 9, 0)
    for text in (
        "2026-01-15 09:00:00.000000 UTC",
        "2026-01-15T09:00:00Z",
        "2026-01-15T10:00:00+01:00",
    ):
        assert parse_time(text) == expected
