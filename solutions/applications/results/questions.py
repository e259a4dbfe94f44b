"""Questions about little stories: a plain recurrent reader against simple guesses.

The reader gets one sentence a step, the question last, and answers from its last state.
On the task with one supporting fact a second reader gets one word a step.
"""

import dataclasses
from collections import Counter

import numpy as np

from autograder.experiment import Experiment
from rnn_core.data.questions import (
    PLACES,
    STORY_WORDS,
    draw_carried,
    draw_walks,
    encode_stories,
    story_batches,
)
from rnn_core.models import build_model
from rnn_core.rnn import cross_entropy, output_backward, output_forward
from rnn_core.training import train

TASKS = {"one": draw_walks, "two": draw_carried}
FACTS = 2, 8  # in training; tested with each number
HIDDEN, BATCH, STEPS, RATE = 64, 32, 3500, 0.004
WORD_STEPS = 1000  # each of them some four times the work
BAG_STEPS, BAG_RATE = 500, 0.02
TESTS, TEST_SEED = 400, 1000


@dataclasses.dataclass(frozen=True)
class BagModel:
    """Answers from how often each word occurs, and from nothing else."""

    params: dict

    def with_params(self, params):
        """Return the same model with other parameters."""
        return BagModel(params)

    def outputs(self, x):
        """Return the scores of the places."""
        counts = x.sum(axis=0)
        return output_forward(counts, self.params["W"], self.params["b"])

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and its gradients."""
        y, cache = self.outputs(batch.x)
        loss, dy = cross_entropy(y, batch.targets)
        _, dW, db = output_backward(dy, cache)
        return float(loss), {"W": dW, "b": db}, None


def last_place(story):
    """Return the place that was named last."""
    told = [word for sentence in story.sentences for word in sentence]
    named = [word for word in told if word in PLACES]
    return PLACES.index(named[-1])


def distance(story):
    """Return how many sentences follow the first one that is needed."""
    return len(story.sentences) - 1 - story.supports[0]


def accuracy(answers, batch):
    """Return the share of right answers."""
    return float(np.mean(np.asarray(answers) == batch.targets))


def by_distance(answers, batch):
    """Return the accuracy at each distance, 0 first, and how many stories are there."""
    right = np.asarray(answers) == batch.targets
    apart = np.array([distance(story) for story in batch.stories])
    places = range(FACTS[1])
    shares = [right[apart == d].mean() if (apart == d).any() else 0.0 for d in places]
    counts = [int((apart == d).sum()) for d in places]
    return [float(share) for share in shares], counts


def tests_of(draw, count):
    """Draw the stories of the test, for each number of facts."""
    rng = np.random.default_rng(TEST_SEED)
    numbers = range(FACTS[0], FACTS[1] + 1)
    return {n: encode_stories([draw(rng, n) for _ in range(count)]) for n in numbers}


def train_reader(rng, draw, by, steps, answers):
    """Train a GRU on fresh stories; count the answers that it was shown."""
    V = len(STORY_WORDS)
    reader = build_model(
        "gru", V, HIDDEN, len(PLACES), rng, readout="last", dtype=np.float32
    )

    def batches():
        for batch in story_batches(rng, draw, FACTS, BATCH, by):
            answers.update(batch.targets.tolist())
            yield batch

    return train(reader, batches(), steps, RATE, progress=False).model


def train_bag(rng, draw, steps):
    """Train the bag of words on fresh stories."""
    zeros = np.zeros((len(STORY_WORDS), len(PLACES)), np.float32)
    batches = story_batches(rng, draw, FACTS, BATCH)
    bag = BagModel({"W": zeros, "b": zeros[0]})
    return train(bag, batches, steps, BAG_RATE, progress=False).model


def run_task(rng, draw, steps):
    """Train reader and bag of words on one task; accuracies of all, by length."""
    tests, answers = tests_of(draw, TESTS), Counter()
    reader = train_reader(rng, draw, "sentence", steps, answers)
    bag = train_bag(rng, draw, min(steps, BAG_STEPS))
    commonest = answers.most_common(1)[0][0]
    guesses = {
        "reader": lambda t: reader.run(t.x).outputs.argmax(axis=-1),
        "bag": lambda t: bag.outputs(t.x)[0].argmax(axis=-1),
        "last": lambda t: [last_place(story) for story in t.stories],
        "commonest": lambda t: [commonest] * len(t.stories),
    }
    numbers = {
        name: [accuracy(guess(t), t) for t in tests.values()]
        for name, guess in guesses.items()
    }
    longest = tests[FACTS[1]]
    shares, counts = by_distance(guesses["reader"](longest), longest)
    return {**numbers, "by_distance": shares, "stories_at": counts}


def run_by_word(rng, steps):
    """Train a reader of single words on the first task; its accuracies by length."""
    reader = train_reader(rng, draw_walks, "word", steps, Counter())
    right = []
    for test in tests_of(draw_walks, TESTS).values():
        words = encode_stories(test.stories, by="word")
        right.append(accuracy(reader.run(words.x).outputs.argmax(axis=-1), words))
    return right


def run_questions(seed, reduced=False):
    """Run both tasks, and the first one word by word."""
    rng = np.random.default_rng(seed)
    steps = 100 if reduced else STEPS
    numbers = {name: run_task(rng, draw, steps) for name, draw in TASKS.items()}
    numbers["one"]["by_word"] = run_by_word(rng, min(steps, WORD_STEPS))
    return numbers


def gained(task):
    """Return how much more the reader answers than the bag of words does."""
    return np.mean(task["reader"]) - np.mean(task["bag"])


def one_fact_is_easier_than_two(runs):
    """Tell whether order helps more where one fact is needed than where two are.

    And whether the reader answers more than by the commonest answer, in both tasks.
    """
    return all(
        gained(numbers["one"]) > gained(numbers["two"])
        and all(
            np.mean(task["reader"]) > np.mean(task["commonest"])
            for task in numbers.values()
        )
        for numbers in runs
    )


QUESTIONS = Experiment(
    unit="applications",
    name="questions",
    run=run_questions,
    seeds=(0, 1, 2),
    sentence=(
        "A reader with one state gains more over a bag of words where one fact is "
        "needed than where two are, and beats the commonest answer in both."
    ),
    claim=one_fact_is_easier_than_two,
)
