"""Chapter 4, a fast layer: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

PROJECT = (
    Wrong(
        "bias_left_out",
        f"{_NUMBERS} the biases are left out. They too are the same at every step, so "
        "add them here, once.",
        fails="every_step_projected projection_keeps_arguments unseen_projections",
        edits=((" @ W_x + b", " @ W_x"),),
    ),
    Wrong(
        "steps_and_sequences_mixed",
        f"{_NUMBERS} the rows are put back in another order than they were taken: "
        "x.reshape(T * N, D) walks through the sequences of one step first.",
        fails="every_step_projected unseen_projections",
        edits=(("a_x.reshape(T, N, -1)", "a_x.reshape(N, T, -1).swapaxes(0, 1)"),),
    ),
)

COLLECT = (
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} each step is paired with its own state. W_h multiplied the state "
        "*before* the step: h_0 first, then h[0], and so on.",
        fails="recurrent_weights collecting_keeps_arguments unseen_collections",
        edits=(("np.concatenate([h_0[None], h[:-1]])", "h"),),
    ),
    Wrong(
        "initial_state_taken_as_zero",
        f"{_NUMBERS} the first step is taken to start from zeros. It started from h_0.",
        fails="recurrent_weights collecting_keeps_arguments unseen_collections",
        edits=(("h_0[None], h[:-1]", "0 * h_0[None], h[:-1]"),),
    ),
    Wrong(
        "averaged_over_the_batch",
        f"{_NUMBERS} the gradients are averaged over the sequences. Add them up; the "
        "loss decides about means.",
        fails="inputs_and_biases recurrent_weights unseen_collections",
        edits=(
            (
                "rows = da.reshape(-1, da.shape[-1])",
                "rows = da.reshape(-1, da.shape[-1]) / da.shape[1]",
            ),
        ),
    ),
    Wrong(
        "last_step_only",
        f"{_NUMBERS} only the last step counts. Every step used the weights, so all of "
        "them add up.",
        fails="inputs_and_biases recurrent_weights collecting_keeps_arguments "
        "unseen_collections",
        edits=(
            (
                "rows = da.reshape(-1, da.shape[-1])",
                "da = np.where(np.arange(len(da))[:, None, None] < len(da) - 1, 0, da)"
                "\n    rows = da.reshape(-1, da.shape[-1])",
            ),
        ),
    ),
)

AHEAD = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 and c_0 "
        "that the caller gave.",
        fails="same_results same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(("h_t, c_t = h_0, c_0", "h_t, c_t = 0 * h_0, 0 * c_0"),),
    ),
    Wrong(
        "recurrent_part_left_out",
        f"{_NUMBERS} the state's part of the pre-activations is missing. The input's "
        "part is known before the loop; h @ W_h has to be added inside it.",
        fails="same_results same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            (
                "        a_t += np.matmul(h_t, blocks, out=recurrent)\n",
                "",
            ),
        ),
    ),
    Wrong(
        "bias_added_twice",
        f"{_NUMBERS} the bias is added twice: project_inputs has added it already.",
        fails="same_results same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            (
                "project_inputs(x, W_x, b).reshape",
                "(project_inputs(x, W_x, b) + b).reshape",
            ),
        ),
    ),
    Wrong(
        "memory_not_carried",
        f"{_NUMBERS} every step gets c_0 as its old memory. Hand each step the memory "
        "of the step before.",
        fails="same_results same_cache layer_keeps_arguments unseen_layers_forward",
        edits=(
            (
                "np.multiply(a_t[1], c_t, out=c[t])",
                "np.multiply(a_t[1], c_0, out=c[t])",
            ),
        ),
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
        "missing_parentheses",
        f"{_NUMBERS} the gates' factors multiply only the way through h_t. i, f and g "
        "each use the total dc_t = dc_next + dh_t * o * (1 - tanh_c**2).",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(
            (
                "da[t, :, :3] *= dc_t[:, None]",
                "da[t, :, :3] *= (dc_t - dc_next)[:, None]",
            ),
        ),
    ),
    Wrong(
        "old_memory_off_by_one",
        f"{_NUMBERS} the forget gate's gradient uses the memory after the step. f_t "
        "multiplied the memory before it.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("np.concatenate([c_0[None], c[:-1]])", "c"),),
    ),
    Wrong(
        "last_memory_gradient_ignored",
        f"{_NUMBERS} dc_T is left out. The loss may use the last memory too.",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("np.zeros_like(h_0), dc_T", "np.zeros_like(h_0), 0 * dc_T"),),
    ),
    Wrong(
        "forget_gate_skipped",
        f"{_NUMBERS} the memory's gradient goes back undiminished. Each step passes on "
        "dc_t * f[t].",
        fails="same_gradients same_weight_gradients layer_keeps_gradients "
        "unseen_layers_backward",
        edits=(("dc_next = dc_t * f[t]", "dc_next = dc_t"),),
    ),
)

WRONG = {
    "project_inputs": PROJECT,
    "weight_gradients": COLLECT,
    "lstm_layer_forward": AHEAD,
    "lstm_layer_backward": BEHIND,
}
