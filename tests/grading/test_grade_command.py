"""``autograder grade``: what is graded, what is skipped, what the person reads."""

import concurrent.futures
import functools
import json
import multiprocessing
import re
import shutil
from concurrent.futures.process import BrokenProcessPool

import pytest
import tiny_course
import tiny_judge
from inline import inline_pool
from tiny_course import NAME, grades, hand_in, query

from autograder import cli, system
from autograder.errors import CourseError, WorkerError
from autograder.grading import grade as grading
from autograder.grading import pool, safety, worker
from autograder.grading.records import Submission
from autograder.grading.writer import Writer

RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}
HALF = {**RIGHT, "more": "answer = 2"}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    course = tmp_path_factory.mktemp("tiny") / "course"
    tiny_course.build(course)
    return course


@pytest.fixture
def course(generated, tmp_path, monkeypatch):
    monkeypatch.setattr(safety, "sandbox_problems", lambda course: [])
    monkeypatch.setattr(worker, "process_pool", inline_pool)
    return shutil.copytree(generated, tmp_path / "course")


def grade(course, *assignments, **options):
    options = {"judge": "tiny_judge", "calibrate": "tiny_judge"} | options
    return grading.grade(grading.Request(course, assignments, **options))


@pytest.fixture
def graded_students(monkeypatch):
    """List the students that the judge sees."""
    seen = []
    real = tiny_judge.grade_one

    def noting(plan, submission, **options):
        seen.append(submission.student)
        return real(plan, submission, **options)

    monkeypatch.setattr(tiny_judge, "grade_one", noting)
    return seen


def test_everyone_who_handed_in_is_graded(course, capsys):
    for student, answers in (("ann", RIGHT), ("bob", HALF)):
        hand_in(course, student, answers)
    assert grade(course) == 0
    assert grades(course, "ann")["more-test"] == (1.0, False)
    assert grades(course, "bob")["more-test"] == (0.0, False)
    shown = capsys.readouterr().out
    assert "tiny: 2 submissions: 1 ok, 1 wrong; mean score 2.50 of 7" in shown
    assert re.search(r"2 graded in \d+ s\. Grades: .*gradebook\.db", shown)


def test_what_was_graded_is_not_graded_again(course, graded_students, capsys):
    for student in ("ann", "bob"):
        hand_in(course, student, RIGHT)
    assert grade(course) == 0
    hand_in(course, "bob", HALF)
    hand_in(course, "cid", HALF)
    graded_students.clear()
    assert grade(course) == 0
    assert sorted(graded_students) == ["bob", "cid"]
    assert "2 graded, 1 before" in capsys.readouterr().out
    graded_students.clear()
    assert grade(course, force=True) == 0
    assert sorted(graded_students) == ["ann", "bob", "cid"]


def test_another_source_version_is_graded_again(course, graded_students):
    hand_in(course, "ann", RIGHT)
    assert grade(course) == 0
    (course / "source" / NAME / "data.csv").write_text("3,4\n")
    graded_students.clear()
    assert grade(course) == 0
    assert graded_students == ["ann"]


def test_a_later_due_date_changes_the_penalty_of_what_is_graded(course):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    tiny_course.set_due(course)
    hand_in(course, "ann", RIGHT, day=16)
    assert grade(course) == 0
    assert {row[6] for row in query(course, tiny_course.SUBMITTED)} == {2.0, 1.0}
    tiny_course.set_due(course, tiny_course.DUE.replace(day=17))
    assert grade(course) == 0
    assert {row[6] for row in query(course, tiny_course.SUBMITTED)} == {None}


def test_a_dry_run_says_whose_score_would_change_and_writes_nothing(
    course, graded_students, capsys
):
    for student in ("ann", "bob"):
        hand_in(course, student, HALF)
    assert grade(course) == 0
    hand_in(course, "ann", RIGHT)
    hand_in(course, "cid", HALF)
    before = (course / "gradebook.db").read_bytes(), tiny_course.tree(course)
    capsys.readouterr()
    graded_students.clear()
    assert grade(course, dry_run=True, json_path="-") == 0
    assert sorted(graded_students) == ["ann", "cid"]
    assert ((course / "gradebook.db").read_bytes(), tiny_course.tree(course)) == before
    out, err = capsys.readouterr()
    assert "ann, tiny: 2 → 3\ncid, tiny: not graded → 2\n" in err
    scores = {name: r["score"] for name, r in tiny_course.records(out).items()}
    assert scores == {"ann": 3.0, "bob": 2.0, "cid": 2.0}


