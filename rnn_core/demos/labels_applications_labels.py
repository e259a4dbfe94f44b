"""The words of the demo on sentiment; `rnn_core.demos.labels` has all others."""

ENGLISH = {
    "review-reader": {
        "title": "What it thinks so far",
        "drawing": "The words of a review from top to bottom. Beside each word a bar: "
        "to the right how far “good” is ahead if the review ended there, to the left "
        "how far “bad” is.",
        "good": "good",
        "bad": "bad",
        "at_end": "After the last word:",
        "ahead": "good is ahead by",
        "chance": "chance of good",
        "review": "Write a review",
        "frame": "joined by",
        "but": "… but …",
        "although_first": "although … , …",
        "although_second": "… although …",
        "first": "the room was",
        "second": "the food was",
        "great": "great",
        "not great": "not great",
        "awful": "awful",
        "not awful": "not awful",
        "exchange": "Exchange the opinions",
        "said": "Read as {verdict}. No word moves it more than “{word}”: from {before} "
        "to {after}.",
    },
}
