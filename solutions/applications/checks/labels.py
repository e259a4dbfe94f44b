"""Chapter 7, labels for sequences and words: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from solutions.applications import reference

# unrolled-canary: keep out of anything published


def draw(rng, *shape, low=-1.0, high=1.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def labelled(rng, lengths, H, V):
    """Draw states whose padding holds numbers too: nobody may rely on zeros."""
    N = len(lengths)
    h = draw(rng, max(lengths), N, H)
    weights = draw(rng, H, V, low=-2, high=2), draw(rng, V)
    return h, np.array(lengths), *weights, rng.integers(V, size=N)


many = Suite(reference.many_to_one_loss)


@many.check(points=2, outputs="loss")
def read_at_its_own_end(rng):
    """Every sequence is read at its own last step, not at the end of the padding."""
    yield labelled(rng, (5, 2, 3), H=4, V=2)


@many.check(points=1, outputs="loss")
def equal_lengths(rng):
    """Where nothing is padded, the last step is the last of the array."""
    yield labelled(rng, (4, 4), H=3, V=5)


@many.check(points=2, outputs="dh")
def gradient_at_the_ends(rng):
    """The gradient stands at the steps that were read; it is 0 at all others."""
    yield labelled(rng, (5, 2, 3), H=4, V=2)


@many.check(points=1, outputs="dW_hy db_y")
def gradients_of_the_readout(rng):
    """The readout's weights and bias get their gradients."""
    yield labelled(rng, (3, 5), H=2, V=4)


@many.check(points=1, keeps_arguments=True)
def states_are_kept(rng):
    """The arguments stay as they were."""
    yield labelled(rng, (2, 3), H=1, V=2)


@many.check(points=3, hidden=True)
def unseen_batches(rng):
    """It holds for other lengths and sizes too, one step included."""
    yield labelled(rng, (2, 7, 1, 6), H=3, V=5)
    yield labelled(rng, (4, 5), H=6, V=3)


spans = Suite(reference.span_f1)
SLOTS = "to", "from", "day"


def tags_of(text):
    """Write tags as letters: t f d begin, T F D go on, a dot is outside."""
    names = {slot[0]: f"B-{slot}" for slot in SLOTS}
    names |= {slot[0].upper(): f"I-{slot}" for slot in SLOTS}
    return [names.get(letter, "O") for letter in text]


def compared(*pairs):
    """Turn pairs of texts into targets and predictions."""
    return [tags_of(true) for true, _ in pairs], [tags_of(said) for _, said in pairs]


def some_tags(rng, count):
    """Draw sentences of any tags, and predictions that get some of them wrong."""
    pairs = []
    for length in rng.integers(8, 14, size=count):
        true = rng.choice(list("tTTfFFdDD..."), size=length)
        other = rng.choice(list("tTfFdD."), size=length)
        said = np.where(rng.random(length) < 0.25, other, true)
        pairs.append(("".join(true), "".join(said)))
    return compared(*pairs)


@spans.check(points=1, outputs="precision recall f1")
def right_from_end_to_end(rng):
    """A span is right if slot, first and last word all are."""
    yield compared(("..t.dD.f", "..t.dD.t"), ("tT..dDD.", "tT..dD.."))


@spans.check(points=1, outputs="precision recall f1")
def said_too_much_and_too_little(rng):
    """Precision is a share of what was said, recall of what is there."""
    yield compared(("t..f..dD..", "t.dD......"), ("fF...t", "......"))
    yield compared(("t..f..", "t..fdd"))


@spans.check(points=1, outputs="precision recall f1")
def side_by_side(rng):
    """A B- always begins a new span, also right behind one of the same slot."""
    yield compared(("ttT.dD", "tTT.dD"), ("fF.", "fF."))


@spans.check(points=1, outputs="precision recall f1")
def inside_without_beginning(rng):
    """An I- that continues no span of its slot begins one."""
    yield compared((".tT.d", ".TT.d"), ("tTdD.f", "tDDD.F"))
    yield compared(("tT.dD", "tD.dD"))


@spans.check(points=1, outputs="precision recall f1")
def over_all_sentences(rng):
    """Spans are counted over all sentences together; all do not weigh the same."""
    yield compared(("t.f.d.", "f.f.d."), ("t", "t"), ("..f.", "t..."), ("..", ".."))


@spans.check(points=2, outputs="by_slot")
def one_score_for_each_slot(rng):
    """Every slot that has a span, said or true, gets an F1 of its own."""
    yield compared(("t.f.t.f", "t.f.f.f"), ("tT..t", "tT.d."))
    yield compared(("t.f.ff", "..f.f."))


@spans.check(points=1)
def nothing_to_count(rng):
    """A share of nothing is 0, and needs no division by it."""
    yield compared(("..t.", "...."))
    yield compared(("....", ".dD."))
    yield compared(("....", "...."))
    yield compared(("ff.d", "f..."))


@spans.check(points=1, keeps_arguments=True)
def tags_are_kept(rng):
    """The arguments stay as they were."""
    yield compared(("t.dD", "t.d."), ("f.F", "f.."))


@spans.check(points=3, hidden=True)
def unseen_tags(rng):
    """It holds for other sentences too."""
    yield some_tags(rng, 7)
    yield some_tags(rng, 9)
