"""Slots of a journey: LSTM taggers against windows that do not reach the verb."""

from itertools import islice

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import span_f1
from rnn_core.data.travel import (
    TAGS,
    VOCABULARY,
    journey_batch,
    journey_batches,
    journey_twins,
    within_reach,
)
from rnn_core.data.words import tags_from
from rnn_core.networks.labels import make_tagger
from rnn_core.networks.windows import make_window_tagger
from rnn_core.training import train

BATCH, STEPS, TEST_SEED, TEST_SIZE = 32, 700, 1000, 150
REACHES = (2, 5)
FAR = 99  # further than any sentence is long
EDGES = (0, 2, 5, 10, 15, 20)  # words between a span and its verb


def arms(rng):
    """Return every network with its learning rate and how far it sees."""
    V, K = len(VOCABULARY), len(TAGS)
    one_way = make_tagger(rng, V, K, H=40, directions=("ltr",))
    found = {
        "both": (make_tagger(rng, V, K), 0.01, FAR, FAR),
        "one": (one_way, 0.01, FAR, 0),
    }
    for reach in REACHES:
        model = make_window_tagger(rng, V, K, reach)
        found[f"window{reach}"] = model, 0.003, reach, reach
    return found


def right_by_distance(journeys, predicted):
    """Return the share of right spans for each distance to the verb."""
    right, count = np.zeros(len(EDGES)), np.zeros(len(EDGES))
    for journey, tags in zip(journeys, predicted, strict=True):
        for slot, first, last, decider in journey.spans:
            same = tags[first : last + 1] == list(journey.tags[first : last + 1])
            ends = tags[last + 1 : last + 2] != [f"I-{slot}"]
            gap = max(first - decider, decider - last)
            where = np.searchsorted(EDGES, gap, side="left") - 1
            right[where] += same and ends
            count[where] += 1
    return (right / count).tolist()


def run_slots(seed, reduced=False):
    """Train every tagger on the same batches; score all on the same twins."""
    most, steps = (1, 220) if reduced else (3, STEPS)
    test = journey_twins(np.random.default_rng(TEST_SEED), TEST_SIZE, most)
    batch, rng = journey_batch(test), np.random.default_rng(seed)
    seen = list(islice(journey_batches(rng, BATCH, most), steps))
    numbers = {"steps": steps, "sentences": steps * BATCH, "tested": len(test)}
    for name, (model, rate, before, after) in arms(rng).items():
        if reduced and name not in ("both", "window2"):
            continue
        trained = train(model, seen, steps, rate).model
        predicted = tags_from(trained.scores(batch), batch, TAGS)
        found = span_f1([journey.tags for journey in test], predicted)
        numbers[name] = {
            "parameters": int(model.count),
            "precision": float(found[0]),
            "recall": float(found[1]),
            "f1": float(found[2]),
            "by_slot": {slot: float(score) for slot, score in found[3].items()},
            "ceiling": (1 + within_reach(test, before, after)) / 2,
        }
        if not reduced:
            numbers[name]["by_distance"] = right_by_distance(test, predicted)
    return numbers


def verb_is_needed(runs):
    """Tell whether none passes its ceiling and both directions pass all others'."""
    rounding = 1e-9  # a tagger may reach its ceiling exactly
    return all(
        numbers[name]["f1"] - rounding <= numbers[name]["ceiling"]
        and numbers[name]["ceiling"] < numbers["both"]["f1"]
        for numbers in runs
        for name in ("one", *(f"window{reach}" for reach in REACHES))
        if name in numbers
    )


SLOT_FILLING = Experiment(
    unit="applications",
    name="slots",
    run=run_slots,
    seeds=tuple(range(3)),
    sentence=(
        "No tagger passes the ceiling of what it sees, and the one that reads in both "
        "directions passes the ceilings of all others."
    ),
    claim=verb_is_needed,
)
