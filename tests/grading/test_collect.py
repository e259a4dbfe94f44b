"""Downloads of learning platforms, sorted into ``submitted/``."""

import datetime

import pytest
from archive_files import outcomes, submitted, tarred, zip_bytes, zipped

from autograder.errors import CourseError
from autograder.grading.collect import Collected, collect

TIMED = r".*?(?P<student_id>\w+)_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"


@pytest.fixture
def course(tmp_path):
    course = tmp_path / "course"
    (course / "source" / "ps").mkdir(parents=True)
    (course / "source" / "ps" / "nb.ipynb").write_text("{}")
    return course


# the platforms' names


def test_moodles_folders_are_collected(course, tmp_path):
    source = zipped(
        tmp_path / "m.zip",
        {
            "Ann Lee_12_assignsubmission_file_/nb.ipynb": "a",
            "Ann Lee_12_assignsubmission_file_/data/x.csv": "x",
            "Bo_x Ng_13_assignsubmission_file_nb.ipynb": "b",
            "Ann Lee_12_assignsubmission_onlinetext_/onlinetext.html": "t",
        },
    )
    found = collect(course, source, "ps")
    assert outcomes(found) == {"Ann Lee": "collected", "Bo_x Ng": "collected"}
    assert submitted(course) == {
        "Ann Lee:nb.ipynb": "a",
        "Ann Lee:data/x.csv": "x",
        "Bo_x Ng:nb.ipynb": "b",
    }


def test_canvas_marks_of_lateness_and_resubmission_are_understood(course, tmp_path):
    source = tmp_path / "canvas"
    source.mkdir()
    (source / "leeann_LATE_123_456_nb.ipynb").write_text("a")
    (source / "ngbo_124_457_nb-2.ipynb").write_text("b")
    found = collect(course, source, "ps")
    assert submitted(course) == {"leeann:nb.ipynb": "a", "ngbo:nb.ipynb": "b"}
    assert "late" in found[0].message
    assert found[1].message == ""


def test_a_folder_or_an_archive_for_each_student_is_plain(course, tmp_path):
    source = tmp_path / "in"
    (source / "ann" / "ps").mkdir(parents=True)
    (source / "ann" / "ps" / "nb.ipynb").write_text("a")
    zipped(source / "bob.zip", {"ps/nb.ipynb": "b", "ps/x.csv": "1"})
    tarred(source / "cyd.tar.gz", {"nb.ipynb": "c"})
    assert {one.status for one in collect(course, source, "ps")} == {"collected"}
    assert submitted(course) == {
        "ann:nb.ipynb": "a",
        "bob:nb.ipynb": "b",
        "bob:x.csv": "1",
        "cyd:nb.ipynb": "c",
    }


def test_a_pattern_of_nbgraders_kind_gives_times_and_the_latest_attempt(
    course, tmp_path
):
    source = zipped(
        tmp_path / "in.zip",
        {
            "x/ann_2026-01-15-09-00-00_nb.ipynb": "new",
            "x/ann_2026-01-14-09-00-00_nb.ipynb": "old",
        },
    )
    (one,) = collect(course, source, "ps", r".*/" + TIMED[3:])
    assert one.timestamp == datetime.datetime(2026, 1, 15, 9)
    assert submitted(course) == {
        "ann:nb.ipynb": "new",
        "ann:timestamp.txt": "2026-01-15 09:00:00.000000 UTC",
    }


def test_a_list_of_students_translates_names_and_numbers(course, tmp_path):
    students = tmp_path / "students.csv"
    students.write_text("student_id,name,number\nal1,Ann Lee,12\nbn2,Bo Ng,13\n")
    files = {
        "ANN  lee_99_assignsubmission_file_/nb.ipynb": "a",
        "Participant_13_assignsubmission_file_/nb.ipynb": "b",
        "Eve_66_assignsubmission_file_/nb.ipynb": "e",
    }
    source = zipped(tmp_path / "m.zip", files)
    found = collect(course, source, "ps", "moodle", students)
    assert submitted(course) == {"al1:nb.ipynb": "a", "bn2:nb.ipynb": "b"}
    assert found[-1].status == "unknown_student"
    assert "Eve" in found[-1].message


def test_two_accounts_of_one_name_are_ambiguous(course, tmp_path):
    files = {
        f"Ann Lee_{number}_assignsubmission_file_/nb.ipynb": "a" for number in (1, 2)
    }
    found = collect(course, zipped(tmp_path / "m.zip", files), "ps")
    assert outcomes(found) == {"Ann Lee": "ambiguous_submission"}
    assert submitted(course) == {}


