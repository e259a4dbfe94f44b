"""Melodies composed by rule, which repeat themselves: a structure that has to be kept.

A melody has four phrases of eight steps, A A′ B A″. Each step is a note of the scale,
or `HOLD`: the note before goes on. A′ begins as A did, for five steps, and closes; B
moves elsewhere; A″ begins as A did, perhaps with one note varied, and comes to rest.
"""

import numpy as np

from rnn_core.data.batch import Batch, check_count, check_rng

PITCHES = ("G", "A", "B", "C", "D", "E", "F", "G′", "A′", "B′", "C′")
"""Names of the notes from low to high; C is the home note."""
MIDI = (55, 57, 59, 60, 62, 64, 65, 67, 69, 71, 72)
"""Their MIDI numbers, from which the frequencies of the sounds follow."""
HOLD = len(PITCHES)
NOTES = HOLD + 1
"""Number of symbols: the notes and `HOLD`."""
PHRASE, PHRASES = 8, 4
REPEATED = 5
"""Steps at the beginning of A that A′ repeats."""
HOME, HIGH = PITCHES.index("C"), PITCHES.index("G′")
MOVES = (-2, -1, -1, 1, 1, 2)  # mostly steps, sometimes a leap of a third
HELD = 0.25  # how often a note of a phrase's beginning goes on


def draw_melody(rng):
    """Compose one melody.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the notes come from.

    Returns
    -------
    ndarray of int, of shape (32,)
        Numbers of notes in `PITCHES`, or `HOLD`.

    Examples
    --------
    >>> melody = draw_melody(np.random.default_rng(3))
    >>> bool((melody[:5] == melody[8:13]).all()), PITCHES[melody[29]]
    (True, 'C')
    """
    check_rng(rng)
    opening = _walk(rng, HOME + 2 * rng.integers(3), REPEATED)  # from C, E or G′
    open_end = HOME + (1, 2, 4)[rng.integers(3)]  # D, E or G′: something has to follow
    ahead = HOME + (1, -1)[rng.integers(2)]  # home is reached from above or below
    a = [*opening, open_end + 1, open_end, HOLD]
    a_closed = [*opening, ahead, HOME, HOLD]
    b = [*_walk(rng, HOME + 3 + rng.integers(4), REPEATED), HIGH + 1, HIGH, HOLD]
    a_last = [*_varied(rng, opening), HOME, HOLD, HOLD]
    return np.array([*a, *a_closed, *b, *a_last])


def _walk(rng, start, count):
    """Walk on the scale; each note but the first may be held instead."""
    at, steps = int(start), [int(start)]
    while len(steps) < count:
        if steps[-1] != HOLD and rng.random() < HELD:
            steps.append(HOLD)
            continue
        to = at + MOVES[rng.integers(len(MOVES))]
        if 0 <= to < len(PITCHES):
            at = to
            steps.append(at)
    return steps


def _varied(rng, opening):
    """Return the opening; in half of the cases one of its steps is another."""
    varied = list(opening)
    if rng.random() < 0.5:
        k = 1 + rng.integers(len(varied) - 1)
        before = next(note for note in reversed(varied[:k]) if note != HOLD)
        varied[k] = min(before + 1, len(PITCHES) - 1) if varied[k] == HOLD else HOLD
    return varied


def repeats(melody):
    """Tell whether the second phrase begins as the first one did.

    Parameters
    ----------
    melody : sequence of int
        At least two phrases.

    Returns
    -------
    bool
        Whether the first `REPEATED` steps of both are the same.

    Examples
    --------
    >>> repeats(draw_melody(np.random.default_rng(3)))
    True
    """
    first, second = melody[:REPEATED], melody[PHRASE : PHRASE + REPEATED]
    return bool(np.array_equal(first, second))


def returns(melody):
    """Tell whether the last phrase begins as the first one did, but for one step.

    Parameters
    ----------
    melody : sequence of int
        Four phrases.

    Returns
    -------
    bool
        Whether at most one of the first `REPEATED` steps differs.
    """
    first, last = np.asarray(melody[:REPEATED]), np.asarray(melody[-PHRASE:])
    return bool(np.sum(first != last[:REPEATED]) <= 1)


def melody_batch(rng, size):
    """Draw melodies as a batch for next-note prediction.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the melodies come from.
    size : int
        Number N of melodies.

    Returns
    -------
    Batch
        ``x`` is (32, N, 12): the step *before*, one-hot; zeros at the first.
        ``targets`` is (32, N): the melodies. ``mask`` is None.

    Examples
    --------
    >>> batch = melody_batch(np.random.default_rng(0), 2)
    >>> batch.x.shape, int(batch.x[0].sum()), batch.targets.shape
    ((32, 2, 12), 0, (32, 2))
    """
    check_rng(rng)
    drawn = [draw_melody(rng) for _ in range(check_count("size", size))]
    targets = np.stack(drawn, axis=1)  # (T, N)
    before = targets[:-1, :, None] == np.arange(NOTES)
    x = np.concatenate([np.zeros_like(before[:1]), before]).astype(np.float32)
    return Batch(x, targets)


def melody_batches(rng, size):
    """Yield batches of `melody_batch` without end.

    Parameters
    ----------
    rng, size
        As in `melody_batch`.

    Yields
    ------
    Batch
        A fresh batch each time.
    """
    while True:
        yield melody_batch(rng, size)
