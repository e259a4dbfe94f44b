"""Spoken words as vectors: a spoken query finds its segments, five ways to compare.

Nobody is told a word in training. The store and the queries are said by people who are
not in the training set, and by different ones. Relevant for a query are the segments
that say the same word.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.applications import nearest_segments
from rnn_core.data.segments import (
    BANDS,
    SPOKEN_WORDS,
    draw_segments,
    draw_voice,
    segment_batches,
    turned_word,
)
from rnn_core.networks.autoencoder import build_autoencoder
from rnn_core.training import train

HIDDEN, SIZE = 32, 32
RATES, STEPS = (0.005, 0.005, 0.005, 0.0015), 300  # one rate for each round of steps
TRAINED, OTHERS = 40, 10  # speakers
STORED, ASKED, FIRST = 240, 96, 10
PIECES = 8  # frames of a segment that is squeezed to a fixed length
TURNED = np.array([SPOKEN_WORDS.index(turned_word(word)) for word in SPOKEN_WORDS])


def averaged(batch):
    """Return the mean frame of each segment: the order is gone."""
    return batch.x.sum(axis=0) / batch.lengths[:, None]


def squeezed(batch):
    """Return eight frames of each segment, evenly spaced, side by side."""
    rows = []
    for n, length in enumerate(batch.lengths):
        places = np.linspace(0, length - 1, PIECES)
        low = np.minimum(places.astype(int), length - 2)
        share = (places - low)[:, None]
        frames = (1 - share) * batch.x[low, n] + share * batch.x[low + 1, n]
        rows.append(frames.ravel())
    return np.array(rows)


def codes(model, batch):
    """Return the codes of a network in double precision."""
    return model.codes(batch).astype(float)


def unit(frames):
    """Return frames of length 1."""
    return frames / np.maximum(np.sqrt((frames**2).sum(axis=-1, keepdims=True)), 1e-9)


def warped_similarity(frames, store):
    """Compare one segment with every one of a store by dynamic time warping.

    Of all ways to stretch the two onto each other the one with the smallest sum of
    cosine distances counts, divided by the steps of both.

    Parameters
    ----------
    frames : ndarray of shape (S, 12)
        The query.
    store : SegmentBatch
        Of M segments.

    Returns
    -------
    ndarray of shape (M,)
        The larger, the more alike.
    """
    T, M = store.x.shape[:2]
    away = 1 - np.einsum("sd,tmd->stm", unit(frames), unit(store.x))
    total = np.full((len(frames) + 1, T + 1, M), np.inf)
    total[0, 0] = 0
    for s in range(len(frames)):
        for t in range(T):
            before = np.minimum(total[s, t + 1], total[s + 1, t])
            total[s + 1, t + 1] = away[s, t] + np.minimum(before, total[s, t])
    best = total[len(frames), store.lengths, np.arange(M)]
    return -best / (len(frames) + store.lengths)


def warping_order(asked, store):
    """Rank the store for every query by dynamic time warping."""
    similar = [
        warped_similarity(asked.x[:length, n], store)
        for n, length in enumerate(asked.lengths)
    ]
    return np.argsort(-np.array(similar), axis=1, kind="stable")


def vector_order(make, asked, store):
    """Rank the store for every query by the cosine of their vectors."""
    vectors = make(store)
    return nearest_segments(make(asked), vectors, len(vectors))[0]


def precision(order, asked, store):
    """Measure a ranking.

    Parameters
    ----------
    order : ndarray of int, of shape (Q, M)
        The whole store, ranked for each query.
    asked, store : SegmentBatch
        Queries and store.

    Returns
    -------
    dict
        ``average``: mean average precision. ``at_ten``: share of the first ten that
        say the word. ``turned``: share of them that say it with its syllables
        exchanged.
    """
    found = store.words[order]  # (Q, M)
    hits = found == asked.words[:, None]
    so_far = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    turned = found == TURNED[asked.words][:, None]
    return {
        "average": float(((so_far * hits).sum(axis=1) / hits.sum(axis=1)).mean()),
        "at_ten": float(hits[:, :FIRST].mean()),
        "turned": float(turned[:, :FIRST].mean()),
    }


def multiplications(asked, store):
    """Count what one comparison costs, and what it costs to make a code.

    Lengths of vectors are known beforehand; a frame of the warping is compared with
    every frame of the other segment.
    """
    frames = float(np.outer(asked.lengths, store.lengths).mean())
    encoding = float(asked.lengths.mean()) * 3 * HIDDEN * (BANDS + HIDDEN)
    return {
        "averaged": BANDS,
        "squeezed": PIECES * BANDS,
        "code": HIDDEN,
        "warping": frames * BANDS,
        "encoding": encoding,
    }


def in_two_dimensions(vectors):
    """Project vectors on the two directions in which they differ most."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return centred @ directions[:2].T


def fit(rng, voices, steps, evaluate):
    """Train an autoencoder; return it and how its average precision rose."""
    model, course = build_autoencoder(rng, BANDS, HIDDEN, np.float32), []
    for rate in RATES:
        batches = segment_batches(rng, voices, SIZE, np.float32)
        history = train(
            model,
            batches,
            steps,
            rate,
            evaluate=evaluate,
            evaluate_every=max(1, steps // 3),
            progress=False,
        )
        model, measured = history.model, history.metrics["average"].tolist()
        course += measured if not course else measured[1:]
    return model, course


def run_spoken(seed, reduced=False):
    """Train on one seed; rank the store for every query in each way."""
    rng = np.random.default_rng(seed)
    voices = [draw_voice(rng) for _ in range(TRAINED)]
    owners, askers = ([draw_voice(rng) for _ in range(OTHERS)] for _ in range(2))
    store = draw_segments(rng, owners, STORED)
    asked = draw_segments(rng, askers, ASKED // 4 if reduced else ASKED)

    def measure(model):
        order = vector_order(lambda batch: codes(model, batch), asked, store)
        return precision(order, asked, store)

    model, course = fit(rng, voices, 60 if reduced else STEPS, measure)
    return {
        "averaged": precision(vector_order(averaged, asked, store), asked, store),
        "squeezed": precision(vector_order(squeezed, asked, store), asked, store),
        "warping": precision(warping_order(asked, store), asked, store),
        "code": measure(model),
        "course": course,
        "cost": multiplications(asked, store),
        "map": in_two_dimensions(codes(model, store)).round(3).tolist(),
        "words": store.words.tolist(),
    }


def code_finds_more_than_averages(runs):
    """Tell whether the trained code beats averaged frames and the untrained code."""
    return all(
        numbers["code"]["average"] > numbers["averaged"]["average"] + 0.1
        and numbers["code"]["average"] > numbers["course"][0] + 0.1
        and numbers["code"]["turned"] < numbers["averaged"]["turned"] - 0.1
        for numbers in runs
    )


SPOKEN = Experiment(
    unit="applications",
    name="spoken",
    run=run_spoken,
    seeds=tuple(range(4)),
    sentence=(
        "In every run the code of a spoken query ranks the segments that say the same "
        "word higher than averaged frames do, and than the code of an untrained "
        "network, and confuses words with their reversals less often than averages."
    ),
    claim=code_finds_more_than_averages,
)
