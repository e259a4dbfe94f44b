"""Chapter 7, greedy decoding and beam search: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_STOPS = "until_it_stops the_state_stays unseen_speakers"
_EVERY_SPEAKER = f"until_the_limit {_STOPS}"

GREEDY = (
    Wrong(
        "stop_symbol_in_the_sentence",
        f"{_NUMBERS} the stop symbol is part of the sentence. It counts in the score, "
        "but it is no word: leave it out.",
        fails=_STOPS,
        edits=(
            ("        if last == stop:\n            break\n", ""),
            (
                "        symbols.append(last)",
                "        symbols.append(last)\n"
                "        if last == stop:\n            break",
            ),
        ),
    ),
    Wrong(
        "stopping_costs_nothing",
        f"{_NUMBERS} the log-probability of the stop symbol is left out of the score. "
        "That the sentence ends here is part of what was said: add it too.",
        fails=_STOPS,
        edits=(
            ("        score += float(log_p[last])\n", ""),
            (
                "        symbols.append(last)",
                "        symbols.append(last)\n        score += float(log_p[last])",
            ),
        ),
    ),
    Wrong(
        "goes_on_after_the_stop",
        f"{_NUMBERS} the decoder goes on after it has said the stop symbol. End there.",
        fails=_STOPS,
        edits=(("            break\n", "            continue\n"),),
    ),
    Wrong(
        "start_read_every_time",
        f"{_NUMBERS} the start symbol is read at every step. It is read once; then "
        "the decoder reads the symbol it has just said.",
        fails=_EVERY_SPEAKER,
        edits=(("step(state, last)", "step(state, start)"),),
    ),
    Wrong(
        "state_stands_still",
        f"{_NUMBERS} every step begins from the first state. Go on from the state that "
        "the last step returned.",
        fails=_EVERY_SPEAKER,
        edits=(("state, log_p = step", "_, log_p = step"),),
    ),
    Wrong(
        "probabilities_added",
        f"{_NUMBERS} probabilities are added up. They multiply, so what adds up are "
        "the log-probabilities.",
        fails=_EVERY_SPEAKER,
        edits=(("score += float(log_p[last])", "score += float(np.exp(log_p[last]))"),),
    ),
)

_WIDE = "several_places the_first_state_stays unseen_searches"
_EVERY_SEARCH = f"one_place nobody_finishes equal_scores unseen_ties {_WIDE}"

BEAM = (
    Wrong(
        "each_for_itself",
        f"{_NUMBERS} every hypothesis is extended by its own best symbol only. All "
        "candidates compete with each other: a good hypothesis may fill several "
        "places, a bad one none.",
        fails=f"nobody_finishes {_WIDE}",
        edits=(
            (
                "for k, log_p_k in enumerate(log_p):",
                "for k, log_p_k in sorted(\n"
                "                enumerate(log_p), key=lambda pair: -pair[1]\n"
                "            )[: 1 if said else None]:",
            ),
        ),
    ),
    Wrong(
        "finished_go_on",
        f"{_NUMBERS} hypotheses go on after their stop symbol. One that has ended "
        "there has finished: put it aside, with its score.",
        fails=f"one_place equal_scores unseen_ties {_WIDE}",
        edits=(("if said[-1] == stop:", "if stop is None:"),),
    ),
    Wrong(
        "places_not_given_up",
        f"{_NUMBERS} a finished hypothesis leaves its place to another. It keeps its "
        "place: in the next round fewer are free.",
        fails=_WIDE,
        edits=(("[: width - len(finished)]", "[:width]"),),
    ),
    Wrong(
        "one_state_for_all",
        f"{_NUMBERS} all hypotheses go on from the state of the last one. Each has "
        "said something else, so each needs its own state.",
        fails=f"nobody_finishes {_WIDE}",
        edits=(
            (
                "for said, score, after in candidates",
                "for said, score, _ in candidates",
            ),
        ),
    ),
    Wrong(
        "probabilities_added",
        f"{_NUMBERS} probabilities are added up. They multiply, so what adds up are "
        "the log-probabilities.",
        fails=_EVERY_SEARCH,
        edits=(("score + float(log_p_k)", "score + float(np.exp(log_p_k))"),),
    ),
    Wrong(
        "stop_symbol_in_the_sentence",
        f"{_NUMBERS} the stop symbol is part of what comes back. It counts in the "
        "score, but it is no word: leave it out.",
        fails=f"one_place equal_scores unseen_ties {_WIDE}",
        edits=(
            ("finished.append((said[:-1], score))", "finished.append((said, score))"),
        ),
    ),
)
