"""Grading on a cluster: throughput, the single writer, the coordinator's memory.

1. Real workers: one and two processes with the judge and its sandbox.
2. Simulated workers, up to 256: a fixed time for each submission, everything else real
   (scheduler, connections, messages, gradebook, files).
3. The writer alone, on SQLite and on PostgreSQL: how many submissions a second.
4. A class of 10,000, of which 1,000 really run.

Run: ``python -m benchmarks.scale`` (``--quick`` in a few minutes). Nothing here is a
test. Times depend on the machine; the load is printed beside them.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder import cells
from autograder.cluster.fleet import Fleet
from autograder.course_dir import environment, run_converter
from autograder.grading import grade as grading
from autograder.grading import worker
from autograder.grading.records import Result
from autograder.grading.submissions import load
from autograder.grading.writer import Writer
from benchmarks import grading as classes
from benchmarks import simulated

CHECKOUT = Path(__file__).resolve().parents[1]
PER_PROCESS = 64  # simulated workers
QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
# What a worker watches itself with is nothing beside a judge, and took half of a core
# for 32 workers in one process.
UNWATCHED = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "60s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "60s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "5s",
}
REAL_JUDGE = (worker.JUDGE, worker.CALIBRATE)
MIXED_JUDGE = ("benchmarks.simulated", worker.CALIBRATE)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    option = parser.add_argument
    option("--quick", action="store_true", help="small numbers, a few minutes")
    option("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    option("--seconds", type=float, default=1.0, help="a simulated submission's")
    option("--simulated", type=int, nargs="+", help="how many workers (1, 2, … 256)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        course = make_course(Path(folder) / "course")
        for part in options.parts:
            load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
            print(f"\n{part}: {os.cpu_count()} cores, load {load}", flush=True)
            PARTS[part](course, Path(folder) / part, options)


# --- the parts -----------------------------------------------------------------------


def real_workers(course, folder, options):
    """Grade the same class by 2 processes here, then by 1 and by 2 workers."""
    count = 20 if options.quick else 200
    print(f"{count} submissions of 8 exercises, the judge in its sandbox")
    print(HEAD)
    for workers in (0, 1, 2):
        here = a_class(course, folder / str(workers), count, simulated.REAL)
        with contextlib.ExitStack() as opened:
            address = ""
            if workers:
                running = opened.enter_context(Cluster(folder))
                address = running.address
                for _ in range(workers):
                    running.start_worker()
            title = f"{workers} workers" if workers else "2 processes"
            show(title, run_client(here, address, REAL_JUDGE, workers))


def simulated_workers(course, folder, options):
    """Double the workers until the writer is the limit."""
    doubled = [2**power for power in range(5 if options.quick else 9)]
    seconds = options.seconds
    print(f"a submission takes {seconds:g} s on a worker")
    print(HEAD + f"{'of linear':>11}")
    for workers in options.simulated or doubled:
        rounds = max(8, min(20, 64 // workers))
        here = a_class(course, folder / str(workers), rounds * workers + workers)
        with Cluster(folder) as running:
            running.start_simulated(workers, seconds)
            found = run_client(here, running.address, REAL_JUDGE, workers)
        share = found["rate"] / (workers / seconds)
        show(f"{workers} workers", found, f"{share:11.0%}")


def writer_alone(course, folder, options):
    """Store results that are there already, one after the other."""
    count = 200 if options.quick else 2000
    print(f"{count} submissions of 8 exercises, nothing but stores")
    print(f"{'':14}{'a second':>10}{'wall ms':>10}{'CPU ms':>10}")
    show_writer("SQLite", a_class(course, folder / "sqlite", count))
    with postgresql() as server:
        if server is None:
            print("PostgreSQL is not installed")
            return
        url = server.database("course")
        on_server = make_course(folder / "made", f"c.CourseDirectory.db_url = {url!r}")
        show_writer("PostgreSQL", a_class(on_server, folder / "server", count))


def large_class(course, folder, options):
    """Grade many, of which some really run, and look at memory on the way."""
    sizes = ((50, 10), (200, 40)) if options.quick else ((1000, 100), (10_000, 1000))
    print("2 workers; those that do not really run take 20 ms")
    print(HEAD)
    for count, really in sizes:
        here = a_class(course, folder / str(count), really, simulated.REAL)
        hand_in(course, here, count - really)
        with Cluster(folder, **{simulated.SECONDS: "0.02"}) as running:
            for _ in range(2):
                running.start_worker()
            found = run_client(here, running.address, MIXED_JUDGE, 2)
        assert found["stored"] == count
        show(f"{count}, {really} real", found)


PARTS = {
    "real": real_workers,
    "simulated": simulated_workers,
    "writer": writer_alone,
    "class": large_class,
}
HEAD = (
    f"{'':16}{'stored':>8}{'a second':>10}{'store ms':>10}{'in stores':>11}"
    f"{'waits':>7}{'CPU ms each':>13}{'peak MiB':>10}"
)


def show(title, found, more=""):
    print(
        f"{title:16}{found['stored']:8}{found['rate']:10.1f}"
        f"{found['store'] * 1e3:10.1f}{found['busy']:11.0%}{found['waits']:7.0%}"
        f"{found['cpu'] * 1e3:13.1f}{found['peak']:10.0f}{more}",
        flush=True,
    )


# --- processes -----------------------------------------------------------------------


class Cluster:
    """A scheduler and workers on loopback, ended with the block."""

    def __init__(self, folder, **environment):
        self.folder, self.environment = folder, os.environ | QUIET | environment
        folder.mkdir(exist_ok=True)
        self.running = []

    def __enter__(self):
        place = self.folder / "scheduler.json"
        place.unlink(missing_ok=True)
        words = ("--port", "0", "--no-dashboard", "--scheduler-file", place)
        self._start("-m", "dask", "scheduler", "--host", "127.0.0.1", *words)
        while not (place.exists() and place.read_text().strip()):
            assert self.running[0].poll() is None
            time.sleep(0.05)
        self.address = json.loads(place.read_text())["address"]
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.kill()
        for process in self.running:
            process.communicate()

    def _start(self, *words, **environment):
        process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            env=self.environment | environment,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.running.append(process)
        return process

    def start_worker(self):
        """Start a worker with one thread, as the recipes do."""
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        words += ("--local-directory", self.folder, "--host", "127.0.0.1")
        self._start("-m", "dask", "worker", self.address, *words)

    def start_simulated(self, count, seconds):
        """Start simulated workers, several in a process; wait until they are there."""
        started = [
            self._start(
                "-m", "benchmarks.simulated", self.address,
                min(PER_PROCESS, count - first), seconds, **UNWATCHED,
            )
            for first in range(0, count, PER_PROCESS)
        ]  # fmt: skip
        for process in started:
            assert process.stdout.readline() == "ready\n"


def run_client(course, address, modules, workers):
    """Grade in a process of its own; return what it measured, and its peak."""
    out = course / "measured.json"
    words = [course, address, *modules, workers, out]
    command = [sys.executable, "-c", "from benchmarks import scale; scale.client()"]
    peak = classes.peak_memory([*command, *map(str, words)])
    return json.loads(out.read_text()) | {"peak": peak}


def client():
    """Grade, and note when each store begins and ends; runs in its own process.

    One thread hands out, takes answers and stores; `waits` is how much of the time it
    has nothing to do.

    The rate is taken between the end of the first third, when all workers have been
    prepared, and the last store that all of them were busy for.
    """
    course, address, judge, calibrate, workers, out = sys.argv[1:]
    began, ended, used, waited, waits = [], [], [], 0.0, []
    real, really_finished = Writer.store, Fleet._finished

    def finished(self):
        nonlocal waited
        start = time.perf_counter()
        for future in really_finished(self):
            waited += time.perf_counter() - start
            yield future
            start = time.perf_counter()
        waited += time.perf_counter() - start

    def store(self, *arguments):
        began.append(time.perf_counter())
        result = real(self, *arguments)
        ended.append(time.perf_counter())
        used.append(time.process_time())
        waits.append(waited)
        return result

    Writer.store, Fleet._finished = store, finished
    request = grading.Request(
        Path(course), judge=judge, calibrate=calibrate, scheduler=address, workers=2
    )
    assert grading.grade(request) == 0
    first, wave = len(ended) // 3, max(1, int(workers))  # workers answer in waves
    count = (len(ended) - wave - 1 - first) // wave * wave
    last = first + count
    seconds = ended[last] - ended[first]
    times = [e - b for b, e in zip(began, ended, strict=True)][first + 1 : last + 1]
    found = {
        "stored": len(ended),
        "rate": count / seconds,
        "store": sum(times) / count,
        "busy": sum(times) / seconds,
        "waits": (waits[last] - waits[first]) / seconds,
        "cpu": (used[last] - used[first]) / count,
    }
    Path(out).write_text(json.dumps(found))


@contextlib.contextmanager
def postgresql():
    """Start the tests' own server as it is by default, waiting for the disk."""
    sys.path.insert(0, str(CHECKOUT / "tests" / "grading"))
    from postgresql_server import Server

    from autograder import system

    if system.find_postgresql() is None:
        yield None
        return
    with Server(options=()) as server:
        yield server


