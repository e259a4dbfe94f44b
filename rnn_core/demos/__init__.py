"""Live drawings for the book's pages and for notebooks.

A demo is written once: a `Demo` in one module here (what it computes, its controls, its
first drawing), one JavaScript module in ``rnn_core/static/views`` that brings the
drawing to life, and its words in `rnn_core.demos.labels`. In a notebook it computes in
the kernel with the reader's own function; on the site the page runs the traced one.
"""

from rnn_core.demos.powers_of_weight import POWERS
from rnn_core.demos.reber_reading import REBER_READER
from rnn_core.demos.scalar_cell import MEMORY_CELL
from rnn_core.demos.show import Shown
from rnn_core.demos.through_time import GRADIENT_THROUGH_TIME
from rnn_core.demos.two_unit_norms import NORMS_THROUGH_TIME
from rnn_core.demos.unit_gates import GATES
from rnn_core.demos.walk import DESCENT

ALL = {
    "powers": POWERS,
    "norms_through_time": NORMS_THROUGH_TIME,
    "descent": DESCENT,
    "memory_cell": MEMORY_CELL,
    "gates": GATES,
    "gradient_through_time": GRADIENT_THROUGH_TIME,
    "reber_reader": REBER_READER,
}

__all__ = [
    "ALL",
    "descent",
    "gates",
    "gradient_through_time",
    "memory_cell",
    "norms_through_time",
    "powers",
    "reber_reader",
]


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


def powers():
    """See what a weight makes of a 1 in up to 999 steps.

    Returns
    -------
    Shown
        Displays itself: runs `linear_recurrence` and its gradient, your own once their
        checks have passed.
    """
    return Shown(POWERS)


def norms_through_time():
    """Send gradients back through two units, beside the bound on their length.

    Returns
    -------
    Shown
        Displays itself: runs `gradient_norms_through_time` and `vanishing_bound`, your
        own once their checks have passed.
    """
    return Shown(NORMS_THROUGH_TIME)


def descent():
    """Walk on the error surface with the cliff, with or without a limit.

    Returns
    -------
    Shown
        Displays itself: runs `descend`, your own once its check has passed.
    """
    return Shown(DESCENT)
