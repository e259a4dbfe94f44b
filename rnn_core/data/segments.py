"""Spoken words as frames of a spectrum, made by a small synthesiser.

A word is a row of syllables, a syllable a consonant and a vowel. A sound is three humps
of energy over twelve frequency bands, low to high; between two sounds the humps glide.
Speakers differ in the length of their throat, which shifts all humps, and in how bright
and how loud they are; every utterance has its own pace and its own unevenness in time,
and noise.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.data.batch import check_count, check_rng

BANDS = 12
WIDTHS = np.array([0.9, 0.9, 2.0])  # of the humps, in bands: two narrow, one broad
# band and energy of each hump: two formants and noise
SOUNDS = {
    "b": (1.0, 0.5, 3.0, 0.0, 5.0, 0.1),
    "d": (1.0, 0.3, 6.0, 0.3, 8.0, 0.4),
    "k": (2.0, 0.0, 6.0, 0.2, 6.0, 0.7),
    "l": (1.5, 0.8, 5.0, 0.3, 9.0, 0.0),
    "m": (0.5, 1.0, 4.0, 0.3, 9.0, 0.0),
    "s": (2.0, 0.0, 7.0, 0.0, 10.0, 1.0),
    "a": (3.5, 1.0, 5.5, 0.9, 9.0, 0.1),
    "e": (2.5, 1.0, 7.0, 0.8, 9.0, 0.1),
    "i": (1.0, 1.0, 8.5, 0.8, 9.0, 0.1),
    "o": (2.5, 1.0, 4.0, 0.8, 9.0, 0.0),
    "u": (1.2, 1.0, 3.0, 0.7, 9.0, 0.0),
}
SYLLABLES = ("ba", "di", "ko", "le", "mu", "sa")
# every word also backwards: what is said is the same, only in another order
SPOKEN_WORDS = (
    *("ba-di", "di-ba", "ba-ko", "ko-ba", "di-mu", "mu-di"),
    *("ko-sa", "sa-ko", "le-mu", "mu-le", "le-sa", "sa-le"),
)
SLOWEST, FASTEST = 26, 13  # frames of a word
NOISE = 0.15  # standard deviation, in every band of every frame


class Voice(NamedTuple):
    """How someone speaks: all humps shifted by bands, brighter or darker, loudness."""

    shift: float
    tilt: float
    loudness: float


class SegmentBatch(NamedTuple):
    """N segments of frames (T, N, 12), their lengths, and which word each says."""

    x: np.ndarray
    lengths: np.ndarray
    words: np.ndarray


def turned_word(word):
    """Return a word with its syllables in reverse order."""
    return "-".join(reversed(word.split("-")))


def sound_keys(word):
    """Return what a word runs through, sound by sound.

    Parameters
    ----------
    word : str
        Syllables, joined by hyphens: a consonant and a vowel each.

    Returns
    -------
    ndarray of shape (K, 6)
        For each syllable the consonant once and the vowel twice: it is held.
    """
    rows = [SOUNDS[s] for c, v in word.split("-") for s in (c, v, v)]
    return np.array(rows)


def spectra(keys, places, shift=0.0):
    """Return the spectrum at some places of a word.

    Parameters
    ----------
    keys : ndarray of shape (K, 6)
        From `sound_keys`.
    places : ndarray of shape (T,)
        Where in the word, from 0 to K - 1; between two keys the humps glide.
    shift : float
        By how many bands all humps lie higher.

    Returns
    -------
    ndarray of shape (T, 12)
        Energy in each band.
    """
    near = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(len(keys))))  # (T, K)
    humps = near @ keys
    centres, energies = humps[:, 0::2] + shift, humps[:, 1::2]  # (T, 3)
    away = np.arange(BANDS)[:, None] - centres[:, None, :]  # (T, 12, 3)
    return (energies[:, None, :] * np.exp(-0.5 * (away / WIDTHS) ** 2)).sum(axis=2)


def draw_voice(rng):
    """Draw a speaker.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the voice comes from.

    Returns
    -------
    Voice
        Shifted by a band at most, to either side.
    """
    check_rng(rng)
    shift, tilt = rng.uniform(-1, 1), rng.uniform(-0.3, 0.3)
    return Voice(float(shift), float(tilt), float(rng.uniform(0.7, 1.3)))


def speak(rng, word, voice, noise=NOISE):
    """Say a word once.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where pace, unevenness and noise come from.
    word : str
        Syllables, joined by hyphens.
    voice : Voice
        Who speaks.
    noise : float
        Standard deviation of what is added to every band.

    Returns
    -------
    ndarray of shape (T, 12)
        13 to 26 frames.
    """
    check_rng(rng)
    keys = sound_keys(word)
    T = int(rng.integers(FASTEST, SLOWEST + 1))
    pauses = rng.uniform(0.4, 1.6, len(keys) - 1)  # how long each glide takes
    moments = np.concatenate([[0], np.cumsum(pauses)]) / pauses.sum()
    places = np.interp(np.linspace(0, 1, T), moments, np.arange(len(keys)))
    bright = 1 + voice.tilt * np.linspace(-1, 1, BANDS)
    clean = voice.loudness * bright * spectra(keys, places, voice.shift)
    return clean + noise * rng.normal(size=clean.shape)


def pad_segments(segments, words=None):
    """Put segments side by side, filled up with zeros behind their ends.

    Parameters
    ----------
    segments : sequence of ndarray of shape (T_n, 12)
        Frames of each.
    words : sequence of int, optional
        What each says, as a place in `SPOKEN_WORDS`. Default: 0 for all.

    Returns
    -------
    SegmentBatch
        As long as the longest segment.
    """
    lengths = np.array([len(frames) for frames in segments])
    x = np.zeros((lengths.max(), len(segments), BANDS))
    for n, frames in enumerate(segments):
        x[: len(frames), n] = frames
    words = np.zeros(len(segments), int) if words is None else np.asarray(words)
    return SegmentBatch(x, lengths, words)


def draw_segments(rng, voices, size, noise=NOISE):
    """Draw segments: every word equally often, each said by someone drawn by chance.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where speakers, pace and noise come from.
    voices : sequence of Voice
        Who may speak.
    size : int
        Number N of segments; the words of `SPOKEN_WORDS` come in turn.
    noise : float
        As in `speak`.

    Returns
    -------
    SegmentBatch
        ``x`` is (T, N, 12).
    """
    words = np.arange(check_count("size", size)) % len(SPOKEN_WORDS)
    speakers = check_rng(rng).integers(len(voices), size=size)
    made = [
        speak(rng, SPOKEN_WORDS[w], voices[int(v)], noise)
        for w, v in zip(words, speakers, strict=True)
    ]
    return pad_segments(made, words)


def segment_batches(rng, voices, size, dtype=np.float64):
    """Yield batches without end, for a network that is not told the words.

    Parameters
    ----------
    rng, voices, size
        As in `draw_segments`.
    dtype : dtype
        Of the frames.

    Yields
    ------
    SegmentBatch
        A fresh batch each time.
    """
    while True:
        batch = draw_segments(rng, voices, size)
        yield batch._replace(x=batch.x.astype(dtype))
