"""Chapter 7, language models put to use: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

BRANCHING = (
    Wrong(
        "averaged_over_sentences",
        f"{_NUMBERS} the perplexity of each sentence is averaged. One bad sentence "
        "then outweighs all others, and short ones count as much as long ones: divide "
        "the sum of all log-probabilities by the number of all tokens.",
        fails="every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(
            (
                "np.exp(-np.sum(log_p) / np.sum(lengths))",
                "np.mean(np.exp(-log_p / lengths))",
            ),
        ),
    ),
    Wrong(
        "costs_averaged_over_sentences",
        f"{_NUMBERS} the mean cost of each sentence is averaged before the "
        "exponential. A token of a short sentence then counts more than one of a long "
        "one.",
        fails="every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(("np.sum(log_p) / np.sum(lengths)", "np.mean(log_p / lengths)"),),
    ),
    Wrong(
        "per_sentence",
        f"{_NUMBERS} it is counted per sentence. Perplexity counts per token: divide "
        "by the sum of the lengths.",
        fails="all_tokens_alike every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(("/ np.sum(lengths)", "/ len(lengths)"),),
    ),
    Wrong(
        "base_two",
        f"{_NUMBERS} natural logarithms are raised as a power of 2. What np.log took "
        "apart np.exp puts together; 2 ** belongs to np.log2.",
        fails="all_tokens_alike every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(
            (
                "np.exp(-np.sum(log_p) / np.sum(lengths))",
                "2 ** (-np.sum(log_p) / np.sum(lengths))",
            ),
        ),
    ),
    Wrong(
        "padding_counted",
        f"{_NUMBERS} every sentence counts as long as the longest. Padding is no "
        "token: a model would look better the more of it there is.",
        fails="all_tokens_alike every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(("np.sum(lengths)", "(len(lengths) * np.max(lengths))"),),
    ),
    Wrong(
        "end_not_counted",
        f"{_NUMBERS} the ends are taken off the lengths. The model predicts <EOS> too, "
        "its cost is in log_p, and lengths count it.",
        fails="all_tokens_alike every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(("np.sum(lengths)", "np.sum(lengths - 1)"),),
    ),
    Wrong(
        "sign_forgotten",
        f"{_NUMBERS} the minus is forgotten: that is the mean probability of a token, "
        "and perplexity is its inverse.",
        fails="all_tokens_alike every_token_counts_the_same an_impossible_sentence "
        "perplexity_keeps_arguments unseen_probabilities",
        edits=(("-np.sum(log_p)", "np.sum(log_p)"),),
    ),
)

CHOOSE = (
    Wrong(
        "weight_on_the_sound",
        f"{_NUMBERS} the weight multiplies the sound. It says what the language model "
        "counts.",
        fails="sound_and_language a_bonus_for_words the_highest_score_wins "
        "rescore_keeps_arguments unseen_candidates",
        edits=(("acoustic + weight * language", "weight * acoustic + language"),),
    ),
    Wrong(
        "weights_that_add_up",
        f"{_NUMBERS} the sound is weighted with 1 - weight. It counts whole, whatever "
        "the language model counts.",
        fails="sound_and_language a_bonus_for_words "
        "rescore_keeps_arguments unseen_candidates",
        edits=(
            (
                "acoustic + weight * language",
                "(1 - weight) * acoustic + weight * language",
            ),
        ),
    ),
    Wrong(
        "multiplied",
        f"{_NUMBERS} the two log-probabilities are multiplied. Probabilities are "
        "multiplied; their logarithms are added.",
        fails="sound_and_language a_bonus_for_words the_highest_score_wins "
        "rescore_keeps_arguments unseen_candidates",
        edits=(("acoustic + weight * language", "weight * acoustic * language"),),
    ),
    Wrong(
        "bonus_forgotten",
        f"{_NUMBERS} the bonus is left out. Every word of a candidate adds it.",
        fails="a_bonus_for_words the_highest_score_wins rescore_keeps_arguments "
        "unseen_candidates",
        edits=((" + bonus * words", ""),),
    ),
    Wrong(
        "bonus_once",
        f"{_NUMBERS} each candidate gets the bonus once. It is given for every word; "
        "otherwise it changes no choice.",
        fails="a_bonus_for_words the_highest_score_wins rescore_keeps_arguments "
        "unseen_candidates",
        edits=(("bonus * words", "bonus"),),
    ),
    Wrong(
        "bonus_for_letters",
        f"{_NUMBERS} letters are counted. The bonus is for words: a candidate is a "
        "list of them.",
        fails="a_bonus_for_words rescore_keeps_arguments unseen_candidates",
        edits=(("len(candidate) for", 'len("".join(candidate)) for'),),
    ),
    Wrong(
        "lowest_score",
        "You choose the candidate with the lowest score. Log-probabilities are "
        "negative, and the likeliest is the one nearest to 0: the highest.",
        fails="the_highest_score_wins unseen_candidates",
        edits=(("np.argmax(scores)", "np.argmin(scores)"),),
    ),
    Wrong(
        "last_of_equals",
        "Of candidates with equal scores you choose the last. The first one wins, as "
        "with np.argmax.",
        fails="the_highest_score_wins",
        edits=(("np.argmax(scores)", "np.flatnonzero(scores == scores.max())[-1]"),),
    ),
)

_ALL = "as_often_as_the_model_says colder large_scores unseen_models"
WRITE = (
    Wrong(
        "temperature_ignored",
        "Your frequencies are those of temperature 1. Divide the scores by the "
        "temperature before the softmax; dividing probabilities and making them add up "
        "to 1 again changes nothing.",
        fails="colder unseen_models",
        edits=(("softmax(logits / temperature)", "softmax(logits)"),),
    ),
    Wrong(
        "temperature_multiplied",
        "Your likely tokens become rarer where they should become more frequent: the "
        "scores are multiplied by the temperature. Divide them.",
        fails="colder unseen_models",
        edits=(("logits / temperature", "logits * temperature"),),
    ),
    Wrong(
        "always_the_likeliest",
        "You take the likeliest token every time. Draw instead, each token with its "
        "probability; otherwise the model has only one thing to say.",
        fails=_ALL,
        edits=(
            (
                "np.sum(uniform >= ends, axis=-1)",
                "np.argmax(p, axis=-1) + 0 * len(ends)",
            ),
        ),
    ),
    Wrong(
        "not_fed_back",
        "Your model always reads the first tokens. What was drawn is the next input: "
        "that is how it goes on with its own text.",
        fails=_ALL,
        edits=(("step(tokens, state)", "step(first, state)"),),
    ),
    Wrong(
        "state_not_carried",
        "Your model forgets after every token: each step starts from the same state. "
        "Give step the state that the last call returned.",
        fails=_ALL,
        edits=(("logits, state = step", "logits, _ = step"),),
    ),
    Wrong(
        "first_included",
        "Your text begins with the first tokens. They are read and not drawn: the "
        "result holds what came behind them.",
        fails=_ALL,
        edits=(
            ("tokens, drawn = first, []", "tokens, drawn = first, [first]"),
            ("np.array(drawn)", "np.array(drawn[:length])"),
        ),
    ),
    Wrong(
        "one_chance_for_all",
        "All sequences of the batch get the same random number at each step, so that "
        "equal ones stay equal. Draw one for each: rng.random(N).",
        fails=_ALL,
        edits=(("rng.random((len(tokens), 1))", "rng.random()"),),
    ),
    Wrong(
        "softmax_overflows",
        "Your exponentials overflow, or vanish, where scores are large. Subtract the "
        "largest of each row first; your own softmax of chapter 2 does so.",
        fails="large_scores unseen_models",
        edits=(
            (
                "p = softmax(logits / temperature)",
                'with np.errstate(all="ignore"):\n'
                "            p = np.exp(logits / temperature)\n"
                "            p = p / p.sum(axis=-1, keepdims=True)",
            ),
        ),
    ),
    Wrong(
        "batch_before_time",
        "Your result has the shape (N, length). Time comes first: (length, N).",
        fails=_ALL,
        edits=(("np.array(drawn)", "np.array(drawn).T"),),
    ),
)
