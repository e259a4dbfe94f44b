"""A cluster without processes: each look at it lets one thing happen, drawn by chance.

It stands in for `connection.Connection`. A worker works through what it holds one by
one, as with one thread; a killer ends its worker, which may come back at its address.
"""

from collections import deque
from concurrent.futures import Future

from autograder.cluster import on_worker, travel
from autograder.cluster.connection import GoneError
from autograder.grading.records import Plan, Result, Submission

PLAN = Plan("tiny", (), "version")
KILLER = "killer"


def submission(number, kind="innocent"):
    """Return an empty submission; its kind is part of the student's name."""
    return Submission(f"{kind}-{number}", "tiny", content_hash=f"{number:064x}")


class World:
    """What outlives a connection: workers, the scheduler, and what has happened.

    Parameters
    ----------
    rng : random.Random
        Decides what happens next.
    workers : int
        How many there are at first, and again after each loss.
    deaths, restarts : int
        How many workers, and how often the scheduler, end for no reason of ours.
    same_address : bool
        A worker comes back at the address at which it died.
    """

    def __init__(self, rng, workers=3, deaths=0, restarts=0, same_address=False):
        self.rng, self.deaths, self.restarts = rng, deaths, restarts
        self.same_address = same_address
        self.lives = self.losses = 0
        self.workers = {}
        self.down = 0
        self.prepared = []  # (address, bytes)
        self.most_held = 0
        self.killed_with = []  # what a worker was doing when it died of it
        for _ in range(workers):
            self.join()

    def join(self, address=None):
        self.lives += 1
        address = address or f"tcp://worker-{self.lives}"
        self.workers[address] = Worker(f"life-{self.lives}")
        return self.workers[address]

    def lose(self, address):
        """End a worker; another one takes its place."""
        lost = self.workers.pop(address)
        self.losses += 1
        if self.same_address:  # Dask gives it the same work again
            self.join(address).jobs.extend(lost.jobs)
        else:
            self.join()

    def happen(self):
        """Let one thing happen."""
        if self.down:
            self.down -= 1
            return
        if not self.workers:
            return
        address = self.rng.choice(sorted(self.workers))
        chance = self.rng.random()
        if self.restarts and chance < 0.02:
            self.restarts -= 1
            self.restart_scheduler()
        elif self.deaths and chance < 0.1:
            self.deaths -= 1
            self.lose(address)
        else:
            self.work(address)

    def restart_scheduler(self):
        """Forget all work, and be away for two looks."""
        self.down = 2
        for address in list(self.workers):
            for future, *_ in self.workers.pop(address).jobs:
                future.cancel()
                future.set_running_or_notify_cancel()
            self.join()

    def work(self, address):
        """Let a worker do the first thing that it holds."""
        worker = self.workers[address]
        while worker.jobs and worker.jobs[0][0].cancelled():
            worker.jobs.popleft()
        if not worker.jobs:
            return
        future, function, arguments = worker.jobs[0]
        answer = self.answer(address, worker, function, *arguments)
        if answer is None:
            self.lose(address)
        else:
            worker.jobs.popleft()
            future.set_result(answer)

    def answer(self, address, worker, function, run, *arguments):
        if function is on_worker.prepare:
            self.prepared.append((address, arguments[0]))
            worker.run = run
            return travel.pack({"slots": 1, "life": worker.life})
        if function is on_worker.release:
            return travel.pack({})
        if worker.run != run:
            return travel.pack({"unprepared": worker.life})
        if "calibrate" in travel.unpack(arguments[0])[0]:
            return travel.pack({"compat": [["one", "test"]], "said": ["odd"]})
        handed_in, _ = travel.unpack_submission(arguments[0])
        if handed_in.student.startswith(KILLER):
            self.killed_with.append(handed_in.student)
            return None
        result = Result(handed_in.student, "tiny", "ok", 0.0, 0.0)
        return travel.pack_result(result)


class Worker:
    def __init__(self, life):
        self.life, self.run, self.jobs = life, "", deque()


class SimulatedConnection:
    """Stands in for `connection.Connection`."""

    def __init__(self, world):
        self.world = world
        self.lost = bool(world.down)
        if self.lost:
            world.happen()
            raise GoneError("it is away")

    def workers(self):
        self.world.happen()
        self.lost = self.lost or bool(self.world.down)
        if self.lost:
            raise GoneError("it went away")
        return dict.fromkeys(self.world.workers, 1)

    def submit(self, worker, function, *arguments):
        future = Future()
        if worker in self.world.workers and not self.lost:
            self.world.workers[worker].jobs.append((future, function, arguments))
        held = sum(len(each.jobs) for each in self.world.workers.values())
        self.world.most_held = max(self.world.most_held, held)
        return future

    def close(self):
        self.lost = True
