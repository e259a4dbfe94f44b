"""Sequences made by seeded generators: no download, every figure can be rebuilt.

Everything random comes from a `numpy.random.Generator` that is passed in. Batches are
time-major; their fields ``x``, ``targets`` and ``mask`` are what a model trains on.
"""

from rnn_core.data.adding import ADDING_BASELINE, adding_batch, adding_batches
from rnn_core.data.agreement import (
    agreement_accuracy,
    agreement_batch,
    agreement_batches,
)
from rnn_core.data.batch import Batch
from rnn_core.data.grammar import (
    EMBEDDED_REBER,
    REBER,
    SYMBOLS,
    draw_string,
    is_legal,
    legal_successors,
    long_range_step,
)
from rnn_core.data.reber import (
    ReberBatch,
    continual_batches,
    encode,
    one_hot,
    reber_batch,
    reber_batches,
    reber_mistakes,
)
from rnn_core.data.roles import (
    ACTORS,
    EVENTS,
    ROLE_WORDS,
    Event,
    SentenceBatch,
    draw_manner,
    is_held_out,
    role_batches,
    sentence_batch,
    tell,
)
from rnn_core.data.segments import (
    SPOKEN_WORDS,
    SegmentBatch,
    Voice,
    draw_segments,
    draw_voice,
    pad_segments,
    segment_batches,
    sound_keys,
    spectra,
    turned_word,
)
from rnn_core.data.stories import NAMES, THINGS, draw_story, stories, xor_stream
from rnn_core.data.temporal_order import (
    ORDERS,
    temporal_order_batch,
    temporal_order_batches,
)

__all__ = [
    "ACTORS",
    "ADDING_BASELINE",
    "EMBEDDED_REBER",
    "EVENTS",
    "NAMES",
    "ORDERS",
    "REBER",
    "ROLE_WORDS",
    "SPOKEN_WORDS",
    "SYMBOLS",
    "THINGS",
    "Batch",
    "Event",
    "ReberBatch",
    "SegmentBatch",
    "SentenceBatch",
    "Voice",
    "adding_batch",
    "adding_batches",
    "agreement_accuracy",
    "agreement_batch",
    "agreement_batches",
    "continual_batches",
    "draw_manner",
    "draw_segments",
    "draw_story",
    "draw_string",
    "draw_voice",
    "encode",
    "is_held_out",
    "is_legal",
    "legal_successors",
    "long_range_step",
    "one_hot",
    "pad_segments",
    "reber_batch",
    "reber_batches",
    "reber_mistakes",
    "role_batches",
    "segment_batches",
    "sentence_batch",
    "sound_keys",
    "spectra",
    "stories",
    "tell",
    "temporal_order_batch",
    "temporal_order_batches",
    "turned_word",
    "xor_stream",
]
