"""Sentences as vectors: which codes know who comes first, and who does it.

Trained on nothing but rebuilding, tested on events that were never told in training.
Each test sentence comes with its turned twin, the same words with the roles exchanged.
A probe is a ridge regression: from a vector to the eight nouns; of the two nouns in the
sentence the one with the higher score is its answer.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.roles import (
    ACTORS,
    EVENTS,
    ROLE_WORDS,
    Event,
    draw_manner,
    is_held_out,
    role_batches,
    sentence_batch,
    tell,
)
from rnn_core.gru import gru_forward
from rnn_core.networks.autoencoder import build_autoencoder
from rnn_core.rnn import output_forward
from rnn_core.training import train

HIDDEN, SIZE = 48, 32
RATES, STEPS = (0.006, 0.006, 0.006, 0.002), 400  # one rate for each round of steps
PROBE_SIZE, TEST_SIZE, DRAWN = 2000, 400, 80
RIDGE = 0.01  # of the features' variance


def fit(seed, steps):
    """Train an autoencoder on sentences."""
    rng = np.random.default_rng(seed)
    model = build_autoencoder(rng, len(ROLE_WORDS), HIDDEN, np.float32)
    for rate in RATES:
        batches = role_batches(rng, SIZE, np.float32)
        model = train(model, batches, steps, rate, progress=False).model
    return model


def rebuilt(model, batch):
    """Return what the decoder writes from the codes alone, (T, N, D)."""
    code = model.codes(batch)
    s_0 = np.zeros_like(code)
    s, _ = gru_forward(np.stack([code] * len(batch.x)), s_0, *model.part("decoder"))
    return output_forward(s, *model.part("readout"))[0]


def share_rebuilt(model, batch):
    """Return the share of words, and of whole sentences, that come back right."""
    inside = np.arange(len(batch.x))[:, None] < batch.lengths
    right = rebuilt(model, batch).argmax(axis=2) == batch.x.argmax(axis=2)
    return float(right[inside].mean()), float((right | ~inside).all(axis=0).mean())


def bag(batch):
    """Count words."""
    return batch.x.sum(axis=0)


def pairs(batch):
    """Count pairs of neighbouring words."""
    counts = np.einsum("tnv,tnw->nvw", batch.x[:-1], batch.x[1:])
    return counts.reshape(len(counts), -1)


def numbered(batch):
    """Put the words side by side, each at its number in the sentence."""
    return batch.x.transpose(1, 0, 2).reshape(batch.x.shape[1], -1)


def arms_of(model):
    """Return the ways to make a vector of a sentence."""
    words = model.params["encoder.W_x"].astype(float)  # what the encoder knows of each
    return {
        "bag": bag,
        "mean": lambda batch: bag(batch) @ words / batch.lengths[:, None],
        "pairs": pairs,
        "numbered": numbered,
        "code": lambda batch: model.codes(batch).astype(float),
    }


def probe(features, classes):
    """Fit a ridge regression from vectors to classes; return its scores as a function.

    Parameters
    ----------
    features : ndarray of shape (M, F)
        Vectors.
    classes : ndarray of int, of shape (M,)
        What each belongs to.

    Returns
    -------
    callable
        From vectors (N, F) to scores (N, 8).
    """
    targets = np.eye(len(ACTORS))[classes]
    middle, scale = features.mean(axis=0), features.std() + 1e-9
    F = (features - middle) / scale
    weight = RIDGE * len(F) * F.var(axis=0).mean()
    A = F.T @ F + weight * np.eye(F.shape[1])
    W = np.linalg.solve(A, F.T @ (targets - targets.mean(axis=0)))
    return lambda new: (new - middle) / scale @ W + targets.mean(axis=0)


def with_products(features):
    """Return what makes each vector longer by the products of its numbers."""
    middle, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    i, j = np.triu_indices(features.shape[1])

    def longer(new):
        z = (new - middle) / scale
        return np.hstack([z, z[:, i] * z[:, j]])

    return longer


def share_right(scores, twins, right, other):
    """Return how often the right noun of two wins, in sentences and their twins.

    In a twin the two change places. Where both score alike, half a point.
    """
    rows, points = np.arange(len(right)), []
    for values, sign in ((scores, 1), (twins, -1)):
        ahead = sign * (values[rows, right] - values[rows, other])
        points += [np.where(np.abs(ahead) < 1e-9, 0.5, ahead > 0)]
    return float(np.mean(points))


def nouns(told, place):
    """Return the agents (0), the patients (2), or those that come first ("first")."""
    chosen = [
        event[2 if manner["passive"] else 0] if place == "first" else event[place]
        for event, manner in told
    ]
    return np.array([ACTORS.index(noun) for noun in chosen])


def draw_told(rng, held_out, size):
    """Draw events with the manner in which each is told."""
    events = [event for event in EVENTS if is_held_out(event) == held_out]
    chosen = rng.integers(len(events), size=size)
    return [(events[int(k)], draw_manner(rng)) for k in chosen]


def sentences(told):
    """Return a batch of the sentences."""
    return sentence_batch([tell(event, **manner) for event, manner in told])


def alike(u, v, middle):
    """Return the cosine similarity of vectors, row by row, seen from their middle."""
    u, v = u - middle, v - middle
    return (u * v).sum(axis=1) / np.sqrt((u**2).sum(axis=1) * (v**2).sum(axis=1))


def judge(make, rng):
    """Measure one way to make vectors."""
    known, test = draw_told(rng, False, PROBE_SIZE), draw_told(rng, True, TEST_SIZE)
    turned = [(event.turned(), manner) for event, manner in test]
    again = [
        (event, {**draw_manner(rng), "passive": manner["passive"]})
        for event, manner in test
    ]
    known_x, x = make(sentences(known)), make(sentences(test))
    twin = make(sentences(turned))
    first, second = nouns(test, "first"), nouns(turned, "first")
    agent, patient = nouns(test, 0), nouns(test, 2)
    ask_first = probe(known_x, nouns(known, "first"))
    ask_agent = probe(known_x, nouns(known, 0))
    middle = known_x.mean(axis=0)
    nearer = alike(x, make(sentences(again)), middle) > alike(x, twin, middle)
    return {
        "size": known_x.shape[1],
        "first": share_right(ask_first(x), ask_first(twin), first, second),
        "agent": share_right(ask_agent(x), ask_agent(twin), agent, patient),
        "nearer": float(nearer.mean()),
    }


def judge_products(make, rng):
    """Measure who does it again, with a probe that may multiply."""
    known, test = draw_told(rng, False, PROBE_SIZE), draw_told(rng, True, TEST_SIZE)
    turned = [(event.turned(), manner) for event, manner in test]
    longer = with_products(make(sentences(known)))
    ask = probe(longer(make(sentences(known))), nouns(known, 0))
    scores = [ask(longer(make(sentences(told)))) for told in (test, turned)]
    return share_right(*scores, nouns(test, 0), nouns(test, 2))


def in_two_dimensions(vectors):
    """Project vectors on the two directions in which they differ most."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return centred @ directions[:2].T


