"""Chapter 4: misconceptions, each as the reference with a few words exchanged.

``fails`` names exactly the checks that the wrong answer fails; the tests prove it.
"""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

CELL = (
    Wrong(
        "memory_cell",
        "forget_gate_reversed",
        f"{_NUMBERS} an open forget gate forgets. It is named the wrong way round: "
        "open (near 1) means the old memory is kept.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("sigmoid(z_f) * c_prev", "(1 - sigmoid(z_f)) * c_prev"),),
    ),
    Wrong(
        "memory_cell",
        "gates_not_squashed",
        f"{_NUMBERS} z_i, z_f and z_o multiply as they are. They only drive the gates: "
        "a gate opens by sigmoid(z_i), a number between 0 and 1.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(
            ("sigmoid(z_i)", "z_i"),
            ("sigmoid(z_f)", "z_f"),
            ("sigmoid(z_o)", "z_o"),
        ),
    ),
    Wrong(
        "memory_cell",
        "gates_exchanged",
        f"{_NUMBERS} the input gate and the forget gate change places: z_i is for the "
        "new value z, z_f for the old memory.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("sigmoid(z_i) * z + sigmoid(z_f)", "sigmoid(z_f) * z + sigmoid(z_i)"),),
    ),
    Wrong(
        "memory_cell",
        "memory_overwritten",
        f"{_NUMBERS} the new value replaces the old memory. A memory cell adds: what "
        "the forget gate keeps of c_prev, plus what the input gate lets in.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=((" + sigmoid(z_f) * c_prev", ""),),
    ),
    Wrong(
        "memory_cell",
        "output_from_old_memory",
        f"{_NUMBERS} the output gate lets out c_prev. It shows the memory after the "
        "update, c.",
        fails="example_output many_cells unseen_cells",
        edits=(("sigmoid(z_o) * c\n", "sigmoid(z_o) * c_prev\n"),),
    ),
    Wrong(
        "memory_cell",
        "output_gate_empties_memory",
        f"{_NUMBERS} the gated output is kept as the memory. The output gate only "
        "decides what is shown; the memory itself stays c.",
        fails="example_memory half_open many_cells unseen_cells",
        edits=(("return a, c", "return a, a"),),
    ),
    Wrong(
        "memory_cell",
        "order_exchanged",
        "You return the memory first. The exercise asks for the output a, then the "
        "memory c.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("return a, c", "return c, a"),),
    ),
    Wrong(
        "memory_cell",
        "sigmoid_twice_as_steep",
        f"{_NUMBERS} the gates use a sigmoid twice as steep. sigmoid(a) is "
        "(1 + tanh(a / 2)) / 2; with tanh(a) it is sigmoid(2a).",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(
            ("sigmoid(z_i)", "sigmoid(2 * z_i)"),
            ("sigmoid(z_f)", "sigmoid(2 * z_f)"),
            ("sigmoid(z_o)", "sigmoid(2 * z_o)"),
        ),
    ),
)

