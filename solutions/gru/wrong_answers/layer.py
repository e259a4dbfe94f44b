"""Chapter 5, the layer: misconceptions, each as the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

LAYER_FORWARD = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 that the "
        "caller gave.",
        fails="states sequence_cache keeps_sequence unseen_sequences",
        edits=(("h_t, steps = h_0, []", "h_t, steps = 0 * h_0, []"),),
    ),
    Wrong(
        "state_not_carried",
        f"{_NUMBERS} every step starts again from h_0. Hand each step what the step "
        "before returned.",
        fails="states sequence_cache keeps_sequence unseen_sequences",
        edits=(
            (
                "gru_cell_forward(x_t, h_t, W_x, W_h, b)",
                "gru_cell_forward(x_t, h_0, W_x, W_h, b)",
            ),
        ),
    ),
    Wrong(
        "candidates_for_states",
        f"{_NUMBERS} the candidates are returned as the states. The state after a step "
        "is the mixture h_t.",
        fails="states sequence_cache keeps_sequence unseen_sequences",
        edits=(("step.n_t, h_t))", "step.n_t, step.n_t))"),),
    ),
    Wrong(
        "states_before_the_steps",
        f"{_NUMBERS} each row is the state before its step. h[t] is the state after "
        "step t; h_0 is not among them.",
        fails="states sequence_cache keeps_sequence unseen_sequences",
        edits=(("step.n_t, h_t))", "step.n_t, step.h_prev))"),),
    ),
)

LAYER_BACKWARD = (
    Wrong(
        "state_gradient_dropped",
        f"{_NUMBERS} what step t + 1 sends back for h_t is dropped. Each step gets "
        "dh[t] + dh_next.",
        fails="input_gradients shared_weights keeps_sequence_gradients "
        "unseen_sequence_gradients",
        edits=(("dh[t] + dh_next", "dh[t]"),),
    ),
    Wrong(
        "only_the_last_gradient",
        f"{_NUMBERS} only the last state's gradient from outside is used. Every state "
        "may have been used: add dh[t] at each step.",
        fails="input_gradients shared_weights keeps_sequence_gradients "
        "unseen_sequence_gradients",
        edits=(("dh[t] + dh_next", "(dh[t] if t == len(x) - 1 else 0) + dh_next"),),
    ),
    Wrong(
        "only_first_step_counted",
        f"{_NUMBERS} the weights' gradients of the last step visited replace the "
        "others. The same weights serve every step, so their gradients add up.",
        fails="shared_weights keeps_sequence_gradients unseen_sequence_gradients",
        edits=(
            (
                "dW_x, dW_h, db = dW_x + gradients[2], dW_h + gradients[3], "
                "db + gradients[4]",
                "dW_x, dW_h, db = gradients[2:]",
            ),
        ),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} each step is given its own state, h[t]. It started from the one "
        "before: h_0 first, then h[0], and so on.",
        fails="input_gradients shared_weights keeps_sequence_gradients "
        "unseen_sequence_gradients",
        edits=(("[h_0[None], h[:-1]]", "[h]"),),
    ),
    Wrong(
        "walked_forward",
        f"{_NUMBERS} the steps are visited from first to last. Gradients come from the "
        "future: start at the last step.",
        fails="input_gradients shared_weights keeps_sequence_gradients "
        "unseen_sequence_gradients",
        edits=(("reversed(range(len(x)))", "range(len(x))"),),
    ),
)

WRONG = {"gru_forward": LAYER_FORWARD, "gru_backward": LAYER_BACKWARD}
