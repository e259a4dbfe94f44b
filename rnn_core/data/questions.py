"""Little stories with a question: where somebody is, or where something is.

In the manner of the first two tasks of Weston et al. (2015), arXiv:1502.05698, with
sentences of our own. In a story with one supporting fact people walk about, and the
question asks where one of them is: the last sentence about this person tells. With two
supporting facts people also take things along and put them down, and the question asks
where a thing is: one fact says who took it or put it down, another where that was.
Every sentence has four words; full stops are left out.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

PEOPLE = ("anna", "tom", "mia", "ben")
PLACES = ("garden", "kitchen", "school", "forest", "market", "cellar")
OBJECTS = ("ball", "lamp", "cup")
STORY_WORDS = (
    *PEOPLE,
    *PLACES,
    *OBJECTS,
    "enters",
    "takes",
    "drops",
    "the",
    "where",
    "is",
    "?",
)
TAKES, DROPS = 0.35, 0.5  # of all sentences, where it can be; the rest are walks


class Story(NamedTuple):
    """Sentences and a question, as lists of words, and what is known of them.

    ``answer`` is a place; ``supports`` are the numbers of the sentences that are needed
    to give it, in order.
    """

    sentences: list
    question: list
    answer: str
    supports: tuple


class StoryBatch(NamedTuple):
    """Stories as a model reads them, and the stories themselves.

    ``x`` is (T, N, V), a 1 for each word that a step shows, the question last; where
    stories differ in length the shorter ones begin with empty steps (zeros), so that
    all end together. ``targets`` is (N,): numbers in `PLACES`.
    """

    x: np.ndarray
    targets: np.ndarray
    mask: None
    stories: list


class _World:
    """Who is where and holds what; the sentences that told it."""

    def __init__(self):
        self.sentences = []
        self.at = {}  # person -> (place, number of the sentence)
        self.held = {}  # thing -> (person, number of the sentence)
        self.lying = {}  # thing -> (place, numbers of two sentences)

    def go_on(self, rng, carry):
        who = PEOPLE[rng.integers(len(PEOPLE))]
        mine = [thing for thing in self.held if self.held[thing][0] == who]
        act = rng.random()
        if carry and act < TAKES and self._within_reach(who):
            self._take(who, _one_of(rng, self._within_reach(who)))
        elif carry and TAKES <= act < DROPS and mine and who in self.at:
            self._drop(who, _one_of(rng, mine))
        else:
            place = _one_of(rng, PLACES)
            self.at[who] = place, len(self.sentences)
            self.sentences.append([who, "enters", "the", place])

    def _within_reach(self, who):
        here = self.at.get(who, (None, 0))[0]
        free = [thing for thing in OBJECTS if thing not in self.held]
        return [t for t in free if self.lying.get(t, (here,))[0] == here]

    def _take(self, who, thing):
        self.held[thing] = who, len(self.sentences)
        self.lying.pop(thing, None)
        self.sentences.append([who, "takes", "the", thing])

    def _drop(self, who, thing):
        place, entered = self.at[who]
        self.held.pop(thing)
        self.lying[thing] = place, (entered, len(self.sentences))
        self.sentences.append([who, "drops", "the", thing])

    def places_of_things(self):
        known = dict(self.lying)
        for thing, (who, taken) in self.held.items():
            if who in self.at:
                place, entered = self.at[who]
                known[thing] = place, tuple(sorted((taken, entered)))
        return known


def _one_of(rng, choices):
    return choices[rng.integers(len(choices))]


def draw_walks(rng, facts):
    """Draw a story with one supporting fact.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where people and places come from.
    facts : int
        Number of sentences before the question.

    Returns
    -------
    Story
        Who is asked for has been somewhere.

    Examples
    --------
    >>> story = draw_walks(np.random.default_rng(0), 2)
    >>> [" ".join(words) for words in story.sentences]
    ['ben enters the forest', 'tom enters the garden']
    >>> " ".join(story.question), story.answer, story.supports
    ('where is ben ?', 'forest', (0,))
    """
    check_rng(rng)
    world = _World()
    for _ in range(check_count("facts", facts)):
        world.go_on(rng, carry=False)
    asked = _one_of(rng, sorted(world.at))
    place, entered = world.at[asked]
    return Story(world.sentences, ["where", "is", asked, "?"], place, (entered,))


def draw_carried(rng, facts):
    """Draw a story with two supporting facts.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where people, things and places come from.
    facts : int
        Number of sentences before the question, at least 2.

    Returns
    -------
    Story
        Where the thing is that is asked for can be told from two sentences.

    Examples
    --------
    >>> story = draw_carried(np.random.default_rng(2), 3)
    >>> len(story.sentences), len(story.supports), story.answer in PLACES
    (3, 2, True)
    """
    check_rng(rng)
    check_count("facts", facts, least=2)
    while True:
        world = _World()
        for _ in range(facts):
            world.go_on(rng, carry=True)
        known = world.places_of_things()
        if known:
            asked = _one_of(rng, sorted(known))
            question = ["where", "is", "the", asked, "?"]
            return Story(world.sentences, question, *known[asked])


def encode_stories(stories, by="sentence"):
    """Write stories as a reader gets them, aligned at their ends.

    Parameters
    ----------
    stories : sequence of Story
        What to write.
    by : {"sentence", "word"}
        What a step shows: the words of a whole sentence, a 1 for each, or one word.

    Returns
    -------
    StoryBatch
        Its ``x`` is float32.

    Examples
    --------
    >>> stories = [draw_walks(np.random.default_rng(0), 3)]
    >>> encode_stories(stories).x.shape, encode_stories(stories, by="word").x.shape
    ((4, 1, 20), (16, 1, 20))
    """
    texts = [_steps(story, by) for story in stories]
    x = np.zeros((max(map(len, texts)), len(texts), len(STORY_WORDS)), np.float32)
    for n, steps in enumerate(texts):
        for t, words in enumerate(steps, start=len(x) - len(steps)):
            x[t, n, [STORY_WORDS.index(word) for word in words]] = 1
    targets = np.array([PLACES.index(story.answer) for story in stories])
    return StoryBatch(x, targets, None, list(stories))


def _steps(story, by):
    """Return the words that each step shows."""
    sentences = [*story.sentences, story.question]
    if by == "sentence":
        return sentences
    return [[word] for sentence in sentences for word in sentence]


def story_batches(rng, draw, facts, size, by="sentence"):
    """Yield batches of fresh stories without end.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the stories come from.
    draw : callable
        `draw_walks` or `draw_carried`.
    facts : tuple of (int, int)
        Fewest and most sentences; all stories of a batch have equally many.
    size : int
        Number N of stories.
    by : {"sentence", "word"}
        As in `encode_stories`.

    Yields
    ------
    StoryBatch
        A fresh batch each time.
    """
    while True:
        count = int(rng.integers(facts[0], facts[1] + 1))
        drawn = [draw(rng, count) for _ in range(size)]
        yield encode_stories(drawn, by)
