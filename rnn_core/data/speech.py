"""Spoken syllables as frames of a filterbank, made by a small synthetic speaker.

Every syllable is a row of sounds; every sound has resonances, the *formants*, in some
of the bands. A speaker has a pitch, a length of throat, a speed and a loudness of their
own, glides from sound to sound and holds each for a time that varies. So nobody who
hears the frames is told where a syllable begins. The generator knows it, for the
sceptic who wants to train on it.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

SYLLABLES = ("hao", "bang", "ma", "ni", "hen", "lai", "bu", "wo")
BLANK = 0  # label k says SYLLABLES[k - 1]
BANDS = 16
SILENCE = -3.0  # log energy of a band that holds nothing
# sound: (position, height) of its resonances, as band and log energy; frames it takes
_SOUNDS = {
    "h": (((9, 0.2), (12, 0.6)), 1.2),
    "b": (((1, -1.0), (3, -1.4)), 1.4),
    "m": (((1, 1.2), (6, -0.2)), 1.4),
    "n": (((1, 1.0), (9, -0.2)), 1.4),
    "ng": (((1, 1.0), (7, -0.6)), 1.6),
    "l": (((2, 1.0), (8, 0.4)), 1.2),
    "w": (((2, 1.4), (4, 0.8)), 1.2),
    "a": (((5, 2.4), (8, 2.0)), 2.4),
    "o": (((3, 2.2), (5, 1.8)), 2.0),
    "u": (((2, 2.0), (4, 1.2)), 2.4),
    "i": (((1, 2.0), (12, 1.8)), 2.2),
    "e": (((4, 2.0), (10, 1.6)), 2.2),
}
_SPELLING = {
    "hao": ("h", "a", "o"),
    "bang": ("b", "a", "ng"),
    "ma": ("m", "a"),
    "ni": ("n", "i"),
    "hen": ("h", "e", "n"),
    "lai": ("l", "a", "i"),
    "bu": ("b", "u"),
    "wo": ("w", "o"),
}


class SpeechBatch(NamedTuple):
    """Utterances of N speakers, filled up with silence to the longest.

    ``x`` is (T, N, BANDS), ``lengths`` (N,) the frames of each, ``labels`` a tuple of N
    arrays of int: what is said, counted from 1, for 0 is the blank. ``frames`` is
    (T, N), the syllable that is spoken at each frame, 0 for silence: what recordings do
    not come with. ``mask`` is (T, N), True up to each end.
    """

    x: np.ndarray
    lengths: np.ndarray
    labels: tuple
    frames: np.ndarray

    @property
    def mask(self):
        """Tell which frames are not padding."""
        return np.arange(len(self.x))[:, None] < self.lengths


class _Speaker(NamedTuple):
    speed: float  # the larger, the more frames
    throat: float  # moves all resonances
    pitch: float  # distance of the harmonics, in bands
    loudness: float


def draw_labels(rng, most=5, repeat=0.3):
    """Draw what is said: one to `most` syllables, some said twice in a row.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where they come from.
    most : int
        Largest number of syllables.
    repeat : float
        Probability that a syllable is the one before it.

    Returns
    -------
    ndarray of int, of shape (L,)
        Counted from 1.
    """
    labels = []
    for _ in range(int(rng.integers(check_count("most", most))) + 1):
        again = labels and rng.random() < repeat
        drawn = int(rng.integers(len(SYLLABLES))) + 1
        labels.append(labels[-1] if again else drawn)
    return np.array(labels)


def speak(labels, rng, noise=0.5):
    """Let a new speaker say some syllables.

    Parameters
    ----------
    labels : sequence of int
        Syllables, counted from 1.
    rng : numpy.random.Generator
        Where the speaker and the noise come from.
    noise : float
        Standard deviation of what is added to every band.

    Returns
    -------
    x : ndarray of shape (T, BANDS)
        Log energy of each band at each frame.
    frames : ndarray of int, of shape (T,)
        The syllable that is spoken at each frame, 0 for silence.
    """
    check_rng(rng)
    speaker = _Speaker(
        rng.uniform(0.7, 1.4),
        rng.uniform(0.9, 1.1),
        rng.uniform(1.8, 3.2),
        rng.normal(0, 0.3),
    )
    pieces, said = [_silence(rng, 1, 4)], [0]
    for place, label in enumerate(labels):
        if place and rng.random() < 0.2:  # most speakers do not stop between syllables
            pieces.append(_silence(rng, 1, 3))
            said.append(0)
        pieces.append(_syllable(SYLLABLES[int(label) - 1], speaker, rng))
        said.append(int(label))
    pieces.append(_silence(rng, 1, 4))
    said.append(0)
    clean = _glide(np.concatenate(pieces))
    frames = np.repeat(said, [len(piece) for piece in pieces])
    return clean + rng.normal(0, noise, clean.shape), frames


def _silence(rng, least, most):
    return np.full((int(rng.integers(least, most + 1)), BANDS), SILENCE)


def _syllable(name, speaker, rng):
    """Return the frames of one syllable; every sound takes one frame at least."""
    rows = []
    for sound in _SPELLING[name]:
        resonances, frames = _SOUNDS[sound]
        count = max(1, round(frames * speaker.speed * rng.uniform(0.7, 1.3)))
        rows += [_spectrum(resonances, speaker)] * count
    return np.array(rows)


def _spectrum(resonances, speaker):
    band = np.arange(BANDS)
    energy = np.exp(SILENCE) * np.ones(BANDS)
    for position, height in resonances:
        bump = np.exp(-(((band - position * speaker.throat) / 1.1) ** 2))
        energy = energy + np.exp(height) * bump
    harmonics = 0.3 * np.cos(2 * np.pi * band / speaker.pitch)
    return np.log(energy) + harmonics + speaker.loudness


def _glide(rows):
    """Let each frame lean on its neighbours: the mouth moves, it does not jump."""
    ends = np.concatenate([rows[:1], rows, rows[-1:]])
    return 0.25 * ends[:-2] + 0.5 * ends[1:-1] + 0.25 * ends[2:]


def speech_batch(rng, size, most=5, repeat=0.3, noise=0.5):
    """Draw utterances, each of another speaker.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where everything comes from.
    size : int
        Number N of utterances.
    most, repeat : int, float
        As in `draw_labels`.
    noise : float
        As in `speak`.

    Returns
    -------
    SpeechBatch
        Time-major, padded with silence.
    """
    labels = [draw_labels(rng, most, repeat) for _ in range(check_count("size", size))]
    spoken = [speak(line, rng, noise) for line in labels]
    lengths = np.array([len(x) for x, _ in spoken])
    x = np.full((lengths.max(), size, BANDS), SILENCE)
    frames = np.zeros((lengths.max(), size), int)
    for n, (rows, said) in enumerate(spoken):
        x[: lengths[n], n], frames[: lengths[n], n] = rows, said
    return SpeechBatch(x, lengths, tuple(labels), frames)


def speech_batches(rng, size, **options):
    """Yield batches of utterances without end.

    Parameters
    ----------
    rng, size, **options
        As in `speech_batch`.

    Yields
    ------
    SpeechBatch
        A fresh one each time.
    """
    while True:
        yield speech_batch(rng, size, **options)


def edit_distance(found, wanted):
    """Count the fewest insertions, deletions and exchanges from one row to the other.

    Parameters
    ----------
    found, wanted : sequence
        Labels, words or letters.

    Returns
    -------
    int
        0 where they are equal.

    Examples
    --------
    >>> edit_distance("hao bang", "hao bang bang")
    5
    """
    row = list(range(len(wanted) + 1))
    for k, mine in enumerate(found):
        before, row = row, [k + 1]
        for j, theirs in enumerate(wanted):
            exchanged = before[j] + int(mine != theirs)
            row.append(min(before[j + 1] + 1, row[j] + 1, exchanged))
    return row[-1]


def label_error_rate(found, wanted):
    """Return edits per label, over all utterances together.

    Parameters
    ----------
    found, wanted : sequence of sequences of int
        Labels of each utterance: heard, and said.

    Returns
    -------
    float
        0 where all is right; it may exceed 1.
    """
    pairs = zip(found, wanted, strict=True)
    edits = sum(edit_distance(list(a), list(b)) for a, b in pairs)
    return edits / sum(len(labels) for labels in wanted)
