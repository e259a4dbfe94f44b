"""Weather reports written by a network: not told, told, and held to a template."""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import build_vocabulary
from rnn_core.data.weather import (
    draw_report,
    draw_weather,
    is_a_report,
    says_the_facts,
)
from rnn_core.networks.language import language_model
from rnn_core.networks.reports import report_batch, write_reports
from rnn_core.training import train

# unrolled-canary: keep out of anything published

REPORTS, SIZE, RATE, HIDDEN, STEPS = 800, 32, 1e-2, 48, 600
WRITTEN, LONGEST, TEST_SEED = 200, 45, 3000
TEMPERATURES = (0.5, 1.0, 1.5)
ARMS = {
    "not told": (False, False),
    "told": (True, False),
    "told and held": (True, True),
}


def fit_reports(seed, tell, steps=STEPS):
    """Train a model on reports; return it with its vocabulary."""
    rng = np.random.default_rng(seed)
    facts = draw_weather(rng, REPORTS)
    reports = [draw_report(rng, day) for day in facts]
    vocabulary = build_vocabulary(reports)
    model = language_model("lstm", vocabulary, HIDDEN, rng, extra=4 if tell else 0)

    def batches():
        while True:
            some = rng.integers(REPORTS, size=SIZE)
            chosen = [[kind[k] for k in some] for kind in (reports, facts)]
            yield report_batch(*chosen, vocabulary, tell)

    for share, rate in ((3, RATE), (1, RATE / 5)):  # quarters of the steps
        model = train(model, batches(), share * steps // 4, rate, progress=False).model
    return model, vocabulary


def judge(texts, facts):
    """Return the shares of reports that say the facts, are right, and are different."""
    pairs = list(zip(texts, facts, strict=True))
    return {
        "facts": float(np.mean([says_the_facts(*pair) for pair in pairs])),
        "grammar": float(np.mean([is_a_report(text) for text in texts])),
        "different": len({" ".join(text) for text in texts}),
    }


def run_writing(seed, reduced=False):
    """Train a model that is told the facts and one that is not; judge both."""
    steps = 300 if reduced else STEPS
    models = {tell: fit_reports(seed, tell, steps) for tell in (False, True)}
    facts = draw_weather(np.random.default_rng([TEST_SEED, seed]), WRITTEN)
    numbers = {}
    for arm, (tell, hold) in ARMS.items():
        numbers[arm] = {}
        for temperature in TEMPERATURES:
            rng = np.random.default_rng([seed, 1])
            texts = write_reports(
                models[tell][0],
                facts,
                models[tell][1],
                temperature,
                rng,
                tell=tell,
                hold=hold,
                longest=LONGEST,
            )
            numbers[arm][f"{temperature:g}"] = judge(texts, facts)
    return numbers


def told_and_held_says_the_facts(runs):
    """Tell whether telling matters in every run, and holding at high temperature."""
    return all(
        numbers["not told"]["1"]["facts"] < 0.35
        and numbers["told"]["1"]["facts"] > 0.5
        and numbers["told and held"]["1.5"]["facts"] > numbers["told"]["1.5"]["facts"]
        for numbers in runs
    )


WRITING = Experiment(
    unit="applications",
    name="writing",
    run=run_writing,
    seeds=tuple(range(3)),
    sentence=(
        "In every run, at temperature 1, a network that is not told the facts gets "
        "fewer than 35 % of its reports right and one that is told more than 50 %; "
        "at temperature 1.5 one that is held to the template gets more right than one "
        "that is not."
    ),
    claim=told_and_held_says_the_facts,
)