def test_a_dry_run_of_a_new_course_leaves_no_table(course):
    hand_in(course, "ann", RIGHT)
    before = (course / "gradebook.db").read_bytes()
    assert grade(course, dry_run=True) == 0
    assert (course / "gradebook.db").read_bytes() == before


def test_only_the_students_named_are_graded(course, graded_students):
    for student in ("ann", "bob", "cid"):
        hand_in(course, student, RIGHT)
    assert grade(course, NAME, students=["cid", "ann"]) == 0
    assert sorted(graded_students) == ["ann", "cid"]
    with pytest.raises(CourseError, match="zoe handed in nothing for tiny"):
        grade(course, students=["ann", "zoe"])


def test_nothing_handed_in_is_a_sentence(course):
    with pytest.raises(CourseError, match="nothing was handed in for tiny"):
        grade(course)


def test_the_json_file_has_a_record_of_every_submission(course, tmp_path):
    path = tmp_path / "records.json"
    for student in ("bob", "ann"):
        hand_in(course, student, HALF)
    assert grade(course) == 0
    hand_in(course, "cid", RIGHT)
    assert grade(course, json_path=str(path)) == 0
    found = json.loads(path.read_text())
    assert [record["student"] for record in found] == ["ann", "bob", "cid"]
    assert set(found[0]) == {
        "student", "assignment", "status", "score", "max_score", "flags", "cells",
        "message",
    }  # fmt: skip
    assert set(found[0]["cells"][0]) == {
        "notebook", "grade_id", "score", "max_score", "status", "message",
        "tamper_proof",
    }  # fmt: skip
    assert list(tmp_path.glob(".records*")) == []


def test_a_submission_that_cannot_be_read_touches_nobody_else(course, capsys):
    hand_in(course, "ann", RIGHT)
    (hand_in(course, "bob", RIGHT) / "one.ipynb").write_text("{")
    folder = course / "submitted" / "evil\x1b[2Jname" / NAME
    folder.mkdir(parents=True)
    (folder / "one.ipynb").write_text("{}")
    empty = course / "submitted" / "dan" / NAME
    empty.mkdir(parents=True)
    assert grade(course, judge="refusing_judge") == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "Without a new score: 3" in out
    assert re.search(r"bob +tiny +unreadable_submission", out)
    assert re.search(r"x1b\[2Jname +tiny +bad_name", out)
    assert query(course, tiny_course.STUDENTS) == [("ann", None, None, None, None)]


def test_a_course_that_adds_nobody_leaves_unknown_students_out(course, capsys):
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("c.Autograde.create_student = False\n")
    hand_in(course, "ann", RIGHT)
    hand_in(course, "bob", RIGHT)
    query(course, "INSERT INTO student (id) VALUES ('ann')")
    assert grade(course) == 0
    assert "nbgrader db student add bob" in capsys.readouterr().out
    assert grades(course, "bob") == {}
    query(course, "INSERT INTO student (id) VALUES ('bob')")
    assert grade(course) == 0  # known by now
    assert grades(course, "bob")["test"] == (2.0, False)


def test_a_fault_of_the_judge_is_no_students_zero(course, capsys):
    hand_in(course, "ann", {**RIGHT, "more": tiny_judge.RAISE})
    hand_in(course, "bob", RIGHT)
    assert grade(course) == 1
    assert "ZeroDivisionError: a fault of the judge" in capsys.readouterr().out
    assert grades(course, "ann") == {}
    assert grades(course, "bob")["test"] == (2.0, False)
    hand_in(course, "ann", RIGHT)
    assert grade(course) == 0
    assert grades(course, "ann")["test"] == (2.0, False)


def test_without_a_sandbox_a_real_class_is_refused_with_the_command(
    course, monkeypatch
):
    monkeypatch.undo()
    monkeypatch.setattr(worker, "process_pool", inline_pool)
    monkeypatch.setattr(system, "find_bubblewrap", lambda: None)
    monkeypatch.setattr(system, "install_command", lambda name: f"install {name}")
    hand_in(course, "ann", RIGHT)
    with pytest.raises(CourseError, match=r"run: install bubblewrap\. .*--unsafe"):
        grade(course)
    assert grades(course, "ann") == {}


@pytest.mark.parametrize("sample", [True, False])
def test_grades_without_a_sandbox_are_stamped_loudly(
    course, sample, monkeypatch, capsys
):
    monkeypatch.setattr(safety, "sandbox_problems", lambda course: ["No sandbox."])
    if sample:
        (course / "expected.json").write_text('{"ann": {}}')
    hand_in(course, "ann", RIGHT)
    assert grade(course, unsafe=not sample) == 0
    assert "UNSAFE: graded without a sandbox" in capsys.readouterr().out
    ((flags,),) = query(course, "SELECT flags FROM autograder_result")
    assert json.loads(flags) == ["unsafe"]


