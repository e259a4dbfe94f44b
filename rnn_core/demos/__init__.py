"""Live drawings for the book's pages and for notebooks.

A demo is written once: a `Demo` in one module here (what it computes, its controls, its
first drawing), one JavaScript module in ``rnn_core/static/views`` that brings the
drawing to life, and its words in `rnn_core.demos.labels`. In a notebook it computes in
the kernel with the reader's own function; on the site the page runs the traced one.

``demos.memory_cell()`` shows the demo named ``memory-cell``; `ALL` has every one.
"""

from rnn_core.demos.clock_modules import CLOCK
from rnn_core.demos.ctc_path import CTC_COLLAPSE
from rnn_core.demos.graph_walk import GRAPH_STEPS
from rnn_core.demos.gru_gates import GRU_GATES
from rnn_core.demos.hypotheses import BEAM_TREE
from rnn_core.demos.kept_over_time import KEPT_OVER_TIME
from rnn_core.demos.labels import texts_of
from rnn_core.demos.melody_player import MELODY_PLAYER
from rnn_core.demos.page_writer import WRITER
from rnn_core.demos.path_lights import PATH_SUMS
from rnn_core.demos.phase_portrait import PHASE_PLANE
from rnn_core.demos.powers_of_weight import POWERS
from rnn_core.demos.reber_reading import REBER_READER
from rnn_core.demos.review_reading import REVIEW_READER
from rnn_core.demos.scalar_cell import MEMORY_CELL
from rnn_core.demos.show import Shown
from rnn_core.demos.spoken_query import SPOKEN_QUERY
from rnn_core.demos.there_and_back import THERE_AND_BACK
from rnn_core.demos.through_time import GRADIENT_THROUGH_TIME
from rnn_core.demos.two_readers import BOTH_DIRECTIONS
from rnn_core.demos.two_unit_norms import NORMS_THROUGH_TIME
from rnn_core.demos.unit_gates import GATES
from rnn_core.demos.walk import DESCENT

_IN_ORDER = (
    PATH_SUMS,
    GRAPH_STEPS,
    THERE_AND_BACK,
    POWERS,
    NORMS_THROUGH_TIME,
    DESCENT,
    MEMORY_CELL,
    GATES,
    GRADIENT_THROUGH_TIME,
    REBER_READER,
    GRU_GATES,
    KEPT_OVER_TIME,
    BOTH_DIRECTIONS,
    CLOCK,
    PHASE_PLANE,
    REVIEW_READER,
    WRITER,
    CTC_COLLAPSE,
    BEAM_TREE,
    SPOKEN_QUERY,
    MELODY_PLAYER,
)
ALL = {demo.name.replace("-", "_"): demo for demo in _IN_ORDER}

__all__ = ["ALL", *ALL]


def _function(name, demo):
    def show():
        return Shown(demo)

    show.__name__ = show.__qualname__ = name
    show.__doc__ = (
        f"{texts_of(demo.name)['title']}.\n\n"
        "Returns\n-------\nShown\n"
        f"    Displays itself: runs {', '.join(demo.uses)}, your own once its check "
        "has passed.\n"
    )
    return show


globals().update({name: _function(name, demo) for name, demo in ALL.items()})
