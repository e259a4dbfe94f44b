"""What the chapter's pages print of the stored results, as text under short names."""

import numpy as np

from autograder.experiment import span, stored


def window():
    """Summarise the window regression, arm by arm."""
    runs = stored("variants", "window")
    said = {"win_runs": len(runs), "win_floor": f"{runs[0]['floor']:.2f}"}
    said["win_steps"] = runs[0]["steps"][-1]
    for arm in ("one", "late", "both"):
        said[f"{arm}_par"] = runs[0][arm]["parameters"]
        last = [numbers[arm]["error"][-1] for numbers in runs]
        said[f"{arm}_error"] = span(last, 2 if arm == "one" else 3)
    return said


def waves():
    """Summarise the drawing of waves, arm by arm."""
    runs = stored("variants", "waves")
    said = {"wave_runs": len(runs), "wave_T": len(runs[0]["wave"])}
    for arm in ("clockwise", "lstm", "rnn"):
        said[f"{arm}_par"] = runs[0][arm]["parameters"]
        last = [numbers[arm]["last"] for numbers in runs]
        said[f"{arm}_last"] = span(last, 4 if arm == "clockwise" else 2)
    return said


def dynamics():
    """Summarise the oscillator."""
    runs = stored("variants", "dynamics")
    return {
        "dyn_runs": len(runs),
        "period": span([numbers["period"] for numbers in runs], 1),
    }


def agent():
    """Summarise the bred agents."""
    runs = stored("variants", "agent")
    said = {"agent_runs": len(runs), "generations": len(runs[0]["inner"]["course"])}
    for arm in ("inner", "reactive"):
        for key, scale, digits in (("caught", 100, 0), ("missed", 1, 2)):
            values = [scale * numbers[arm][key] for numbers in runs]
            said[f"{arm}_{key}"] = span(values, digits)
    return said


def best_agent():
    """Return the genes of the agent that misses least, of those with inner states."""
    runs = stored("variants", "agent")
    best = min(runs, key=lambda numbers: numbers["inner"]["missed"])
    return np.array(best["inner"]["genes"])