FORWARD = (
    Wrong(
        "lstm_cell_forward",
        "state_ignored",
        f"{_NUMBERS} h_prev is left out. Every gate looks at the input and at the "
        "state of the step before.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes",
        edits=(("x_t @ W_x + h_prev @ W_h + b", "x_t @ W_x + b"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "bias_ignored",
        f"{_NUMBERS} the bias b is left out.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes",
        edits=(("h_prev @ W_h + b", "h_prev @ W_h"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "candidate_and_output_exchanged",
        f"{_NUMBERS} the third and the fourth block change places. The order here is "
        "i, f, g, o; many books write i, f, o, g.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(
            ("np.tanh(a_t[:, 2 * H : 3 * H])", "np.tanh(a_t[:, 3 * H : 4 * H])"),
            ("sigmoid(a_t[:, 3 * H : 4 * H])", "sigmoid(a_t[:, 2 * H : 3 * H])"),
        ),
    ),
    Wrong(
        "lstm_cell_forward",
        "input_and_forget_exchanged",
        f"{_NUMBERS} the first block drives the forget gate and the second the input "
        "gate. The order here is i, f, g, o.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(
            ("sigmoid(a_t[:, 0 * H : 1 * H])", "sigmoid(a_t[:, 1 * H : 2 * H ])"),
            ("sigmoid(a_t[:, 1 * H : 2 * H])", "sigmoid(a_t[:, 0 * H : 1 * H])"),
        ),
    ),
    Wrong(
        "lstm_cell_forward",
        "blocks_interleaved",
        f"{_NUMBERS} every fourth column is taken for a gate. Each gate has H columns "
        "side by side: i is a_t[:, :H], f the next H, and so on.",
        fails="memory hidden_state keeps_arguments unseen_sizes far_out",
        edits=(
            ("a_t[:, 0 * H : 1 * H]", "a_t[:, 0::4]"),
            ("a_t[:, 1 * H : 2 * H]", "a_t[:, 1::4]"),
            ("a_t[:, 2 * H : 3 * H]", "a_t[:, 2::4]"),
            ("a_t[:, 3 * H : 4 * H]", "a_t[:, 3::4]"),
        ),
    ),
    Wrong(
        "lstm_cell_forward",
        "candidate_squashed_by_sigmoid",
        f"{_NUMBERS} the candidate g goes through a sigmoid. A gate is a share between "
        "0 and 1, but what is written into the memory may be negative: g uses tanh.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("np.tanh(a_t[:, 2 * H : 3 * H])", "sigmoid(a_t[:, 2 * H : 3 * H])"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "gates_squashed_by_tanh",
        f"{_NUMBERS} the gates go through tanh. A gate is a share between 0 and 1, so "
        "it needs the sigmoid; only the candidate g uses tanh.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(
            ("sigmoid(a_t[:, 0 * H : 1 * H])", "np.tanh(a_t[:, 0 * H : 1 * H])"),
            ("sigmoid(a_t[:, 1 * H : 2 * H])", "np.tanh(a_t[:, 1 * H : 2 * H])"),
            ("sigmoid(a_t[:, 3 * H : 4 * H])", "np.tanh(a_t[:, 3 * H : 4 * H])"),
        ),
    ),
    Wrong(
        "lstm_cell_forward",
        "memory_overwritten",
        f"{_NUMBERS} the old memory is lost: c_t = i_t * g_t. The forget gate's share "
        "of c_prev has to be added.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("f_t * c_prev + i_t * g_t", "i_t * g_t"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "forget_gate_reversed",
        f"{_NUMBERS} an open forget gate forgets. Open (near 1) means that the old "
        "memory is kept: f_t multiplies c_prev.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("f_t * c_prev", "(1 - f_t) * c_prev"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "output_without_tanh",
        f"{_NUMBERS} the output gate shows the bare memory. It shows tanh(c_t), so "
        "that h_t stays between -1 and 1.",
        fails="one_unit hidden_state keeps_arguments unseen_sizes far_out",
        edits=(("h_t = o_t * tanh_c", "h_t = o_t * c_t"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "output_from_old_memory",
        f"{_NUMBERS} h_t is read from c_prev. The output gate shows the memory after "
        "this step's update.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("tanh_c = np.tanh(c_t)", "tanh_c = np.tanh(c_prev)"),),
    ),
    Wrong(
        "lstm_cell_forward",
        "memory_updated_in_place",
        "The numbers are right, but c_prev is overwritten on the way (*= and += write "
        "into the caller's array). Write c_t = f_t * c_prev + i_t * g_t.",
        fails="cache keeps_arguments",
        edits=(
            (
                "c_t = f_t * c_prev + i_t * g_t  # (N, H)",
                "c_prev *= f_t\n    c_prev += i_t * g_t\n    c_t = c_prev",
            ),
        ),
    ),
)

BACKWARD = (
    Wrong(
        "lstm_cell_backward",
        "missing_parentheses",
        f"{_NUMBERS} the factor behind the sum multiplies only the way through h_t. "
        "That formula is in wide circulation and lacks parentheses: i, f and g each "
        "use the total dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2).",
        fails="both_ways weight_gradients bias_gradients keeps_gradients "
        "unseen_gradients",
        edits=(
            ("di_t = dc_t * g_t", "through_h = dc_t - dc_next\n    di_t = dc_next"),
            ("df_t = dc_t * c_prev", "df_t = dc_next"),
            ("dg_t = dc_t * i_t", "dg_t = dc_next"),
            (
                "            di_t * i_t * (1 - i_t),",
                "            di_t * g_t + through_h * i_t * (1 - i_t) * g_t,",
            ),
            (
                "            df_t * f_t * (1 - f_t),",
                "            df_t * c_prev + through_h * f_t * (1 - f_t) * c_prev,",
            ),
            (
                "            dg_t * (1 - g_t**2),",
                "            dg_t * i_t + through_h * (1 - g_t**2) * i_t,",
            ),
        ),
    ),
    Wrong(
        "lstm_cell_backward",
        "next_step_ignored",
        f"{_NUMBERS} dc_next is left out. The memory also flows on to step t + 1, and "
        "what it did there comes back in dc_next.",
        fails="through_the_memory both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dc_t = dc_next + dh_t", "dc_t = dh_t"),),
    ),
    Wrong(
        "lstm_cell_backward",
        "output_path_ignored",
        f"{_NUMBERS} the memory gets no gradient through h_t. h_t is o_t * tanh(c_t), "
        "so dh_t reaches c_t too: add dh_t * o_t * (1 - tanh_c**2).",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dc_next + dh_t * o_t * (1 - tanh_c**2)", "dc_next"),),
    ),
    Wrong(
        "lstm_cell_backward",
        "tanh_not_differentiated",
        f"{_NUMBERS} the derivative of tanh(c_t) is left out on the way from h_t to "
        "the memory. It is 1 - tanh_c**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=((" * (1 - tanh_c**2)", ""),),
    ),
    Wrong(
        "lstm_cell_backward",
        "tanh_taken_twice",
        f"{_NUMBERS} tanh is applied to tanh_c again. The cache already holds "
        "tanh(c_t), so its derivative is 1 - tanh_c**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("(1 - tanh_c**2)", "(1 - np.tanh(tanh_c) ** 2)"),),
    ),
    Wrong(
        "lstm_cell_backward",
        "sigmoid_not_differentiated",
        f"{_NUMBERS} the gates' own derivatives are left out. A sigmoid gate has the "
        "derivative i_t * (1 - i_t), and f_t and o_t alike.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(
            ("di_t * i_t * (1 - i_t)", "di_t"),
            ("df_t * f_t * (1 - f_t)", "df_t"),
            ("do_t * o_t * (1 - o_t)", "do_t"),
        ),
    ),
    Wrong(
        "lstm_cell_backward",
        "candidate_not_differentiated",
        f"{_NUMBERS} the candidate's own derivative is left out. g_t comes from a "
        "tanh, whose derivative is 1 - g_t**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dg_t * (1 - g_t**2)", "dg_t"),),
    ),
    Wrong(
        "lstm_cell_backward",
        "forget_gate_skipped",
        f"{_NUMBERS} the gradient goes back to the memory undiminished. c_t holds "
        "f_t * c_prev, so dc_prev is dc_t * f_t.",
        fails="through_the_memory through_the_output both_ways keeps_gradients "
        "unseen_gradients",
        edits=(("dc_prev = dc_t * f_t", "dc_prev = dc_t"),),
    ),
    Wrong(
        "lstm_cell_backward",
        "batch_averaged",
        f"{_NUMBERS} the parameters' gradients are averaged over the batch. Every "
        "sequence adds its part: sum over the N rows; the loss decides about means.",
        fails="weight_gradients bias_gradients unseen_gradients",
        edits=(
            ("dW_x = x_t.T @ da_t", "dW_x = x_t.T @ da_t / len(x_t)"),
            ("dW_h = h_prev.T @ da_t", "dW_h = h_prev.T @ da_t / len(x_t)"),
            ("db = da_t.sum(axis=0)", "db = da_t.mean(axis=0)"),
        ),
    ),
    Wrong(
        "lstm_cell_backward",
        "candidate_and_output_exchanged",
        f"{_NUMBERS} the blocks of g and o change places. Put the four gradients side "
        "by side in the order of the weights: i, f, g, o.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(
            ("dg_t * (1 - g_t**2)", "do_t * o_t  * (1 - o_t)"),
            ("do_t * o_t * (1 - o_t)", "dg_t * (1 - g_t**2)"),
        ),
    ),
    Wrong(
        "lstm_cell_backward",
        "written_into_the_caller",
        "The numbers are right, but dc_next is overwritten on the way (+= writes into "
        "the caller's array). Write dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2).",
        fails="keeps_gradients",
        edits=(
            (
                "dc_t = dc_next + dh_t * o_t * (1 - tanh_c**2)",
                "dc_next += dh_t * o_t * (1 - tanh_c**2)\n    dc_t = dc_next",
            ),
        ),
    ),
)