# --- courses -------------------------------------------------------------------------


def make_course(course, setting=""):
    """Write the course of `benchmarks.grading`, without a class."""
    classes.make_course(course, [], figures=False)
    if setting:
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(setting + "\n")
        run_converter("GenerateAssignment", course, "hw")
    return course


def a_class(course, here, count, prefix="made-"):
    """Copy a course and hand in a class."""
    here.parent.mkdir(exist_ok=True)
    shutil.copytree(course, here)
    hand_in(course, here, count, prefix)
    return here


def hand_in(course, here, count, prefix="made-"):
    """Hand in notebooks that come in five versions."""
    released = course / "release" / "hw" / "hw.ipynb"
    versions = []
    for number in range(5):
        made = here.parent / "version.ipynb"
        cells.write(classes.submission(released, number, figures=False), made)
        versions.append(made.read_bytes())
        made.unlink()
    for number in range(count):
        folder = here / "submitted" / f"{prefix}{number:05d}" / "hw"
        folder.mkdir(parents=True)
        (folder / "hw.ipynb").write_bytes(versions[number % 5])


def show_writer(title, course):
    """Store a class's results and print the rate."""
    results = list(made_up_results(course))
    with Writer(course) as writer:
        plan = writer.prepare(plan_of(course))
        wall, cpu = time.perf_counter(), time.process_time()
        for submission, result in results:
            writer.store(result, submission, plan)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    count = len(results)
    each = f"{wall / count * 1e3:10.1f}{cpu / count * 1e3:10.1f}"
    print(f"{title:14}{count / wall:10.1f}{each}", flush=True)


def made_up_results(course):
    plan = plan_of(course)
    for folder in sorted((course / "submitted").iterdir()):
        submission = load(folder / "hw", folder.name, plan)
        result: Result = simulated.fixed(plan, submission, 0.0)
        yield submission, result


def plan_of(course):
    from autograder.grading.structure import read_plan

    return read_plan(course, "hw")


if __name__ == "__main__":
    # One BLAS thread: the arrays are small, and workers run side by side.
    with environment({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}):
        main()
