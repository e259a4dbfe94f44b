"""How good translations are: whole sentences, words in place, and BLEU."""

import collections
import math


def exact_match(said, wanted):
    """Return the share of sentences that are right from the first word to the last."""
    pairs = list(zip(said, wanted, strict=True))
    return sum(tuple(a) == tuple(b) for a, b in pairs) / len(pairs)


def word_accuracy(said, wanted):
    """Return the share of words in their place, counted in the longer of each two."""
    right = total = 0
    for a, b in zip(said, wanted, strict=True):
        right += sum(x == y for x, y in zip(a, b, strict=False))
        total += max(len(a), len(b))
    return right / total


def bleu(said, wanted, longest=4):
    """Score translations by the groups of words that they share with the right ones.

    For groups of 1, 2, … `longest` words: the share of those said that occur in the
    sentence wanted, at most as often as there. The score is the geometric mean of the
    shares, times a penalty where less is said than wanted.

    Parameters
    ----------
    said, wanted : sequence of sequence of str
        Translations and what they should be, sentence by sentence.
    longest : int
        Words in the longest groups.

    Returns
    -------
    float
        From 0 to 1; 1 where all is as wanted.

    References
    ----------
    .. [1] Papineni et al. (2002), "BLEU: a method for automatic evaluation of machine
       translation", doi:10.3115/1073083.1073135.

    Examples
    --------
    >>> round(bleu([["a", "b", "c"]], [["a", "c", "b", "d"]], longest=1), 4)
    0.7165
    """
    logs = []
    for n in range(1, longest + 1):
        shared = total = 0
        for a, b in zip(said, wanted, strict=True):
            have, need = _groups(a, n), _groups(b, n)
            shared += sum((have & need).values())
            total += sum(have.values())
        if shared == 0:
            return 0.0
        logs.append(math.log(shared / total))
    words, needed = sum(map(len, said)), sum(map(len, wanted))
    penalty = min(0.0, 1 - needed / words)
    return math.exp(sum(logs) / longest + penalty)


def _groups(words, n):
    return collections.Counter(
        tuple(words[k : k + n]) for k in range(len(words) - n + 1)
    )
