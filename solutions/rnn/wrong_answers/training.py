"""Chapter 2, training: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

CHUNKS = (
    Wrong(
        "not_truncated",
        f"{_NUMBERS} the gradient goes on through the borders of the chunks. That is "
        "the whole gradient; a truncated one stops where its chunk begins.",
        fails="gradients_stay_in_their_chunk chunks_add_up shorter_last_chunk "
        "unseen_chunks",
        edits=(
            ("range(0, len(x), K)", "(0,)"),
            ("slice(start, start + K)", "slice(None)"),
        ),
    ),
    Wrong(
        "state_reset",
        f"{_NUMBERS} every chunk is taken to start from zeros. Forward, the state went "
        "on: a chunk starts from h[start - 1]; only the gradient stops there.",
        fails="chunks_add_up shorter_last_chunk unseen_chunks",
        edits=(("h[start - 1] if start else h_0", "0 * h_0 if start else h_0"),),
    ),
    Wrong(
        "same_start_for_all",
        f"{_NUMBERS} every chunk is taken to start from h_0. Only the first did; the "
        "others started from h[start - 1].",
        fails="chunks_add_up shorter_last_chunk unseen_chunks",
        edits=(("h[start - 1] if start else h_0", "h_0"),),
    ),
    Wrong(
        "state_one_late",
        f"{_NUMBERS} a chunk is taken to start from its own first state, h[start]. It "
        "started from the state before, h[start - 1].",
        fails="chunks_add_up shorter_last_chunk unseen_chunks",
        edits=(("h[start - 1]", "h[start]"),),
    ),
    Wrong(
        "last_chunk_only",
        f"{_NUMBERS} only the last chunk counts for the weights. Truncation limits how "
        "far a gradient reaches back, not which losses count: all chunks add up.",
        fails="chunks_add_up shorter_last_chunk unseen_chunks",
        edits=(("zip(*grads, strict=True)", "zip(*grads[-1:], strict=True)"),),
    ),
    Wrong(
        "averaged_over_the_chunks",
        f"{_NUMBERS} the chunks' gradients are averaged. They add up; the loss decides "
        "about means.",
        fails="chunks_add_up shorter_last_chunk unseen_chunks",
        edits=(("(sum(parts) for", "(sum(parts) / len(parts) for"),),
    ),
    Wrong(
        "number_of_chunks",
        "You cut the sequence into K chunks. K is the number of steps in a chunk.",
        fails="gradients_stay_in_their_chunk chunks_add_up shorter_last_chunk "
        "one_chunk unseen_chunks",
        edits=(
            ("range(0, len(x), K)", "range(0, len(x), -(-len(x) // K))"),
            ("start + K", "start + -(-len(x) // K)"),
        ),
    ),
)

ADAM = (
    Wrong(
        "bias_not_corrected",
        f"{_NUMBERS} the two means are used as they are. They begin at zero and are "
        "too small at first: divide m by 1 - beta1**t and v by 1 - beta2**t.",
        fails="first_step later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(
            ("rate = learning_rate / (1 - beta1**t)", "rate = learning_rate"),
            ("np.sqrt(v[k] / (1 - beta2**t))", "np.sqrt(v[k])"),
        ),
    ),
    Wrong(
        "steps_counted_from_zero",
        f"{_NUMBERS} the bias is corrected with the steps *before* this one. The first "
        "step has t = 1; with t = 0 the correction divides by zero.",
        fails="first_step later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(
            (
                "rate = learning_rate / (1 - beta1**t)",
                "rate = learning_rate / (1 - np.float64(beta1) ** (t - 1))",
            ),
            ("(1 - beta2**t)", "(1 - np.float64(beta2) ** (t - 1))"),
        ),
    ),
    Wrong(
        "step_not_counted",
        "Your state's t stays the same. It counts the steps; the next call needs it "
        "for its corrections.",
        fails="moments other_settings adam_keeps_arguments unseen_steps",
        edits=(("AdamState(t, m, v)", "AdamState(t - 1, m, v)"),),
    ),
    Wrong(
        "root_left_out",
        f"{_NUMBERS} the mean of the squares is not rooted. The step is m / (sqrt(v) + "
        "epsilon), of the size of the learning rate whatever the gradient's scale.",
        fails="first_step later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(("np.sqrt(v[k] / (1 - beta2**t))", "v[k] / (1 - beta2**t)"),),
    ),
    Wrong(
        "epsilon_inside_the_root",
        f"{_NUMBERS} epsilon is added inside the root. In Adam it is added to the "
        "root.",
        fails="other_settings",
        edits=(
            (
                "(np.sqrt(v[k] / (1 - beta2**t)) + epsilon)",
                "np.sqrt(v[k] / (1 - beta2**t) + epsilon)",
            ),
        ),
    ),
    Wrong(
        "squares_left_out",
        f"{_NUMBERS} v is a mean of the gradients. It is a mean of their squares: "
        "beta2 * v + (1 - beta2) * g**2.",
        fails="first_step moments later_step other_settings adam_keeps_arguments "
        "unseen_steps",
        edits=(
            ("(1 - beta2) * g**2", "(1 - beta2) * g"),
            (
                "np.sqrt(v[k] / (1 - beta2**t))",
                "np.sqrt(np.abs(v[k]) / (1 - beta2**t))",
            ),
        ),
    ),
    Wrong(
        "betas_exchanged",
        f"{_NUMBERS} the two betas change places: beta1 is for the gradients' mean m, "
        "beta2 for the squares' mean v.",
        fails="moments later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(
            (
                "m = {k: beta1 * m[k] + (1 - beta1) * g",
                "m = {k: beta2 * m[k] + (1 - beta2) * g",
            ),
            (
                "v = {k: beta2 * v[k] + (1 - beta2) * g**2",
                "v = {k: beta1 * v[k] + (1 - beta1) * g**2",
            ),
            ("(1 - beta1**t)", "(1 - beta2 **t)"),
            ("(1 - beta2**t)", "(1 - beta1 **t)"),
        ),
    ),
    Wrong(
        "uphill",
        "Your step goes uphill. A gradient points to where the loss grows, so the step "
        "is subtracted.",
        fails="first_step later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(("p - rate", "p + rate"),),
    ),
    Wrong(
        "memory_not_carried",
        f"{_NUMBERS} every call starts with empty means. They are in state.m and "
        "state.v: carry them on.",
        fails="moments later_step other_settings adam_keeps_arguments unseen_steps",
        edits=(
            (
                "(0, zeros, zeros) if state is None else state",
                "(0 if state is None else state.t, zeros, zeros)",
            ),
        ),
    ),
    Wrong(
        "changed_in_place",
        "The numbers are right, but the caller's parameters are overwritten (-= writes "
        "into the array). Make new arrays.",
        fails="adam_keeps_arguments",
        edits=(
            (
                "    return new, AdamState",
                "    for k in new:\n        params[k][...] = new[k]\n"
                "    return new, AdamState",
            ),
        ),
    ),
)

WRONG = {"truncated_bptt": CHUNKS, "adam_step": ADAM}