LAYER_FORWARD = (
    Wrong(
        "lstm_forward",
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 and c_0 "
        "that the caller gave.",
        fails="hidden_states last_memory sequence_cache keeps_sequence unseen_sequences",
        edits=(("h_t, c_t = h_0, c_0", "h_t, c_t = 0 * h_0, 0 * c_0"),),
    ),
    Wrong(
        "lstm_forward",
        "state_not_carried",
        f"{_NUMBERS} every step starts again from h_0 and c_0. Hand each step what the "
        "step before returned.",
        fails="hidden_states last_memory sequence_cache keeps_sequence unseen_sequences",
        edits=(
            (
                "lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)",
                "lstm_cell_forward(x_t, h_0, c_0, W_x, W_h, b)",
            ),
        ),
    ),
    Wrong(
        "lstm_forward",
        "memory_not_carried",
        f"{_NUMBERS} the state h is carried on but each step gets c_0 again. The "
        "memory travels from step to step as well.",
        fails="hidden_states last_memory sequence_cache keeps_sequence unseen_sequences",
        edits=(
            (
                "lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)",
                "lstm_cell_forward(x_t, h_t, c_0, W_x, W_h, b)",
            ),
        ),
    ),
    Wrong(
        "lstm_forward",
        "state_for_memory",
        "You return the last hidden state where the last memory c_T belongs.",
        fails="last_memory keeps_sequence unseen_sequences",
        edits=(("return h, c_t, cache", "return h, h_t, cache"),),
    ),
)

