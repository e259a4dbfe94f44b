"""Names anywhere in a sentence: taggers against a list of names and windows."""

from collections import Counter
from itertools import islice

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import span_f1
from rnn_core.data.people import (
    PEOPLE_TAGS,
    PEOPLE_VOCABULARY,
    mention_batch,
    mention_batches,
    mention_twins,
    names_ceiling,
)
from rnn_core.data.words import tags_from
from rnn_core.networks.labels import make_tagger
from rnn_core.networks.windows import make_window_tagger
from rnn_core.training import train

BATCH, STEPS, TEST_SEED, TEST_SIZE = 32, 500, 1000, 400
REACHES = (2, 5)
FAR = 99  # further than any sentence is long


def arms(rng):
    """Return every network with its learning rate and how far it sees."""
    V, K = len(PEOPLE_VOCABULARY), len(PEOPLE_TAGS)
    one_way = make_tagger(rng, V, K, H=40, directions=("ltr",))
    found = {
        "both": (make_tagger(rng, V, K), 0.01, FAR, FAR),
        "one": (one_way, 0.01, FAR, 0),
    }
    for reach in REACHES:
        model = make_window_tagger(rng, V, K, reach)
        found[f"window{reach}"] = model, 0.003, reach, reach
    return found


def list_of_names(batches):
    """Return the tag that each word has most often: the best list there is."""
    counts = [Counter() for _ in PEOPLE_VOCABULARY]
    for batch in batches:
        pairs = zip(batch.x[batch.mask], batch.targets[batch.mask], strict=True)
        for word, tag in pairs:
            counts[word][int(tag)] += 1
    return [tags.most_common(1)[0][0] if tags else 0 for tags in counts]


def every_unknown_a_name(mentions, listed):
    """Call every word that is in no list a name; behind another it goes on."""
    found = []
    for mention, tags in zip(mentions, listed, strict=True):
        strange = [word not in PEOPLE_VOCABULARY for word in mention.words]
        before = [False, *strange[:-1]]
        named = ["I-name" if b else "B-name" for b in before]
        rows = zip(strange, named, tags, strict=True)
        found.append([name if new else tag for new, name, tag in rows])
    return found


def recall_by_kind(mentions, predicted):
    """Return the shares found of the names in the list, and of the invented ones."""
    found, there = Counter(), Counter()
    for mention, tags in zip(mentions, predicted, strict=True):
        for first, last, _ in mention.items if "B-name" in mention.tags else ():
            known = all(w in PEOPLE_VOCABULARY for w in mention.words[first : last + 1])
            behind = tags[last + 1 : last + 2]
            same = tags[first : last + 1] == list(mention.tags[first : last + 1])
            found[known] += same and behind != ["I-name"]
            there[known] += 1
    return {
        "known": found[True] / there[True],
        "unseen": found[False] / there[False],
    }


def scored(mentions, predicted):
    """Return what one tagger reached."""
    precision, recall, f1, _ = span_f1([m.tags for m in mentions], predicted)
    numbers = {"precision": precision, "recall": recall, "f1": f1}
    return {name: float(value) for name, value in numbers.items()} | recall_by_kind(
        mentions, predicted
    )


def run_names(seed, reduced=False):
    """Train every tagger on the same batches; score all on the same twins."""
    steps = 120 if reduced else STEPS
    test = mention_twins(np.random.default_rng(TEST_SEED), TEST_SIZE)
    batch, rng = mention_batch(test), np.random.default_rng(seed)
    seen = list(islice(mention_batches(rng, BATCH), steps))
    best = np.array(list_of_names(seen))
    listed = tags_from(np.eye(len(PEOPLE_TAGS))[best[batch.x]], batch, PEOPLE_TAGS)
    numbers = {"sentences": steps * BATCH, "tested": len(test)}
    numbers["list"] = scored(test, listed) | {"ceiling": names_ceiling(test, 0, 0)}
    bolder = scored(test, every_unknown_a_name(test, listed))
    numbers["bolder"] = bolder | {"ceiling": names_ceiling(test, 1, 1)}
    for name, (model, rate, before, after) in arms(rng).items():
        if reduced and name not in ("both", "window2"):
            continue
        trained = train(model, seen, steps, rate).model
        predicted = tags_from(trained.scores(batch), batch, PEOPLE_TAGS)
        numbers[name] = scored(test, predicted)
        numbers[name]["parameters"] = int(model.count)
        numbers[name]["ceiling"] = names_ceiling(test, before, after)
    return numbers


def context_is_needed(runs):
    """Tell whether none passes its ceiling and both directions pass all others'."""
    rounding = 1e-9  # a tagger may reach its ceiling exactly
    return all(
        numbers[name]["f1"] - rounding <= numbers[name]["ceiling"]
        and numbers[name]["ceiling"] < numbers["both"]["f1"]
        for numbers in runs
        for name in ("list", "bolder", "one", *(f"window{reach}" for reach in REACHES))
        if name in numbers
    )


NAMED = Experiment(
    unit="applications",
    name="names",
    run=run_names,
    seeds=tuple(range(3)),
    sentence=(
        "No tagger passes the ceiling of what it sees, and the one that reads in both "
        "directions passes the ceilings of all others, the list's included."
    ),
    claim=context_is_needed,
)
