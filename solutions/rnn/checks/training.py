"""Chapter 2, training: the checks of every exercise."""

from autograder.suite import Suite
from rnn_core.records import AdamState
from solutions.rnn import reference
from solutions.rnn.checks.cases import draw, sequence_gradients

# unrolled-canary: keep out of anything published

chunks = Suite(reference.truncated_bptt)


@chunks.check(points=1, outputs="dx")
def gradients_stay_in_their_chunk(rng):
    """The gradient of an input comes from its own chunk alone."""
    yield *sequence_gradients(rng, T=6, N=2, D=1, H=2), 3


@chunks.check(points=2, outputs="dW_xh dW_hh db_h")
def chunks_add_up(rng):
    """The chunks' gradients add up, each from the state in which the last one ended."""
    yield *sequence_gradients(rng, T=6, N=2, D=1, H=2), 2


@chunks.check(points=1, keeps_arguments=True)
def shorter_last_chunk(rng):
    """A shorter last chunk counts too, and the arguments stay as they were."""
    yield *sequence_gradients(rng, T=5, N=1, D=2, H=2), 3


@chunks.check(points=1)
def one_chunk(rng):
    """A chunk as long as the sequence, or longer, gives the whole gradient."""
    yield *sequence_gradients(rng, T=3, N=1, D=2, H=1), 3
    yield *sequence_gradients(rng, T=3, N=1, D=2, H=1), 8


@chunks.check(points=2, hidden=True)
def unseen_chunks(rng):
    """It holds for other lengths and sizes too, chunks of one step included."""
    yield *sequence_gradients(rng, T=7, N=3, D=2, H=4), 3
    yield *sequence_gradients(rng, T=4, N=2, D=3, H=2), 1


adam = Suite(reference.adam_step)


def parameters(rng, D=2, H=3):
    """Draw parameters, or gradients, under two names."""
    return {"W": draw(rng, D, H), "b": draw(rng, H)}


def memory(rng, t, D=2, H=3):
    """Draw what Adam remembers after t steps; squares have positive means."""
    v = {"W": draw(rng, D, H, low=0.01), "b": draw(rng, H, low=0.01)}
    return AdamState(t, parameters(rng, D, H), v)


def away_from_zero(rng, D=2, H=3):
    """Draw gradients of which none is so small that epsilon matters."""
    return {"W": draw(rng, D, H, low=0.1), "b": draw(rng, H, low=-1.0, high=-0.1)}


@adam.check(points=1, outputs="params")
def first_step(rng):
    """The first step changes every parameter by the learning rate, against its sign."""
    yield parameters(rng), away_from_zero(rng), None, 0.1


@adam.check(points=1, outputs="state")
def moments(rng):
    """The means of the gradients and of their squares are carried on."""
    yield parameters(rng), parameters(rng), None
    yield parameters(rng), parameters(rng), memory(rng, 3), 0.01


@adam.check(points=2, outputs="params")
def later_step(rng):
    """A later step uses the memory of all gradients before it."""
    yield parameters(rng), parameters(rng), memory(rng, 3), 0.1


@adam.check(points=1)
def other_settings(rng):
    """Other betas and another epsilon are used where they are given."""
    yield parameters(rng), parameters(rng), memory(rng, 1), 0.1, 0.5, 0.75, 0.125


@adam.check(points=1, keeps_arguments=True)
def adam_keeps_arguments(rng):
    """The arguments stay as they were: new arrays come back."""
    yield parameters(rng, 1, 2), parameters(rng, 1, 2), memory(rng, 2, 1, 2), 0.1


@adam.check(points=2, hidden=True)
def unseen_steps(rng):
    """It holds for other sizes and numbers too."""
    yield parameters(rng, 4, 2), away_from_zero(rng, 4, 2), None, 0.05
    yield parameters(rng, 3, 5), parameters(rng, 3, 5), memory(rng, 6, 3, 5), 0.2
