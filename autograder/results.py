"""`make results`: run the long trainings, each of which writes its result file.

``python -m autograder.results [NAME…] [--all] [--list] [--workers N]``

Only what is stale is run: the file is absent, or the code that the numbers depend on
has changed. Seeds run side by side; what measures time runs alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from tqdm import tqdm

from autograder.experiment import Experiment, Numbers, experiments, find
from rnn_core import exercise

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Job = tuple[str, str, int]  # unit, name, seed


def run_seed(job: Job) -> tuple[Numbers, float]:
    """Run one seed on the references; return its numbers and the seconds it took."""
    unit, name, seed = job
    started = time.perf_counter()
    with exercise.mode("reference"):
        numbers = find(unit, name).run(seed)
    return numbers, time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is stale, or only list it.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name.

    Returns
    -------
    int
        How many experiments did not show what they claim.
    """
    options = _parser().parse_args(arguments)
    known = experiments()
    unknown = set(options.names) - {experiment.name for experiment in known}
    if unknown:
        names = ", ".join(experiment.name for experiment in known)
        print(f"no experiment {', '.join(sorted(unknown))}; there are: {names}")
        return 2
    chosen = [e for e in known if not options.names or e.name in options.names]
    if options.list:
        for experiment in chosen:
            print(f"{experiment.unit}/{experiment.name}:", _state(experiment))
        return 0
    stale = [e for e in chosen if options.all or e.why_stale()]
    print(f"{len(stale)} of {len(chosen)} experiments to run")
    return _run(stale, options.workers)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder.results")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--all", action="store_true", help="run what is current, too")
    parser.add_argument("--list", action="store_true", help="say what is stale")
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        help="processes side by side (default: one for each core)",
    )
    return parser


def _state(experiment: Experiment) -> str:
    return experiment.why_stale() or "current"


def _run(stale: Sequence[Experiment], workers: int) -> int:
    """Run all seeds of some experiments; each file is written with its last seed."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # for the workers, not yet there
    failures = 0
    total = sum(len(experiment.seeds) for experiment in stale)
    with tqdm(total=total, unit="seed", dynamic_ncols=True) as bar:
        for alone in (False, True):
            together = [e for e in stale if e.alone == alone]
            for experiment, runs in _finished(together, 1 if alone else workers, bar):
                holds = experiment.claim(list(runs.values()))
                failures += not holds
                verdict = "holds" if holds else "DOES NOT HOLD"
                bar.write(f"{experiment.name}: {verdict}: {experiment.sentence}")
    return failures


def _finished(
    together: Sequence[Experiment], workers: int, bar: tqdm
) -> Iterator[tuple[Experiment, dict[int, Numbers]]]:
    """Run experiments in worker processes; yield each when its file is written."""
    if not together:
        return
    done: dict[Experiment, dict[int, tuple[Numbers, float]]] = {}
    # spawn: a worker loads NumPy afresh and so obeys the number of threads
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        jobs: dict[Future[tuple[Numbers, float]], tuple[Experiment, int]] = {
            pool.submit(run_seed, (e.unit, e.name, seed)): (e, seed)
            for e in together
            for seed in e.seeds
        }
        for future in as_completed(jobs):
            experiment, seed = jobs[future]
            seeds = done.setdefault(experiment, {})
            seeds[seed] = future.result()
            bar.update()
            if len(seeds) == len(experiment.seeds):
                runs = {seed: seeds[seed][0] for seed in experiment.seeds}
                experiment.write(runs, {seed: seeds[seed][1] for seed in seeds})
                yield experiment, runs


if __name__ == "__main__":
    raise SystemExit(main())
