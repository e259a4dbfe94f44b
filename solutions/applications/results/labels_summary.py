"""What the pages on labels print of the stored results, as text under short names."""

from autograder.experiment import span, stored
from rnn_core.data.travel import SLOTS

TAGGERS = ("window2", "window5", "one", "both")
READERS = ("words", "words_deep", "pairs", "pairs_deep", "lstm")


def slots():
    """Summarise the slot filling, tagger by tagger."""
    runs = stored("applications", "slots")
    said = {"runs": len(runs), "sentences": f"{runs[0]['sentences']:,}"}
    said["tested"] = runs[0]["tested"]
    for arm in TAGGERS:
        said[f"{arm}_par"] = f"{runs[0][arm]['parameters']:,}"
        said[f"{arm}_f1"] = span([numbers[arm]["f1"] for numbers in runs], 2)
        said[f"{arm}_ceiling"] = f"{runs[0][arm]['ceiling']:.2f}"
        for slot in SLOTS:
            values = [numbers[arm]["by_slot"].get(slot, 0.0) for numbers in runs]
            said[f"{arm}_{slot}"] = span(values, 2)
    return said


def names():
    """Summarise the tagging of names, tagger by tagger."""
    runs = stored("applications", "names")
    said = {"runs": len(runs), "sentences": f"{runs[0]['sentences']:,}"}
    said["tested"] = runs[0]["tested"]
    for arm in ("list", "bolder", *TAGGERS):
        said[f"{arm}_ceiling"] = f"{runs[0][arm]['ceiling']:.2f}"
        for key in ("f1", "precision", "recall", "known", "unseen"):
            said[f"{arm}_{key}"] = span([numbers[arm][key] for numbers in runs], 2)
    return said


def sentiment():
    """Summarise the reviews, reader by reader; shares in per cent."""
    runs = stored("applications", "sentiment")
    said = {"runs": len(runs), "reviews": f"{runs[0]['reviews']:,}"}
    said["tested"] = f"{runs[0]['tested']:,}"
    for n, ceiling in enumerate(runs[0]["ceilings"], start=1):
        said[f"ceiling{n}"] = f"{100 * ceiling:.1f}"
    for arm in READERS:
        said[f"{arm}_par"] = f"{runs[0][arm]['parameters']:,}"
        for kind in ("all", "plain", "not", "only", "near", "far"):
            shares = [100 * numbers[arm][kind] for numbers in runs]
            said[f"{arm}_{kind}"] = span(shares, 1 if kind == "all" else 0)
    return said
