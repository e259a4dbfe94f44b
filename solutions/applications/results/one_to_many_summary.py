"""What the pages on captions, music and questions print of the stored results."""

import numpy as np

from autograder.experiment import span, stored
from rnn_core.data.pictures import CAPTION_WORDS, picture_batch, read_caption
from solutions.applications.results import captions as pictures
from solutions.applications.results import questions as asked

SETS = ("known", "pairs", "things")
ARMS = ("captioner_either", "template_either", "captioner_fixed", "template_fixed")


def captions():
    """Summarise who writes true captions, in percent of the pictures."""
    runs = stored("applications", "captions")
    said = {
        "cap_runs": len(runs),
        "cap_pool": f"{pictures.POOL:,}",
        "cap_steps": pictures.STEPS,
    }
    for arm in ("commonest", "nearest", *ARMS):
        for part in SETS:
            values = [numbers[arm][part] for numbers in runs]
            said[f"{arm}_{part}"] = span(values, scale=100)
    return said


def described():
    """Return test pictures of new pairs and the stored captions of the first seed.

    Returns
    -------
    list of tuple
        Picture (14, 14, 3), words, whether they are true of it.
    """
    runs = stored("applications", "captions")
    rng = np.random.default_rng(pictures.TEST_SEED)
    parts = pictures.split_scenes()
    tests = {
        name: picture_batch(rng, scenes, pictures.TESTS)
        for name, scenes in parts.items()
    }
    shown = []
    for n, symbols in enumerate(runs[0]["examples"]):
        words = [CAPTION_WORDS[k] for k in symbols]
        picture = tests["pairs"].pictures[n].reshape(14, 14, 3)
        true = read_caption(words) == tests["pairs"].scenes[n]
        shown.append((picture, words, true))
    return shown


def music():
    """Summarise perplexities and shares of melodies that repeat themselves."""
    runs = stored("applications", "music")
    said = {"mus_runs": len(runs)}
    for arm in ("rules", "lstm", "first", "second", "placed"):
        for key, digits, scale in (
            ("perplexity", 2, 1),
            ("repeats", 0, 100),
            ("returns", 0, 100),
        ):
            if key in runs[0][arm]:
                values = [numbers[arm][key] for numbers in runs]
                said[f"{arm}_{key}"] = span(values, digits, scale)
    return said


def reached(numbers, start, end):
    """Return the right answers where so many sentences follow the first needed one."""
    counts = np.array(numbers["stories_at"][start:end])
    return float(counts @ numbers["by_distance"][start:end] / counts.sum())


def questions():
    """Summarise the right answers of both tasks, in percent, over all lengths."""
    runs = stored("applications", "questions")
    said = {"q_runs": len(runs), "q_steps": asked.STEPS, "q_batch": asked.BATCH}
    said["q_stories"] = f"{asked.STEPS * asked.BATCH:,}"
    said["q_words"] = f"{asked.WORD_STEPS * asked.BATCH:,}"
    by_word = [np.mean(numbers["one"]["by_word"]) for numbers in runs]
    said["one_by_word"] = span(by_word, scale=100)
    for task in asked.TASKS:
        for arm in ("reader", "bag", "last", "commonest"):
            values = [np.mean(numbers[task][arm]) for numbers in runs]
            said[f"{task}_{arm}"] = span(values, scale=100)
        for part, places in (("near", (0, 3)), ("far", (4, 8))):
            values = [reached(numbers[task], *places) for numbers in runs]
            said[f"{task}_{part}"] = span(values, scale=100)
        for arm in ("reader", "bag", "last"):
            values = [numbers[task][arm][-1] for numbers in runs]
            said[f"{task}_{arm}_8"] = span(values, scale=100)
    return said
