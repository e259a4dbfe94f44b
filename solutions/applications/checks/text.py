"""Chapter 7, language models: the checks of every exercise."""

import numpy as np

from autograder.suite import Suite
from rnn_core.drawn import Drawn
from rnn_core.trace import trace
from solutions.applications import reference

# unrolled-canary: keep out of anything published

WORDS = "tide harbour boat rain fog lamp net rope salt wave gull pier".split()


def draw(rng, *shape, low=-2.0, high=2.0):
    """Draw numbers with two decimals, short enough to read in a message."""
    return rng.uniform(low, high, shape).round(2)


def sentences(rng, count, words, longest=6):
    """Draw sentences in which some words are frequent and some rare."""
    p = 1 / np.arange(1, len(words) + 1)
    order = rng.permutation(words).tolist()
    lengths = rng.integers(1, longest, count)
    return [rng.choice(order, n, p=p / p.sum()).tolist() for n in lengths]


count = Suite(reference.build_vocabulary)


@count.check(points=1)
def frequent_words_first(rng):
    """Behind <EOS> and <UNK> come the words, the most frequent first."""
    yield ([["b", "c", "a", "c"], ["a", "c"]],)
    yield ([["y", "x"], ["y", "z", "x", "y"]],)


@count.check(points=1)
def alphabet_decides(rng):
    """Equally frequent words stand in alphabetical order."""
    yield ([["wave", "boat", "rope"], ["rope", "gull", "gull"]],)
    yield (sentences(rng, 5, WORDS),)


@count.check(points=1)
def no_more_than_size(rng):
    """The list has at most `size` entries, with both special ones among them."""
    text = [["fog", "net", "salt"], ["net", "fog"], ["salt", "rope", "fog"]]
    text += [["fog", "net"]]
    yield text, 5
    yield text, 3
    yield text, 10


@count.check(points=1)
def letters_too(rng):
    """Of strings the letters are counted, spaces and full stops too."""
    yield (["a gull.", "rain on a pier."],)


@count.check(points=1, keeps_arguments=True)
def special_entries_stand_once(rng):
    """A text that holds <UNK> itself gets no second entry, and stays as it was."""
    yield ([["the", "<UNK>", "lamp"], ["<UNK>", "the", "<EOS>"]],)


@count.check(points=2, hidden=True)
def unseen_texts(rng):
    """It holds for other texts and sizes too."""
    yield (sentences(rng, 12, WORDS),)
    yield [*sentences(rng, 9, WORDS), ["<UNK>", "<UNK>"]], 6
    yield ([["rain", "<UNK>", "<UNK>"], ["rain", "pier"]],)
    yield [" ".join(s) for s in sentences(rng, 5, WORDS)], 9
    yield ([["rope", "net"], ["net", "fog", "fog"], ["pier", "pier", "salt"]],)


number = Suite(reference.encode)


def vocabulary(rng, words, known=7):
    """Return a vocabulary with the special entries somewhere in it."""
    entries = ["<EOS>", "<UNK>", *rng.permutation(words)[:known].tolist()]
    order = rng.permutation(len(entries))
    while "<EOS>" in (entries[order[0]], entries[order[1]], entries[order[-1]]):
        order = rng.permutation(len(entries))
    return [entries[k] for k in order]


@number.check(points=1)
def places_in_the_vocabulary(rng):
    """Each word becomes its place, and <EOS> stands behind the last one."""
    known = vocabulary(rng, WORDS)
    words = [word for word in known if not word.startswith("<")]
    yield words[::-1], known
    yield words[2:5], known


@number.check(points=1)
def unknown_words(rng):
    """A word that is not in the vocabulary becomes <UNK>, wherever that stands."""
    known = vocabulary(rng, WORDS)
    yield ["lighthouse", *known[3:6], "storm", "storm"], known


@number.check(points=1, keeps_arguments=True)
def letters_of_a_string(rng):
    """Letters are looked up in the same way, and the arguments stay as they were."""
    yield "tide and time", vocabulary(rng, list("adeimnt "), 7)
    yield "", vocabulary(rng, list("adeimnt "), 5)


@number.check(points=2, hidden=True)
def unseen_sentences(rng):
    """It holds for other sentences and vocabularies too."""
    known = vocabulary(rng, WORDS, 5)
    for words in sentences(rng, 3, WORDS):
        yield [*words, "island", "island"[: int(rng.integers(1, 6))]], known
    yield "a low gull", vocabulary(rng, list("aglowu "), 6)


back = Suite(reference.decode)


def numbers(rng, known, length, end=None):
    """Draw numbers without <EOS>, and put it at the places `end`."""
    eos = known.index("<EOS>")
    drawn = rng.integers(len(known) - 1, size=length)
    drawn[drawn >= eos] += 1
    drawn[list(end or [])] = eos
    return drawn