def drawn_map(arms, rng):
    """Place sentences about one fox and one hare in two dimensions."""
    event = Event("fox", "chases", "hare")
    manners = [draw_manner(rng) for _ in range(DRAWN // 2)]
    told = [(e, m) for m in manners for e in (event, event.turned())]
    batch = sentences(told)
    return {
        "fox_acts": [int(e.agent == "fox") for e, _ in told],
        "passive": [int(m["passive"]) for _, m in told],
        **{
            arm: in_two_dimensions(arms[arm](batch)).round(3).tolist()
            for arm in ("bag", "code")
        },
    }


def run_texts(seed, reduced=False):
    """Train on one seed, then measure every way to make a vector of a sentence."""
    model = fit(seed, 150 if reduced else STEPS)
    arms, test = arms_of(model), np.random.default_rng([seed, 1])
    words, whole = share_rebuilt(model, sentences(draw_told(test, True, TEST_SIZE)))
    numbers = {"rebuilt_words": words, "rebuilt_sentences": whole}
    for arm, make in arms.items():
        numbers[arm] = judge(make, np.random.default_rng([seed, 2]))
    rng = np.random.default_rng([seed, 3])
    numbers["code"]["agent_products"] = judge_products(arms["code"], rng)
    numbers["bag"]["agent_products"] = judge_products(arms["bag"], rng)
    numbers["map"] = drawn_map(arms, np.random.default_rng([seed, 4]))
    return numbers


def order_is_in_the_code(runs):
    """Tell whether the code knows the order, and the bags provably do not."""
    return all(
        numbers["code"]["first"] > 0.98
        and numbers["code"]["first"] > numbers["pairs"]["first"] + 0.05
        and numbers["code"]["agent_products"] > numbers["code"]["agent"] + 0.2
        and {numbers[arm][key] for arm in ("bag", "mean") for key in ("first", "agent")}
        == {0.5}
        and numbers["bag"]["agent_products"] == 0.5
        for numbers in runs
    )


TEXTS = Experiment(
    unit="applications",
    name="texts",
    run=run_texts,
    seeds=tuple(range(4)),
    sentence=(
        "In every run a linear probe reads from the code which noun comes first, more "
        "often than from pairs of words; from a bag of words or averaged word vectors "
        "it guesses. Who does it is in the code too, but not for a linear probe."
    ),
    claim=order_is_in_the_code,
)
