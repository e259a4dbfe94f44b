"""The words of the demo about CTC; `rnn_core.demos.labels` has all others."""

ENGLISH = {
    "ctc-collapse": {
        "title": "What does a path say?",
        "drawing": "Three rows, one below the other: the path, a symbol for each "
        "frame; the path with repeats merged; the labels that stay when blanks are "
        "dropped.",
        "path": "1. the path, frame by frame",
        "merged": "2. repeats merged",
        "dropped": "3. blanks dropped",
        "frames": "frames:",
        "runs_left": "runs:",
        "blanks": "blanks among them:",
        "labels": "labels:",
        "typing": "Path",
        "own": "one sign for each frame; _ or - is the blank",
        "examples": "Examples",
        "twice": "好棒棒",
        "once": "No blank between",
        "letters": "Letters",
        "silence": "Only blanks",
        "steps": "Steps",
        "back": "Back",
        "forward": "Next step",
        "all": "All steps",
        "position": "Step {k} of 3",
        "fine": "{T} frames of at most {longest}.",
        "long": "{T} frames: at most {longest} fit. What you see is the path before.",
        "none": "Type at least one sign. What you see is the path before.",
        "says": "This path says {labels}.",
        "nothing": "nothing: it is all blank",
        "first": "{T} frames, a symbol for each.",
        "runs": "Equal neighbours become one: {runs} runs are left.",
        "one": "Of all paths of {T} frames no other says it.",
        "count": "So do, with it, {count} paths of {T} frames.",
        "order": "If the blanks were dropped first, it would be {labels}.",
    }
}
