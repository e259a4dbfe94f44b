"""A real scheduler, real workers: the same gradebook, whoever is killed meanwhile."""

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys

import pytest
import tiny_course
import tiny_judge
from dask_processes import HERE, Cluster
from inline import inline_pool
from tiny_course import NAME, hand_in, query

from autograder.cluster import connection, fleet
from autograder.errors import WorkerError
from autograder.grading import grade as grading
from autograder.grading import safety, worker
from autograder.grading.writer import Writer

pytestmark = [pytest.mark.cluster, pytest.mark.usefixtures("dask", "bubblewrap")]

RIGHT = {"program": "answer = 1", "more": "answer = 1", "essay": "Sums add up."}
HALF = {**RIGHT, "more": "answer = 2"}
STUDENTS = [f"student-{number}" for number in range(12)]
TINY = {"judge": "tiny_judge", "calibrate": "tiny_judge"}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = tmp_path_factory.mktemp("cluster") / "course"
    tiny_course.build(course)
    return course


@pytest.fixture(scope="module")
def a_class(released, tmp_path_factory):
    course = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released, course)
    for number, student in enumerate(STUDENTS):
        answers = RIGHT if number % 3 else HALF
        hand_in(course, student, answers, files={"mine.txt": b"%d" % number})
    return course


@pytest.fixture(scope="module")
def on_one_machine(a_class, tmp_path_factory):
    course = tmp_path_factory.mktemp("alone") / "course"
    shutil.copytree(a_class, course)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "process_pool", inline_pool)
        patch.setattr(safety, "sandbox_problems", lambda course: [])
        assert grading.grade(grading.Request(course, **TINY)) == 0
    return course


@pytest.fixture(scope="module")
def cluster(dask, tmp_path_factory):
    with Cluster(tmp_path_factory.mktemp("dask")) as running:
        for _ in range(2):
            running.start_worker()
        yield running


@pytest.fixture
def course(a_class, tmp_path):
    return shutil.copytree(a_class, tmp_path / "course")


@pytest.fixture
def at_store(monkeypatch):
    """Note who is stored; let something happen after the n-th store."""
    stored, acts = [], {}
    real = Writer.store

    def store(self, *arguments):
        result = real(self, *arguments)
        stored.append(result.student)
        acts.pop(len(stored), lambda: None)()
        return result

    monkeypatch.setattr(Writer, "store", store)
    return stored, acts


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(fleet, "PATIENCE", 300.0)  # a busy machine starts slowly


def grade(course, cluster, **options):
    request = grading.Request(course, scheduler=cluster.address, **(TINY | options))
    return grading.grade(request)


def state(course):
    """Return all that a run leaves, but for ids, times and the secret seed."""
    return tiny_course.rows(course), tiny_course.tree(course)


def test_the_gradebook_is_that_of_one_machine(course, cluster, on_one_machine, capsys):
    assert grade(course, cluster) == 0
    assert state(course) == state(on_one_machine)
    assert "12 submissions: 8 ok, 4 wrong" in capsys.readouterr().out


def test_the_source_travels_once_a_worker_and_submissions_without_it(
    course, cluster, monkeypatch
):
    sent = []
    real = connection.Connection.submit

    def submit(self, worker, function, *arguments):
        sent.append((function.__name__, worker, arguments))
        return real(self, worker, function, *arguments)

    monkeypatch.setattr(connection.Connection, "submit", submit)
    assert grade(course, cluster, timeout=14.0) == 0
    prepared = [worker for name, worker, _ in sent if name == "prepare"]
    assert len(prepared) == len(set(prepared)) == 2
    asked = [arguments for name, _, arguments in sent if name == "ask"]
    assert len(asked) == 1 + len(STUDENTS)  # a look at the instructor's notebook
    assert not [each for each in asked if b"BEGIN SOLUTION" in each[1]]
    assert all(type(each[1]) is bytes for each in asked)


