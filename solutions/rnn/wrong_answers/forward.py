"""Chapter 2, forward: misconceptions, each the reference with words exchanged.

``fails`` names exactly the checks that the wrong answer fails; the tests prove it.
"""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

STORE = (
    Wrong(
        "store_ignored",
        f"{_NUMBERS} the store is left out. The hidden units add two things: what the "
        "input sends, and what the store sends.",
        fails="example_of_the_lecture order_matters filled_store unseen_stores",
        edits=(("x_t @ W_xh + h @ W_hh", "x_t @ W_xh"),),
    ),
    Wrong(
        "starts_empty",
        f"{_NUMBERS} the store is empty at the beginning. It holds store_0 before the "
        "first step.",
        fails="filled_store unseen_stores",
        edits=(("h, steps = store_0, []", "h, steps = 0 * store_0, []"),),
    ),
    Wrong(
        "own_store_only",
        f"{_NUMBERS} each hidden unit gets its own stored value alone. The store is "
        "connected to all hidden units, by the matrix W_hh.",
        fails="example_of_the_lecture order_matters filled_store unseen_stores",
        edits=(("h @ W_hh", "h"),),
    ),
    Wrong(
        "output_stored",
        f"{_NUMBERS} the outputs are put into the store. What is stored are the hidden "
        "units; a network that feeds back its outputs is another one, Jordan's.",
        fails="example_of_the_lecture order_matters filled_store unseen_stores",
        edits=(
            (
                "        steps.append(h)\n",
                "        steps.append(h)\n        h = h @ W_hy\n",
            ),
        ),
    ),
    Wrong(
        "inputs_stored",
        f"{_NUMBERS} the store keeps the last input. It keeps the hidden units, which "
        "already hold a trace of everything before.",
        fails="example_of_the_lecture order_matters filled_store unseen_stores",
        edits=(
            ("        steps.append(h)\n", "        steps.append(h)\n        h = x_t\n"),
        ),
    ),
    Wrong(
        "squashed",
        f"{_NUMBERS} the hidden units are squashed by tanh. In this example all units "
        "are linear, so that the numbers can be followed by hand.",
        fails="example_of_the_lecture order_matters filled_store unseen_stores",
        edits=(("h = x_t @ W_xh + h @ W_hh", "h = np.tanh(x_t @ W_xh + h @ W_hh)"),),
    ),
)

STACK = (
    Wrong(
        "input_first",
        f"{_NUMBERS} the input stands before the state. Here the order is [h, x]: the "
        "state and its weights come first.",
        fails="weights_one_above_the_other state_beside_input "
        "stacking_keeps_arguments unseen_stacks",
        edits=(("[h_prev, x_t]", "[x_t, h_prev]"), ("[W_hh, W_xh]", "[W_xh, W_hh]")),
    ),
    Wrong(
        "orders_differ",
        "Your weights stand in another order than what they act on: the upper rows of "
        "the stacked matrix multiply the left columns of the joined one. Both begin "
        "with the state.",
        fails="weights_one_above_the_other stacking_keeps_arguments unseen_stacks",
        edits=(("[W_hh, W_xh]", "[W_xh, W_hh]"),),
    ),
    Wrong(
        "joined_in_another_order",
        "Your state and input stand in another order than their weights: the left "
        "columns of the joined matrix meet the upper rows of the stacked one. Both "
        "begin with the state.",
        fails="state_beside_input stacking_keeps_arguments unseen_stacks",
        edits=(("[h_prev, x_t]", "[x_t, h_prev]"),),
    ),
    Wrong(
        "weights_side_by_side",
        "Your weights stand side by side, [W_hh | W_xh]. That is right for column "
        "vectors, with the weights on the left; for rows they stand one above the "
        "other, (H + D, H).",
        fails="weights_one_above_the_other stacking_keeps_arguments unseen_stacks",
        edits=(("[W_hh, W_xh], axis=0", "[W_hh.T, W_xh.T], axis=1"),),
    ),
)

