"""Chapter 6, other feedback and more layers: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

JORDAN = (
    Wrong(
        "first_output_ignored",
        f"{_NUMBERS} the first step starts from zeros. y_0 stands for the output "
        "before the first step: feed it in.",
        fails="outputs jordan_cache jordan_keeps_arguments unseen_outputs",
        edits=(
            (
                "y_t, states, outputs = y_0, [], []",
                "y_t, states, outputs = 0 * y_0, [], []",
            ),
        ),
    ),
    Wrong(
        "feedback_left_out",
        f"{_NUMBERS} the output of the step before is left out. It enters the hidden "
        "units through W_yh, at every step.",
        fails="one_unit_by_hand outputs jordan_cache jordan_keeps_arguments "
        "unseen_outputs",
        edits=((" + y_t @ W_yh", ""),),
    ),
    Wrong(
        "state_fed_back",
        f"{_NUMBERS} the hidden state is fed back, read through the output weights but "
        "without their bias. What a Jordan network feeds back is the output itself, "
        "y_t with its bias b_y.",
        fails="one_unit_by_hand outputs jordan_cache jordan_keeps_arguments "
        "unseen_outputs",
        edits=(
            (
                "y_t, states, outputs = y_0, [], []",
                "back, states, outputs = y_0, [], []",
            ),
            ("y_t @ W_yh", "back @ W_yh"),
            ("y_t = h_t @ W_hy + b_y", "back = h_t @ W_hy\n        y_t = back + b_y"),
        ),
    ),
    Wrong(
        "output_squashed",
        f"{_NUMBERS} the outputs go through tanh. Only the hidden units are squashed "
        "here: y_t = h_t @ W_hy + b_y.",
        fails="one_unit_by_hand outputs jordan_cache jordan_keeps_arguments "
        "unseen_outputs",
        edits=(("y_t = h_t @ W_hy + b_y", "y_t = np.tanh(h_t @ W_hy + b_y)"),),
    ),
    Wrong(
        "first_output_kept",
        f"{_NUMBERS} every step reads y_0. Each step reads the output of the one "
        "before; only the first reads y_0.",
        fails="one_unit_by_hand outputs jordan_cache jordan_keeps_arguments "
        "unseen_outputs",
        edits=(("y_t @ W_yh", "y_0 @ W_yh"),),
    ),
)

JORDAN_BACK = (
    Wrong(
        "later_steps_ignored",
        f"{_NUMBERS} each output hears only of its own loss. The next step read it "
        "too: add what that step sends back before going on.",
        fails="through_the_outputs output_weights hidden_weights "
        "jordan_keeps_gradients unseen_jordan_gradients",
        edits=(("dy_t = dy[t] + dy_prev", "dy_t = dy[t]"),),
    ),
    Wrong(
        "tanh_not_differentiated",
        f"{_NUMBERS} the slope of tanh is left out. Between h_t and what was summed "
        "stands the factor 1 - h_t**2.",
        fails="through_the_outputs output_weights hidden_weights "
        "jordan_keeps_gradients unseen_jordan_gradients",
        edits=((" * (1 - h[t] ** 2)", ""),),
    ),
    Wrong(
        "loss_alone_at_the_output_weights",
        f"{_NUMBERS} W_hy and b_y hear only of the loss at their own step. An output "
        "matters for later steps too: use the total gradient of y_t for them.",
        fails="output_weights jordan_keeps_gradients unseen_jordan_gradients",
        edits=(
            ("h[t].T @ dy_t", "h[t].T @ dy[t]"),
            ("dy_t.sum(axis=0)", "dy[t].sum(axis=0)"),
        ),
    ),
    Wrong(
        "output_of_the_same_step",
        f"{_NUMBERS} the gradient of W_yh pairs each step with its own output. The "
        "step read the output of the step before; the first one read y_0.",
        fails="hidden_weights jordan_keeps_gradients unseen_jordan_gradients",
        edits=(("y_before[t].T", "y[t].T"),),
    ),
    Wrong(
        "last_step_alone",
        f"{_NUMBERS} the weights' gradients are those of one step. All steps share the "
        "weights: add up.",
        fails="output_weights hidden_weights jordan_keeps_gradients "
        "unseen_jordan_gradients",
        edits=(
            ("dW_xh + x[t].T", "x[t].T"),
            ("dW_yh + y_before", "y_before"),
            ("dW_hy + h[t].T", "h[t].T"),
            ("db_h + da_t", "da_t"),
            ("db_y + dy_t", "dy_t"),
        ),
    ),
)

DEEP = (
    Wrong(
        "every_layer_reads_the_inputs_state",
        f"{_NUMBERS} every layer starts from the first layer's state. Layer l starts "
        "from h_0[l].",
        fails="two_layers layer_caches deep_keeps_arguments unseen_stacks",
        edits=(
            ("rnn_forward(h, start, *weights)", "rnn_forward(h, h_0[0], *weights)"),
        ),
    ),
    Wrong(
        "layers_from_above",
        f"{_NUMBERS} the caches are listed from the top. The lowest layer comes first.",
        fails="layer_caches",
        edits=(("caches.append(cache)", "caches.insert(0, cache)"),),
    ),
    Wrong(
        "states_reversed",
        f"{_NUMBERS} the first states are taken from the top. h_0[0] belongs to the "
        "lowest layer, which reads the inputs.",
        fails="two_layers layer_caches deep_keeps_arguments unseen_stacks",
        edits=(("zip(h_0, layers", "zip(h_0[::-1], layers"),),
    ),
    Wrong(
        "time_and_depth_confused",
        f"{_NUMBERS} the upper layers read the lower one's state of the step before. "
        "They read its state of the same step.",
        fails="two_layers layer_caches deep_keeps_arguments unseen_stacks",
        edits=(
            (
                "    for start, weights in zip(h_0, layers, strict=True):\n",
                "    for start, weights in zip(h_0, layers, strict=True):\n"
                "        if caches:\n"
                "            h = np.concatenate([caches[-1].h_0[None], h[:-1]])\n",
            ),
        ),
    ),
)

DEEP_BACK = (
    Wrong(
        "from_the_bottom",
        f"{_NUMBERS} the layers are gone through from the lowest up. The gradient "
        "arrives at the top: begin with the last cache.",
        fails="through_the_layers weights_of_every_layer deep_keeps_gradients "
        "unseen_stack_gradients",
        edits=(
            ("reversed(caches)", "caches"),
            ("starts.insert(0, start)", "starts.append(start)"),
            ("dlayers.insert(0, tuple(weights))", "dlayers.append(tuple(weights))"),
        ),
    ),
    Wrong(
        "listed_from_the_top",
        f"{_NUMBERS} the results of the layers are listed from the top. Put the "
        "lowest layer's first.",
        fails="through_the_layers weights_of_every_layer deep_keeps_gradients "
        "unseen_stack_gradients",
        edits=(
            ("starts.insert(0, start)", "starts.append(start)"),
            ("dlayers.insert(0, tuple(weights))", "dlayers.append(tuple(weights))"),
        ),
    ),
    Wrong(
        "same_gradient_for_every_layer",
        f"{_NUMBERS} every layer gets the gradient of the top. A lower layer gets what "
        "the layer above returns as dx, the gradient of its inputs.",
        fails="through_the_layers weights_of_every_layer deep_keeps_gradients "
        "unseen_stack_gradients",
        edits=(
            (
                "dh, start, *weights = rnn_backward(dh, cache)",
                "dx, start, *weights = rnn_backward(dh, cache)",
            ),
            ("return dh, np", "return dx, np"),
        ),
    ),
    Wrong(
        "top_added_again",
        f"{_NUMBERS} the gradient of the top reaches every layer a second time. Only "
        "the top layer is read from outside; the others get what comes down.",
        fails="through_the_layers weights_of_every_layer deep_keeps_gradients "
        "unseen_stack_gradients",
        edits=(
            (
                "    starts, dlayers = [], []\n",
                "    starts, dlayers, top = [], [], dh\n",
            ),
            (
                "rnn_backward(dh, cache)",
                "rnn_backward(dh if cache is caches[-1] else dh + top, cache)",
            ),
        ),
    ),
)

WRONG = {
    "jordan_forward": JORDAN,
    "jordan_backward": JORDAN_BACK,
    "deep_forward": DEEP,
    "deep_backward": DEEP_BACK,
}
