"""Grading a class three ways: here, by stock nbgrader, by nbgrader over the cores.

Each way ends with grades in the gradebook and feedback on disk. The same submissions,
in rounds that take turns, so that a busy moment of the machine meets all three. Run:
``python -m benchmarks.grading`` (``--scale`` for growth alone). Nothing here is a test.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from autograder import cells
from autograder.course_dir import environment, open_gradebook, run_converter

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "benchmark"
"""
# name, a right answer, a wrong one, asserts that students see, asserts they do not
EXERCISES = (
    ("square", "return x * x", "return x * 2", "square(3) == 9", "square(-4) == 16"),
    ("double", "return 2 * x", "return x", "double(3) == 6", "double(0.5) == 1"),
    ("total", "return sum(x)", "return x[0]", "total([1, 2]) == 3", "total([]) == 0"),
    ("largest", "return max(x)", "return x[-1]", "largest([1, 2]) == 2",
     "largest([3, 1, 2]) == 3"),
    ("words", "return x.split()", "return list(x)", "words('a b') == ['a', 'b']",
     "words(' a ') == ['a']"),
    ("mean", "return sum(x) / len(x)", "return sum(x)", "mean([1, 3]) == 2",
     "mean([5]) == 5"),
    ("outer", "return np.outer(x, x)", "return x * x",
     "outer(np.arange(3)).shape == (3, 3)", "outer(np.ones(2)).sum() == 4"),
    ("unit", "return x / np.linalg.norm(x)", "return x",
     "np.allclose(np.linalg.norm(unit(np.ones(3))), 1)",
     "np.allclose(unit(np.array([3.0, 4.0])), [0.6, 0.8])"),
)  # fmt: skip
FIGURE = """\
import matplotlib.pyplot as plt
plt.plot([square(k) for k in range(20)])
plt.title("squares")
plt.show()"""
NBGRADER = (sys.executable, "-m", "nbgrader")
OURS = (sys.executable, "-m", "autograder")


