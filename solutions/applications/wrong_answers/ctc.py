"""Chapter 7, collapse, likelihood and gradient of CTC: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

_OF_COLLAPSE = "collapse_keeps_arguments another_blank unseen_paths"

COLLAPSE = (
    Wrong(
        "blanks_dropped_first",
        "You drop the blanks first and merge repeats after that. Then bang, blank, "
        "bang becomes one bang. Merge first; the blank between two equal labels is "
        "what keeps them apart.",
        fails=f"blanks_keep_apart {_OF_COLLAPSE}",
        edits=(
            (
                "first = np.ones(len(path), bool)",
                "path = path[path != blank]\n    first = np.ones(len(path), bool)",
            ),
            ("first & (path != blank)", "first"),
        ),
    ),
    Wrong(
        "repeats_not_merged",
        "You drop the blanks and nothing else. A syllable lasts for several frames: "
        "equal neighbours are one label.",
        fails=f"runs_become_one blanks_keep_apart only_blanks {_OF_COLLAPSE}",
        edits=(("first & (path != blank)", "path != blank"),),
    ),
    Wrong(
        "blanks_kept",
        "You merge repeats and leave the blanks in. A blank says nothing: drop it, "
        "once the repeats are merged.",
        fails=f"runs_become_one blanks_keep_apart only_blanks {_OF_COLLAPSE}",
        edits=(("first & (path != blank)", "first"),),
    ),
    Wrong(
        "each_label_once",
        "You keep every symbol once in the whole path. Only *neighbours* that are "
        "equal become one; a label may come again later.",
        fails=f"blanks_keep_apart only_blanks {_OF_COLLAPSE}",
        edits=(
            (
                "first[1:] = path[1:] != path[:-1]",
                "first[:] = [k not in path[:t] for t, k in enumerate(path)]",
            ),
        ),
    ),
    Wrong(
        "blank_is_always_zero",
        "You take 0 for the blank, whatever the argument blank says.",
        fails="another_blank unseen_paths",
        edits=(("path != blank", "path != 0"),),
    ),
)

_ALL = (
    "one_label unlike_neighbours like_neighbours no_alignment nothing_said "
    "tiny_probabilities likelihood_keeps_arguments another_blank_likelihood "
    "unseen_sequences"
)


def _without(names, *left_out):
    return " ".join(name for name in names.split() if name not in left_out)


_SKIP = "np.where(labels[1:] != labels[:-1], 0.0, -np.inf)"
_SUMS = (
    (
        "arrived = np.logaddexp(alpha[2:], alpha[1:-1])",
        "arrived = np.maximum(alpha[2:], alpha[1:-1])",
    ),
    (
        "np.logaddexp(arrived, alpha[:-2] + skip)",
        "np.maximum(arrived, alpha[:-2] + skip)",
    ),
    ("np.logaddexp.reduce(alpha[2:][-2:])", "alpha[2:][-2:].max()"),
)

LIKELIHOOD = (
    Wrong(
        "blank_between_equals_skipped",
        f"{_NUMBERS} the blank between two equal labels may be skipped. Without it "
        "they would collapse into one: between equals there is no skip.",
        fails="like_neighbours no_alignment tiny_probabilities "
        "another_blank_likelihood unseen_sequences",
        edits=((_SKIP, "0.0"),),
    ),
    Wrong(
        "no_skip_at_all",
        f"{_NUMBERS} every path has a blank between any two labels. Between unlike "
        "labels a path may go straight from one to the next.",
        fails=_without(_ALL, "one_label", "nothing_said"),
        edits=((f"skip[3::2] = {_SKIP}", "pass"),),
    ),
    Wrong(
        "label_skipped",
        f"{_NUMBERS} a path may jump from blank to blank, over the label between them. "
        "That label would not be said. Only a blank may be skipped.",
        fails=_without(_ALL, "nothing_said"),
        edits=((f"skip[3::2] = {_SKIP}", f"skip[3::2] = {_SKIP}\n    skip[2::2] = 0"),),
    ),
    Wrong(
        "best_path_only",
        f"{_NUMBERS} only the most probable path counts. The labels are said by many "
        "paths: add their probabilities, with logaddexp where you take the maximum.",
        fails=_without(_ALL, "nothing_said", "no_alignment", "tiny_probabilities"),
        edits=_SUMS,
    ),
    Wrong(
        "must_end_in_the_label",
        f"{_NUMBERS} only paths count that end in the last label. A path may also end "
        "in blanks: the two last states count.",
        fails=_without(_ALL, "no_alignment"),
        edits=(("np.logaddexp.reduce(alpha[2:][-2:])", "alpha[-2]"),),
    ),
    Wrong(
        "must_end_in_a_blank",
        f"{_NUMBERS} only paths count that end in a blank. A path may also end in the "
        "last label: the two last states count.",
        fails=_without(_ALL, "nothing_said", "tiny_probabilities"),
        edits=(("np.logaddexp.reduce(alpha[2:][-2:])", "alpha[-1]"),),
    ),
    Wrong(
        "must_begin_with_a_blank",
        f"{_NUMBERS} every path begins with a blank. It may also begin with the first "
        "label: at the first frame two states are open.",
        fails=_without(_ALL, "nothing_said"),
        edits=(("alpha[2:4] = log_p[0, states[:2]]", "alpha[2] = log_p[0, blank]"),),
    ),
    Wrong(
        "log_taken_at_the_end",
        "You multiply probabilities and take the log at the end. A few hundred frames "
        "make the product smaller than the smallest float. Add logs, from the softmax "
        "on.",
        fails="tiny_probabilities unseen_sequences",
        edits=(
            (
                "return np.logaddexp.reduce(alpha[2:][-2:])",
                "with np.errstate(divide='ignore'):\n"
                "        return np.log(alpha[2:][-2:].sum())",
            ),
            (
                "log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)",
                "log_p = np.exp(logits - np.logaddexp.reduce(logits, axis=1, "
                "keepdims=True))",
            ),
            (
                "alpha = np.full(len(states) + 2, -np.inf)",
                "alpha = np.zeros(len(states) + 2)",
            ),
            (
                "arrived = np.logaddexp(alpha[2:], alpha[1:-1])",
                "arrived = alpha[2:] + alpha[1:-1]",
            ),
            (
                "np.logaddexp(arrived, alpha[:-2] + skip) + log_p[t, states]",
                "(arrived + alpha[:-2] * np.exp(skip)) * log_p[t, states]",
            ),
        ),
    ),
    Wrong(
        "no_softmax",
        f"{_NUMBERS} the scores are taken for log-probabilities. They do not sum to 1 "
        "yet: subtract from each frame the log of the sum of its exponentials.",
        fails=_ALL,
        edits=(("- np.logaddexp.reduce(logits, axis=1, keepdims=True)", "+ 0"),),
    ),
    Wrong(
        "blank_is_always_zero",
        "You take symbol 0 for the blank, whatever the argument blank says.",
        fails="another_blank_likelihood",
        edits=(
            ("np.full(2 * len(labels) + 1, blank)", "np.full(2 * len(labels) + 1, 0)"),
        ),
    ),
)

_GRADIENTS = (
    "gradient_of_one_label gradient_of_unlike gradient_of_like "
    "gradient_without_alignment gradient_keeps_arguments another_blank_gradient "
    "unseen_gradients"
)

GRADIENT = (
    Wrong(
        "frame_counted_twice",
        f"{_NUMBERS} the frame's own probability is in both sums, that of the "
        "beginnings and that of the endings. Leave it out of one of the two.",
        fails=_GRADIENTS,
        edits=(("beta[:, s] - total", "beta[:, s] + emitted[:, s] - total"),),
    ),
    Wrong(
        "uphill",
        "Your gradient has the wrong sign: it is that of the log-likelihood. The loss "
        "is its negative: softmax less share.",
        fails=_GRADIENTS,
        edits=(("-total, np.exp(log_p) - share", "-total, share - np.exp(log_p)"),),
    ),
    Wrong(
        "gradient_of_the_log_probabilities",
        f"{_NUMBERS} one stops at the log-probabilities, whose gradient is minus the "
        "share. The softmax lies between them and the scores: add its entry.",
        fails=_GRADIENTS,
        edits=(("np.exp(log_p) - share", "-share"),),
    ),
    Wrong(
        "last_state_of_a_symbol",
        f"{_NUMBERS} of all states of a symbol only the last one counts. The blank has "
        "many states, and a label may come again: add their shares, with += in a "
        "loop or with np.add.at.",
        fails=_GRADIENTS,
        edits=(("share[:, k] +=", "share[:, k] ="),),
    ),
    Wrong(
        "must_end_in_a_blank",
        f"{_NUMBERS} the way back begins only at the last blank. A path may also end "
        "in the last label.",
        fails=_GRADIENTS,
        edits=(("beta[-1, max(S - 2, 0) : S] = 0", "beta[-1, S - 1] = 0"),),
    ),
    Wrong(
        "nan_without_alignment",
        "Where no path exists you compute inf - inf, which is nan, and one such "
        "utterance spoils every parameter. Return inf and zeros.",
        fails="gradient_without_alignment",
        edits=(("if total == -np.inf:", "if total == np.inf:"),),
    ),
    Wrong(
        "blank_between_equals_skipped",
        f"{_NUMBERS} the blank between two equal labels may be skipped. Without it "
        "they would collapse into one.",
        fails="loss_of_the_labels gradient_of_like gradient_without_alignment "
        "another_blank_gradient unseen_gradients",
        edits=((_SKIP, "0.0"),),
    ),
    Wrong(
        "best_path_only",
        f"{_NUMBERS} only the most probable path counts, in both directions. All paths "
        "that say the labels are trained, each by its share.",
        fails=f"loss_of_the_labels {_GRADIENTS}",
        edits=(
            (
                "arrived = np.logaddexp(before[2:], before[1:-1])",
                "arrived = np.maximum(before[2:], before[1:-1])",
            ),
            ("np.logaddexp(arrived, jumped)", "np.maximum(arrived, jumped)"),
            (
                "left = np.logaddexp(after[:-2], after[1:-1])",
                "left = np.maximum(after[:-2], after[1:-1])",
            ),
            (
                "np.logaddexp(left, after[2:] + skip[2:])",
                "np.maximum(left, after[2:] + skip[2:])",
            ),
            ("np.logaddexp.reduce(alpha[-1][-2:])", "alpha[-1][-2:].max()"),
        ),
    ),
)

WRONG = {
    "ctc_collapse": COLLAPSE,
    "ctc_log_likelihood": LIKELIHOOD,
    "ctc_gradient": GRADIENT,
}
