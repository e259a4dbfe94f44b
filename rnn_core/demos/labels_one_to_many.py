"""The words of the demo of chapter 7's music; the rest is in `labels`."""

ENGLISH = {
    "melodies": {
        "title": "A melody that repeats itself",
        "drawing": "A piano roll: 32 steps in four phrases, A, A′, B, A″, one note at "
        "a time.",
        "bars": "A bar for each step: how likely the network found its note.",
        "chances": "How likely the network found each note",
        "begin": "Probability of each note of the home chord to begin:",
        "taken": "The note that was taken had",
        "play": "Play",
        "stop": "Stop",
        "another": "Another one",
        "position": "Melody {k} of {K}",
        "drawing_notes": "Who composes, and how boldly",
        "composer": "composer",
        "network": "LSTM, now",
        "chain": "Markov chain",
        "rules": "the rules",
        "temperature": "temperature",
        "opening": "The first five steps",
        "note": "step {k}",
        "free": "free",
        "hold": "hold",
        "again": "Leave all free",
        "repeats": "A′ begins as A did.",
        "differs": "A′ does not begin as A did.",
        "sure": "Over these five steps the network gave its notes {a} on average in A, "
        "and {b} in A′.",
    },
}