LAYER_BACKWARD = (
    Wrong(
        "lstm_backward",
        "state_gradient_dropped",
        f"{_NUMBERS} what step t + 1 sends back for h_t is dropped. Each step gets "
        "dh[t] + dh_next.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("dh[t] + dh_next", "dh[t]"),),
    ),
    Wrong(
        "lstm_backward",
        "memory_gradient_dropped",
        f"{_NUMBERS} the memory's gradient is not handed from step to step. The "
        "dc_prev of step t + 1 is the dc_next of step t.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "dx[t], dh_next, dc_next = gradients[:3]",
                "dx[t], dh_next, dc_last = gradients[:3]",
            ),
            ("return dx, dh_next, dc_next,", "return dx, dh_next, dc_last,"),
        ),
    ),
    Wrong(
        "lstm_backward",
        "last_memory_gradient_ignored",
        f"{_NUMBERS} dc_T is left out. The loss may use the last memory too; the walk "
        "starts from dc_T, not from zeros.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("np.zeros_like(h_0), dc_T", "np.zeros_like(h_0), 0 * dc_T"),),
    ),
    Wrong(
        "lstm_backward",
        "only_first_step_counted",
        f"{_NUMBERS} the weights' gradients of the last step visited replace the "
        "others. The same weights serve every step, so their gradients add up.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "dW_x, dW_h, db = dW_x + gradients[3], dW_h + gradients[4], "
                "db + gradients[5]",
                "dW_x, dW_h, db = gradients[3:]",
            ),
        ),
    ),
    Wrong(
        "lstm_backward",
        "walked_forward",
        f"{_NUMBERS} the steps are visited from first to last. Gradients come from the "
        "future: start at the last step.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("reversed(range(len(x)))", "range(len(x))"),),
    ),
)

WRONG = (*CELL, *FORWARD, *BACKWARD, *LAYER_FORWARD, *LAYER_BACKWARD)
