"""Chapter 6, peepholes and slow units: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

PEEPHOLE = (
    Wrong(
        "output_gate_sees_the_old_memory",
        f"{_NUMBERS} the output gate peeps at c_prev. By then the memory is renewed: "
        "compute c_t first, and let the output gate see that.",
        fails="output_gate_sees_the_new_memory peephole_cache "
        "peephole_keeps_arguments unseen_peepholes",
        edits=(("+ c_t * p[2]", "+ c_prev * p[2]"),),
    ),
    Wrong(
        "no_peepholes",
        f"{_NUMBERS} the peepholes are left out. Each gate adds its own weight times "
        "the memory of its own unit.",
        fails="gates_see_the_old_memory output_gate_sees_the_new_memory "
        "peephole_cache peephole_keeps_arguments unseen_peepholes",
        edits=(
            (" + c_prev * p[0]", ""),
            (" + c_prev * p[1]", ""),
            (" + c_t * p[2]", ""),
        ),
    ),
    Wrong(
        "candidate_peeps_too",
        f"{_NUMBERS} the candidate sees the memory, in the place of the output gate. "
        "Peepholes are for the three gates; their rows are i, f, o.",
        fails="gates_see_the_old_memory output_gate_sees_the_new_memory "
        "peephole_cache peephole_keeps_arguments unseen_peepholes",
        edits=(
            (
                "np.tanh(a_t[:, 2 * H : 3 * H])",
                "np.tanh(a_t[:, 2 * H : 3 * H] + c_prev * p[2])",
            ),
            (" + c_t * p[2]", ""),
        ),
    ),
    Wrong(
        "rows_exchanged",
        f"{_NUMBERS} the peephole weights of the input and the forget gate change "
        "places. The rows of p are i, f, o.",
        fails="gates_see_the_old_memory output_gate_sees_the_new_memory "
        "peephole_cache peephole_keeps_arguments unseen_peepholes",
        edits=(("c_prev * p[0]", "c_prev * p[ 1]"), ("c_prev * p[1]", "c_prev * p[0]")),
    ),
    Wrong(
        "peeps_at_the_squashed_memory",
        f"{_NUMBERS} the gates see tanh of the memory. They see the memory itself, "
        "which may count beyond 1.",
        fails="gates_see_the_old_memory output_gate_sees_the_new_memory "
        "peephole_cache peephole_keeps_arguments unseen_peepholes",
        edits=(
            ("c_prev * p[0]", "np.tanh(c_prev) * p[0]"),
            ("c_prev * p[1]", "np.tanh(c_prev) * p[1]"),
            ("c_t * p[2]", "np.tanh(c_t) * p[2]"),
        ),
    ),
)

PEEPHOLE_BACK = (
    Wrong(
        "output_gates_look_ignored",
        f"{_NUMBERS} the memory gets no gradient through the output gate. That gate "
        "looks at c_t: add its gradient times p[2].",
        fails="through_the_output peephole_weights other_weights "
        "peephole_keeps_gradients unseen_peephole_gradients",
        edits=((" + da_o * p[2]", ""),),
    ),
    Wrong(
        "gates_look_ignored",
        f"{_NUMBERS} the old memory gets no gradient through the gates that look at "
        "it. The input and the forget gate both do: two more terms.",
        fails="through_the_memory through_the_output peephole_keeps_gradients "
        "unseen_peephole_gradients",
        edits=((" + da_i * p[0] + da_f * p[1]", ""),),
    ),
    Wrong(
        "output_peephole_of_the_old_memory",
        f"{_NUMBERS} the gradient of p[2] is taken with c_prev. The output gate saw "
        "c_t.",
        fails="peephole_weights peephole_keeps_gradients unseen_peephole_gradients",
        edits=(("da_o * c_t]", "da_o * c_prev]"),),
    ),
    Wrong(
        "look_goes_to_the_step_before",
        f"{_NUMBERS} the output gate's gradient goes to c_prev. It looked at c_t: add "
        "the term to dc_t, before the gates' gradients are taken.",
        fails="through_the_output peephole_weights other_weights "
        "peephole_keeps_gradients unseen_peephole_gradients",
        edits=(
            (" + da_o * p[2]", ""),
            ("+ da_f * p[1]", "+ da_f * p[1] + da_o * p[2]"),
        ),
    ),
    Wrong(
        "peepholes_not_differentiated",
        f"{_NUMBERS} the slope of the output gate is left out on its way to the "
        "memory. What reaches c_t there has passed the sigmoid: o_t * (1 - o_t).",
        fails="through_the_output peephole_weights other_weights "
        "peephole_keeps_gradients unseen_peephole_gradients",
        edits=(("+ da_o * p[2]", "+ dh_t * tanh_c * p[2]"),),
    ),
    Wrong(
        "batch_averaged",
        f"{_NUMBERS} the gradient of the peepholes is averaged over the batch. Each "
        "sequence adds its part: sum over the N rows.",
        fails="peephole_weights unseen_peephole_gradients",
        edits=(("da_o * c_t]).sum(axis=1)", "da_o * c_t]).mean(axis=1)"),),
    ),
)

CLOCKWISE = (
    Wrong(
        "everything_ticks",
        f"{_NUMBERS} every unit is computed at every step. A unit whose period does "
        "not divide t keeps its state.",
        fails="some_tick unseen_clocks",
        edits=(("np.where(t % periods == 0, fresh, h_prev)", "fresh"),),
    ),
    Wrong(
        "all_are_heard",
        f"{_NUMBERS} slow units hear fast ones. Only weights from a period at least as "
        "long count; take the others for 0.",
        fails="all_tick some_tick clock_keeps_arguments unseen_clocks",
        edits=((" * heard", ""),),
    ),
    Wrong(
        "fast_to_slow",
        f"{_NUMBERS} the connections run the wrong way: slow units hear fast ones, and "
        "not the reverse. The row of W_hh is the unit that speaks, the column the one "
        "that listens.",
        fails="all_tick some_tick clock_keeps_arguments unseen_clocks",
        edits=(("periods[:, None] >= periods", "periods[:, None] <= periods"),),
    ),
    Wrong(
        "resting_units_are_zero",
        f"{_NUMBERS} a unit that does not tick is set to 0. It keeps its state; that "
        "is its memory.",
        fails="some_tick unseen_clocks",
        edits=(("fresh, h_prev)", "fresh, 0.0 * h_prev)"),),
    ),
    Wrong(
        "resting_units_unheard",
        f"{_NUMBERS} units that rest are not heard. They keep their state, and others "
        "may read it at every step.",
        fails="some_tick unseen_clocks",
        edits=(("h_prev @ (W_hh", "(h_prev * (t % periods == 0)) @ (W_hh"),),
    ),
)

SCRN = (
    Wrong(
        "alpha_reversed",
        f"{_NUMBERS} alpha goes to the new input. It says how much stays: "
        "alpha * s_prev, and 1 - alpha of what is new.",
        fails="slow_units other_units slow_keeps_arguments unseen_slow_units",
        edits=(
            ("(1 - alpha) * (x_t @ W_xs)", "alpha * (x_t @ W_xs)"),
            ("+ alpha * s_prev", "+ (1 - alpha) * s_prev"),
        ),
    ),
    Wrong(
        "slow_units_of_before",
        f"{_NUMBERS} the other units see the slow ones of the step before. They see "
        "s_t, as it now is.",
        fails="other_units slow_keeps_arguments unseen_slow_units",
        edits=(("s_t @ W_sh", "s_prev @ W_sh"),),
    ),
    Wrong(
        "slow_units_squashed",
        f"{_NUMBERS} the slow units go through a sigmoid. They only average; nothing "
        "squashes them.",
        fails="slow_units other_units slow_keeps_arguments unseen_slow_units",
        edits=(("alpha * s_prev  # (N, S)", "alpha * s_prev\n    s_t = sigmoid(s_t)"),),
    ),
    Wrong(
        "tanh_for_sigmoid",
        f"{_NUMBERS} the other units go through tanh. This network was published with "
        "the sigmoid.",
        fails="other_units slow_keeps_arguments unseen_slow_units",
        edits=(("h_t = sigmoid(", "h_t = np.tanh("),),
    ),
)

WRONG = {
    "peephole_lstm_cell_forward": PEEPHOLE,
    "peephole_lstm_cell_backward": PEEPHOLE_BACK,
    "clockwise_rnn_cell_forward": CLOCKWISE,
    "scrn_cell_forward": SCRN,
}
