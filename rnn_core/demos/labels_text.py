"""The words of the demo of writing, in English."""

ENGLISH = {
    "writer": {
        "title": "You begin, the model goes on",
        "own": "Your beginning",
        "begin": "text",
        "settings": "How it goes on",
        "temperature": "temperature",
        "seed": "seed",
        "another": "Another seed",
        "chances": "Chances of the letter that follows your beginning, at this "
        "temperature; ␣ is the space",
        "drawing": "A bar for each letter: its chance to follow your beginning",
        "likeliest": "The likeliest:",
        "hint": "It knows the small letters a to y, the space and the full stop.",
        "unknown": "The model has never seen {letters}, so nothing new is written. It "
        "knows {known}, the space and the full stop.",
        "empty": "Type one letter at least: the model needs something to read.",
        "said": "After “{begin}” the likeliest letter is {letter}, with {chance}. At "
        "temperature {temperature}, {many} of {all} letters have a chance above 1 %.",
        "space": "the space",
        "stop": "the full stop",
    },
}
