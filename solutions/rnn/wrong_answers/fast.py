"""Chapter 2, a fast layer: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

AHEAD = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 that the "
        "caller gave.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(("np.empty_like(h[0]), h_0", "np.empty_like(h[0]), 0 * h_0"),),
    ),
    Wrong(
        "recurrent_part_left_out",
        f"{_NUMBERS} the state's part is missing. The input's part is known before the "
        "loop; h_prev @ W_hh has to be added inside it.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(("        a_t += np.matmul(h_t, W_hh, out=recurrent)\n", ""),),
    ),
    Wrong(
        "bias_left_out",
        f"{_NUMBERS} the bias is left out. It too is the same at every step: add it "
        "with the inputs, once.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=((" @ W_xh + b_h)", " @ W_xh)"),),
    ),
    Wrong(
        "bias_added_twice",
        f"{_NUMBERS} the bias is added twice, before the loop and inside it.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=((" @ W_xh + b_h)", " @ W_xh + b_h + b_h)"),),
    ),
    Wrong(
        "steps_and_sequences_mixed",
        f"{_NUMBERS} the rows are put back in another order than they were taken: "
        "x.reshape(T * N, D) walks through the sequences of one step first.",
        fails="same_states same_cache unseen_layers_forward",
        edits=((".reshape(T, N, -1)", ".reshape(N, T, -1).swapaxes(0, 1).copy()"),),
    ),
    Wrong(
        "state_before_squashing",
        f"{_NUMBERS} the state is handed on before tanh. The next step starts from "
        "tanh of it.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            (
                "        h_t = np.tanh(a_t, out=a_t)\n",
                "        h_t = a_t.copy()\n        np.tanh(a_t, out=a_t)\n",
            ),
        ),
    ),
)

BEHIND = (
    Wrong(
        "later_steps_ignored",
        f"{_NUMBERS} what step t + 1 sends back is dropped. Each step gets dh[t] and "
        "the dh_prev of the step after it.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("da[t] *= dh[t] + dh_prev", "da[t] *= dh[t]"),),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} the gradient of W_hh pairs each step with its own state. W_hh "
        "multiplied the state before: h_0 first, then h[0], and so on.",
        fails="same_weight_gradients layer_keeps_gradients unseen_layers_backward",
        edits=(("np.concatenate([h_0[None], h[:-1]])", "h"),),
    ),
    Wrong(
        "initial_state_taken_as_zero",
        f"{_NUMBERS} the first step is taken to start from zeros. It started from h_0.",
        fails="same_weight_gradients layer_keeps_gradients unseen_layers_backward",
        edits=(("h_0[None], h[:-1]", "0 * h_0[None], h[:-1]"),),
    ),
    Wrong(
        "slope_of_the_step_before",
        f"{_NUMBERS} the slopes are those of the states before the steps. The slope of "
        "step t is 1 - h[t]**2, from the state after it.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("da = 1 - h**2", "da = 1 - h_before**2"),),
    ),
    Wrong(
        "recurrent_weights_not_transposed",
        f"{_NUMBERS} W_hh is not transposed. A step back multiplies a row of gradients "
        "by W_hh.T.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("np.ascontiguousarray(W_hh.T)", "np.ascontiguousarray(W_hh)"),),
    ),
    Wrong(
        "averaged_over_the_batch",
        f"{_NUMBERS} the weights' gradients are averaged over the sequences. They add "
        "up; the loss decides about means.",
        fails="same_weight_gradients unseen_layers_backward",
        edits=(
            (
                "dx = (rows @ W_xh.T).reshape(x.shape)",
                "dx = (rows @ W_xh.T).reshape(x.shape)\n    rows = rows / x.shape[1]",
            ),
        ),
    ),
)

WRONG = {"rnn_layer_forward": AHEAD, "rnn_layer_backward": BEHIND}