def test_a_student_among_the_made_up_ones_is_a_real_class(course, monkeypatch):
    monkeypatch.setattr(safety, "sandbox_problems", lambda course: ["No sandbox."])
    (course / "expected.json").write_text('{"ann": {}}')
    hand_in(course, "ann", RIGHT)
    hand_in(course, "bob", RIGHT)
    with pytest.raises(CourseError, match="no working sandbox"):
        grade(course)


def test_ctrl_c_keeps_what_is_graded_and_the_next_run_goes_on(
    course, monkeypatch, capsys, graded_students
):
    for student in ("ann", "bob", "cid", "dan"):
        hand_in(course, student, RIGHT)
    real = Writer.store

    def interrupted(self, result, *arguments):
        if result.student == "cid":
            raise KeyboardInterrupt
        return real(self, result, *arguments)

    monkeypatch.setattr(Writer, "store", interrupted)
    assert grade(course, workers=1) == grading.INTERRUPTED
    assert "2 of 4 graded; run the same command again" in capsys.readouterr().err
    monkeypatch.setattr(Writer, "store", real)
    graded_students.clear()
    assert grade(course) == 0
    assert sorted(graded_students) == ["cid", "dan"]


def test_the_command_line_passes_every_option_on(course, monkeypatch):
    seen = []
    monkeypatch.setattr(grading, "grade", lambda request: seen.append(request) or 0)
    words = "grade tiny --student ann bob --workers 3 --timeout 2.5 --repeat 2 --force"
    more = "--dry-run --json - --unsafe --course".split()
    assert cli.main([*words.split(), *more, str(course)]) == 0
    assert seen[0] == grading.Request(
        course, ["tiny"], ["ann", "bob"], 3, 2.5, 2, True, True, "-", True
    )


def test_pages_are_written_by_the_command_that_graded(course, monkeypatch, capsys):
    ask = functools.partial(grading.Request, judge="tiny_judge", calibrate="tiny_judge")
    monkeypatch.setattr(grading, "Request", ask)
    hand_in(course, "ann", RIGHT)
    words = "grade tiny --feedback --json - --course".split()
    assert cli.main([*words, str(course)]) == 0
    out, err = capsys.readouterr()
    assert [record["student"] for record in json.loads(out)] == ["ann"]
    assert "2 pages in" in err
    pages = sorted((course / "feedback" / "ann" / "tiny").glob("*.html"))
    assert [page.stem for page in pages] == ["one", "two"]


def test_pages_and_a_dry_run_contradict_each_other(course, capsys):
    words = "grade tiny --feedback --dry-run --course".split()
    assert cli.main([*words, str(course)]) == 2
    assert "--dry-run nothing: leave one out" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--workers=0", "--repeat=no", "--timeout=x"])
def test_numbers_that_make_no_sense_are_refused(course, option, capsys):
    with pytest.raises(SystemExit):
        cli.main(["grade", option, "--course", str(course)])
    assert "expected" in capsys.readouterr().err


def test_extensions_are_granted_by_command(course, tmp_path, capsys):
    tiny_course.set_due(course)
    path = tmp_path / "more.csv"
    path.write_text("student,assignment,hours\nann,tiny,24\n")
    assert cli.main(["extensions", str(path), "--course", str(course)]) == 0
    assert "ann, tiny: due 2026-01-16 12:00 UTC" in capsys.readouterr().out
    assert query(course, "SELECT * FROM autograder_extension") == [
        ("ann", "tiny", 86400.0)
    ]


@pytest.mark.parametrize(
    "command", "collect grade extensions feedback report export".split()
)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([command, "--help"])
    assert left.value.code == 0
    assert "--course DIR" in capsys.readouterr().out


# --- the pool ------------------------------------------------------------------------


class Broken(concurrent.futures.Executor):
    """An executor that breaks as the standard one does, by a plan."""

    def __init__(self, deadly):
        self.deadly = deadly
        self.most = 0
        self.futures = []
        self.broken = False

    def submit(self, function, /, *arguments):
        """Take a job; nothing happens before somebody waits."""
        if self.broken:
            raise BrokenProcessPool("broken before")
        future = concurrent.futures.Future()
        student = getattr(arguments[0], "student", "") if arguments else ""
        self.futures.append((future, student, function))
        return future

    def settle(self):
        """Finish what was handed in; one deadly job breaks all."""
        waiting = [f for f in self.futures if not f[0].done()]
        self.most = max(self.most, len(waiting))
        deaths = [f for f in waiting if self.deadly(f[1])]
        self.broken = bool(deaths)
        for future, student, function in waiting:
            if self.broken:
                future.set_exception(BrokenProcessPool("a worker was killed"))
            else:
                future.set_result(True if function is worker.ready else student)


