"""Agents that catch what falls, bred and not taught, with and without inner states.

The task is of the kind that Beer (2003) evolved continuous-time networks for.
The reactive arm has the same body, the same rays and the same breeding, but neurons
that only pass on what they see at the moment.
"""

import numpy as np

from autograder.experiment import Experiment
from rnn_core.catching import GENES, RADIUS, agent_of, fall, missed

AGENTS, PARENTS, FALLS = 40, 10, 24
START, DRIFT = 3.0, 0.5  # the furthest start, the fastest drift
WORST = 5.0  # a miss counts no more than this
TEST_SEED, TEST_FALLS = 1000, 400
ARMS = {"inner": False, "reactive": True}


def draw_falls(rng, count):
    """Draw where discs start and how fast they drift."""
    return rng.uniform(-START, START, count), rng.uniform(-DRIFT, DRIFT, count)


def breed(rng, genes, order, width):
    """Keep the best and fill up with changed copies of them."""
    parents = genes[order[:PARENTS]]
    shape = (AGENTS - PARENTS, GENES)
    changes = width * rng.normal(size=shape) * (rng.random(shape) < 0.5)
    children = parents[rng.integers(PARENTS, size=shape[0])] + changes
    return np.concatenate([parents, np.clip(children, -1, 1)])


def evolve(seed, reactive, generations):
    """Breed agents; return the final population and the course of the best."""
    rng = np.random.default_rng(seed)
    genes, course = rng.uniform(-1, 1, (AGENTS, GENES)), []
    for generation in range(generations):
        result = fall(agent_of(genes, reactive), *draw_falls(rng, FALLS))
        score = np.minimum(missed(result), WORST).mean(axis=-1)
        course.append(float(score.min()))
        # changes become smaller, from 0.3 to 0.03 of a gene's half range
        width = 0.3 * 0.1 ** (generation / generations)
        genes = breed(rng, genes, np.argsort(score), width)
    return genes[:PARENTS], course


def run_agent(seed, reduced=False):
    """Breed both kinds and test the best of each on fresh falls."""
    generations, numbers = (30 if reduced else 120), {}
    test = draw_falls(np.random.default_rng(TEST_SEED), TEST_FALLS)
    for arm, reactive in ARMS.items():
        genes, course = evolve(seed, reactive, generations)
        misses = missed(fall(agent_of(genes, reactive), *test))
        best = misses.mean(axis=-1).argmin()
        numbers[arm] = {
            "missed": float(misses[best].mean()),
            "caught": float((misses[best] < RADIUS).mean()),
            "course": course,
            "genes": genes[best].tolist(),
        }
    return numbers


def inner_states_catch_more(runs):
    """Tell whether the agent with inner states catches more in every run."""
    return all(
        numbers["inner"]["caught"] > numbers["reactive"]["caught"] + 0.15
        for numbers in runs
    )


AGENT = Experiment(
    unit="variants",
    name="agent",
    run=run_agent,
    seeds=tuple(range(4)),
    sentence=(
        "In every run the agent with inner states catches more discs, of which it sees "
        "only the first half of the fall, than the one that reacts to what it sees."
    ),
    claim=inner_states_catch_more,
)
