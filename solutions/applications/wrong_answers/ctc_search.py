"""Chapter 7, the search for the most probable labels: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_ALL = (
    "sums_beat_the_best_path said_twice few_prefixes tied_labels "
    "search_keeps_arguments another_blank_search unseen_searches"
)
_SAME = """                    add(prefix, -np.inf, n + score)
                    add((*prefix, k), -np.inf, b + score)"""

SEARCH = (
    Wrong(
        "best_path",
        f"{_NUMBERS} the best symbol of each frame is taken and the path collapsed. "
        "The labels of the most probable path need not be the most probable labels: "
        "other labels may be said by more paths.",
        fails=_ALL,
        edits=(
            (
                "best = next(iter(beam))",
                "best = ctc_collapse(log_p.argmax(axis=1), blank)",
            ),
            ("np.logaddexp(*beam[best])", "log_p.max(axis=1).sum()"),
        ),
    ),
    Wrong(
        "best_path_of_each_prefix",
        f"{_NUMBERS} of the paths that say the same only the most probable one counts. "
        "Add them up.",
        fails=_ALL,
        edits=(("map(np.logaddexp, known, new)", "map(max, known, new)"),),
    ),
    Wrong(
        "repeats_always_merge",
        f"{_NUMBERS} a label equal to the last one never begins a new one. Behind a "
        "blank it does: keep the paths that end in a blank apart from those that end "
        "in the label.",
        fails=_ALL,
        edits=((_SAME, "                    add(prefix, -np.inf, either + score)"),),
    ),
    Wrong(
        "repeats_always_begin",
        f"{_NUMBERS} a label equal to the last one always begins a new one. Without a "
        "blank between them it is the same label, which lasts on.",
        fails=_ALL,
        edits=(
            (_SAME, "                    add((*prefix, k), -np.inf, either + score)"),
        ),
    ),
    Wrong(
        "one_probability_a_prefix",
        f"{_NUMBERS} a label equal to the last one continues it and begins a new one, "
        "both from all paths. Only paths that end in the label continue it, and only "
        "those that end in a blank begin a new one.",
        fails=_ALL,
        edits=(
            (
                _SAME,
                _SAME.replace("n + score", "either + score").replace(
                    "b + score", "either + score"
                ),
            ),
        ),
    ),
    Wrong(
        "nothing_is_dropped",
        f"{_NUMBERS} every prefix is kept. After each frame only the width most "
        "probable ones go on.",
        fails="few_prefixes search_keeps_arguments unseen_searches",
        edits=(("ranked[:width]", "ranked"),),
    ),
    Wrong(
        "ending_in_a_label_only",
        f"{_NUMBERS} only the paths that end in the last label count at the end. Those "
        "that end in a blank have said the same: add the two.",
        fails=_ALL.replace("search_keeps_arguments ", ""),
        edits=(("np.logaddexp(*beam[best])", "beam[best][1]"),),
    ),
    Wrong(
        "no_softmax",
        f"{_NUMBERS} the scores are taken for log-probabilities. Subtract from each "
        "frame the log of the sum of its exponentials first.",
        fails=_ALL,
        edits=(("- np.logaddexp.reduce(logits, axis=1, keepdims=True)", "+ 0"),),
    ),
    Wrong(
        "blank_is_always_zero",
        "You take symbol 0 for the blank, whatever the argument blank says.",
        fails="another_blank_search",
        edits=(
            ("frame[blank]", "frame[0]"),
            ("if k == blank:", "if k == 0:"),
        ),
    ),
)

WRONG = {"ctc_prefix_search": SEARCH}
