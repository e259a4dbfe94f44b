"""Chapter 4, the cell: misconceptions, each the reference with words exchanged.

``fails`` names exactly the checks that the wrong answer fails; the tests prove it.
"""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

CELL = (
    Wrong(
        "forget_gate_reversed",
        f"{_NUMBERS} an open forget gate forgets. It is named the wrong way round: "
        "open (near 1) means the old memory is kept.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("sigmoid(z_f) * c_prev", "(1 - sigmoid(z_f)) * c_prev"),),
    ),
    Wrong(
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
        "gates_exchanged",
        f"{_NUMBERS} the input gate and the forget gate change places: z_i is for the "
        "new value z, z_f for the old memory.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("sigmoid(z_i) * z + sigmoid(z_f)", "sigmoid(z_f) * z + sigmoid(z_i)"),),
    ),
    Wrong(
        "memory_overwritten",
        f"{_NUMBERS} the new value replaces the old memory. A memory cell adds: what "
        "the forget gate keeps of c_prev, plus what the input gate lets in.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=((" + sigmoid(z_f) * c_prev", ""),),
    ),
    Wrong(
        "output_from_old_memory",
        f"{_NUMBERS} the output gate lets out c_prev. It shows the memory after the "
        "update, c.",
        fails="example_output many_cells unseen_cells",
        edits=(("sigmoid(z_o) * c\n", "sigmoid(z_o) * c_prev\n"),),
    ),
    Wrong(
        "output_gate_empties_memory",
        f"{_NUMBERS} the gated output is kept as the memory. The output gate only "
        "decides what is shown; the memory itself stays c.",
        fails="example_memory half_open many_cells unseen_cells",
        edits=(("return a, c", "return a, a"),),
    ),
    Wrong(
        "output_gate_ignored",
        f"{_NUMBERS} the output gate is left out. The cell shows a = sigmoid(z_o) * c, "
        "not all of c.",
        fails="example_output many_cells unseen_cells",
        edits=(("a = sigmoid(z_o) * c", "a = c"),),
    ),
    Wrong(
        "order_exchanged",
        "You return the memory first. The exercise asks for the output a, then the "
        "memory c.",
        fails="example_memory example_output half_open many_cells unseen_cells",
        edits=(("return a, c", "return c, a"),),
    ),
    Wrong(
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
        "state_ignored",
        f"{_NUMBERS} h_prev is left out. Every gate looks at the input and at the "
        "state of the step before.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes",
        edits=(("x_t @ W_x + h_prev @ W_h + b", "x_t @ W_x + b"),),
    ),
    Wrong(
        "bias_ignored",
        f"{_NUMBERS} the bias b is left out.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes",
        edits=(("h_prev @ W_h + b", "h_prev @ W_h"),),
    ),
    Wrong(
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
        "candidate_squashed_by_sigmoid",
        f"{_NUMBERS} the candidate g goes through a sigmoid. A gate is a share between "
        "0 and 1, but what is written into the memory may be negative: g uses tanh.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("np.tanh(a_t[:, 2 * H : 3 * H])", "sigmoid(a_t[:, 2 * H : 3 * H])"),),
    ),
    Wrong(
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
        "memory_overwritten",
        f"{_NUMBERS} the old memory is lost: c_t = i_t * g_t. The forget gate's share "
        "of c_prev has to be added.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("f_t * c_prev + i_t * g_t", "i_t * g_t"),),
    ),
    Wrong(
        "forget_gate_reversed",
        f"{_NUMBERS} an open forget gate forgets. Open (near 1) means that the old "
        "memory is kept: f_t multiplies c_prev.",
        fails="one_unit memory hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("f_t * c_prev", "(1 - f_t) * c_prev"),),
    ),
    Wrong(
        "output_without_tanh",
        f"{_NUMBERS} the output gate shows the bare memory. It shows tanh(c_t), so "
        "that h_t stays between -1 and 1.",
        fails="one_unit hidden_state keeps_arguments unseen_sizes far_out",
        edits=(("h_t = o_t * tanh_c", "h_t = o_t * c_t"),),
    ),
    Wrong(
        "output_from_old_memory",
        f"{_NUMBERS} h_t is read from c_prev. The output gate shows the memory after "
        "this step's update.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes far_out",
        edits=(("tanh_c = np.tanh(c_t)", "tanh_c = np.tanh(c_prev)"),),
    ),
    Wrong(
        "memory_cached_for_its_tanh",
        "Your cache holds c_t where tanh(c_t) belongs. The way back needs the squashed "
        "memory; with it the slope is 1 - tanh_c**2.",
        fails="cache",
        edits=(("g_t, o_t, tanh_c)", "g_t, o_t, c_t)"),),
    ),
    Wrong(
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
        "next_step_ignored",
        f"{_NUMBERS} dc_next is left out. The memory also flows on to step t + 1, and "
        "what it did there comes back in dc_next.",
        fails="through_the_memory both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dc_t = dc_next + dh_t", "dc_t = dh_t"),),
    ),
    Wrong(
        "output_path_ignored",
        f"{_NUMBERS} the memory gets no gradient through h_t. h_t is o_t * tanh(c_t), "
        "so dh_t reaches c_t too: add dh_t * o_t * (1 - tanh_c**2).",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dc_next + dh_t * o_t * (1 - tanh_c**2)", "dc_next"),),
    ),
    Wrong(
        "tanh_not_differentiated",
        f"{_NUMBERS} the derivative of tanh(c_t) is left out on the way from h_t to "
        "the memory. It is 1 - tanh_c**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=((" * (1 - tanh_c**2)", ""),),
    ),
    Wrong(
        "tanh_taken_twice",
        f"{_NUMBERS} tanh is applied to tanh_c again. The cache already holds "
        "tanh(c_t), so its derivative is 1 - tanh_c**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("(1 - tanh_c**2)", "(1 - np.tanh(tanh_c) ** 2)"),),
    ),
    Wrong(
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
        "candidate_not_differentiated",
        f"{_NUMBERS} the candidate's own derivative is left out. g_t comes from a "
        "tanh, whose derivative is 1 - g_t**2.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(("dg_t * (1 - g_t**2)", "dg_t"),),
    ),
    Wrong(
        "forget_gate_skipped",
        f"{_NUMBERS} the gradient goes back to the memory undiminished. c_t holds "
        "f_t * c_prev, so dc_prev is dc_t * f_t.",
        fails="through_the_memory through_the_output both_ways keeps_gradients "
        "unseen_gradients",
        edits=(("dc_prev = dc_t * f_t", "dc_prev = dc_t"),),
    ),
    Wrong(
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
        "input_and_forget_exchanged",
        f"{_NUMBERS} the blocks of i and f change places. Put the four gradients side "
        "by side in the order of the weights: i, f, g, o.",
        fails="through_the_output both_ways weight_gradients bias_gradients "
        "keeps_gradients unseen_gradients",
        edits=(
            (
                "            di_t * i_t * (1 - i_t),",
                "            df_t * f_t  * (1 - f_t),",
            ),
            (
                "            df_t * f_t * (1 - f_t),",
                "            di_t * i_t * (1 - i_t),",
            ),
        ),
    ),
    Wrong(
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

WRONG = {
    "memory_cell": CELL,
    "lstm_cell_forward": FORWARD,
    "lstm_cell_backward": BACKWARD,
}
