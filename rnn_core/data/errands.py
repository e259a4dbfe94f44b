"""Sentences about errands, whose ends depend on their beginnings.

Such as: in the garden the old cooks who knew mia were looking for the root.

Three things hold a sentence together over many words. The place at its beginning
decides what is looked for at its end; subject and verb agree across a clause of any
length; and the words at the end have twins of the same sound that belong elsewhere.
"""

from rnn_core.data.batch import check_count, check_rng
from rnn_core.data.phrases import draw_phrase, evenly

OPENINGS = {
    "kitchen": "in the kitchen",
    "garden": "in the garden",
    "harbour": "at the harbour",
}
SOUGHT = {
    "kitchen": ("flour", "leek", "steak", "currant", "key"),
    "garden": ("flower", "stake", "bough", "beech", "root"),
    "harbour": ("leak", "current", "quay", "bow", "beach", "route"),
}
PERSONS = ("cook", "girl", "sailor", "cousin")
FIRST_NAMES = tuple(
    "mia tom anna ben leo ida eva max nora paul ella hugo clara otto rosa felix marta "
    "oskar lena jonas greta emil vera anton olga bruno irma kurt edda arno".split()
)


def _names():
    """Return the names: the k-th is as likely as 1/k, so most of them are rare."""
    weights = [1 / (k + 1) for k in range(len(FIRST_NAMES))]
    total = sum(weights)
    return [(w / total, (n,)) for w, n in zip(weights, FIRST_NAMES, strict=True)]


def _grammar():
    rules = {
        "S": evenly(*(f"{words} AT_{p}" for p, words in OPENINGS.items())),
        "ONE": [(0.4, ("NAME",)), (0.6, ("the", "KIND", "PERSON"))],
        "MANY": [(1.0, ("the", "KIND", "PERSONS"))],
        "KIND": [(0.5, ()), (0.25, ("old",)), (0.25, ("new",))],
        "PERSON": evenly(*PERSONS),
        "PERSONS": evenly(*(f"{person}s" for person in PERSONS)),
        "NAME": _names(),
        "CLAUSE": [(0.4, ()), (0.6, ("who", "DID", "MORE"))],
        "DID": evenly(*(f"{v} {w}" for v in ("VERB",) for w in ("ONE", "MANY"))),
        "VERB": evenly("knew", "met", "heard", "saw"),
        "MORE": [(0.7, ()), (0.3, ("and", "DID", "MORE"))],
        "SEEKING": evenly("looking", "waiting", "asking"),
    }
    for place, things in SOUGHT.items():
        rules[f"AT_{place}"] = evenly(
            f"ONE CLAUSE was SEEKING for the THING_{place}",
            f"MANY CLAUSE were SEEKING for the THING_{place}",
        )
        rules[f"THING_{place}"] = evenly(*things)
    return rules


ERRANDS = _grammar()


def errands(rng, count):
    """Draw sentences.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the words come from.
    count : int
        How many.

    Returns
    -------
    list of (list of str)
        The words of each sentence.

    Examples
    --------
    >>> " ".join(errands(np.random.default_rng(0), 1)[0])
    'in the garden mia who heard the old cousins and saw paul was asking for the bough'
    """
    check_rng(rng)
    return [draw_phrase(ERRANDS, rng) for _ in range(check_count("count", count))]
