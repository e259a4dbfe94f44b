"""Chapter 2, losses: misconceptions, each the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

SOFT = (
    Wrong(
        "whole_batch_sums_to_one",
        f"{_NUMBERS} the sum runs over the whole batch. Every step has probabilities "
        "of its own: sum along the last axis, and keep it (keepdims=True).",
        fails="every_step_by_itself rows_far_apart scores_are_kept unseen_scores",
        edits=(("e.sum(axis=-1, keepdims=True)", "e.sum()"),),
    ),
    Wrong(
        "first_axis_sums_to_one",
        f"{_NUMBERS} the sum runs along the first axis. The scores of one step stand "
        "along the last.",
        fails="every_step_by_itself large_scores rows_far_apart scores_are_kept "
        "unseen_scores",
        edits=(
            ("a.max(axis=-1, keepdims=True)", "a.max(axis=0, keepdims=True)"),
            ("e.sum(axis=-1, keepdims=True)", "e.sum(axis=0, keepdims=True)"),
        ),
    ),
    Wrong(
        "overflow",
        "The formula is right and large scores overflow: exp(1000) is infinite. "
        "Subtract each row's largest score first; a constant added to all scores "
        "changes no probability.",
        fails="large_scores rows_far_apart",
        edits=(("shifted = a - a.max(axis=-1, keepdims=True)", "shifted = a + 0"),),
    ),
    Wrong(
        "largest_of_all_subtracted",
        f"{_NUMBERS} the largest score of the whole batch is subtracted from every "
        "row. A row far below it becomes 0 / 0: subtract each row's own.",
        fails="rows_far_apart",
        edits=(("a.max(axis=-1, keepdims=True)", "a.max()"),),
    ),
    Wrong(
        "not_exponentiated",
        f"{_NUMBERS} the scores themselves are divided by their sum. Scores may be "
        "negative: take their exponentials first.",
        fails="one_step every_step_by_itself large_scores rows_far_apart "
        "scores_are_kept unseen_scores",
        edits=(
            ("shifted = a - a.max(axis=-1, keepdims=True)", "shifted = a"),
            ("np.exp(shifted)", "shifted"),
        ),
    ),
    Wrong(
        "sigmoid_of_each",
        f"{_NUMBERS} every score goes through a sigmoid by itself. Then the "
        "probabilities of a step do not sum to 1: classes that exclude each other need "
        "the softmax.",
        fails="one_step every_step_by_itself large_scores rows_far_apart "
        "scores_are_kept unseen_scores",
        edits=(
            (
                "return e / e.sum(axis=-1, keepdims=True)",
                "return 0.5 + 0.5 * np.tanh(a / 2)",
            ),
        ),
    ),
    Wrong(
        "scores_overwritten",
        "The numbers are right, but the scores are overwritten on the way (-= writes "
        "into the caller's array). Write shifted = a - ….",
        fails="scores_are_kept",
        edits=(
            (
                "    shifted = a - a.max(axis=-1, keepdims=True)",
                "    a -= a.max(axis=-1, keepdims=True)\n    shifted = a",
            ),
        ),
    ),
)

CROSS = (
    Wrong(
        "sum_for_mean",
        f"{_NUMBERS} the steps' losses are added up. Their mean is asked for, so that "
        "long sequences and large batches do not count more; the gradient is divided "
        "as well.",
        fails="mean_of_the_steps gradient_of_the_scores masked_gradient "
        "hopeless_class loss_keeps_arguments unseen_classes",
        edits=(("(kept / np.sum(kept))", "(1.0 * kept)"),),
    ),
    Wrong(
        "gradient_of_the_sum",
        "Your loss is a mean and your gradient that of the sum. Divide the gradient by "
        "the number of steps that count, too.",
        fails="gradient_of_the_scores masked_gradient hopeless_class "
        "loss_keeps_arguments unseen_classes",
        edits=(
            (
                "dlogits = weight * (np.exp(log_p) - one_hot)",
                "dlogits = kept[..., None] * (np.exp(log_p) - one_hot)",
            ),
        ),
    ),
    Wrong(
        "mask_ignored",
        f"{_NUMBERS} the mask is not used. Steps where it is 0, padding for instance, "
        "do not count.",
        fails="masked_loss masked_gradient unseen_classes",
        edits=((" if mask is None else mask", ""),),
    ),
    Wrong(
        "divided_by_all_steps",
        f"{_NUMBERS} the sum over the steps that count is divided by the number of all "
        "steps. The mean is over those that count alone.",
        fails="masked_loss masked_gradient unseen_classes",
        edits=(("kept / np.sum(kept)", "kept / np.size(kept)"),),
    ),
    Wrong(
        "gradient_not_masked",
        "Your loss leaves the masked steps out, and your gradient does not. What does "
        "not count has the gradient 0.",
        fails="masked_gradient unseen_classes",
        edits=(
            (
                "dlogits = weight * (np.exp(log_p) - one_hot)",
                "dlogits = (np.exp(log_p) - one_hot) / np.sum(kept)",
            ),
        ),
    ),
    Wrong(
        "log_of_softmax",
        "The formula is right, and where a probability rounds to 0 its logarithm is "
        "infinite. Take log p directly: the shifted score minus the logarithm of the "
        "sum of exponentials.",
        fails="hopeless_class",
        edits=(
            (
                "log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))",
                "p = np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)\n"
                "    log_p = np.log(p)",
            ),
        ),
    ),
    Wrong(
        "not_shifted",
        "The formula is right and large scores overflow: exp(1000) is infinite. "
        "Subtract each row's largest score before the exponential.",
        fails="hopeless_class",
        edits=(
            (
                "shifted = logits - logits.max(axis=-1, keepdims=True)",
                "shifted = logits",
            ),
        ),
    ),
    Wrong(
        "binary_loss_for_many_classes",
        f"{_NUMBERS} every class is a yes-or-no question of its own: log(1 - p) of the "
        "wrong classes is added. With classes that exclude each other only the right "
        "one costs, -log p.",
        fails="mean_of_the_steps masked_loss hopeless_class loss_keeps_arguments "
        "unseen_classes",
        edits=(
            (
                "loss = -np.sum(weight * one_hot * log_p)",
                "other = np.log1p(-np.exp(log_p) * ~one_hot)\n"
                "    loss = -np.sum(weight * (one_hot * log_p + other))",
            ),
        ),
    ),
    Wrong(
        "target_not_subtracted",
        "Your gradient is the probability itself. The right class is missing: the "
        "gradient is p minus the one-hot target, negative at the right class.",
        fails="gradient_of_the_scores masked_gradient hopeless_class "
        "loss_keeps_arguments unseen_classes",
        edits=(
            (
                "dlogits = weight * (np.exp(log_p) - one_hot)",
                "dlogits = weight * np.exp(log_p)",
            ),
        ),
    ),
    Wrong(
        "wrong_sign",
        "Your gradient has the wrong sign. It points to where the loss *grows*: "
        "p minus the one-hot target.",
        fails="gradient_of_the_scores masked_gradient hopeless_class "
        "loss_keeps_arguments unseen_classes",
        edits=(("(np.exp(log_p) - one_hot)", "(one_hot - np.exp(log_p))"),),
    ),
    Wrong(
        "averaged_over_the_classes",
        f"{_NUMBERS} the mean is taken over the classes too. Every step has one loss, "
        "however many classes there are.",
        fails="mean_of_the_steps gradient_of_the_scores masked_loss masked_gradient "
        "hopeless_class loss_keeps_arguments unseen_classes",
        edits=(
            (
                "kept / np.sum(kept)",
                "kept / np.sum(kept) / logits.shape[-1]",
            ),
        ),
    ),
)

WRONG = {"softmax": SOFT, "cross_entropy": CROSS}