@pytest.fixture
def breaking(monkeypatch):
    """Return what makes a pool whose jobs die by a plan, and its executors."""
    made = []

    def start(deadly, in_flight=4):
        def make():
            made.append(Broken(deadly))
            return made[-1]

        return pool.Pool(make, in_flight)

    def wait(running, *arguments, **options):
        made[-1].settle()
        return concurrent.futures._base.DoneAndNotDoneFutures(set(running), set())

    real = concurrent.futures.Future.result

    def result(self, timeout=None):
        if not self.done():
            made[-1].settle()
        return real(self, timeout)

    monkeypatch.setattr(pool.futures, "wait", wait)
    monkeypatch.setattr(pool.futures.Future, "result", result)
    return start, made


def submissions(*names):
    return [Submission(name, NAME) for name in names]


def outcomes(running, *names):
    return {s.student: r for s, r in running.grade(submissions(*names))}


def test_the_one_that_kills_its_worker_is_set_aside_and_nobody_else(breaking):
    start, _ = breaking
    found = outcomes(start(lambda name: name == "evil"), "a", "b", "evil", "c", "d")
    assert {name: found[name] for name in "abcd"} == {name: name for name in "abcd"}
    assert found["evil"].status == "infra_error"
    assert "killed 3 times" in found["evil"].message


def test_a_worker_killed_from_outside_costs_nobody_a_grade(breaking):
    start, _ = breaking
    kills = iter([True])
    found = outcomes(start(lambda name: next(kills, False)), *"abcdefg")
    assert found == {name: name for name in "abcdefg"}


def test_workers_that_cannot_live_end_the_run_with_a_sentence(breaking):
    start, _ = breaking
    with pytest.raises(WorkerError, match="keep dying"):
        outcomes(start(lambda name: True), "a", "b")


def test_no_more_submissions_are_read_than_are_in_flight(breaking):
    start, made = breaking
    read = []

    def reading():
        for number in range(50):
            read.append(number)
            yield Submission(str(number), NAME)

    done = 0
    for _ in start(lambda name: False, in_flight=3).grade(reading()):
        done += 1
        assert len(read) <= done + 3
    assert done == 50
    assert made[0].most == 3


# --- with real processes -------------------------------------------------------------


def settled(course, monkeypatch, **options):
    """Grade with real workers; afterwards none of them is alive."""
    monkeypatch.undo()
    monkeypatch.setattr(safety, "sandbox_problems", lambda course: [])
    status = grade(course, workers=2, **options)
    assert multiprocessing.active_children() == []
    return status


def test_real_workers_grade_a_class_and_end(course, monkeypatch):
    names = [f"student-{number}" for number in range(7)]
    for number, name in enumerate(names):
        hand_in(course, name, RIGHT if number % 2 else HALF)
    assert settled(course, monkeypatch) == 0
    found = [grades(course, name)["more-test"][0] for name in names]
    assert found == [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]


def test_a_submission_that_kills_real_workers_is_set_aside(course, monkeypatch):
    for name in ("ann", "bob", "cid"):
        hand_in(course, name, RIGHT)
    hand_in(course, "evil", {**RIGHT, "more": tiny_judge.KILL})
    assert settled(course, monkeypatch) == 1
    for name in ("ann", "bob", "cid"):
        assert grades(course, name)["test"] == (2.0, False)
    assert grades(course, "evil") == {}
    ((message,),) = query(
        course, "SELECT message FROM autograder_result WHERE status = 'infra_error'"
    )
    assert "killed 3 times" in message


def test_a_judge_that_cannot_start_is_a_sentence(course, monkeypatch):
    hand_in(course, "ann", RIGHT)
    with pytest.raises(WorkerError, match="cannot start: ModuleNotFoundError"):
        settled(course, monkeypatch, judge="no_such_judge")


def test_workers_that_hang_are_killed(course, monkeypatch):
    hand_in(course, "ann", {**RIGHT, "more": tiny_judge.SLEEP})
    monkeypatch.undo()
    monkeypatch.setattr(pool, "MOST_BREAKS", 1)
    options = worker.Options(1.0, 1, True, "tiny_judge", "tiny_judge")
    plans = {NAME: tiny_course.plan_of(course)}
    make = worker.process_pool(1, plans, options)
    with pool.Pool(make, 2, silence=2.0) as running:
        ((_, result),) = running.grade([tiny_course.submission_of(course, "ann")])
    assert result.status == "infra_error"
    assert multiprocessing.active_children() == []
