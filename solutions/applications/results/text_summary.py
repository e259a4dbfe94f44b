"""What the pages on language models print of the stored results, as text."""

import numpy as np

from autograder.experiment import span, stored
from rnn_core.data.errands import ERRANDS
from rnn_core.data.phrases import phrase_length
from rnn_core.data.sounds import TWINS
from rnn_core.demos.page_writer import UNITS
from solutions.applications import train_page_writer
from solutions.applications.results import language, language_models, writing


def percents(values):
    """Write shares as whole percents."""
    return span([100 * value for value in values])


def perplexities():
    """Summarise the models of words and of letters."""
    runs, letters = stored("applications", "words"), stored("applications", "letters")
    costs = [run["perplexity"] for run in runs]
    entropy = np.mean([run["entropy"] for run in runs])
    said = {
        "entropy": f"{entropy:.2f}",
        "truth_rate": f"{np.exp(entropy / (phrase_length(ERRANDS) + 1)):.2f}",
        "hidden": language_models.HIDDEN["words"],
        "rounds_words": language_models.ROUNDS["words"],
        "rounds_letters": language_models.ROUNDS["letters"],
        "sentences": f"{language.SENTENCES:,}",
        "seeds": len(runs),
        "letters_lstm": span([run["lstm"]["perplexity"] for run in letters], 2),
        "s_words": span([run["lstm"]["per_sentence"] for run in costs], 1),
        "s_letters": span([run["lstm"]["per_sentence"] for run in letters], 1),
        "s_letters5": span([run["5-gram"]["per_sentence"] for run in letters], 1),
        "s_letters9": span([run["9-gram"]["per_sentence"] for run in letters], 1),
        "s_truth": span([run["truth"]["per_sentence"] for run in letters], 1),
    }
    for name in costs[0]:
        values = [run[name]["perplexity"] for run in costs]
        said[f"p_{name.removesuffix('-gram')}"] = span(values, 2)
    truth = np.array([run["truth"]["perplexity"] for run in costs])
    best = [min(run[f"{n}-gram"]["perplexity"] for n in range(1, 6)) for run in costs]
    lstm = [run["lstm"]["perplexity"] for run in costs]
    said["above_count"] = percents(best / truth - 1)
    said["above_lstm"] = percents(lstm / truth - 1)
    return said


def speech():
    """Summarise the recognition of spoken sentences."""
    runs = [run["speech"] for run in stored("applications", "words")]
    said = {
        "twins": len(TWINS),
        "spoken": language.SPOKEN // 2,
        "seeds": len(runs),
        "offers": span([run["candidates"] for run in runs]),
    }
    for name in runs[0]:
        if name != "candidates":
            key = name.removesuffix("-gram")
            said[f"e_{key}"] = percents([run[name]["sentences"] for run in runs])
            wrong = [100 * run[name]["words"] for run in runs]
            said[f"w_{key}"] = span(wrong, 1)
    return said


def written():
    """Summarise what the models wrote."""
    runs = [run["writing"] for run in stored("applications", "words")]
    reports = stored("applications", "writing")
    rng = np.random.default_rng(train_page_writer.SEED)
    letters = len(train_page_writer.page_text(rng))
    said = {
        "page_units": UNITS,
        "page_T": train_page_writer.T,
        "page_letters": f"{round(letters, -3):,}",
        "written": language.WRITTEN,
        "seeds": len(runs),
        "report_units": writing.HIDDEN,
        "reports": writing.WRITTEN,
        "report_seeds": len(reports),
    }
    for temperature in runs[0]:
        entries = [run[temperature] for run in runs]
        said[f"g_{temperature}"] = percents([entry["right"] for entry in entries])
        said[f"d_{temperature}"] = percents([entry["different"] for entry in entries])
    for key, arm in (("not", "not told"), ("told", "told"), ("held", "told and held")):
        for temperature in reports[0][arm]:
            entries = [run[arm][temperature] for run in reports]
            said[f"f_{key}_{temperature}"] = percents([e["facts"] for e in entries])
            said[f"r_{key}_{temperature}"] = percents([e["grammar"] for e in entries])
    different = [run["told and held"]["1"]["different"] for run in reports]
    said["different"] = span(different)
    return said
