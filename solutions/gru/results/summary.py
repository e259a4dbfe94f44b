"""What the chapter's pages print of the stored results, as text under short names."""

import numpy as np

from autograder.experiment import span, stored

CELLS = ("gru", "lstm", "rnn")
RATES = ("0.005", "0.02")


def adding():
    """Summarise the adding problem, cell by cell and rate by rate."""
    runs = stored("gru", "three_cells_adding")
    said = {"T": runs[0]["T"], "add_runs": len(runs)}
    said["limit"] = f"{runs[0]['gru 0.005']['steps'][-1]:,}"
    for cell in CELLS:
        said[f"{cell}_par"] = f"{runs[0][f'{cell} 0.005']['parameters']:,}"
        for k, rate in enumerate(RATES):
            arms = [numbers[f"{cell} {rate}"] for numbers in runs]
            at = [arm["solved_at"] for arm in arms]
            solved = [steps for steps in at if steps > 0]
            said[f"{cell}_med{k}"] = f"{np.median(at):,.0f}" if min(at) > 0 else "—"
            said[f"{cell}_span{k}"] = span(solved) if solved else "in no run"
            said[f"{cell}_end{k}"] = span([arm["error"][-1] for arm in arms], 2)
    return said


def reber():
    """Summarise the embedded Reber strings, cell by cell."""
    runs = stored("gru", "three_cells_reber")
    said = {"reber_runs": len(runs)}
    for cell in CELLS:
        perfect = []
        for numbers in runs:
            course = zip(
                numbers[cell]["sequences"], numbers[cell]["strings"], strict=True
            )
            perfect += [seen for seen, wrong in course if wrong == 0][:1]
        said[f"{cell}_reber_par"] = runs[0][cell]["parameters"]
        said[f"{cell}_ok"] = len(perfect)
        said[f"{cell}_seen"] = f"{np.median(perfect):,.0f}" if perfect else "never"
        said[f"{cell}_range"] = span(perfect) if perfect else "never"
    return said
