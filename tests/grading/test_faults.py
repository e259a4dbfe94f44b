"""Whatever is cut short and wherever: a second run ends as if nothing had happened."""

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import faulty_run
import pytest
import tiny_course
from inline import inline_pool
from tiny_course import hand_in

from autograder.errors import AutograderError
from autograder.grading import grade as grading
from autograder.grading import safety, worker

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}
LEFT = {"program": "answer = 2", "essay": "I forgot."}
FULL = re.compile("No space left|disk is full")
MOST_WRITES = 500  # of one run; the loops below end long before
STATUS_KILLED = 9
WAIT = 100  # seconds that no process may outlive its coordinator


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = tmp_path_factory.mktemp("faults") / "course"
    tiny_course.build(course)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    tiny_course.set_due(course)
    return course


def grade(course):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "process_pool", inline_pool)
        patch.setattr(safety, "sandbox_problems", lambda course: [])
        return grading.grade(faulty_run.request(course))


@pytest.fixture(scope="module", params=["new", "again"])
def handed_in(request, released, tmp_path_factory):
    """Give two submissions to grade: new ones, or new versions of graded ones."""
    course = tmp_path_factory.mktemp(request.param) / "course"
    shutil.copytree(released, course)
    if request.param == "again":
        hand_in(course, "ann", LEFT, files={"old.txt": b"old"})
        hand_in(course, "bob", LEFT)
        assert grade(course) == 0
        (course / "submitted" / "ann" / tiny_course.NAME / "old.txt").unlink()
        tiny_course.query(course, "UPDATE grade SET manual_score = 1 WHERE id != ''")
    hand_in(course, "ann", RIGHT, files={"notes/mine.txt": b"mine"})
    hand_in(course, "bob", RIGHT, without=("two",), day=16)
    return course


def state(course):
    """Return all that a run leaves, but for ids, times and the secret seed."""
    return tiny_course.rows(course), tiny_course.tree(course)


def parts(course):
    """Return the state of each student."""
    rows, tree = state(course)
    return {
        student: (
            [r for table in rows.values() for r in table if r[0] == student],
            {path: data for path, data in tree.items() if path.startswith(student)},
        )
        for student in ("ann", "bob")
    }


def leftovers(course):
    return [p.name for p in (course / ".autograder").iterdir() if p.name != "lock"]


@pytest.fixture(scope="module")
def faultless(handed_in, tmp_path_factory):
    course = tmp_path_factory.mktemp("faultless") / "course"
    shutil.copytree(handed_in, course)
    assert grade(course) == 0
    return course


def with_fault(course, number):
    """Grade with the n-th write failing; tell whether there were so many."""
    fault = faulty_run.Fault(number)
    with pytest.MonkeyPatch.context() as patch:
        fault.arm(patch.setattr)
        try:
            status = grade(course)
        except (AutograderError, OSError) as error:
            status = str(error)
    assert (status == 0) != fault.struck
    assert status == 0 or FULL.search(status)
    return fault.struck


def test_each_write_may_fail_and_the_next_run_repairs_it(
    handed_in, faultless, tmp_path
):
    before, after = parts(handed_in), parts(faultless)
    for number in range(1, MOST_WRITES):
        course = shutil.copytree(handed_in, tmp_path / str(number))
        struck = with_fault(course, number)
        for student, found in parts(course).items():
            # Whole or not at all, and already so before the next run.
            assert found in (before[student], after[student]), (number, student)
        assert leftovers(course) == []
        assert grade(course) == 0
        assert state(course) == state(faultless), number
        shutil.rmtree(course)
        if not struck:
            break
    assert 40 < number < MOST_WRITES - 1


def test_failing_again_and_again_gets_on_and_ends_as_without_faults(
    handed_in, faultless, tmp_path
):
    course = shutil.copytree(handed_in, tmp_path / "course")
    runs = 1
    while with_fault(course, runs):
        runs += 1
        assert runs < MOST_WRITES
    assert runs > 20
    assert state(course) == state(faultless)


@pytest.fixture(scope="module")
def forkserver():
    """Fork from a process that has loaded everything and has no thread."""
    context = multiprocessing.get_context("forkserver")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parents[1])]))
        context.set_forkserver_preload(["faulty_run"])
        yield context


