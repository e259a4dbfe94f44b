"""Chapter 6, peepholes and slow units: the checks of every exercise."""

from autograder.suite import Suite
from solutions.variants import reference
from solutions.variants.checks.cases import (
    clockwise_arguments,
    peephole_arguments,
    peephole_gradients,
    scrn_arguments,
)

# unrolled-canary: keep out of anything published

peep = Suite(reference.peephole_lstm_cell_forward)


@peep.check(points=1, outputs="c_t")
def gates_see_the_old_memory(rng):
    """The input and the forget gate see the memory of the step before."""
    yield peephole_arguments(rng, N=2, D=3, H=2)


@peep.check(points=2, outputs="h_t")
def output_gate_sees_the_new_memory(rng):
    """The output gate sees the memory as this step has left it."""
    yield peephole_arguments(rng, N=2, D=3, H=2)


@peep.check(points=1, outputs="cache")
def peephole_cache(rng):
    """The cache holds what the backward step needs, under the right names."""
    yield peephole_arguments(rng, N=2, D=3, H=1)


@peep.check(points=1, outputs="h_t c_t", keeps_arguments=True)
def peephole_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield peephole_arguments(rng, N=1, D=3, H=2)


@peep.check(points=2, hidden=True, outputs="h_t c_t")
def unseen_peepholes(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield peephole_arguments(rng, N, D, H)


back = Suite(reference.peephole_lstm_cell_backward)


@back.check(points=1, outputs="dc_prev")
def through_the_memory(rng):
    """A gradient of the memory alone goes back through what is kept and two gates."""
    dh_t, dc_next, cache = peephole_gradients(rng, N=2, D=3, H=2)
    yield 0 * dh_t, dc_next, cache


@back.check(points=1, outputs="dx_t dh_prev dc_prev")
def through_the_output(rng):
    """The gradient of h_t alone also reaches the memory through the output gate."""
    dh_t, dc_next, cache = peephole_gradients(rng, N=2, D=3, H=2)
    yield dh_t, 0 * dc_next, cache


@back.check(points=1, outputs="dp")
def peephole_weights(rng):
    """Each peephole weight gets its gradient, summed over the batch."""
    yield peephole_gradients(rng, N=3, D=1, H=2)


@back.check(points=1, outputs="dW_x dW_h db")
def other_weights(rng):
    """The gradients of all other weights are right."""
    yield peephole_gradients(rng, N=2, D=3, H=1)


@back.check(points=1, keeps_arguments=True)
def peephole_keeps_gradients(rng):
    """The arguments stay as they were."""
    yield peephole_gradients(rng, N=1, D=3, H=2)


@back.check(points=3, hidden=True)
def unseen_peephole_gradients(rng):
    """It holds for other sizes and numbers too."""
    for N, D, H in ((1, 2, 5), (4, 6, 3)):
        yield peephole_gradients(rng, N, D, H)


clock = Suite(reference.clockwise_rnn_cell_forward)


@clock.check(points=1)
def all_tick(rng):
    """At step 0 every unit is computed, and slow units do not hear fast ones."""
    yield clockwise_arguments(rng, 0)


@clock.check(points=1)
def some_tick(rng):
    """A unit whose period does not divide t keeps its state."""
    for t in (1, 2, 3):
        yield clockwise_arguments(rng, t, periods=(1, 2, 3), N=1, D=2)


@clock.check(points=1, keeps_arguments=True)
def clock_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield clockwise_arguments(rng, 4, periods=(1, 2, 4), N=1, D=1)


@clock.check(points=2, hidden=True)
def unseen_clocks(rng):
    """It holds for other periods, in any order, and for later steps."""
    yield clockwise_arguments(rng, 12, periods=(4, 1, 8, 2), N=3, D=2)
    yield clockwise_arguments(rng, 9, periods=(3, 3, 1, 2), N=2, D=5)


slow = Suite(reference.scrn_cell_forward)


@slow.check(points=1, outputs="s_t")
def slow_units(rng):
    """The slow units keep alpha of what they were; alpha is 0.95 unless given."""
    yield scrn_arguments(rng)
    yield *scrn_arguments(rng, N=1, D=2, S=3, H=1), 0.5


@slow.check(points=1, outputs="h_t")
def other_units(rng):
    """The other units see the slow ones as they now are."""
    yield *scrn_arguments(rng, N=2, D=3, S=2, H=4), 0.3


@slow.check(points=1, keeps_arguments=True)
def slow_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield *scrn_arguments(rng, N=1, D=2, S=3, H=2), 0.7


@slow.check(points=1, hidden=True)
def unseen_slow_units(rng):
    """It holds for other sizes and other alpha too."""
    yield *scrn_arguments(rng, N=3, D=2, S=4, H=5), float(rng.uniform(0.2, 0.8))
    yield scrn_arguments(rng, N=1, D=4, S=2, H=3)