STEP = (
    Wrong(
        "state_ignored",
        f"{_NUMBERS} h_prev is left out. Without it the network has no memory: add "
        "h_prev @ W_hh.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes",
        edits=((" + h_prev @ W_hh", ""),),
    ),
    Wrong(
        "bias_ignored",
        f"{_NUMBERS} the bias b_h is left out.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes",
        edits=((" + b_h", ""),),
    ),
    Wrong(
        "not_squashed",
        f"{_NUMBERS} tanh is left out. Without it the state can grow at every step, "
        "and the whole network is one linear function.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes",
        edits=(
            (
                "np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)",
                "x_t @ W_xh + h_prev @ W_hh + b_h",
            ),
        ),
    ),
    Wrong(
        "squashed_by_sigmoid",
        f"{_NUMBERS} the sigmoid takes the place of tanh. A state may be negative: "
        "tanh gives numbers between -1 and 1.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes",
        edits=(
            (
                "np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)",
                "1 / (1 + np.exp(-(x_t @ W_xh + h_prev @ W_hh + b_h)))",
            ),
        ),
    ),
    Wrong(
        "recurrent_weights_transposed",
        f"{_NUMBERS} W_hh is transposed. Texts with column vectors write W h; with one "
        "sequence a row it is h_prev @ W_hh, and the shapes do not tell.",
        fails="hidden_state cache keeps_arguments unseen_sizes",
        edits=(("h_prev @ W_hh", "h_prev @ W_hh.T"),),
    ),
    Wrong(
        "state_added_after_squashing",
        f"{_NUMBERS} the old state is added outside of tanh. Input, old state and bias "
        "are added up first, then squashed together.",
        fails="one_unit hidden_state cache keeps_arguments unseen_sizes",
        edits=(
            (
                "np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)",
                "np.tanh(x_t @ W_xh + b_h) + h_prev @ W_hh",
            ),
        ),
    ),
    Wrong(
        "pre_activation_cached",
        "Your cache holds the number before tanh where h_t belongs. The way back needs "
        "h_t: the slope of tanh is 1 - h_t**2.",
        fails="cache unseen_sizes",
        edits=(
            (
                "W_xh, W_hh, h_t)",
                "W_xh, W_hh, x_t @ W_xh + h_prev @ W_hh + b_h)",
            ),
        ),
    ),
    Wrong(
        "state_overwritten",
        "The numbers are right, but h_prev is overwritten on the way (h_prev[:] = … "
        "and += write into the caller's array). Give the new state a name of its own.",
        fails="cache keeps_arguments unseen_sizes",
        edits=(
            (
                "    h_t = np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)",
                "    h_prev[:] = np.tanh(x_t @ W_xh + h_prev @ W_hh + b_h)\n"
                "    h_t = h_prev",
            ),
        ),
    ),
)

LAYER = (
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from zeros. It starts from the h_0 that the "
        "caller gave; it matters when a sequence is continued.",
        fails="hidden_states sequence_cache keeps_sequence unseen_sequences",
        edits=(("h_t, steps = h_0, []", "h_t, steps = 0 * h_0, []"),),
    ),
    Wrong(
        "state_not_carried",
        f"{_NUMBERS} every step starts again from h_0. Hand each step the state that "
        "the step before returned.",
        fails="hidden_states sequence_cache keeps_sequence unseen_sequences",
        edits=(("rnn_cell_forward(x_t, h_t,", "rnn_cell_forward(x_t, h_0,"),),
    ),
    Wrong(
        "states_before_the_steps",
        "Your list begins with h_0 and lacks the last state. h[t] is the state *after* "
        "step t; h_0 is not part of it.",
        fails="hidden_states sequence_cache keeps_sequence unseen_sequences",
        edits=(
            (
                "        h_t, _ = rnn_cell_forward(x_t, h_t, W_xh, W_hh, b_h)\n"
                "        steps.append(h_t)\n",
                "        steps.append(h_t)\n"
                "        h_t, _ = rnn_cell_forward(x_t, h_t, W_xh, W_hh, b_h)\n",
            ),
        ),
    ),
    Wrong(
        "read_from_the_end",
        f"{_NUMBERS} the sequence is read from its last step to its first.",
        fails="hidden_states sequence_cache keeps_sequence unseen_sequences",
        edits=(("for x_t in x:", "for x_t in x[::-1]:"),),
    ),
    Wrong(
        "stacked_along_the_batch",
        "Your states have the batch first, (N, T, H). Time comes first: h[t] is one "
        "step of the whole batch.",
        fails="hidden_states sequence_cache keeps_sequence unseen_sequences",
        edits=(("np.stack(steps)", "np.stack(steps, axis=1)"),),
    ),
)

READ = (
    Wrong(
        "bias_ignored",
        f"{_NUMBERS} the bias b_y is left out.",
        fails="scores single_step unseen_readouts",
        edits=((" + b_y", ""),),
    ),
    Wrong(
        "squashed",
        f"{_NUMBERS} the scores go through tanh. The output layer is linear: a score "
        "may be any number.",
        fails="scores single_step unseen_readouts",
        edits=(("y = h @ W_hy + b_y", "y = np.tanh(h @ W_hy + b_y)"),),
    ),
    Wrong(
        "softmax_too_early",
        "Your rows sum to 1: a softmax is already applied. Here scores are asked for; "
        "the loss applies the softmax, where it can be done without overflow.",
        fails="scores single_step unseen_readouts",
        edits=(
            (
                "y = h @ W_hy + b_y",
                "y = np.exp(h @ W_hy + b_y)\n    y = y / y.sum(axis=-1, keepdims=True)",
            ),
        ),
    ),
    Wrong(
        "last_step_only",
        "You read out the last step alone. Here every state that is given is read out; "
        "who wants the last passes the last.",
        fails="scores single_step unseen_readouts",
        edits=(("y = h @ W_hy + b_y", "y = h[-1] @ W_hy + b_y"),),
    ),
)

WRONG = {
    "store_neuron": STORE,
    "stack_weights": STACK,
    "rnn_cell_forward": STEP,
    "rnn_forward": LAYER,
    "output_forward": READ,
}