def test_each_write_may_be_the_last_of_a_killed_process(
    handed_in, faultless, forkserver, tmp_path
):
    before, after = parts(handed_in), parts(faultless)
    for number in range(1, MOST_WRITES):
        course = shutil.copytree(handed_in, tmp_path / str(number))
        process = forkserver.Process(
            target=faulty_run.grade_and_die, args=(str(course), number)
        )
        process.start()
        process.join()
        assert process.exitcode in (0, STATUS_KILLED)
        rows = {student: part[0] for student, part in parts(course).items()}
        for student, found in rows.items():
            assert found in (before[student][0], after[student][0]), (number, student)
        assert grade(course) == 0
        assert state(course) == state(faultless), number
        assert leftovers(course) == []
        shutil.rmtree(course)
        if process.exitcode == 0:
            break
    assert 40 < number < MOST_WRITES - 1


# --- real workers --------------------------------------------------------------------

STUDENTS = [f"student-{number}" for number in range(8)]


@pytest.fixture(scope="module")
def a_class(released, tmp_path_factory):
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released, course)
    for number, student in enumerate(STUDENTS):
        hand_in(course, student, RIGHT if number % 3 else LEFT, day=13 + number % 4)
    return course


@pytest.fixture(scope="module")
def class_graded(a_class, tmp_path_factory):
    course = tmp_path_factory.mktemp("class-graded") / "course"
    shutil.copytree(a_class, course)
    assert grade(course) == 0
    return course


def run(course, victim="", number=0, judge="tiny_judge"):
    """Grade in a process of its own; returns when no descendant of it is left."""
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    once = course.parent / "struck"
    once.unlink(missing_ok=True)
    program = (HERE / "faulty_run.py", course, judge, victim, number)
    return subprocess.run(
        [sys.executable, HERE / "reaper.py", sys.executable, *map(str, program)],
        env=os.environ | {"PYTHONPATH": path, "TINY_ONCE": str(once)},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )


@pytest.mark.parametrize("number", [1, 4])
def test_a_killed_worker_changes_no_grade(number, a_class, class_graded, tmp_path):
    course = shutil.copytree(a_class, tmp_path / "course")
    done = run(course, "worker", number)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "struck").exists()
    assert state(course) == state(class_graded)
    assert leftovers(course) == []


@pytest.mark.parametrize("number", [1, 4])
def test_a_killed_coordinator_leaves_no_process_and_the_next_run_goes_on(
    number, a_class, class_graded, tmp_path
):
    course = shutil.copytree(a_class, tmp_path / "course")
    done = run(course, "coordinator", number)
    assert done.returncode == 128 + 9, done.stderr
    assert grade(course) == 0
    assert state(course) == state(class_graded)
    assert leftovers(course) == []


def test_ctrl_c_ends_every_process_and_says_how_to_go_on(
    a_class, class_graded, tmp_path
):
    course = shutil.copytree(a_class, tmp_path / "course")
    done = run(course, "interrupt", 2)
    assert done.returncode == grading.INTERRUPTED, done.stderr
    assert "graded; run the same command again" in done.stderr
    assert "Traceback" not in done.stderr
    assert leftovers(course) == []
    assert run(course).returncode == 0
    assert state(course) == state(class_graded)


def test_a_killed_coordinator_takes_its_sandboxes_along(a_class, tmp_path, bubblewrap):
    course = shutil.copytree(a_class, tmp_path / "course")
    done = run(course, "myself", 60, worker.JUDGE)
    assert done.returncode == STATUS_KILLED, done.stderr
    done = run(course, judge=worker.JUDGE)
    assert done.returncode == 0, done.stderr
    graded = {row[0] for row in tiny_course.query(course, tiny_course.OURS)}
    assert graded == set(STUDENTS)
    assert leftovers(course) == []


@pytest.mark.parametrize("threads", [0, 1])  # another thread may take the signal
def test_ctrl_c_waits_while_processes_start(threads):
    done, end = [], threading.Event()
    for _ in range(threads):
        threading.Thread(target=end.wait, daemon=True).start()

    def start():
        with worker.uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)
            done.append("started")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        start()
    end.set()
    assert done == ["started"]
    assert signal.getsignal(signal.SIGINT) is before
