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
from rnn_core.data.dates import date_symbols, draw_dates
from rnn_core.data.grammar import (
    EMBEDDED_REBER,
    REBER,
    SYMBOLS,
    draw_string,
    is_legal,
    legal_successors,
    long_range_step,
)
from rnn_core.data.pairs import Lexicon, PairBatch, pair_batch, pair_batches
from rnn_core.data.reber import (
    ReberBatch,
    continual_batches,
    encode,
    one_hot,
    reber_batch,
    reber_batches,
    reber_mistakes,
)
from rnn_core.data.stories import NAMES, THINGS, draw_story, stories, xor_stream
from rnn_core.data.temporal_order import (
    ORDERS,
    temporal_order_batch,
    temporal_order_batches,
)
from rnn_core.data.translation import (
    Pair,
    draw_pair,
    draw_pairs,
    grammar_words,
    word_for_word,
)

__all__ = [
    "ADDING_BASELINE",
    "EMBEDDED_REBER",
    "NAMES",
    "ORDERS",
    "REBER",
    "SYMBOLS",
    "THINGS",
    "Batch",
    "Lexicon",
    "Pair",
    "PairBatch",
    "ReberBatch",
    "adding_batch",
    "adding_batches",
    "agreement_accuracy",
    "agreement_batch",
    "agreement_batches",
    "continual_batches",
    "date_symbols",
    "draw_dates",
    "draw_pair",
    "draw_pairs",
    "draw_story",
    "draw_string",
    "encode",
    "grammar_words",
    "is_legal",
    "legal_successors",
    "long_range_step",
    "one_hot",
    "pair_batch",
    "pair_batches",
    "reber_batch",
    "reber_batches",
    "reber_mistakes",
    "stories",
    "temporal_order_batch",
    "temporal_order_batches",
    "word_for_word",
    "xor_stream",
]
