"""The words of the spoken query of chapter 7; `rnn_core.demos.labels` has all."""

ENGLISH = {
    "spoken-query": {
        "title": "A spoken query finds its segments",
        "query": "The query: twelve bands over time, darker is louder",
        "query_drawn": "Spectrum of the query over time",
        "found": "The five segments most like it, with their similarity",
        "hit_drawn": "Spectrum of a stored segment that says {word}",
        "map": "All 48 codes in two dimensions. Large: found. Cross: the query; "
        "dashed, its way there, frame by frame.",
        "map_drawn": "Map of the codes of all stored segments, with the name of each "
        "word at the middle of its segments, and the query",
        "code": "The code of the query:",
        "lies": "On the map it lies at",
        "word": "What is said",
        "first": "first syllable",
        "second": "second syllable",
        **{s: s for s in ("ba", "di", "ko", "le", "mu", "sa")},
        "turn": "Exchange the syllables",
        "how": "How it is said",
        "shift": "voice",
        "frames": "frames",
        "noise": "noise",
        "compare": "compare",
        "by_code": "codes",
        "by_average": "averaged frames",
        "restore": "Restore the example",
        "same": "{word}, {similarity}, the same word",
        "turned": "{word}, {similarity}, the syllables exchanged",
        "other": "{word}, {similarity}",
        "said": "“{word}” in {frames} frames, compared by {by}: {hits} of the first "
        "five say the word, {turned} with the syllables exchanged. Best: {best}.",
        "unknown": "Nobody in the store says “{word}”. Most like it, by {by}: {best}.",
        "codes": "codes",
        "averages": "averaged frames",
    },
}
