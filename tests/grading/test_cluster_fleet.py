"""Whatever happens to workers and scheduler: each submission has one outcome."""

import functools
import random

import pytest
from simulated_cluster import KILLER, PLAN, SimulatedConnection, World, submission

from autograder.cluster import coordinator, fleet
from autograder.cluster.coordinator import ClusterPool
from autograder.errors import WorkerError
from autograder.grading.pool import MOST_BREAKS
from autograder.grading.worker import Options

OPTIONS = Options(1.0, 1, True)


@pytest.fixture
def pool_of(monkeypatch):
    """Return what makes a pool on a simulated world; a look costs no time."""
    monkeypatch.setattr(fleet, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(fleet, "RELEASE_SECONDS", 0.0)

    def made(world, say=lambda sentence: None, patience=1e9):
        connect = functools.partial(lambda world, address: SimulatedConnection(world))
        monkeypatch.setattr(fleet, "Connection", functools.partial(connect, world))
        plans = {PLAN.assignment: PLAN}
        return ClusterPool("tcp://there", plans, OPTIONS, say, 1.0, patience)

    return made


def outcomes(pool, submissions):
    with pool as running:
        return [
            (handed_in.student, result.status)
            for handed_in, result in running.grade(submissions)
        ]


def a_class(rng, innocents, killers):
    made = [submission(number) for number in range(innocents)]
    made += [submission(number, KILLER) for number in range(killers)]
    rng.shuffle(made)
    return made


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("same_address", [False, True])
def test_nothing_is_lost_or_doubled_and_killers_alone_are_set_aside(
    seed, same_address, pool_of
):
    rng = random.Random(seed)
    # An innocent is lost at most twice: below the number that sets it aside.
    deaths = rng.randint(0, MOST_BREAKS - 1)
    world = World(rng, rng.randint(1, 6), deaths, rng.randint(0, 3), same_address)
    submissions = a_class(rng, rng.randint(0, 40), rng.randint(0, 3))
    found = outcomes(pool_of(world), iter(submissions))
    expected = {
        each.student: "infra_error" if each.student.startswith(KILLER) else "ok"
        for each in submissions
    }
    assert sorted(found) == sorted(expected.items())


@pytest.mark.parametrize("same_address", [False, True])
def test_a_killer_is_given_up_at_its_third_worker(same_address, pool_of):
    world = World(random.Random(5), 3, same_address=same_address)
    submissions = a_class(random.Random(6), 30, 1)
    outcomes(pool_of(world), submissions)
    assert len(world.killed_with) == MOST_BREAKS == world.losses


def test_a_submission_that_was_lost_with_the_scheduler_is_no_suspect(
    pool_of, monkeypatch
):
    monkeypatch.setattr(coordinator, "MOST_BREAKS", 1)  # one suspicion sets aside
    world = World(random.Random(1), 4, restarts=5)
    said = []
    submissions = a_class(random.Random(2), 600, 0)
    found = outcomes(pool_of(world, said.append), submissions)
    assert {status for _, status in found} == {"ok"}
    assert world.restarts == 0
    assert sum("went away" in sentence for sentence in said) == 5
    assert sum("is back" in sentence for sentence in said) == 5


def test_each_worker_gets_the_instructors_side_once(pool_of):
    world = World(random.Random(3), 5)
    outcomes(pool_of(world), a_class(random.Random(4), 60, 0))
    assert len(world.prepared) == len(set(world.prepared)) == 5


def test_no_more_is_read_than_the_workers_have_room_for(pool_of):
    world = World(random.Random(7), 4)
    read = []

    def reading():
        for number in range(100):
            read.append(number)
            yield submission(number)

    most = 0
    with pool_of(world) as running:
        for done, _ in enumerate(running.grade(reading())):
            most = max(most, len(read) - done)
    assert len(read) == 100
    assert most <= fleet.AHEAD * 4
    assert world.most_held <= fleet.AHEAD * 4


def test_calibration_comes_back_with_its_sentences(pool_of):
    world = World(random.Random(8), 2)
    with pool_of(world) as running:
        assert running.calibrate(["tiny"]) == {"tiny": ["odd"]}
        assert running._compat == {"tiny": {("one", "test")}}


def test_without_any_worker_a_sentence_says_how_to_start_one(pool_of):
    pool = pool_of(World(random.Random(9), 0), patience=0.05)
    with pytest.raises(WorkerError, match="dask worker tcp://there"), pool as running:
        list(running.grade([submission(1)]))


def test_a_scheduler_that_stays_away_ends_the_run_with_a_sentence(pool_of):
    world = World(random.Random(10), 1)
    with pool_of(world, patience=0.05) as running:
        world.down = 10**9
        with pytest.raises(WorkerError, match="does not answer"):
            list(running.grade([submission(1)]))