def test_what_matches_nothing_is_told(course, tmp_path):
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a", "stray.ipynb": "s"})
    found = collect(course, source, "ps", "plain")
    assert outcomes(found) == {"ann": "collected", "stray.ipynb": "unmatched"}
    assert found[-1].message.startswith("stray.ipynb: no student can be read from it")


@pytest.mark.parametrize(
    "arguments",
    [("ps", "("), ("ps", "(?P<student_id>x)"), ("nothing", None), ("../x", None)],
)
def test_a_wrong_pattern_or_assignment_is_a_sentence(course, tmp_path, arguments):
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a"})
    with pytest.raises(CourseError):
        collect(course, source, *arguments)
    assert not (course / "submitted").exists()


def test_a_list_without_ids_is_a_sentence(course, tmp_path):
    (tmp_path / "s.csv").write_text("name\nAnn\n")
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a"})
    with pytest.raises(CourseError, match="student_id"):
        collect(course, source, "ps", "plain", tmp_path / "s.csv")


# what is there already


def test_the_same_again_is_unchanged(course, tmp_path):
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a"})
    collect(course, source, "ps")
    place = course / "submitted" / "ann" / "ps"
    before = place.stat().st_ino
    assert outcomes(collect(course, source, "ps")) == {"ann": "unchanged"}
    assert place.stat().st_ino == before


def test_another_one_is_kept_until_update(course, tmp_path):
    first = zipped(tmp_path / "1.zip", {"ann/nb.ipynb": "1", "ann/x": ""})
    second = zipped(tmp_path / "2.zip", {"ann/nb.ipynb": "2"})
    collect(course, first, "ps")
    (kept,) = collect(course, second, "ps")
    assert kept.status == "kept"
    assert "--update" in kept.message
    assert submitted(course) == {"ann:nb.ipynb": "1", "ann:x": ""}
    (updated,) = collect(course, second, "ps", update=True)
    assert updated.status == "updated"
    assert submitted(course) == {"ann:nb.ipynb": "2"}


def test_the_later_of_two_times_wins(course, tmp_path):
    def download(day):
        name = f"ann_2026-01-{day}-09-00-00_nb.ipynb"
        return zipped(tmp_path / f"{day}.zip", {name: day})

    results = [
        collect(course, download(day), "ps", TIMED)[0].status
        for day in ("15", "14", "16")
    ]
    assert results == ["collected", "kept", "updated"]
    assert submitted(course)["ann:nb.ipynb"] == "16"


def test_a_failure_on_the_way_leaves_the_old_one(course, tmp_path, monkeypatch):
    collect(course, zipped(tmp_path / "1.zip", {"ann/nb.ipynb": "1"}), "ps")
    second = zipped(tmp_path / "2.zip", {"ann/nb.ipynb": "2", "bob/nb.ipynb": "b"})
    honest = type(course).rename

    def fails(self, target):
        if self.parent.name == "made" and self.name == "ann":
            raise OSError(28, "No space left on device")
        return honest(self, target)

    monkeypatch.setattr(type(course), "rename", fails)
    found = collect(course, second, "ps", update=True)
    assert outcomes(found) == {"ann": "infra_error", "bob": "collected"}
    assert submitted(course) == {"ann:nb.ipynb": "1", "bob:nb.ipynb": "b"}


def test_a_killed_runs_leftovers_go_and_what_it_set_aside_returns(course, tmp_path):
    aside = course / ".collecting-dead" / "aside" / "zoe" / "ps"
    aside.mkdir(parents=True)
    (aside / "nb.ipynb").write_text("z")
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a"})
    collect(course, source, "ps")
    assert submitted(course) == {"ann:nb.ipynb": "a", "zoe:nb.ipynb": "z"}
    assert list(course.glob(".collecting-*")) == []


def test_a_student_does_not_say_when_it_was_handed_in(course, tmp_path):
    inner = zip_bytes({"nb.ipynb": "a", "timestamp.txt": "2000-01-01 00:00:00 UTC"})
    files = {"ann/work.zip": inner, "bob/nb.ipynb": "b", "bob/timestamp.txt": "2000"}
    collect(course, zipped(tmp_path / "in.zip", files), "ps")
    assert submitted(course) == {"ann:nb.ipynb": "a", "bob:nb.ipynb": "b"}


def test_a_record_says_what_was_taken(course, tmp_path):
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a", "ann/b.csv": "b"})
    assert collect(course, source, "ps") == [
        Collected("ann", "collected", "", ("b.csv", "nb.ipynb"))
    ]
