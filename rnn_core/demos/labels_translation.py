"""The words of the demo of beam search; `rnn_core.demos.labels` has all others."""

ENGLISH = {
    "beam-tree": {
        "title": "Beam search as a tree",
        "drawing": "A tree from left to right, one column for each round: words that "
        "may follow, each with the sum of the log-probabilities so far. Kept branches "
        "have thick lines, dropped ones dashed lines.",
        "legend": "Under each word: the sum of the log-probabilities so far. Thick: "
        "kept. Dashed: dropped. Branches below 4 % are not drawn.",
        "begins": "A sentence begins (temperature {temperature}) with:",
        "width": "width",
        "temperature": "temperature",
        "search": "Search",
        "steps": "Rounds",
        "back": "Back",
        "forward": "Next round",
        "again": "Start again",
        "end": "To the end",
        "position": "Round {r} of {R}",
        "finished": "Finished",
        "sentence": "sentence",
        "log_p": "log-probability",
        "p": "probability",
        "begin": "Nothing has been said yet. Width {width}.",
        "said": "Round {r}: {all} candidates, {free} free: kept {kept}.",
        "stopped": "Nothing goes on. The best of {n} finished: “{best}”, "
        "log-probability {score}.",
        "nothing": "nothing",
    },
}