class Cost(NamedTuple):
    """What a run took."""

    wall: float
    cpu: float


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    option = parser.add_argument
    option("--students", type=int, default=100, help="in each round (default: 100)")
    option("--rounds", type=int, default=2, help="default: 2")
    option("--figures", choices=("no", "yes", "both"), default="both")
    option("--workers", type=int, default=os.cpu_count())
    option("--scale", action="store_true", help="growth with the class, ours alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.scale:
            measure_growth(Path(folder), options.workers)
            return
        kinds = {"no": [False], "yes": [True], "both": [False, True]}[options.figures]
        for figures in kinds:
            compare(Path(folder) / str(figures), options, figures)


def compare(folder, options, figures):
    """Grade the same class in all three ways; print costs and ratios."""
    rounds = range(options.rounds)
    students = [f"r{r}-{k:04d}" for r in rounds for k in range(options.students)]
    make_course(folder / "made", students, figures)
    ways = {"ours": ours, "stock": stock, "split": split}
    for way in ways:
        shutil.copytree(folder / "made", folder / way)
    costs = {way: [] for way in ways}
    for r in rounds:
        group = [student for student in students if student.startswith(f"r{r}-")]
        for way, run in ways.items():
            costs[way].append(run(folder / way, group, f"r{r}-", options.workers))
    expected = scores(folder / "stock")
    for way in ways:
        found = scores(folder / way)
        assert found == expected, f"{way}: other scores than stock nbgrader"
    title = "with a figure each" if figures else "without figures"
    print(f"\n{len(students)} submissions of {len(EXERCISES)} exercises, {title}")
    show(costs, len(students))


def show(costs, count):
    best = {
        way: Cost(*map(sum, zip(*runs, strict=True))) for way, runs in costs.items()
    }
    how = "of all processes" if ACCOUNT else "without sandboxed processes"
    print(f"CPU time {how}")
    print(f"{'':8}{'wall ms':>10}{'CPU ms':>10}{'wall ratio':>12}{'CPU ratio':>12}")
    for way, cost in best.items():
        wall, cpu = cost.wall / count * 1e3, cost.cpu / count * 1e3
        ratios = cost.wall / best["ours"].wall, cost.cpu / best["ours"].cpu
        print(f"{way:8}{wall:10.1f}{cpu:10.1f}{ratios[0]:12.1f}{ratios[1]:12.1f}")
    for way, runs in costs.items():
        print(f"  {way}, each round: " + ", ".join(f"{c.wall:.1f} s" for c in runs))


def measure_growth(folder, workers):
    """Print time and the coordinator's memory for growing classes."""
    print(f"{'students':>10}{'wall s':>10}{'ms each':>10}{'peak MiB':>10}")
    for count in (50, 100, 200, 400, 800):
        course = folder / str(count)
        make_course(course, [f"s-{k:04d}" for k in range(count)], figures=False)
        command = [*OURS, "--course", str(course), "grade", "hw"]
        started = time.perf_counter()
        peak = peak_memory([*command, "--workers", str(workers)])
        wall = time.perf_counter() - started
        print(f"{count:10}{wall:10.1f}{wall / count * 1e3:10.1f}{peak:10.0f}")


def peak_memory(command):
    """Run a command; return the most memory that its first process had, in MiB."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"exit status {process.returncode}"
    return usage.ru_maxrss / 1024


def ours(course, students, prefix, workers):
    tool = [*OURS, "--course", str(course), "grade", "hw", "--feedback"]
    return timed([[*tool, "--workers", str(workers), "--student", *students]])


def stock(course, students, prefix, workers):
    steps = ("autograde", "generate_feedback")
    return timed(*[[nbgrader(step, course, f"{prefix}*")] for step in steps])


def split(course, students, prefix, workers):
    parts = [f"{prefix}*[{digits}]" for digits in spread("0123456789", workers)]
    steps = ("autograde", "generate_feedback")
    return timed(*[[nbgrader(step, course, part) for part in parts] for step in steps])


def spread(digits, workers):
    return [digits[k::workers] for k in range(min(workers, len(digits)))]


def nbgrader(step, course, students):
    where = f"--CourseDirectory.root={course}"
    return [*NBGRADER, step, "hw", where, f"--student={students}", "--log-level=ERROR"]


def timed(*steps):
    """Run steps one after the other, the commands of a step side by side."""
    before, started = children(), time.perf_counter()
    for commands in steps:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        running = [subprocess.Popen(command, **quiet) for command in commands]
        for process in running:
            _, errors = process.communicate()
            assert process.returncode == 0, errors.decode()[-2000:]
    return Cost(time.perf_counter() - started, children() - before)


def children():
    """Return the processor seconds of everything that was started from here.

    A sandbox is no child that one could wait for, so the kernel's own account of a
    group of processes is read where there is one.
    """
    if ACCOUNT is not None:
        return int((ACCOUNT / "cpuacct.usage").read_text()) / 1e9
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def open_account():
    """Put this process into a group of its own; None where that is not allowed."""
    folder = Path(f"/sys/fs/cgroup/cpuacct/benchmark-{os.getpid()}")
    try:
        folder.mkdir()
        (folder / "tasks").write_text(str(os.getpid()))
    except OSError:
        return None
    return folder


def close_account():
    """Leave the group and remove it."""
    if ACCOUNT is not None:
        (ACCOUNT.parent / "tasks").write_text(str(os.getpid()))
        ACCOUNT.rmdir()


ACCOUNT = None


def scores(course):
    with open_gradebook(course) as gradebook:
        found = gradebook.submission_dicts("hw")
        return {row["student"]: row["score"] for row in found}


def make_course(course, students, figures):
    """Write a course of one notebook and its class."""
    (course / "source" / "hw").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG)
    source = cells.notebook([setup(), *(c for e in EXERCISES for c in exercise(*e))])
    cells.write(source, course / "source" / "hw" / "hw.ipynb")
    run_converter("GenerateAssignment", course, "hw")
    released = course / "release" / "hw" / "hw.ipynb"
    for number, student in enumerate(students):
        folder = course / "submitted" / student / "hw"
        folder.mkdir(parents=True)
        cells.write(submission(released, number, figures), folder / "hw.ipynb")


def submission(released, number, figures):
    """Return a student's notebook: every fifth answer is wrong."""
    made = cells.read(released)
    for k, (name, right, wrong, *_) in enumerate(EXERCISES):
        body = wrong if (number + k) % 5 == 0 else right
        for cell in made.cells:
            if cells.settings(cell).get("grade_id") == name:
                cell.source = f"def {name}(x):\n    {body}"
    if figures:
        made.cells.append(cells.code("figure", FIGURE, {}))
    return made


def setup():
    return cells.code("setup", "import numpy as np", role("setup", locked=True))


def exercise(name, right, wrong, shown, hidden):
    text = f"def {name}(x):\n    ### BEGIN SOLUTION\n    {right}\n    ### END SOLUTION"
    test = (
        f"assert {shown}\n### BEGIN HIDDEN TESTS\nassert {hidden}\n### END HIDDEN TESTS"
    )
    graded = role(f"{name}-test", locked=True, grade=True, points=2)
    return (
        cells.code(name, text, role(name, solution=True)),
        cells.code(f"{name}-test", test, graded),
    )


def role(name, locked=False, grade=False, solution=False, points=None):
    settings = {"schema_version": 3, "grade_id": name, "locked": locked, "task": False}
    settings |= {"grade": grade, "solution": solution}
    return {"nbgrader": settings | ({} if points is None else {"points": points})}


if __name__ == "__main__":
    # One BLAS thread: the arrays are small, and workers run side by side.
    with environment({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}):
        ACCOUNT = open_account()
        try:
            main()
        finally:
            close_account()
