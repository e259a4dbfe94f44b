"""The store of the demo `spoken_query`: 48 segments, each word by four speakers."""

import functools

import numpy as np

from rnn_core.data.segments import SPOKEN_WORDS, draw_segments, draw_voice

SEED, SPEAKERS, SEGMENTS = 11, 8, 4 * len(SPOKEN_WORDS)


@functools.cache
def demo_store():
    """Return the segments, the same ones each time."""
    rng = np.random.default_rng(SEED)
    voices = [draw_voice(rng) for _ in range(SPEAKERS)]
    return draw_segments(rng, voices, SEGMENTS)
