"""Chapter 3, clipping: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

BY_VALUE = (
    Wrong(
        "only_from_above",
        f"{_NUMBERS} only large positive entries are cut. An entry of -40 is as large "
        "a step as one of 40: cut at -threshold too.",
        fails="cut_at_fifteen every_parameter keeps_gradients unseen_gradients",
        edits=(
            ("np.clip(grad, -threshold, threshold)", "np.minimum(grad, threshold)"),
        ),
    ),
    Wrong(
        "set_to_zero",
        f"{_NUMBERS} entries beyond the threshold become 0. They become the threshold, "
        "with their sign: the step stays as large as is allowed.",
        fails="cut_at_fifteen every_parameter keeps_gradients unseen_gradients",
        edits=(
            (
                "np.clip(grad, -threshold, threshold)",
                "np.where(np.abs(grad) > threshold, 0, grad)",
            ),
        ),
    ),
    Wrong(
        "sign_lost",
        f"{_NUMBERS} entries below -threshold become +threshold. A cut entry keeps its "
        "sign.",
        fails="cut_at_fifteen every_parameter keeps_gradients unseen_gradients",
        edits=(
            (
                "np.clip(grad, -threshold, threshold)",
                "np.where(np.abs(grad) > threshold, threshold, grad)",
            ),
        ),
    ),
    Wrong(
        "whole_array_rescaled",
        f"{_NUMBERS} each array is scaled down by its largest entry. Here every entry "
        "is cut on its own, and the small ones stay.",
        fails="cut_at_fifteen every_parameter keeps_gradients unseen_gradients",
        edits=(
            (
                "np.clip(grad, -threshold, threshold)",
                "grad * min(1, threshold / np.abs(grad).max())",
            ),
        ),
    ),
)

BY_NORM = (
    Wrong(
        "each_array_on_its_own",
        f"{_NUMBERS} every array is scaled by its own norm. One norm of all entries "
        "together, and one scale: otherwise the step changes its direction.",
        fails="one_scale keeps_their_entries unseen_norms",
        edits=(
            (
                "{name: scale * grad for name, grad in grads.items()}",
                "{name: grad * min(1, threshold / np.linalg.norm(grad)) "
                "for name, grad in grads.items()}",
            ),
        ),
    ),
    Wrong(
        "always_rescaled",
        f"{_NUMBERS} gradients below the threshold are scaled *up* to it. Leave them: "
        "a small step is meant to be small.",
        fails="below_the_threshold unseen_norms",
        edits=((" if norm > threshold else 1.0", ""),),
    ),
    Wrong(
        "entries_cut",
        f"{_NUMBERS} each entry is cut at the threshold. That is clipping by value; "
        "here all entries are multiplied by one number.",
        fails="one_scale keeps_their_entries unseen_norms",
        edits=(
            (
                "{name: scale * grad for name, grad in grads.items()}",
                "{name: np.clip(grad, -threshold, threshold) "
                "for name, grad in grads.items()}",
            ),
        ),
    ),
    Wrong(
        "root_forgotten",
        f"{_NUMBERS} the norm is left squared. The norm is the root of the sum of "
        "squares.",
        fails="one_norm one_scale below_the_threshold keeps_their_entries unseen_norms",
        edits=(
            (
                "float(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))",
                "float(sum(np.sum(grad**2) for grad in grads.values()))",
            ),
        ),
    ),
    Wrong(
        "norms_added",
        f"{_NUMBERS} the norms of the arrays are added. Add the *squares* of all "
        "entries, and take one root at the end.",
        fails="one_norm one_scale below_the_threshold keeps_their_entries unseen_norms",
        edits=(
            (
                "float(np.sqrt(sum(np.sum(grad**2) for grad in grads.values())))",
                "float(sum(np.linalg.norm(grad) for grad in grads.values()))",
            ),
        ),
    ),
    Wrong(
        "divided_by_the_norm",
        f"{_NUMBERS} the gradient is scaled to length 1. Scale it to the threshold: "
        "multiply by threshold / norm.",
        fails="one_scale keeps_their_entries unseen_norms",
        edits=(("threshold / norm if", "1 / norm if"),),
    ),
)

WRONG = {"clip_by_value": BY_VALUE, "clip_by_norm": BY_NORM}
