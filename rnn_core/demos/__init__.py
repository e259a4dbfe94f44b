"""Live drawings for the book's pages and for notebooks.

A demo is written once: a `Demo` in one module here (what it computes, its controls, its
first drawing), one JavaScript module in ``rnn_core/static/views`` that brings the
drawing to life, and its words in `rnn_core.demos.labels`. In a notebook it computes in
the kernel with the reader's own function; on the site the page runs the traced one.
"""

from rnn_core.demos.clock_modules import CLOCK
from rnn_core.demos.graph_walk import GRAPH_STEPS
from rnn_core.demos.path_lights import PATH_SUMS
from rnn_core.demos.phase_portrait import PHASE_PLANE
from rnn_core.demos.reber_reading import REBER_READER
from rnn_core.demos.scalar_cell import MEMORY_CELL
from rnn_core.demos.show import Shown
from rnn_core.demos.through_time import GRADIENT_THROUGH_TIME
from rnn_core.demos.two_readers import BOTH_DIRECTIONS
from rnn_core.demos.unit_gates import GATES

ALL = {
    "path_sums": PATH_SUMS,
    "graph_steps": GRAPH_STEPS,
    "memory_cell": MEMORY_CELL,
    "gates": GATES,
    "gradient_through_time": GRADIENT_THROUGH_TIME,
    "reber_reader": REBER_READER,
    "both_directions": BOTH_DIRECTIONS,
    "clock": CLOCK,
    "phase_plane": PHASE_PLANE,
}

__all__ = [
    "ALL",
    "both_directions",
    "clock",
    "gates",
    "gradient_through_time",
    "graph_steps",
    "memory_cell",
    "path_sums",
    "phase_plane",
    "reber_reader",
]


def path_sums():
    """Light up the paths of a small graph: products along them, their sum.

    Returns
    -------
    Shown
        Displays itself: runs `chain_rule_paths`, your own once its check has passed.
    """
    return Shown(PATH_SUMS)


def graph_steps():
    """Build a small graph and walk it: values forward, gradients back.

    Returns
    -------
    Shown
        Displays itself: runs `graph_evaluate` and `graph_backward`, your own once
        their checks have passed.
    """
    return Shown(GRAPH_STEPS)


def memory_cell():
    """Step the scalar memory cell through the worked example of chapter 4.

    Returns
    -------
    Shown
        Displays itself: runs `memory_cell`, your own once its check has passed.
    """
    return Shown(MEMORY_CELL)


def gates():
    """Put the gates of one LSTM unit under sliders.

    Returns
    -------
    Shown
        Displays itself: runs `lstm_cell_forward`, your own once its check has passed.
    """
    return Shown(GATES)


def gradient_through_time():
    """Compare what is left of a gradient in a memory cell and in a plain unit.

    Returns
    -------
    Shown
        Displays itself: runs `cell_state_gradient`, your own once its check has passed.
    """
    return Shown(GRADIENT_THROUGH_TIME)


def reber_reader():
    """Watch a trained LSTM read an embedded Reber string, one symbol a step.

    Returns
    -------
    Shown
        Displays itself: runs `lstm_cell_forward`, your own once its check has passed.
    """
    return Shown(REBER_READER)


def both_directions():
    """Read a sentence from both ends, with weights set by hand.

    Returns
    -------
    Shown
        Displays itself: runs `bidirectional_forward`, your own once its check has
        passed.
    """
    return Shown(BOTH_DIRECTIONS)


def clock():
    """Watch the modules of a clockwise RNN tick and rest.

    Returns
    -------
    Shown
        Displays itself: runs `clockwise_rnn_cell_forward`, your own once its check has
        passed.
    """
    return Shown(CLOCK)


def phase_plane():
    """Drag the start and the weights of two neurons in continuous time.

    Returns
    -------
    Shown
        Displays itself: runs `ctrnn_runge_kutta`, your own once its check has passed.
    """
    return Shown(PHASE_PLANE)
