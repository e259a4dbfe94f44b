"""Chapter 4, the layer: misconceptions, each as the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

LAYER_FORWARD = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 and c_0 "
        "that the caller gave.",
        fails="hidden_states last_memory sequence_cache keeps_sequence "
        "unseen_sequences",
        edits=(("h_t, c_t = h_0, c_0", "h_t, c_t = 0 * h_0, 0 * c_0"),),
    ),
    Wrong(
        "state_not_carried",
        f"{_NUMBERS} every step starts again from h_0 and c_0. Hand each step what the "
        "step before returned.",
        fails="hidden_states last_memory sequence_cache keeps_sequence "
        "unseen_sequences",
        edits=(
            (
                "lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)",
                "lstm_cell_forward(x_t, h_0, c_0, W_x, W_h, b)",
            ),
        ),
    ),
    Wrong(
        "memory_not_carried",
        f"{_NUMBERS} the state h is carried on but each step gets c_0 again. The "
        "memory travels from step to step as well.",
        fails="hidden_states last_memory sequence_cache keeps_sequence "
        "unseen_sequences",
        edits=(
            (
                "lstm_cell_forward(x_t, h_t, c_t, W_x, W_h, b)",
                "lstm_cell_forward(x_t, h_t, c_0, W_x, W_h, b)",
            ),
        ),
    ),
    Wrong(
        "state_for_memory",
        "You return the last hidden state where the last memory c_T belongs.",
        fails="last_memory keeps_sequence unseen_sequences",
        edits=(("return h, c_t, cache", "return h, h_t, cache"),),
    ),
)

LAYER_BACKWARD = (
    Wrong(
        "state_gradient_dropped",
        f"{_NUMBERS} what step t + 1 sends back for h_t is dropped. Each step gets "
        "dh[t] + dh_next.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("dh[t] + dh_next", "dh[t]"),),
    ),
    Wrong(
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
        "last_memory_gradient_ignored",
        f"{_NUMBERS} dc_T is left out. The loss may use the last memory too; the walk "
        "starts from dc_T, not from zeros.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("np.zeros_like(h_0), dc_T", "np.zeros_like(h_0), 0 * dc_T"),),
    ),
    Wrong(
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
        "state_after_the_step",
        f"{_NUMBERS} each step is given its own state, h[t]. It started from the one "
        "before: h_0 first, then h[0], and so on.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("[h_0[None], h[:-1]]", "[h]"),),
    ),
    Wrong(
        "memory_after_the_step",
        f"{_NUMBERS} each step is given the memory that it made, c[t]. It started from "
        "the one before: c_0 first, then c[0], and so on.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("[c_0[None], c[:-1]]", "[c]"),),
    ),
    Wrong(
        "walked_forward",
        f"{_NUMBERS} the steps are visited from first to last. Gradients come from the "
        "future: start at the last step.",
        fails="input_gradients initial_gradients shared_weights "
        "keeps_sequence_gradients unseen_sequence_gradients",
        edits=(("reversed(range(len(x)))", "range(len(x))"),),
    ),
)

WRONG = {"lstm_forward": LAYER_FORWARD, "lstm_backward": LAYER_BACKWARD}
