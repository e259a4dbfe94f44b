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
from rnn_core.data.people import (
    Mention,
    draw_mention,
    mention_batch,
    mention_batches,
    mention_twins,
    names_ceiling,
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
from rnn_core.data.reviews import (
    Review,
    bag_ceiling,
    bag_of,
    draw_reviews,
    review_batch,
    review_batches,
    review_twins,
)
from rnn_core.data.stories import NAMES, THINGS, draw_story, stories, xor_stream
from rnn_core.data.temporal_order import (
    ORDERS,
    temporal_order_batch,
    temporal_order_batches,
)
from rnn_core.data.travel import (
    Journey,
    draw_journey,
    journey_batch,
    journey_batches,
    journey_twins,
    within_reach,
)
from rnn_core.data.words import WordBatch, tags_from

__all__ = [
    "ADDING_BASELINE",
    "EMBEDDED_REBER",
    "NAMES",
    "ORDERS",
    "REBER",
    "SYMBOLS",
    "THINGS",
    "Batch",
    "Journey",
    "Mention",
    "ReberBatch",
    "Review",
    "WordBatch",
    "adding_batch",
    "adding_batches",
    "agreement_accuracy",
    "agreement_batch",
    "agreement_batches",
    "bag_ceiling",
    "bag_of",
    "continual_batches",
    "draw_journey",
    "draw_mention",
    "draw_reviews",
    "draw_story",
    "draw_string",
    "encode",
    "is_legal",
    "journey_batch",
    "journey_batches",
    "journey_twins",
    "legal_successors",
    "long_range_step",
    "mention_batch",
    "mention_batches",
    "mention_twins",
    "names_ceiling",
    "one_hot",
    "reber_batch",
    "reber_batches",
    "reber_mistakes",
    "review_batch",
    "review_batches",
    "review_twins",
    "stories",
    "tags_from",
    "temporal_order_batch",
    "temporal_order_batches",
    "within_reach",
    "xor_stream",
]