@back.check(points=1)
def words_of_places(rng):
    """Each number becomes the word at its place, <UNK> among them."""
    known = vocabulary(rng, WORDS)
    drawn = numbers(rng, known, 6)
    drawn[2] = known.index("<UNK>")
    yield drawn, known


@back.check(points=1)
def nothing_behind_the_end(rng):
    """The sentence ends before the first <EOS>; what stands behind it is dropped."""
    known = vocabulary(rng, WORDS)
    yield numbers(rng, known, 5, end=[4]), known
    yield numbers(rng, known, 8, end=[3, 6]), known
    yield numbers(rng, known, 4, end=[0]), known


@back.check(points=1, keeps_arguments=True)
def letters_from_places(rng):
    """Letters come back in the same way, and the arguments stay as they were."""
    known = vocabulary(rng, list("adeimnt "), 7)
    drawn = numbers(rng, known, 9, end=[7])
    drawn[3] = known.index("<UNK>")
    yield drawn, known


@back.check(points=1, hidden=True)
def unseen_numbers(rng):
    """It holds for other sentences and vocabularies too."""
    for length, end in ((7, [5]), (5, None), (9, [2, 3, 8])):
        known = vocabulary(rng, WORDS, int(rng.integers(4, 9)))
        drawn = numbers(rng, known, length, end)
        drawn[0] = known.index("<UNK>")
        yield drawn, known


likely = Suite(reference.sequence_log_probability)


def scored(rng, T, N, V, scale=2.0):
    """Draw scores and what came."""
    return draw(rng, T, N, V, low=-scale, high=scale), rng.integers(V, size=(T, N))


@likely.check(points=1)
def steps_add_up(rng):
    """A sequence has the sum of the log-probabilities of its steps."""
    yield scored(rng, T=4, N=1, V=3)


@likely.check(points=1)
def a_number_for_each_sequence(rng):
    """Each sequence of a batch has a number of its own."""
    yield scored(rng, T=5, N=2, V=3)


@likely.check(points=1)
def padding_does_not_count(rng):
    """Steps that the mask leaves out add nothing."""
    lengths = np.array([5, 2, 3])
    yield *scored(rng, T=5, N=3, V=4), np.arange(5)[:, None] < lengths


@likely.check(points=2)
def scores_far_apart(rng):
    """It stays finite and exact where scores lie a thousand apart."""
    logits, targets = scored(rng, T=3, N=2, V=4)
    logits[1] += np.array([1500.0, 0.0, -1500.0, 3.0])
    targets[1] = 2
    yield logits, targets
    yield logits + 900.0, targets


@likely.check(points=1, keeps_arguments=True)
def likely_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield *scored(rng, T=3, N=2, V=5), np.array([[1, 1], [1, 0], [1, 0]])


@likely.check(points=2, hidden=True)
def unseen_scores(rng):
    """It holds for other sizes, masks and scores too."""
    yield *scored(rng, T=6, N=4, V=3, scale=5.0), rng.random((6, 4)) < 0.7
    logits, targets = scored(rng, T=4, N=3, V=6)
    logits[:, :, 1] += 1200.0
    targets[2] = 4
    yield logits, targets


branching = Suite(reference.perplexity)


@branching.check(points=1)
def all_tokens_alike(rng):
    """A choice among k equally likely tokens everywhere has the perplexity k."""
    lengths = np.array([3, 7, 4])
    yield -lengths * np.log(6.0), lengths
    yield -lengths[:2] * np.log(2.5), lengths[:2]


@branching.check(points=2)
def every_token_counts_the_same(rng):
    """Every token of the text counts alike, in long sentences and in short ones."""
    lengths = np.array([2, 9, 4])
    yield -lengths * draw(rng, 3, low=0.5, high=3.0), lengths


@branching.check(points=1)
def an_impossible_sentence(rng):
    """A sentence of probability 0 makes it infinite; a certain text has 1."""
    yield np.array([-3.2, -np.inf, -1.5]), np.array([3, 5, 2])
    yield np.array([0.0, 0.0]), np.array([4, 2])
    yield np.array([-2.25, -4.5]), np.array([2, 6])


@branching.check(points=1, keeps_arguments=True)
def perplexity_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield draw(rng, 4, low=-9.0, high=-3.0), np.array([3, 2, 6, 4])


@branching.check(points=2, hidden=True)
def unseen_probabilities(rng):
    """It holds for other sentences too."""
    for N in (5, 8):
        lengths = rng.permutation(np.arange(2, 2 + N))
        yield -lengths * draw(rng, N, low=0.3, high=4.0), lengths


choose = Suite(reference.rescore)


