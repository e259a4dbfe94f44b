"""What the page about speech prints of the stored results, under short names."""

from autograder.experiment import span, stored

READINGS = {
    "best": ("ctc", "best"),
    "prefix": ("ctc", "prefix"),
    "trim": ("ctc", "trimmed"),
    "noblank": ("ctc", "no_blank"),
    "frames": ("frames", "best"),
    "frametrim": ("frames", "trimmed"),
}
PARTS = ("all", "again", "plain")


def rates(reading, part):
    """Return edits per hundred syllables, one number for each seed."""
    loss, name = READINGS[reading]
    return [
        100 * numbers[loss][name][part] for numbers in stored("applications", "speech")
    ]


def speech():
    """Summarise all ways of reading, on all utterances, with and without a repeat."""
    runs = stored("applications", "speech")
    said = {"runs": len(runs), "steps": runs[0]["steps"][-1]}
    for reading in READINGS:
        for part in PARTS:
            said[f"{reading}_{part}"] = span(rates(reading, part))
    return said
