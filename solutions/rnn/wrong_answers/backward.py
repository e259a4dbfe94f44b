"""Chapter 2, backward: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

UNREAD = (
    Wrong(
        "averaged_over_the_batch",
        f"{_NUMBERS} the gradients of weights and bias are averaged over the rows. "
        "Every step of every sequence adds its part; the loss decides about means.",
        fails="gradients_of_the_readout readout_of_one_step unseen_readout_gradients",
        edits=(
            (
                "dy_rows = dy.reshape(-1, dy.shape[-1])",
                "dy_rows = dy.reshape(-1, dy.shape[-1]) / (dy.size // dy.shape[-1])",
            ),
        ),
    ),
    Wrong(
        "last_step_only",
        f"{_NUMBERS} only the last step counts for weights and bias. Every step that "
        "was read out used them.",
        fails="gradients_of_the_readout unseen_readout_gradients",
        edits=(
            (
                "    dW_hy = h.reshape(-1, h.shape[-1]).T @ dy_rows\n"
                "    db_y = dy_rows.sum(axis=0)\n",
                "    if dy.ndim > 2:\n        h, dy_rows = h[-1], dy[-1]\n"
                "    dW_hy = h.reshape(-1, h.shape[-1]).T @ dy_rows\n"
                "    db_y = dy_rows.sum(axis=0)\n",
            ),
        ),
    ),
    Wrong(
        "weights_not_transposed",
        f"{_NUMBERS} W_hy is not transposed. Forward it leads from units to scores; "
        "the way back is dy @ W_hy.T. With as many scores as units the shapes do not "
        "tell.",
        fails="gradient_of_the_states gradients_of_the_readout readout_of_one_step "
        "unseen_readout_gradients",
        edits=(("dy @ W_hy.T", "dy @ W_hy"),),
    ),
    Wrong(
        "bias_summed_over_steps_only",
        "Your bias gradient still has an axis for the sequences. The bias serves every "
        "step of every sequence, so sum over all of them.",
        fails="gradients_of_the_readout unseen_readout_gradients",
        edits=(("db_y = dy_rows.sum(axis=0)", "db_y = dy.sum(axis=0)"),),
    ),
)

BACK = (
    Wrong(
        "tanh_not_differentiated",
        f"{_NUMBERS} the slope of tanh is left out. The gradient first passes the "
        "tanh: da_t = dh_t * (1 - h_t**2).",
        fails="through_the_step weight_gradients bias_gradient keeps_gradients "
        "unseen_gradients",
        edits=(("da_t = dh_t * (1 - h_t**2)", "da_t = dh_t"),),
    ),
    Wrong(
        "tanh_taken_twice",
        f"{_NUMBERS} tanh is applied to h_t again. h_t already is the tanh, so its "
        "slope is 1 - h_t**2.",
        fails="through_the_step weight_gradients bias_gradient keeps_gradients "
        "unseen_gradients",
        edits=(("(1 - h_t**2)", "(1 - np.tanh(h_t) ** 2)"),),
    ),
    Wrong(
        "sigmoid_slope",
        f"{_NUMBERS} the slope of the sigmoid, h (1 - h), is used. The unit is a tanh: "
        "1 - h_t**2.",
        fails="through_the_step weight_gradients bias_gradient keeps_gradients "
        "unseen_gradients",
        edits=(("(1 - h_t**2)", "h_t * (1 - h_t)"),),
    ),
    Wrong(
        "recurrent_weights_not_transposed",
        f"{_NUMBERS} W_hh is not transposed. Forward a row is multiplied by W_hh, so "
        "backward by W_hh.T; the shapes do not tell.",
        fails="through_the_step keeps_gradients unseen_gradients",
        edits=(("da_t @ W_hh.T", "da_t @ W_hh"),),
    ),
    Wrong(
        "state_gradient_past_the_tanh",
        f"{_NUMBERS} dh_prev is taken from dh_t, past the tanh. Input and old state "
        "both enter before the tanh: both get their gradient from da_t.",
        fails="through_the_step keeps_gradients unseen_gradients",
        edits=(("dh_prev = da_t @ W_hh.T", "dh_prev = dh_t @ W_hh.T"),),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} the gradient of W_hh is taken with h_t. W_hh multiplied the state "
        "before the step, h_prev.",
        fails="weight_gradients keeps_gradients unseen_gradients",
        edits=(("dW_hh = h_prev.T @ da_t", "dW_hh = h_t.T @ da_t"),),
    ),
    Wrong(
        "batch_averaged",
        f"{_NUMBERS} the parameters' gradients are averaged over the batch. Every "
        "sequence adds its part: sum over the N rows; the loss decides about means.",
        fails="weight_gradients bias_gradient unseen_gradients",
        edits=(
            ("dW_xh = x_t.T @ da_t", "dW_xh = x_t.T @ da_t / len(x_t)"),
            ("dW_hh = h_prev.T @ da_t", "dW_hh = h_prev.T @ da_t / len(x_t)"),
            ("db_h = da_t.sum(axis=0)", "db_h = da_t.mean(axis=0)"),
        ),
    ),
    Wrong(
        "written_into_the_caller",
        "The numbers are right, but dh_t is overwritten on the way (*= writes into the "
        "caller's array). Write da_t = dh_t * (1 - h_t**2).",
        fails="keeps_gradients",
        edits=(
            (
                "    da_t = dh_t * (1 - h_t**2)",
                "    dh_t *= 1 - h_t**2\n    da_t = dh_t",
            ),
        ),
    ),
)

THROUGH = (
    Wrong(
        "later_steps_ignored",
        f"{_NUMBERS} what step t + 1 sends back is dropped. h[t] reaches the loss by "
        "its own output and by all later steps: each step gets dh[t] + dh_prev of the "
        "step after it.",
        fails="input_gradients initial_gradient shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "rnn_cell_backward(dh[t] + dh_prev, step)",
                "rnn_cell_backward(dh[t], step)",
            ),
        ),
    ),
    Wrong(
        "last_loss_only",
        f"{_NUMBERS} only the gradient of the last state enters. Every step's own "
        "dh[t] is added on the way.",
        fails="input_gradients initial_gradient shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            ("dh_prev = np.zeros_like(dh[0])", "dh_prev = dh[-1]"),
            (
                "rnn_cell_backward(dh[t] + dh_prev, step)",
                "rnn_cell_backward(dh_prev, step)",
            ),
        ),
    ),
    Wrong(
        "only_first_step_counted",
        f"{_NUMBERS} the weights' gradients of the last step visited replace the "
        "others. The same weights serve every step, so their gradients add up.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "dW_xh, dW_hh, db_h = dW_xh + grads[0], dW_hh + grads[1], "
                "db_h + grads[2]",
                "dW_xh, dW_hh, db_h = grads",
            ),
        ),
    ),
    Wrong(
        "averaged_over_the_steps",
        f"{_NUMBERS} the weights' gradients are averaged over the steps. They add up; "
        "the loss decides about means.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "return dx, dh_prev, dW_xh, dW_hh, db_h",
                "return dx, dh_prev, dW_xh / len(x), dW_hh / len(x), db_h / len(x)",
            ),
        ),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} each step is given its own state, h[t], as the one before. It "
        "started from h_0 first, then from h[0], and so on.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("[h_0[None], h[:-1]]", "[h]"),),
    ),
    Wrong(
        "initial_state_taken_as_zero",
        f"{_NUMBERS} the first step is taken to start from zeros. It started from h_0.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("[h_0[None], h[:-1]]", "[0 * h_0[None], h[:-1]]"),),
    ),
    Wrong(
        "walked_forward",
        f"{_NUMBERS} the steps are visited from first to last. Gradients come from the "
        "future: start at the last step.",
        fails="input_gradients initial_gradient shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("reversed(range(len(x)))", "range(len(x))"),),
    ),
)

PATHS = (
    Wrong(
        "last_loss_only",
        "Your table has only the row of the last loss. Every step has a loss, and "
        "every loss its paths: one row for each t.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(("for t in range(T):", "for t in range(T - 1, T):"),),
    ),
    Wrong(
        "own_step_only",
        "Your table has only its diagonal. The loss at step t depends on the weights "
        "at all earlier steps too, through the states.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(("reversed(range(t + 1))", "range(t, t + 1)"),),
    ),
    Wrong(
        "total_derivative",
        f"{_NUMBERS} the derivative of step k is the *total* one, with all steps "
        "before it in it. Then early steps are counted again and again: the path to "
        "step k ends with the immediate derivative, which takes h[k - 1] as given.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(
            (
                "return terms_xh, terms_hh",
                "return np.cumsum(terms_xh, axis=1) * np.tri(T)[..., None, None], "
                "np.cumsum(terms_hh, axis=1) * np.tri(T)[..., None, None]",
            ),
        ),
    ),
    Wrong(
        "slopes_left_out",
        f"{_NUMBERS} the slopes of tanh on the way are left out. Each step back "
        "multiplies by 1 - h[k]**2 and then by W_hh.T.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(("dh_k = da_k @ W_hh.T", "dh_k = dh_k @ W_hh.T"),),
    ),
    Wrong(
        "recurrent_weights_not_transposed",
        f"{_NUMBERS} W_hh is not transposed. A step back multiplies a row of gradients "
        "by W_hh.T.",
        fails="table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(("da_k @ W_hh.T", "da_k @ W_hh"),),
    ),
    Wrong(
        "table_transposed",
        "Your table has rows for the steps and columns for the losses. It is asked for "
        "the other way round: terms[t, k], loss first.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(
            ("terms_xh[t, k] =", "terms_xh[k, t] ="),
            ("terms_hh[t, k] =", "terms_hh[k, t] ="),
        ),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} the term of W_hh at step k is taken with h[k]. W_hh multiplied "
        "the state before the step: for W_hh, h[k - 1] stands where x[k] stood for "
        "W_xh.",
        fails="table_of_the_recurrent_weights table_keeps_arguments unseen_tables",
        edits=(("h_before[k].T", "h[k].T"),),
    ),
    Wrong(
        "losses_added_up",
        f"{_NUMBERS} the losses of later steps are carried along. That is the "
        "recursion, which gives the sums; here each row follows one loss alone.",
        fails="two_steps table_of_the_input_weights table_of_the_recurrent_weights "
        "table_keeps_arguments unseen_tables",
        edits=(("dh_k = dh[t]  #", "dh_k = dh[t:].sum(axis=0)  #"),),
    ),
)

WRONG = {
    "output_backward": UNREAD,
    "rnn_cell_backward": BACK,
    "rnn_backward": THROUGH,
    "bptt_path_sum": PATHS,
}
