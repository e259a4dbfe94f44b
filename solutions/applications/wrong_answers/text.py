"""Chapter 7, language models: misconceptions, the reference with edits."""

from autograder.suite import Wrong
from solutions.applications.wrong_answers.text_choices import (
    BRANCHING,
    CHOOSE,
    WRITE,
)

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

COUNT = (
    Wrong(
        "alphabet_alone",
        "Your words stand in alphabetical order. How often a word comes decides first; "
        "the alphabet only among words that come equally often.",
        fails="frequent_words_first alphabet_decides no_more_than_size letters_too "
        "special_entries_stand_once unseen_texts",
        edits=(("(-counts[token], token)", "token"),),
    ),
    Wrong(
        "rare_words_first",
        "Your rarest words come first. A list that is cut off keeps its beginning, so "
        "the frequent words have to stand there.",
        fails="frequent_words_first alphabet_decides no_more_than_size letters_too "
        "special_entries_stand_once unseen_texts",
        edits=(("(-counts[token], token)", "(counts[token], token)"),),
    ),
    Wrong(
        "order_of_appearance",
        "Equally frequent words stand in the order in which the text has them, as "
        "Counter.most_common gives them. Asked for is the alphabetical one, so that "
        "another order of the same sentences makes the same vocabulary.",
        fails="alphabet_decides letters_too unseen_texts",
        edits=(("(-counts[token], token)", "-counts[token]"),),
    ),
    Wrong(
        "special_entries_not_counted",
        "Your list has two entries too many where size cuts it. The size is that of "
        "the whole list, as the output layer has it: <EOS> and <UNK> count.",
        fails="no_more_than_size unseen_texts",
        edits=(("(special + tokens)[:size]", "special + tokens[:size]"),),
    ),
    Wrong(
        "special_entries_last",
        "Your special entries stand at the end. They come first, <EOS> and then "
        "<UNK>, so that no cut can lose them.",
        fails="frequent_words_first alphabet_decides no_more_than_size letters_too "
        "special_entries_stand_once unseen_texts",
        edits=(
            (
                "(special + tokens)[:size]",
                "tokens[: None if size is None else size - 2] + special",
            ),
        ),
    ),
    Wrong(
        "special_entries_twice",
        "Your list has an entry twice. A text may hold <UNK> already, written there "
        "in place of its rare words: leave it out of the counting.",
        fails="special_entries_stand_once unseen_texts",
        edits=((" if token not in special]", "]"),),
    ),
    Wrong(
        "sentences_counted",
        "You count in how many sentences a word stands. Count every time that it "
        "comes, twice in one sentence too.",
        fails="frequent_words_first alphabet_decides letters_too unseen_texts",
        edits=(
            (
                "for token in sentence:",
                "for token in dict.fromkeys(sentence):",
            ),
        ),
    ),
)

NUMBER = (
    Wrong(
        "end_left_out",
        "Your numbers stop at the last word. The end of a sentence is something that "
        "the model has to predict as well: <EOS> stands behind the last word.",
        fails="places_in_the_vocabulary unknown_words letters_of_a_string "
        "unseen_sentences",
        edits=(('[*numbers, place["<EOS>"]]', "numbers"),),
    ),
    Wrong(
        "end_first",
        "You write <EOS> in front of the sentence. It marks the end.",
        fails="places_in_the_vocabulary unknown_words letters_of_a_string "
        "unseen_sentences",
        edits=(('[*numbers, place["<EOS>"]]', '[place["<EOS>"], *numbers]'),),
    ),
    Wrong(
        "unknown_words_dropped",
        "You leave unknown words out. A word that is not in the vocabulary still "
        "stands there: it becomes <UNK>.",
        fails="unknown_words letters_of_a_string unseen_sentences",
        edits=(
            (
                "[place.get(token, unknown) for token in sentence]",
                "[place[token] for token in sentence if token in place]",
            ),
        ),
    ),
    Wrong(
        "special_places_assumed",
        "You take <EOS> for number 0 and <UNK> for number 1. They may stand anywhere "
        "in the vocabulary: look them up as you look up words.",
        fails="places_in_the_vocabulary unknown_words letters_of_a_string "
        "unseen_sentences",
        edits=(
            ('unknown = place["<UNK>"]', "unknown = 1"),
            ('[*numbers, place["<EOS>"]]', "[*numbers, 0]"),
        ),
    ),
    Wrong(
        "counted_from_one",
        f"{_NUMBERS} places are counted from 1. They count from 0, as lists do.",
        fails="places_in_the_vocabulary unknown_words letters_of_a_string "
        "unseen_sentences",
        edits=(("enumerate(vocabulary)", "enumerate(vocabulary, 1)"),),
    ),
)

