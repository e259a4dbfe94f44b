"""Chapter 7, translation: the checks of every exercise."""

from autograder.suite import Suite
from solutions.applications import reference
from solutions.applications.checks.translation_cases import (
    beam_arguments,
    greedy_arguments,
    seq2seq_arguments,
    seq2seq_gradients,
    tied_arguments,
    tied_hypotheses,
    unfinished_arguments,
)

# unrolled-canary: keep out of anything published

teacher = Suite(reference.teacher_forcing_inputs)


def targets(rng, T, N):
    """Draw symbols from 2 on, the stop symbol at the end."""
    said = rng.integers(2, 10, (T, N))
    said[-1] = 0
    return said


@teacher.check(points=1)
def one_sentence(rng):
    """Each step reads the target of the step before, the first the start symbol."""
    yield targets(rng, 5, 1), 1


@teacher.check(points=1, keeps_arguments=True)
def a_batch_of_sentences(rng):
    """It holds for every sentence of a batch, and the targets stay as they were."""
    yield targets(rng, 4, 3), 1
    yield targets(rng, 3, 2), 12


@teacher.check(points=1, hidden=True)
def unseen_sentences(rng):
    """It holds for other sizes and start symbols too."""
    yield targets(rng, 6, 4), 1
    yield targets(rng, 2, 5), 11


forward = Suite(reference.seq2seq_forward)


@forward.check(points=2, outputs="logits")
def sources_of_equal_length(rng):
    """The decoder starts from the encoder's last state; every step is read out."""
    yield seq2seq_arguments(rng, (4, 4), T=5, D=3, E=2, H=1, V=6)


@forward.check(points=2, outputs="logits")
def sources_of_unequal_length(rng):
    """With unequal lengths the code is each sequence's own last state."""
    yield seq2seq_arguments(rng, (5, 3), T=4, D=1, E=3, H=2, V=2)


@forward.check(points=1, outputs="cache")
def three_caches(rng):
    """The cache holds the lengths and the caches of encoder, decoder and output."""
    yield seq2seq_arguments(rng, (2, 3), T=2, D=2, E=1, H=1, V=4)


@forward.check(points=1, outputs="logits", keeps_arguments=True)
def sequences_stay(rng):
    """The arguments stay as they were."""
    yield seq2seq_arguments(rng, (2, 1, 3), T=2, D=1, E=2, H=1, V=3)


@forward.check(points=2, hidden=True, outputs="logits")
def unseen_sequences(rng):
    """It holds for other lengths and sizes too."""
    yield seq2seq_arguments(rng, (2, 6, 4), T=5, D=2, E=4, H=3, V=7)
    yield seq2seq_arguments(rng, (3, 3), T=2, D=4, E=1, H=5, V=3)


backward = Suite(reference.seq2seq_backward)


@backward.check(points=1, outputs="dy ddecoder dW_hy db_y")
def the_decoders_part(rng):
    """Decoder and output layer get their gradients."""
    yield seq2seq_gradients(rng, (3, 3), T=4, D=1, E=2, H=1, V=3)


@backward.check(points=2, outputs="dx dencoder")
def through_the_code(rng):
    """Through the code the gradient goes on into the encoder."""
    yield seq2seq_gradients(rng, (4, 4), T=3, D=2, E=1, H=2, V=3)


@backward.check(points=2, outputs="dx dencoder")
def unequal_sources(rng):
    """With unequal lengths it enters where each code was taken."""
    yield seq2seq_gradients(rng, (5, 3), T=2, D=2, E=1, H=1, V=4)


@backward.check(points=1, keeps_arguments=True)
def gradients_stay(rng):
    """The arguments stay as they were."""
    yield seq2seq_gradients(rng, (2, 3), T=4, D=1, E=2, H=1, V=3)


@backward.check(points=2, hidden=True)
def unseen_gradients(rng):
    """It holds for other lengths and sizes too."""
    yield seq2seq_gradients(rng, (2, 6, 4), T=5, D=2, E=4, H=3, V=7)
    yield seq2seq_gradients(rng, (4, 3), T=2, D=4, E=1, H=5, V=3)


greedy = Suite(reference.greedy_decode)


@greedy.check(points=2)
def until_it_stops(rng):
    """It says the likeliest symbols until the stop symbol comes, which counts."""
    yield greedy_arguments(rng, most=9, stops=True, least=3)
    yield greedy_arguments(rng, most=12, stops=True, least=4)


@greedy.check(points=1)
def until_the_limit(rng):
    """Where the stop symbol does not come it ends after `most` symbols."""
    yield greedy_arguments(rng, most=4, stops=False)
    yield greedy_arguments(rng, most=7, stops=False)


@greedy.check(points=1, keeps_arguments=True)
def the_state_stays(rng):
    """The arguments stay as they were."""
    yield greedy_arguments(rng, most=8, stops=True)


@greedy.check(points=2, hidden=True)
def unseen_speakers(rng):
    """It holds for other decoders and limits too."""
    yield greedy_arguments(rng, most=10, stops=True, least=3)
    yield greedy_arguments(rng, most=5, stops=False)


beam = Suite(reference.beam_search)


@beam.check(points=1)
def one_place(rng):
    """With a single place it finds what greedy decoding finds."""
    yield beam_arguments(rng, width=1, most=7)
    yield beam_arguments(rng, width=1, most=9)


@beam.check(points=3)
def several_places(rng):
    """With several places it finds sentences that greedy decoding misses."""
    yield beam_arguments(rng, width=2, most=8)
    yield beam_arguments(rng, width=3, most=8)
    yield beam_arguments(rng, width=4, most=9)


@beam.check(points=1)
def nobody_finishes(rng):
    """Where none has finished after the last round, those that go on come back."""
    yield unfinished_arguments(rng, width=2, most=4)
    yield unfinished_arguments(rng, width=3, most=3)


@beam.check(points=1, expect=tied_hypotheses)
def equal_scores(rng):
    """Where scores are equal, any choice is taken."""
    yield tied_arguments(rng, width=2, most=4)
    yield tied_arguments(rng, width=3, most=3)


@beam.check(points=1, keeps_arguments=True)
def the_first_state_stays(rng):
    """The arguments stay as they were."""
    yield beam_arguments(rng, width=3, most=6)


@beam.check(points=3, hidden=True)
def unseen_searches(rng):
    """It holds for other decoders, widths and limits too."""
    for width, most in ((2, 9), (3, 7), (3, 9), (4, 8), (5, 9)):
        yield beam_arguments(rng, width, most, V=int(rng.integers(5, 8)))
    yield unfinished_arguments(rng, width=2, most=5)


@beam.check(points=1, hidden=True, expect=tied_hypotheses)
def unseen_ties(rng):
    """Other equal scores are taken either way too."""
    yield tied_arguments(rng, width=4, most=5)
    yield tied_arguments(rng, width=2, most=3)
