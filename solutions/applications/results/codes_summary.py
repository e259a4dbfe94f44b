"""What the pages on vectors print of the stored results, as text under short names."""

from autograder.experiment import span, stored


def percents(values):
    """Write shares as whole percents, the smallest and the largest."""
    return f"{span([100 * value for value in values], 0)}\u00a0%"  # never broken in two


def texts():
    """Summarise the sentences, arm by arm."""
    runs = stored("applications", "texts")
    said = {
        "text_runs": len(runs),
        "rebuilt_words": percents([n["rebuilt_words"] for n in runs]),
        "rebuilt_sentences": percents([n["rebuilt_sentences"] for n in runs]),
    }
    for arm in ("bag", "mean", "pairs", "numbered", "code"):
        said[f"{arm}_size"] = runs[0][arm]["size"]
        for key in ("first", "agent", "nearer"):
            said[f"{arm}_{key}"] = percents([n[arm][key] for n in runs])
    for arm in ("bag", "code"):
        values = [n[arm]["agent_products"] for n in runs]
        said[f"{arm}_products"] = percents(values)
    return said


def spoken():
    """Summarise the search, arm by arm."""
    runs = stored("applications", "spoken")
    said = {"spoken_runs": len(runs)}
    for arm in ("averaged", "squeezed", "code", "warping"):
        said[f"{arm}_map"] = span([n[arm]["average"] for n in runs], 2)
        for key in ("at_ten", "turned"):
            said[f"{arm}_{key}"] = percents([n[arm][key] for n in runs])
        costs = [n["cost"][arm] for n in runs]
        said[f"{arm}_cost"] = f"{sum(costs) / len(costs):,.0f}"
    said["untrained_map"] = span([n["course"][0] for n in runs], 2)
    costs = [n["cost"] for n in runs]
    encoding = sum(cost["encoding"] for cost in costs) / len(costs)
    said["encoding_cost"] = f"{encoding:,.0f}"
    warping = sum(cost["warping"] for cost in costs) / len(costs)
    said["cheaper"] = f"{warping / costs[0]['code']:.0f}"
    said["pays_from"] = f"{encoding / (warping - costs[0]['code']):.0f}"
    return said