def test_a_worker_killed_half_way_changes_nothing_and_takes_its_judge_along(
    course, cluster, at_store, on_one_machine
):
    stored, acts = at_store
    worker = cluster.workers.pop(0)
    below = []

    def kill():
        below.extend(descendants(worker.pid))
        worker.kill()

    acts[5] = kill
    assert grade(course, cluster) == 0
    assert worker.wait() == -9
    cluster.start_worker()  # for the tests to come
    assert below  # the judge
    assert all(ended(pid) for pid in below)
    assert sorted(stored) == sorted(STUDENTS)
    assert state(course) == state(on_one_machine)


def test_a_client_killed_half_way_goes_on_where_it_was(
    course, cluster, at_store, on_one_machine
):
    program = [sys.executable, HERE / "cluster_client.py", course, cluster.address, "5"]
    killed = subprocess.run(
        list(map(str, program)),
        env=cluster.environment,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr
    times = "SELECT student, graded_at FROM autograder_result"
    before = dict(query(course, times))
    assert len(before) == 5
    stored, _ = at_store
    assert grade(course, cluster) == 0
    assert sorted(stored) == sorted(set(STUDENTS) - set(before))
    assert before.items() <= dict(query(course, times)).items()
    assert state(course) == state(on_one_machine)


def test_a_scheduler_killed_half_way_is_waited_for(
    course, cluster, at_store, on_one_machine, capsys, monkeypatch
):
    stored, acts = at_store
    notice = fleet.Fleet._scheduler_lost

    def kill():
        cluster.scheduler.kill()
        cluster.scheduler.wait()

    def noticed(self):
        """Start the scheduler again, but not before the command has missed it."""
        notice(self)
        if not cluster.workers or cluster.scheduler.poll() is None:
            return  # it is back already
        workers = list(cluster.workers)
        cluster.workers.clear()
        cluster.start_scheduler()
        for old in workers:
            old.wait()  # Dask's workers end with their scheduler
            cluster.start_worker()

    monkeypatch.setattr(fleet.Fleet, "_scheduler_lost", noticed)
    acts[5] = kill
    assert grade(course, cluster) == 0
    assert sorted(stored) == sorted(STUDENTS)
    assert state(course) == state(on_one_machine)
    said = capsys.readouterr().out
    assert "went away; waiting for it" in said
    assert "is back" in said


def test_who_kills_its_judge_is_set_aside_alone(course, cluster, on_one_machine):
    hand_in(course, "killer", {"program": tiny_judge.KILL})
    assert grade(course, cluster) == 1
    ((status, message),) = query(
        course,
        "SELECT status, message FROM autograder_result WHERE student = 'killer'",
    )
    assert status == "infra_error"
    assert "was killed; that happened 3 times, so it was set aside" in message
    assert "--student killer" in message
    assert tiny_course.grades(course, "killer") == {}
    shutil.rmtree(course / "submitted" / "killer")
    query(course, "DELETE FROM autograder_result WHERE student = 'killer'")
    assert state(course) == state(on_one_machine)


def test_a_fault_of_the_judge_costs_one_submission(course, cluster):
    hand_in(course, "raiser", {"program": tiny_judge.RAISE})
    assert grade(course, cluster) == 1
    rows = "SELECT status, message FROM autograder_result WHERE status != 'ok'"
    (found,) = [row for row in query(course, rows) if row[0] != "wrong"]
    assert found[0] == "infra_error"
    assert "tiny_judge.py" in found[1]
    assert "ZeroDivisionError" in found[1]


def test_who_kills_dasks_worker_three_times_is_set_aside_alone(
    course, tmp_path, on_one_machine
):
    hand_in(course, "killer", {"program": tiny_judge.KILL_PARENT})
    with Cluster(tmp_path) as cluster:
        worker = cluster.start_worker("--nanny", "--nworkers", "2")
        assert grade(course, cluster) == 1
        log = cluster.log(2)
        worker.terminate()  # so that its children end too
        worker.wait()
    assert log.count("Restarting worker") == 3
    query(course, "DELETE FROM autograder_result WHERE student = 'killer'")
    shutil.rmtree(course / "submitted" / "killer")
    assert state(course) == state(on_one_machine)


def test_a_worker_without_a_sandbox_gets_no_work(course, cluster, capsys, monkeypatch):
    ready = fleet.Fleet.ready.fget
    # no work for anybody before the third has answered: the class may be done sooner
    answered = property(lambda seen: ready(seen) if seen._refused else [])
    monkeypatch.setattr(fleet.Fleet, "ready", answered)
    bare = cluster.start_worker(PATH=str(course))  # where no bwrap is
    try:
        await_workers(cluster, 3)
        assert grade(course, cluster, timeout=13.0) == 0
    finally:
        bare.terminate()
        bare.wait()
        cluster.workers.remove(bare)
    said = capsys.readouterr().out
    assert said.count("gets no work: it has no working sandbox") == 1
    assert "bubblewrap is not installed" in said


def await_workers(cluster, number):
    link = connection.Connection(cluster.address)
    try:
        link._client.wait_for_workers(number, timeout=120)
    finally:
        link.close()


CONNECT = """
import socket
answer = 1
try:
    socket.create_connection(("127.0.0.1", {port}), 5)
except OSError:
    answer = 0
"""


def test_a_students_process_cannot_reach_the_scheduler(released, cluster, tmp_path):
    course = shutil.copytree(released, tmp_path / "course")
    program = CONNECT.format(port=cluster.port)
    hand_in(course, "ann", {"program": program, "more": "answer = 1"})
    socket.create_connection(("127.0.0.1", cluster.port), 5).close()  # from outside
    modules = {"judge": worker.JUDGE, "calibrate": worker.CALIBRATE}
    assert grade(course, cluster, **modules) == 0
    found = tiny_course.grades(course, "ann")
    assert (found["test"][0], found["more-test"][0]) == (0.0, 1.0)


def test_the_real_judge_gives_the_gradebook_of_one_machine(released, cluster, tmp_path):
    course = shutil.copytree(released, tmp_path / "course")
    hand_in(course, "ann", RIGHT)
    hand_in(course, "bob", {"program": "print('no')\nanswer = 1 / 0"})
    hand_in(course, "cid", HALF, without=("one",))
    (course / "submitted" / "cid" / NAME / "two.ipynb").write_text("{")
    alone = shutil.copytree(course, tmp_path / "alone")
    modules = {"judge": worker.JUDGE, "calibrate": worker.CALIBRATE}
    assert grading.grade(grading.Request(alone, workers=1)) == 0
    assert grade(course, cluster, **modules) == 0
    assert state(course) == state(alone)


def test_an_address_without_a_scheduler_is_a_sentence(course, monkeypatch):
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    with socket.socket() as sock:  # bound, and nobody listens
        sock.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{sock.getsockname()[1]}"
        with pytest.raises(WorkerError, match="Start one with: dask scheduler"):
            grading.grade(grading.Request(course, scheduler=address, **TINY))


def test_without_dask_a_sentence_gives_the_command(course, monkeypatch):
    monkeypatch.setattr(connection.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WorkerError, match="-r requirements-cluster"):
        grading.grade(grading.Request(course, scheduler="tcp://x:1", **TINY))


def ended(pid):
    """Tell whether a process is over, or ends within a time."""
    with contextlib.suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        try:
            return bool(select.select([descriptor], [], [], 30)[0])
        finally:
            os.close(descriptor)
    return True


def descendants(pid):
    """Return the processes below one, as /proc has them."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, todo = [], [pid]
    while todo:
        parent = todo.pop()
        children = [child for child, above in parents.items() if above == parent]
        found += children
        todo += children
    return found