BACK = (
    Wrong(
        "goes_on_behind_the_end",
        "You leave <EOS> out and go on behind it. What stands behind the first <EOS> "
        "is another sentence, or padding.",
        fails="nothing_behind_the_end letters_from_places unseen_numbers",
        edits=(
            (
                "tokens[:end]",
                'tokens[:end] + [t for t in tokens[end:] if t != "<EOS>"]',
            ),
        ),
    ),
    Wrong(
        "end_kept",
        "Your last word is <EOS>. It only marks the end, and is no word of the "
        "sentence.",
        fails="nothing_behind_the_end letters_from_places unseen_numbers",
        edits=(("tokens[:end]", "tokens[: end + 1]"),),
    ),
    Wrong(
        "unknown_words_dropped",
        "You leave <UNK> out. A word stood there, if only it were known which: keep "
        "its place.",
        fails="words_of_places letters_from_places unseen_numbers",
        edits=(("tokens[:end]", '[t for t in tokens[:end] if t != "<UNK>"]'),),
    ),
    Wrong(
        "last_token_cut",
        "You always cut the last token off. Only a sentence that has an <EOS> ends "
        "there; one that was written up to a greatest length may have none.",
        fails="words_of_places nothing_behind_the_end letters_from_places "
        "unseen_numbers",
        edits=(("tokens[:end]", "tokens[:-1]"),),
    ),
    Wrong(
        "joined",
        "You return one string. Asked for is the list of tokens: words are joined with "
        "spaces and letters without, and only the caller knows which they are.",
        fails="words_of_places nothing_behind_the_end letters_from_places "
        "unseen_numbers",
        edits=(("return tokens[:end]", 'return " ".join(tokens[:end])'),),
    ),
)

LIKELY = (
    Wrong(
        "averaged",
        f"{_NUMBERS} the steps are averaged. A sentence is as likely as all its words "
        "together: their log-probabilities add up. The mean is a loss for training.",
        fails="steps_add_up a_number_for_each_sequence padding_does_not_count "
        "scores_far_apart likely_keeps_arguments unseen_scores",
        edits=(
            (
                "np.sum(kept * log_p, axis=0)",
                "np.sum(kept * log_p, axis=0) / np.sum(kept, axis=0)",
            ),
        ),
    ),
    Wrong(
        "padding_counted",
        f"{_NUMBERS} the mask is ignored. What stands behind the end of a short "
        "sentence is no part of it.",
        fails="padding_does_not_count likely_keeps_arguments unseen_scores",
        edits=(("np.sum(kept * log_p, axis=0)", "np.sum(log_p, axis=0)"),),
    ),
    Wrong(
        "logarithm_of_a_rounded_softmax",
        "Your softmax rounds a small probability to 0, and its logarithm is minus "
        "infinity. Take the logarithm before the exponential: the score, minus the "
        "largest, minus the logarithm of the sum.",
        fails="scores_far_apart unseen_scores",
        edits=(
            (
                "log_p = right - np.log(np.exp(shifted).sum(axis=-1))",
                "p = np.exp(right) / np.exp(shifted).sum(axis=-1)\n"
                '    with np.errstate(divide="ignore"):\n'
                "        log_p = np.log(p)",
            ),
        ),
    ),
    Wrong(
        "scores_not_normalised",
        f"{_NUMBERS} the scores themselves are added up. A score says nothing without "
        "its rivals: subtract the logarithm of the sum of all exponentials.",
        fails="steps_add_up a_number_for_each_sequence padding_does_not_count "
        "scores_far_apart likely_keeps_arguments unseen_scores",
        edits=(
            (
                "shifted = logits - logits.max(axis=-1, keepdims=True)",
                "shifted = logits",
            ),
            ("log_p = right - np.log(np.exp(shifted).sum(axis=-1))", "log_p = right"),
        ),
    ),
    Wrong(
        "bits",
        f"{_NUMBERS} logarithms to base 2 are taken. Asked for are natural ones, "
        "np.log.",
        fails="steps_add_up a_number_for_each_sequence padding_does_not_count "
        "scores_far_apart likely_keeps_arguments unseen_scores",
        edits=(
            ("np.sum(kept * log_p, axis=0)", "np.sum(kept * log_p, 0) / np.log(2)"),
        ),
    ),
    Wrong(
        "costs",
        f"{_NUMBERS} the sign is turned. A log-probability is 0 or less; its negative "
        "is the cost.",
        fails="steps_add_up a_number_for_each_sequence padding_does_not_count "
        "scores_far_apart likely_keeps_arguments unseen_scores",
        edits=(("return np.sum(kept", "return -np.sum(kept"),),
    ),
    Wrong(
        "batch_added_up",
        "You return one number for the whole batch. Each sequence is a sentence of its "
        "own: add over time, the first axis, only.",
        fails="steps_add_up a_number_for_each_sequence padding_does_not_count "
        "scores_far_apart likely_keeps_arguments unseen_scores",
        edits=(("np.sum(kept * log_p, axis=0)", "np.sum(kept * log_p)"),),
    ),
)

WRONG = {
    "build_vocabulary": COUNT,
    "encode": NUMBER,
    "decode": BACK,
    "sequence_log_probability": LIKELY,
    "perplexity": BRANCHING,
    "rescore": CHOOSE,
    "sample_sequence": WRITE,
}
