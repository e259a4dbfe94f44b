"""Good or bad: an LSTM that reads in order against counts of words and of pairs."""

from itertools import islice

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.reviews import (
    KINDS,
    LABELS,
    REVIEW_VOCABULARY,
    Review,
    bag_ceiling,
    review_batch,
    review_batches,
    review_twins,
)
from rnn_core.networks.labels import make_reader
from rnn_core.networks.windows import make_bag_reader
from rnn_core.training import train

BATCH, STEPS, RATE, TEST_SEED, TEST_SIZE = 32, 600, 0.01, 1000, 1000
LONGEST = 8  # groups of so many words, and all smaller ones, have a ceiling computed
WATCHED = (
    "although the room was great , the food was not good",
    "the room was great although the food was not good",
)


def arms(rng):
    """Return every network; of the bags a line and one with a hidden layer each."""
    V, K = len(REVIEW_VOCABULARY), len(LABELS)
    return {
        "lstm": make_reader(rng, V, K),
        "words": make_bag_reader(rng, V, K),
        "words_deep": make_bag_reader(rng, V, K, H=32),
        "pairs": make_bag_reader(rng, V, K, groups=2),
        "pairs_deep": make_bag_reader(rng, V, K, groups=2, H=32),
    }


def shares_right(model, reviews, batch):
    """Return the share of right answers, over all and for each kind."""
    right = model.scores(batch).argmax(axis=-1) == batch.targets
    kinds = np.array([review.kind for review in reviews])
    found = {kind: float(right[kinds == kind].mean()) for kind in KINDS}
    return {"all": float(right.mean())} | found


def watched(reader):
    """Return, word by word, by how much "good" is ahead in two reviews."""
    batch = review_batch([Review(text.split(), 0, "") for text in WATCHED])
    scores = reader.scores_so_far(batch)  # (T, 2, 2)
    ahead = scores[:, :, 1] - scores[:, :, 0]
    return [ahead[:n, k].tolist() for k, n in enumerate(batch.lengths)]


def run_sentiment(seed, reduced=False):
    """Train every reader on the same batches; score all on the same pairs."""
    steps = 180 if reduced else STEPS
    test = review_twins(np.random.default_rng(TEST_SEED), TEST_SIZE)
    batch, rng = review_batch(test), np.random.default_rng(seed)
    seen = list(islice(review_batches(rng, BATCH), steps))
    longest = 2 if reduced else LONGEST
    numbers = {
        "reviews": steps * BATCH,
        "tested": len(test),
        "ceilings": [bag_ceiling(test, n) for n in range(1, longest + 1)],
    }
    for name, model in arms(rng).items():
        trained = train(model, seen, steps, RATE).model
        numbers[name] = shares_right(trained, test, batch)
        numbers[name]["parameters"] = int(model.count)
        if name == "lstm" and not reduced:
            numbers["watched"] = watched(trained)
    return numbers


def order_is_needed(runs):
    """Tell whether bags stay below their ceilings and the LSTM passes them."""
    return all(
        numbers[name]["all"] <= numbers["ceilings"][n] < numbers["lstm"]["all"]
        for numbers in runs
        for name, n in (
            ("words", 0),
            ("words_deep", 0),
            ("pairs", 1),
            ("pairs_deep", 1),
        )
    )


SENTIMENT = Experiment(
    unit="applications",
    name="sentiment",
    run=run_sentiment,
    seeds=tuple(range(4)),
    sentence=(
        "Bags of words and of pairs stay at or below the share that can be computed "
        "for them; the LSTM, which reads in order, goes above both."
    ),
    claim=order_is_needed,
)
