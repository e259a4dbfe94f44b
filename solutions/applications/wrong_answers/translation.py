"""Chapter 7, translation: misconceptions about the pair, as edits."""

from autograder.suite import Wrong
from solutions.applications.wrong_answers.decoding import BEAM, GREEDY

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_EVERY_TARGET = "one_sentence a_batch_of_sentences unseen_sentences"

TEACHER = (
    Wrong(
        "not_shifted",
        f"{_NUMBERS} the decoder reads at each step what it has to say at that step. "
        "Then it need only repeat: shift the targets by one, the start symbol first.",
        fails=_EVERY_TARGET,
        edits=(("np.concatenate([first, targets[:-1]])", "targets.copy()"),),
    ),
    Wrong(
        "shifted_the_other_way",
        f"{_NUMBERS} the targets are shifted towards the beginning: each step reads "
        "what is to be said at the step *after* it. The start symbol comes first.",
        fails=_EVERY_TARGET,
        edits=(("[first, targets[:-1]]", "[targets[1:], first]"),),
    ),
    Wrong(
        "one_step_too_many",
        f"{_NUMBERS} the start symbol is put in front and nothing is dropped. The last "
        "target is said, but never read.",
        fails=_EVERY_TARGET,
        edits=(("[first, targets[:-1]]", "[first, targets]"),),
    ),
    Wrong(
        "first_target_overwritten",
        f"{_NUMBERS} the start symbol replaces the first target and the others stay "
        "where they are. Shift them, so that the first target is read at step 1.",
        fails=_EVERY_TARGET,
        edits=(("[first, targets[:-1]]", "[first, targets[1:]]"),),
    ),
)

_EVERY_SOURCE = (
    "sources_of_equal_length sources_of_unequal_length three_caches sequences_stay "
    "unseen_sequences"
)

FORWARD = (
    Wrong(
        "last_step_for_all",
        f"{_NUMBERS} the code is the last state of the array for every sequence. For a "
        "short one that state has read padding: take the state after step "
        "lengths[n] - 1.",
        fails="sources_of_unequal_length three_caches sequences_stay unseen_sequences",
        edits=(("h[lengths - 1, np.arange(N)]", "h[-1]"),),
    ),
    Wrong(
        "code_not_used",
        f"{_NUMBERS} the decoder starts from zeros. It then knows nothing of the "
        "source: start it from the code.",
        fails=_EVERY_SOURCE,
        edits=(("gru_layer_forward(y, code,", "gru_layer_forward(y, 0 * code,"),),
    ),
    Wrong(
        "code_added_at_every_step",
        f"{_NUMBERS} the code is added to every state of the decoder. It is the "
        "decoder's first state, and enters nowhere else.",
        fails=_EVERY_SOURCE,
        edits=(("output_forward(states,", "output_forward(states + code,"),),
    ),
    Wrong(
        "read_out_too_early",
        f"{_NUMBERS} each step is read out before it has read its input: the code "
        "first, the last state never. Read out the states that gru_forward returns.",
        fails=_EVERY_SOURCE,
        edits=(
            (
                "output_forward(states,",
                "output_forward(np.concatenate([code[None], states[:-1]]),",
            ),
        ),
    ),
)

_EVERY_ENCODER = "through_the_code unequal_sources gradients_stay unseen_gradients"

BACKWARD = (
    Wrong(
        "stops_at_the_code",
        f"{_NUMBERS} no gradient goes into the encoder, which would never learn. The "
        "gradient of the decoder's first state is that of the code: hand it on.",
        fails=_EVERY_ENCODER,
        edits=(("np.arange(len(lengths))] = dcode", "np.arange(len(lengths))] = 0"),),
    ),
    Wrong(
        "added_at_every_step",
        f"{_NUMBERS} the gradient of the code arrives at every step of the encoder. "
        "The code is one state: set that step alone, and let gru_backward go on.",
        fails=_EVERY_ENCODER,
        edits=(("dh[lengths - 1, np.arange(len(lengths))] = dcode", "dh += dcode"),),
    ),
    Wrong(
        "enters_at_the_last_step",
        f"{_NUMBERS} the gradient enters at the last step of the array for every "
        "sequence. A short one's code was taken before its padding: use lengths - 1.",
        fails="unequal_sources gradients_stay unseen_gradients",
        edits=(("dh[lengths - 1, np.arange(len(lengths))]", "dh[-1]"),),
    ),
    Wrong(
        "decoders_gradients_for_the_encoder",
        f"{_NUMBERS} the encoder's states are given the gradients of the decoder's "
        "states, step by step. The two have only the code in common: everything else "
        "of dh is zero.",
        fails=_EVERY_ENCODER,
        edits=(
            (
                "dx, _, *dencoder",
                "both = min(len(dh), len(dstates))\n"
                "    dh[:both] += dstates[:both]\n"
                "    dx, _, *dencoder",
            ),
        ),
    ),
    Wrong(
        "first_output_only",
        f"{_NUMBERS} the code gets only the gradient of the decoder's first state from "
        "the output layer. All later steps depend on the code too: take what "
        "gru_backward returns for the state it started from.",
        fails=_EVERY_ENCODER,
        edits=(
            (
                "np.arange(len(lengths))] = dcode",
                "np.arange(len(lengths))] = dstates[0]",
            ),
        ),
    ),
)

WRONG = {
    "teacher_forcing_inputs": TEACHER,
    "seq2seq_forward": FORWARD,
    "seq2seq_backward": BACKWARD,
    "greedy_decode": GREEDY,
    "beam_search": BEAM,
}
