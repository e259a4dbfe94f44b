"""Chapter 5, a fast layer: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

AHEAD = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 that the "
        "caller gave.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(("    h_t = h_0\n", "    h_t = 0 * h_0\n"),),
    ),
    Wrong(
        "gates_twice_as_steep",
        f"{_NUMBERS} the gates use tanh(a) for tanh(a / 2). sigmoid(a) is "
        "(1 + tanh(a / 2)) / 2: halve the gates' pre-activations, both parts of them.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(("np.array([0.5, 0.5, 1]", "np.array([1, 1, 1]"),),
    ),
    Wrong(
        "weights_of_the_state_not_halved",
        f"{_NUMBERS} only the input's part of the gates is halved. "
        "tanh((a_x + a_h) / 2) needs the state's part halved as well.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            (
                "W_h.reshape(H, 3, H).swapaxes(0, 1), half, order",
                "W_h.reshape(H, 3, H).swapaxes(0, 1), half**0, order",
            ),
        ),
    ),
    Wrong(
        "reset_after_the_product",
        f"{_NUMBERS} one product serves all three blocks, and the reset gate acts "
        "after it. Faster, but another function: (r * h_prev) @ W_hn needs its own.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            ("np.multiply(opened[0], h_t, out=passed)", "passed = h_t"),
            (
                "a_t[2] += np.matmul(passed, blocks[2], out=recurrent[0])",
                "a_t[2] += opened[0] * np.matmul(passed, blocks[2])",
            ),
        ),
    ),
    Wrong(
        "bias_left_out",
        f"{_NUMBERS} the bias is left out. It is the same at every step: add it with "
        "the inputs, once.",
        fails="same_states same_cache layer_keeps_arguments unseen_layers_forward",
        edits=((" @ W_x + b)", " @ W_x)"),),
    ),
)

BEHIND = (
    Wrong(
        "state_gradient_dropped",
        f"{_NUMBERS} what step t + 1 sends back for h_t is dropped. Each step gets "
        "dh[t] + dh_next.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("dh_t = dh[t] + dh_next", "dh_t = dh[t]"),),
    ),
    Wrong(
        "reset_skipped_on_the_way_back",
        f"{_NUMBERS} all three blocks go back through one product with W_h.T. The "
        "candidate's part is multiplied by r first: it met r * h_prev.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("dreset * r[t]", "dreset"),),
    ),
    Wrong(
        "candidate_paired_with_the_whole_state",
        f"{_NUMBERS} the candidate's block of dW_h is made with h_prev. That block "
        "multiplied r * h_prev.",
        fails="same_weight_gradients layer_keeps_gradients unseen_layers_backward",
        edits=(("(h_prev, r * h_prev))", "(h_prev, h_prev))"),),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} each step is given its own state, h[t]. It started from the one "
        "before: h_0 first, then h[0], and so on.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("np.concatenate([h_0[None], h[:-1]])", "h"),),
    ),
    Wrong(
        "direct_way_left_out",
        f"{_NUMBERS} the direct way is left out. h_t holds (1 - z_t) * h_prev, so "
        "dh_t * (1 - z_t) goes back undisturbed.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("dh_t * keeps[t] + dreset", "dreset"),),
    ),
)

WRONG = {"gru_layer_forward": AHEAD, "gru_layer_backward": BEHIND}