def heard(rng, lengths):
    """Draw candidates of some lengths with the scores of sound and language."""
    words = [rng.permutation(WORDS)[:length].tolist() for length in lengths]
    K = len(words)
    return words, draw(rng, K, low=-9, high=-3), draw(rng, K, low=-20, high=-8)


@choose.check(points=1, outputs="scores")
def sound_and_language(rng):
    """The language model's part is weighted and added to that of the sound."""
    yield *heard(rng, [4, 4, 4]), 0.7
    yield *heard(rng, [3, 3]), 1.6


@choose.check(points=1, outputs="scores")
def a_bonus_for_words(rng):
    """Every word of a candidate adds the bonus."""
    yield *heard(rng, [2, 5, 3, 4]), 0.6, 1.5
    yield *heard(rng, [4, 1, 3]), 1.2, -0.8


@choose.check(points=1, outputs="best")
def the_highest_score_wins(rng):
    """Chosen is the candidate with the highest score, the first of equal ones."""
    words = [["wait", "four", "me"], ["wait", "for", "me"], ["weight", "for", "me"]]
    sound = np.array([-3.0, -3.0, -2.5])
    yield words, sound, np.array([-14.0, -6.0, -9.5]), 0.5
    yield words, sound, np.array([-14.0, -6.0, -9.5]), 0.0
    yield words, sound, np.array([-9.0, -9.0, -11.0]), 0.5
    longer = [["a", "tack"], ["attack"], ["a", "tack", "now"]]
    yield longer, sound, np.array([-7.0, -7.0, -12.0]), 0.25, 1.5
    yield longer, sound, np.array([-7.0, -7.0, -12.0]), 0.25, 0.0


@choose.check(points=1, outputs="scores", keeps_arguments=True)
def rescore_keeps_arguments(rng):
    """The arguments stay as they were."""
    yield *heard(rng, [3, 5]), 0.9, 0.7


@choose.check(points=2, hidden=True)
def unseen_candidates(rng):
    """It holds for other candidates too."""
    yield *heard(rng, [3, 6, 2, 5, 4]), 0.4, 1.1
    words, sound, language = heard(rng, [4, 3, 5])
    language[0], sound[2] = -4.0, -1.0
    yield words, sound, language, 1.3
    yield words, sound, language, 0.0, 0.2
    yield words, sound, language, 0.1, 4.0


write = Suite(reference.sample_sequence)

LENGTH, SEQUENCES = 25, 400  # 10,000 draws, in few calls of the model


def writer(rng, V=3, H=2, offset=0.0):
    """Return a small recurrent model as a program, and a state to start from."""
    # every unit keeps its sign until some token turns it
    W, U = (
        draw(rng, V, H, low=-2.5, high=0.5),
        1.6 * np.eye(H) + draw(rng, H, H, low=0, high=0.4),
    )
    scores = draw(rng, V, V) + 2.5 * (np.eye(V)[rng.permutation(V)] - 0.5)
    # every other token gains what the rest loses when they turn
    W_y = draw(rng, H, V, low=0.5, high=1.5) * np.where(np.arange(V) % 2, -1, 1)
    state = draw(rng, SEQUENCES, H, low=0.6, high=1.0)

    def step(tokens, state):
        read = np.where(tokens[:, None] == np.arange(float(V)), 1.0, 0.0)
        state = np.tanh(read @ W + state @ U)
        return offset + read @ scores + state @ W_y, state

    return trace(step, np.zeros(SEQUENCES), state), state


def written(rng, temperature, **options):
    """Return arguments of `sample_sequence`."""
    step, state = writer(rng, **options)
    first = rng.integers(state.shape[1], size=SEQUENCES)
    seed = int(rng.integers(1 << 30))
    return step, state, first, LENGTH, temperature, np.random.default_rng(seed)


def as_often_as_likely(step, state, first, length, temperature, rng):
    """Expect frequencies, whatever way the chance was used."""
    return Drawn(step, state, first, length, temperature)


@write.check(points=2, expect=as_often_as_likely)
def as_often_as_the_model_says(rng):
    """Of 10,000 tokens each comes, behind each other, as often as the model says."""
    yield written(rng, 1.0)


@write.check(points=1, expect=as_often_as_likely)
def colder(rng):
    """A temperature below 1 makes likely tokens likelier, as much as it should."""
    yield written(rng, 0.6)


@write.check(points=1, expect=as_often_as_likely, keeps_arguments=True)
def large_scores(rng):
    """Scores near a thousand do no harm, and the arguments stay as they were."""
    yield written(rng, 1.0, offset=900.0)


@write.check(points=2, hidden=True, expect=as_often_as_likely)
def unseen_models(rng):
    """It holds for other models and temperatures too."""
    yield written(rng, 0.5, V=4, H=3)
    yield written(rng, 1.8, V=5, H=2, offset=-2000.0)
