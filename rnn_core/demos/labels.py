"""The words of the demos, by language of the page. ``{name}`` is filled in."""

ENGLISH = {
    "shared": {
        "waiting": "Waiting for the kernel …",
        "broken": "This drawing stopped: {message}",
    },
    "memory-cell": {
        "title": "A memory cell, step by step",
        "drawing": "The cell: a value enters below, the memory sits in the middle, "
        "the output leaves at the top; three gates open and shut the wires.",
        "input": "input gate",
        "forget": "forget gate",
        "output": "output gate",
        "memory": "memory",
        "before": "before:",
        "steps": "Steps",
        "back": "Back",
        "forward": "Forward",
        "again": "Start again",
        "position": "Step {t} of {T}",
        "inputs": "Input of step {t}",
        "x1": "x₁, the value",
        "x2": "x₂, write or erase",
        "x3": "x₃, read",
        "help": "x₂ = 1 writes, 0 keeps, −1 erases. x₃ = 1 reads, 0 does not.",
        "restore": "Restore the example",
        "plot": "Memory c and output a after each step",
        "table": "What went in and what came out",
        "step": "step",
        "not_yet": "not yet",
        "input_open": "The input gate is open: z = {z} goes in.",
        "input_shut": "The input gate is shut: z = {z} stays out.",
        "input_part": "The input gate lets {i} of z = {z} in.",
        "forget_open": "The forget gate is open: the old memory {c_prev} stays.",
        "forget_shut": "The forget gate is shut: the old memory {c_prev} is dropped.",
        "forget_part": "The forget gate keeps {f} of the old memory {c_prev}.",
        "output_open": "Memory {c}; the output gate is open: a = {a}.",
        "output_shut": "Memory {c}; the output gate is shut: a = {a}.",
        "output_part": "Memory {c}; the output gate lets {o} of it out: a = {a}.",
    },
    "gates": {
        "title": "The gates of one LSTM unit",
        "input": "input gate i",
        "forget": "forget gate f",
        "candidate": "candidate g",
        "output": "output gate o",
        "curve": "{name}: the curve, and the point where it stands",
        "sums": "How the memory and the output come about",
        "outline": "Outlined: before the gate. Filled: what the gate lets through.",
        "kept": "kept, f · cₜ₋₁",
        "written": "written, i · g",
        "c": "new memory cₜ",
        "h": "output hₜ = o · tanh cₜ",
        "state": "What arrives",
        "biases": "Biases",
        "input_weights": "Weights of xₜ",
        "state_weights": "Weights of hₜ₋₁",
        "weights": "Weights",
        "x_t": "input xₜ",
        "h_prev": "old output hₜ₋₁",
        "c_prev": "old memory cₜ₋₁",
        "b_i": "bias of i",
        "b_f": "bias of f",
        "b_g": "bias of g",
        "b_o": "bias of o",
        "w_i": "xₜ into i",
        "w_f": "xₜ into f",
        "w_g": "xₜ into g",
        "w_o": "xₜ into o",
        "u_i": "hₜ₋₁ into i",
        "u_f": "hₜ₋₁ into f",
        "u_g": "hₜ₋₁ into g",
        "u_o": "hₜ₋₁ into o",
        "try": "Try",
        "start": "Start values",
        "keep": "Keep",
        "overwrite": "Overwrite",
        "silent": "Remember, stay silent",
        "summary": "cₜ = {f} · {c_prev} + {i} · {g} = {c}. "
        "hₜ = {o} · tanh({c}) = {o} · {tanh_c} = {h}.",
    },
}

LABELS = {"en": ENGLISH}


def texts_of(demo, language="en"):
    """Return a demo's words in one language, English where it is not translated."""
    chosen = LABELS.get(language, ENGLISH)
    return {**ENGLISH["shared"], **ENGLISH[demo], **chosen["shared"], **chosen[demo]}


def in_all_languages(demo):
    """Return language → words, for a page that chooses by its own language."""
    return {language: texts_of(demo, language) for language in LABELS}
