"""Chapter 2, losses without a softmax: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

BINARY = (
    Wrong(
        "only_yes_counted",
        f"{_NUMBERS} only the steps whose answer is yes cost something. A no costs "
        "-log(1 - p).",
        fails="both_answers gradient_of_the_answers sure_and_wrong answers_are_kept "
        "unseen_answers",
        edits=(
            (
                "costs = np.maximum(logits, 0) - logits * targets + "
                "np.log1p(np.exp(-np.abs(logits)))",
                "costs = np.maximum(logits, 0) - logits + "
                "np.log1p(np.exp(-np.abs(logits)))\n"
                "    costs = costs * targets",
            ),
            ("(sigmoid(logits) - targets)", "(sigmoid(logits) - 1) * targets"),
        ),
    ),
    Wrong(
        "log_of_sigmoid",
        "The formula is right, and where the sigmoid rounds to 0 or 1 the logarithm is "
        "infinite. Write the loss with log(1 + exp(-|a|)), which never overflows.",
        fails="sure_and_wrong",
        edits=(
            (
                "costs = np.maximum(logits, 0) - logits * targets + "
                "np.log1p(np.exp(-np.abs(logits)))",
                "p = sigmoid(logits)\n"
                "    costs = -targets * np.log(p) - (1 - targets) * np.log(1 - p)",
            ),
        ),
    ),
    Wrong(
        "slope_multiplied_again",
        "Your gradient has the sigmoid's slope p (1 - p) in it. From the score on, "
        "that slope cancels against the logarithm's: what stays is p - y.",
        fails="gradient_of_the_answers masked_answers sure_and_wrong "
        "answers_are_kept unseen_answers",
        edits=(
            (
                "(sigmoid(logits) - targets)",
                "(sigmoid(logits) - targets) * sigmoid(logits) * (1 - sigmoid(logits))",
            ),
        ),
    ),
    Wrong(
        "sum_for_mean",
        f"{_NUMBERS} the steps' losses are added up. Their mean is asked for, and the "
        "gradient is divided as well.",
        fails="both_answers gradient_of_the_answers masked_answers sure_and_wrong "
        "answers_are_kept unseen_answers",
        edits=(("(kept / np.sum(kept))", "(1.0 * kept)"),),
    ),
    Wrong(
        "mask_ignored",
        f"{_NUMBERS} the mask is not used. Steps where it is 0 do not count.",
        fails="masked_answers unseen_answers",
        edits=((" if mask is None else np.asarray(mask)", ""),),
    ),
    Wrong(
        "divided_by_all_steps",
        f"{_NUMBERS} the sum over the steps that count is divided by the number of all "
        "steps. The mean is over those that count alone.",
        fails="masked_answers unseen_answers",
        edits=(("kept / np.sum(kept)", "kept / np.size(kept)"),),
    ),
)

SQUARE = (
    Wrong(
        "halved",
        f"{_NUMBERS} the square is halved, as some texts do to save a factor in the "
        "gradient. Here it is not, and the gradient has the factor 2.",
        fails="mean_of_the_squares gradient_of_the_outputs masked_squares "
        "outputs_are_kept unseen_outputs",
        edits=(
            ("np.sum(weight * error**2)", "np.sum(weight * error**2) / 2"),
            ("2 * weight * error", "weight * error"),
        ),
    ),
    Wrong(
        "gradient_without_two",
        "Your gradient is half as large as it should be: the derivative of a square "
        "has the factor 2.",
        fails="gradient_of_the_outputs masked_squares outputs_are_kept unseen_outputs",
        edits=(("2 * weight * error", "weight * error"),),
    ),
    Wrong(
        "entries_added_up",
        f"{_NUMBERS} the entries of a step are added up. The mean is over all entries "
        "that count: steps times V.",
        fails="mean_of_the_squares gradient_of_the_outputs masked_squares "
        "unseen_outputs",
        edits=(("(np.sum(kept) * outputs.shape[-1])", "np.sum(kept)"),),
    ),
    Wrong(
        "mask_ignored",
        f"{_NUMBERS} the mask is not used. Steps where it is 0 do not count.",
        fails="masked_squares unseen_outputs",
        edits=((" if mask is None else np.asarray(mask)", ""),),
    ),
    Wrong(
        "divided_by_all_steps",
        f"{_NUMBERS} the sum over the steps that count is divided by the number of all "
        "steps. The mean is over those that count alone.",
        fails="masked_squares unseen_outputs",
        edits=(("np.sum(kept) * outputs", "np.size(kept) * outputs"),),
    ),
    Wrong(
        "root_taken",
        f"{_NUMBERS} the root of the mean is taken. The mean of the squares is asked "
        "for.",
        fails="mean_of_the_squares masked_squares outputs_are_kept unseen_outputs",
        edits=(
            (
                "loss = np.sum(weight * error**2)",
                "loss = np.sqrt(np.sum(weight * error**2))",
            ),
        ),
    ),
)

WRONG = {"binary_cross_entropy": BINARY, "squared_error": SQUARE}
