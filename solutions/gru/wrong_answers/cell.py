"""Chapter 5, the cell forward: misconceptions, each the reference with words exchanged.

``fails`` names exactly the checks that the wrong answer fails; the tests prove it.
"""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

COUPLED = (
    Wrong(
        "gate_on_the_wrong_side",
        f"{_NUMBERS} the open forget gate writes. Open (near 1) means that the old "
        "memory is kept: f_t multiplies c_prev and 1 - f_t the candidate.",
        fails="mixed_memory coupled_state coupled_keeps_arguments unseen_coupled_sizes",
        edits=(
            (
                "f_t * c_prev + (1 - f_t) * g_t",
                "(1 - f_t) * c_prev + f_t * g_t",
            ),
        ),
    ),
    Wrong(
        "one_gate_for_both",
        f"{_NUMBERS} the same share of both is taken, f_t * (c_prev + g_t). The gates "
        "are coupled the other way: what is not kept is written, 1 - f_t.",
        fails="mixed_memory coupled_state coupled_keeps_arguments unseen_coupled_sizes",
        edits=(("(1 - f_t) * g_t", "f_t * g_t"),),
    ),
    Wrong(
        "nothing_written_less",
        f"{_NUMBERS} the candidate is added whole. It has an input gate still, only "
        "not one of its own: 1 - f_t.",
        fails="mixed_memory coupled_state coupled_keeps_arguments unseen_coupled_sizes",
        edits=(("(1 - f_t) * g_t", "g_t"),),
    ),
    Wrong(
        "blocks_exchanged",
        f"{_NUMBERS} the second and the third block change places. The order here is "
        "f, g, o.",
        fails="mixed_memory coupled_state coupled_keeps_arguments unseen_coupled_sizes",
        edits=(
            ("np.tanh(a_t[:, 1 * H : 2 * H])", "np.tanh(a_t[:, 2 * H : 3 * H])"),
            ("sigmoid(a_t[:, 2 * H : 3 * H])", "sigmoid(a_t[:, 1 * H : 2 * H])"),
        ),
    ),
    Wrong(
        "output_without_tanh",
        f"{_NUMBERS} the output gate shows the bare memory. It shows tanh(c_t).",
        fails="coupled_state coupled_keeps_arguments unseen_coupled_sizes",
        edits=(("o_t * np.tanh(c_t)", "o_t * c_t"),),
    ),
)

FORWARD = (
    Wrong(
        "z_on_the_wrong_side",
        f"{_NUMBERS} z_t keeps: z_t * h_prev + (1 - z_t) * n_t. Cho et al. and PyTorch "
        "write it so; here z_t is the share of n_t, and 1 - z_t that of h_prev.",
        fails="one_unit new_state keeps_arguments unseen_sizes far_out",
        edits=(
            (
                "(1 - z_t) * h_prev + z_t * n_t",
                "z_t * h_prev + (1 - z_t) * n_t",
            ),
        ),
    ),
    Wrong(
        "reset_after_the_product",
        f"{_NUMBERS} the reset gate acts after the product, r_t * (h_prev @ W_hn), as "
        "in PyTorch. Here it acts before: (r_t * h_prev) @ W_hn.",
        fails="new_state cache keeps_arguments unseen_sizes",
        edits=(
            ("(r_t * h_prev) @ W_h[:, 2 * H :]", "r_t * (h_prev @ W_h[:, 2 * H :])"),
        ),
    ),
    Wrong(
        "reset_erases_the_state",
        f"{_NUMBERS} the reset gate erases the old state itself. It acts only on what "
        "the candidate reads; the mixture takes (1 - z_t) of the whole h_prev.",
        fails="one_unit new_state keeps_arguments unseen_sizes far_out",
        edits=(("(1 - z_t) * h_prev", "(1 - z_t) * r_t * h_prev"),),
    ),
    Wrong(
        "gates_exchanged",
        f"{_NUMBERS} the first block drives z and the second r. The order here is "
        "r, z, n; Keras keeps z, r, n.",
        fails="one_unit new_state cache keeps_arguments unseen_sizes far_out",
        edits=(("gates[:, :H], gates[:, H:]", "gates[:, H:], gates[:, :H]"),),
    ),
    Wrong(
        "reset_ignored",
        f"{_NUMBERS} the candidate reads the whole old state. It reads what the reset "
        "gate lets by, r_t * h_prev.",
        fails="one_unit new_state cache keeps_arguments unseen_sizes",
        edits=(("(r_t * h_prev) @", "h_prev @"),),
    ),
    Wrong(
        "open_reset_gate_resets",
        f"{_NUMBERS} an open reset gate (near 1) shuts the past out. In spite of its "
        "name it lets by when open: r_t * h_prev.",
        fails="one_unit new_state cache keeps_arguments unseen_sizes",
        edits=(("(r_t * h_prev) @", "((1 - r_t) * h_prev) @"),),
    ),
    Wrong(
        "state_added_to",
        f"{_NUMBERS} the old state stays whole and z_t * n_t is added. What is written "
        "replaces its share of the old: (1 - z_t) * h_prev + z_t * n_t.",
        fails="one_unit new_state keeps_arguments unseen_sizes far_out",
        edits=(("(1 - z_t) * h_prev + z_t * n_t", "h_prev + z_t * n_t"),),
    ),
    Wrong(
        "candidate_squashed_by_sigmoid",
        f"{_NUMBERS} the candidate goes through a sigmoid. A gate is a share between 0 "
        "and 1, but a state may be negative: n_t uses tanh.",
        fails="one_unit new_state cache keeps_arguments unseen_sizes far_out",
        edits=(("n_t = np.tanh(", "n_t = sigmoid("),),
    ),
    Wrong(
        "bias_ignored",
        f"{_NUMBERS} the bias b is left out.",
        fails="one_unit new_state cache keeps_arguments unseen_sizes",
        edits=(("x_t @ W_x + b ", "x_t @ W_x "),),
    ),
    Wrong(
        "state_updated_in_place",
        "The numbers are right, but h_prev is overwritten on the way (*= and += write "
        "into the caller's array). Write h_t = (1 - z_t) * h_prev + z_t * n_t.",
        fails="cache keeps_arguments",
        edits=(
            (
                "h_t = (1 - z_t) * h_prev + z_t * n_t",
                "h_prev *= 1 - z_t\n    h_prev += z_t * n_t\n    h_t = h_prev",
            ),
        ),
    ),
)

WRONG = {"coupled_lstm_cell_forward": COUPLED, "gru_cell_forward": FORWARD}
