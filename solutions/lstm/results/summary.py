"""What the chapter's pages print of the stored results, as text under short names."""

import numpy as np

from autograder.experiment import span, stored, stored_record
from rnn_core import data

BIASES = (-2, 0, 1, 2, 3)


def first_perfect(runs, arm):
    """Return the strings seen at the first test without a mistake, for each run.

    Returns
    -------
    list of int
        Only of the runs that had such a test.
    """
    found = []
    for numbers in runs:
        course = zip(numbers[arm]["sequences"], numbers[arm]["strings"], strict=True)
        found += [seen for seen, mistakes in course if mistakes == 0][:1]
    return found


def reber():
    """Summarise the embedded Reber strings, arm by arm."""
    runs = stored("lstm", "embedded_reber")
    said = {"runs": len(runs), "seen": f"{runs[0]['lstm']['sequences'][-1]:,}"}
    for arm in ("lstm", "rnn", "rnn_one_step"):
        perfect = first_perfect(runs, arm)
        said[f"{arm}_par"] = runs[0][arm]["parameters"]
        for key in ("long_range", "elsewhere"):
            said[f"{arm}_{key}"] = span([numbers[arm][key][-1] for numbers in runs])
        said[f"{arm}_ok"] = len(perfect)
        said[f"{arm}_at"] = f"{np.median(perfect):,.0f}" if perfect else "never"
    return said


def stream():
    """Summarise the continual stream; errors are those of its second half."""
    runs = stored("lstm", "continual_reber")
    half = len(runs[0]["with"]["error"]) // 2
    late = {
        arm: sorted(100 * np.mean(numbers[arm]["error"][half:]) for numbers in runs)
        for arm in ("with", "without")
    }
    failed = sum(error > 1 for error in late["without"])
    said = {
        "streams": len(runs),
        "symbols": f"{runs[0]['with']['symbols'][-1]:,}",
        "late_with": f"{late['with'][-1]:.2f}",
        "late_without": ", ".join(f"{error:.1f}" for error in late["without"]),
        "failed": failed,
        "coped": len(runs) - failed,
    }
    for arm in late:
        said[f"mem_{arm}"] = span([numbers[arm]["memory"][-1] for numbers in runs])
        said[f"use_{arm}"] = span([numbers[arm]["in_use"] for numbers in runs])
    return said


def adding():
    """Summarise the adding problem, bias by bias."""
    runs = stored("lstm", "adding")
    limit = f"{runs[0]['steps'][-1]:,}"
    solved = {
        bias: [numbers[f"bias {bias}"]["solved_at"] for numbers in runs]
        for bias in BIASES
    }
    solved = {
        b: [at if at > 0 else np.inf for at in all_] for b, all_ in solved.items()
    }
    said = {"T": runs[0]["T"], "add_runs": len(runs), "limit": limit}
    for bias, steps in solved.items():
        said[f"med{bias}"] = f"{np.median(steps):,.0f}"
        said[f"range{bias}"] = span(steps).replace("inf", f"more than {limit}")
    pairs = zip(solved[3], solved[0], strict=True)
    said["sooner"] = sum(three < zero for three, zero in pairs)
    said["rnn_best"] = f"{min(min(numbers['rnn']['error']) for numbers in runs):.2f}"
    said["rnn_end"] = span([numbers["rnn"]["error"][-1] for numbers in runs], 2)
    said["sixth"] = f"{data.ADDING_BASELINE:.2f}"
    return said


def speed():
    """Summarise the benchmark: ratios of medians, size by size."""
    record, sizes = stored_record("lstm", "speed"), stored("lstm", "speed")[0]
    said = {"machine": record["machine"], **record["versions"]}
    gain, against = [], []
    for k, (size, entry) in enumerate(sizes.items()):
        median = {way: times[0] for way, times in entry["milliseconds"].items()}
        gain.append(median["plain"] / median["fast"])
        against.append(median["fast"] / median["torch"])
        said[f"size{k}"] = size.replace(", ", " · ")
        said[f"gain{k}"], said[f"against{k}"] = f"{gain[k]:.1f}", f"{against[k]:.1f}"
        said[f"fast{k}"] = f"{median['fast']:.3g}"
    said["most"], said["least"] = f"{max(gain):.1f}", f"{min(gain):.1f}"
    said["cheap"], said["dear"] = f"{min(against):.1f}", f"{max(against):.1f}"
    return said
