"""What the pages on translation print of the stored results, under short names."""

import numpy as np

from autograder.experiment import span, stored
from rnn_core.data.dates import FORMS


def _table(runs, arms, digits=0):
    return {
        f"{arm}_{score}": span([numbers[arm][score] for numbers in runs], digits, 100)
        for arm in arms
        for score in ("exact", "words", "bleu")
    }


def translation():
    """Summarise the translator against its baselines."""
    runs = stored("applications", "translation")
    said = {"runs": len(runs), "trained_to": runs[0]["trained_to"]}
    said["parameters"] = f"{runs[0]['parameters']:,}"
    return said | _table(runs, ("network", "dictionary", "commonest"))


def code_sizes():
    """Summarise what is left of long sentences."""
    runs, said = stored("applications", "translation"), {}
    for length in (12, 16):
        shares = [
            n["longer"]["exact"][n["longer"]["lengths"].index(length)] for n in runs
        ]
        said[f"at_{length}"] = span(shares, scale=100)
    small, large = (
        [numbers[size] for numbers in stored("applications", "code_sizes")]
        for size in ("24", "80")
    )
    said["short_80"] = span([arm["words"][0] for arm in large], scale=100)
    said["long_80"] = span([arm["words"][-1] for arm in large], scale=100)
    said["all_24"] = span([share for arm in small for share in arm["words"]], scale=100)
    any_right = any(share for arm in small for share in arm["exact"])
    return said | {"right_24": "some" if any_right else "no"}


def search():
    """Summarise greedy decoding against a beam, early in the training and late."""
    runs, said = stored("applications", "translation"), {}
    for when in ("early", "late"):
        for way in ("greedy", "beam"):
            arms = [numbers[when][way] for numbers in runs]
            said[f"{when}_{way}_exact"] = span(
                [arm["exact"] for arm in arms], scale=100
            )
            means = [arm["log_p"] for arm in arms]
            said[f"{when}_{way}_log_p"] = f"{np.mean(means):.2f}".replace("-", "−")
        for count in ("likelier", "gained", "lost"):
            said[f"{when}_{count}"] = sum(numbers[when][count] for numbers in runs)
    said["searched"] = 60 * len(runs)
    return said


def dates():
    """Summarise the reading of dates."""
    runs = stored("applications", "dates")
    said = {"date_runs": len(runs), "date_parameters": f"{runs[0]['parameters']:,}"}
    table = _table(runs, ("network",), digits=1)  # near 100, and not 100
    table |= _table(runs, ("rule", "nearest", "commonest"))
    for name in ("keeping", "half_open"):
        early = [numbers["early"][name] for numbers in runs]
        said[f"date_{name}"] = span(early, 2)
    return said | {f"date_{name}": value for name, value in table.items()}


def date_forms():
    """Return, for each form, how many dates were read right and how many there were."""
    forms = [numbers["forms"] for numbers in stored("applications", "dates")]
    right, all_of = (
        np.sum([f[key] for f in forms], axis=0) for key in ("right", "all")
    )
    return [
        (form, int(r), int(n))
        for (form, _), r, n in zip(FORMS, right, all_of, strict=True)
    ]
