"""The gradebook's journal during a run, and what is left of it."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_course
import tiny_judge
from nbgrader.api import Gradebook as Stock
from tiny_course import NAME, hand_in

from autograder.grading import journal
from autograder.grading.writer import Writer

RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = tmp_path_factory.mktemp("journal") / "course"
    tiny_course.build(course)
    hand_in(course, "ann", RIGHT)
    return course


@pytest.fixture
def course(released, tmp_path, monkeypatch):
    shutil.copytree(released, tmp_path / "course")
    monkeypatch.setattr(journal, "LOCAL", {journal.file_system(tmp_path)})
    return tmp_path / "course"


def store(course, writer):
    plan = writer.prepare(tiny_course.plan_of(course))
    submission = tiny_course.submission_of(course, "ann")
    result = tiny_judge.grade_one(plan, submission, timeout=1, repeat=1, safe=True)
    writer.store(result, submission, plan)


def mode(course):
    database = sqlite3.connect(course / "gradebook.db")
    try:
        return database.execute("PRAGMA journal_mode").fetchone()[0]
    finally:
        database.close()


def beside(course):
    return sorted(path.name for path in course.glob("gradebook.db*"))


def test_the_log_is_written_ahead_during_a_run_and_gone_afterwards(course):
    with Writer(course) as writer:
        assert mode(course) == "delete"  # nothing is stored yet
        store(course, writer)
        assert mode(course) == "wal"
    assert (mode(course), beside(course)) == ("delete", ["gradebook.db"])


def test_on_a_file_system_that_is_not_known_to_be_local_nothing_changes(
    course, monkeypatch
):
    monkeypatch.setattr(journal, "LOCAL", frozenset())
    with Writer(course) as writer:
        store(course, writer)
        assert mode(course) == "delete"


def test_nbgrader_reads_and_writes_beside_a_run_and_after_it(course):
    url = f"sqlite:///{course / 'gradebook.db'}"
    with Writer(course) as writer, Stock(url) as stock:
        store(course, writer)
        assert stock.find_submission(NAME, "ann").score == 3
        grade = stock.find_submission_notebook("one", NAME, "ann").grades[0]
        grade.manual_score = 0.5
        stock.db.commit()
        store(course, writer)
    with Stock(url) as stock:
        grades = stock.find_submission_notebook("one", NAME, "ann").grades
        assert [g.manual_score for g in grades].count(0.5) == 1


def test_a_database_that_another_program_has_open_is_brought_back_by_the_next_run(
    course,
):
    with Writer(course) as writer:
        store(course, writer)
        other = sqlite3.connect(course / "gradebook.db")
        other.execute("SELECT count(*) FROM grade").fetchone()
    assert mode(course) == "wal"
    other.close()
    with Writer(course) as writer:
        store(course, writer)
    assert (mode(course), beside(course)) == ("delete", ["gradebook.db"])


def test_what_was_committed_outlives_a_killed_process(course):
    program = (
        "import os, sys; from pathlib import Path\n"
        "import test_journal as t; from autograder.grading import journal\n"
        "course = Path(sys.argv[1])\n"
        "journal.LOCAL = {journal.file_system(course)}\n"
        "with t.Writer(course) as writer:\n"
        "    t.store(course, writer); os._exit(9)"
    )
    command = [sys.executable, "-c", program, str(course)]
    assert subprocess.run(command, cwd=Path(__file__).parent).returncode == 9
    assert "gradebook.db-wal" in beside(course)
    with Stock(f"sqlite:///{course / 'gradebook.db'}") as stock:
        assert stock.find_submission(NAME, "ann").score == 3


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"), ("/home/ann/course", "nfs4"), ("/homely", "ext4"),
        ("/data/my courses/x", "tmpfs"), ("/data/other", "fuse.sshfs"),
    ],
)  # fmt: skip
def test_the_innermost_and_last_mount_counts(path, kind, tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "23 22 0:40 / /home rw shared:5 - nfs4 server:/home rw\n"
        "24 22 0:41 / /data rw - xfs /dev/sdb rw\n"
        "25 22 0:42 / /data rw - fuse.sshfs a:/ rw\n"
        "26 25 0:43 / /data/my\\040courses rw - tmpfs tmpfs rw\n"
    )
    monkeypatch.setattr(journal, "MOUNTS", mounts)
    assert journal.file_system(Path(path)) == kind


def test_without_a_list_of_mounts_no_file_system_is_taken_for_local(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(journal, "MOUNTS", tmp_path / "nowhere")
    assert journal.file_system(tmp_path) not in journal.LOCAL
