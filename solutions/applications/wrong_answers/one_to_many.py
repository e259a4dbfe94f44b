"""Chapter 7, one vector in, a sequence out: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_ALL = (
    "first_scores choices_are_fed_back highest_score_is_chosen "
    "vector_and_weights_stay unseen_vectors"
)
_LATER = (
    "choices_are_fed_back highest_score_is_chosen vector_and_weights_stay "
    "unseen_vectors"
)

MANY = (
    Wrong(
        "vector_ignored",
        f"{_NUMBERS} the first state is zero. It comes from the vector: "
        "tanh(feature @ W_fh + b_f). Without it every picture gets the same caption.",
        fails=_ALL,
        edits=(
            ("np.tanh(feature @ W_fh + b_f)", "np.zeros((len(feature), len(b_h)))"),
        ),
    ),
    Wrong(
        "vector_at_every_step",
        f"{_NUMBERS} the vector is added to the state again at every step. It sets the "
        "state before the first step and is not seen again; the state has to keep it.",
        fails=_LATER,
        edits=(
            (
                "    for _ in range(steps):\n",
                "    h_0 = h_t\n    for t in range(steps):\n",
            ),
            (
                "rnn_cell_forward(x_t, h_t, W_xh",
                "rnn_cell_forward(x_t, h_t + (t > 0) * h_0, W_xh",
            ),
        ),
    ),
    Wrong(
        "choice_not_fed_back",
        f"{_NUMBERS} every step reads zeros. Only the first has nothing to read; each "
        "later step reads the symbol that was chosen before it, as a one-hot vector. "
        "Without that a network cannot know what it has said.",
        fails=_LATER,
        edits=(("        x_t = one_hot(k_t, V)\n", ""),),
    ),
    Wrong(
        "scores_fed_back",
        f"{_NUMBERS} the scores are fed back. What was *chosen* is fed back: a one-hot "
        "vector, 1 for that symbol and 0 for all others.",
        fails=_LATER,
        edits=(("x_t = one_hot(k_t, V)", "x_t = y_t"),),
    ),
    Wrong(
        "bias_of_the_vector_left_out",
        f"{_NUMBERS} b_f is left out: the first state is tanh(feature @ W_fh + b_f).",
        fails=_ALL,
        edits=((" + b_f)", ")"),),
    ),
    Wrong(
        "first_state_not_squashed",
        f"{_NUMBERS} the tanh around the first state is missing. States lie between -1 "
        "and 1, the one before the first step too: tanh(feature @ W_fh + b_f).",
        fails=_ALL,
        edits=(("np.tanh(feature @ W_fh + b_f)", "feature @ W_fh + b_f"),),
    ),
    Wrong(
        "first_state_read_out",
        f"{_NUMBERS} the first scores are read from h_0. The vector sets the state "
        "*before* the first step: take the step, with zeros as its input, then read.",
        fails=_ALL,
        edits=(
            (
                "        h_t, _ = rnn_cell_forward(",
                "        if chosen:\n            h_t, _ = rnn_cell_forward(",
            ),
        ),
    ),
    Wrong(
        "first_symbol_at_the_start",
        f"{_NUMBERS} the first step reads symbol 0. Nothing has been chosen before it: "
        "its input is all zeros, and a one-hot vector of symbol 0 is not.",
        fails=_ALL,
        edits=(
            (
                "x_t = np.zeros((len(feature), V))",
                "x_t = one_hot(np.zeros(len(feature), dtype=int), V)",
            ),
        ),
    ),
    Wrong(
        "one_choice_for_the_batch",
        f"{_NUMBERS} all sequences are fed the choice of the first. Each row of the "
        "batch has its own highest score: argmax along the last axis.",
        fails=_LATER,
        edits=(("y_t.argmax(axis=-1)", "np.full(len(y_t), y_t[0].argmax())"),),
    ),
)

WRONG = {"one_to_many_forward": MANY}
