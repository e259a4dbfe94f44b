"""A small bilingual grammar: English sentences and their Chinese translations.

Both sides are written from one choice of words, so that every pair is right by
construction. What a translator has to learn::

    order       … in the park yesterday          昨天 … 在 公园 里 …
                the map of the doctor            医生 的 地图
    agreement   two dogs, three books            两 只 狗, 三 本 书
    choice      an old farmer, an old car        老, 旧
    one to two  bought, beautiful, two           买 了, 漂亮 的, 两 只
    two to one  looks for, every day             找, 每天
    negation    does not buy, did not buy        不 买, 没 买 (and no 了)
"""

from typing import NamedTuple

from rnn_core.data.batch import check_count, check_rng

PERSONS = {
    "doctor": ("医生", "位"),
    "farmer": ("农民", "位"),
    "student": ("学生", "个"),
    "neighbour": ("邻居", "个"),
}
ANIMALS = {
    "dog": ("狗", "只"),
    "cat": ("猫", "只"),
    "horse": ("马", "匹"),
}
THINGS = {
    "book": ("书", "本"),
    "car": ("车", "辆"),
    "table": ("桌子", "张"),
    "map": ("地图", "张"),
}
DETERMINERS = {"the": (), "a": ("一",), "two": ("两",), "three": ("三",)}
OF_PERSONS = {"old": ("老",), "young": ("年轻", "的"), "clever": ("聪明", "的")}
OF_ANIMALS = {"big": ("大",), "small": ("小",), "old": ("老",)}
OF_THINGS = {"big": ("大",), "old": ("旧",), "beautiful": ("漂亮", "的")}
# base form, third person, past, what stands behind it, Chinese, whether of goods only
VERBS = (
    ("buy", "buys", "bought", (), "买", True),
    ("sell", "sells", "sold", (), "卖", True),
    ("draw", "draws", "drew", (), "画", False),
    ("look", "looks", "looked", ("for",), "找", False),
    ("wait", "waits", "waited", ("for",), "等", False),
)
PLACES = (
    (("at", "the", "station"), ("在", "车站")),
    (("at", "the", "school"), ("在", "学校")),
    (("in", "the", "park"), ("在", "公园", "里")),
    (("in", "the", "garden"), ("在", "花园", "里")),
)
TIMES = {
    "past": ((("yesterday",), ("昨天",)), (("last", "week"), ("上周",))),
    "present": ((("every", "day"), ("每天",)),),
    "future": ((("tomorrow",), ("明天",)), (("next", "week"), ("下周",))),
}
KINDS = ((PERSONS, OF_PERSONS), (ANIMALS, OF_ANIMALS), (THINGS, OF_THINGS))


class Pair(NamedTuple):
    """A sentence and its translation, each a tuple of words."""

    source: tuple
    target: tuple


def draw_pair(rng):
    """Draw one English sentence and its Chinese translation.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the choices come from.

    Returns
    -------
    Pair
        ``source`` and ``target``, tuples of words.

    Examples
    --------
    >>> import numpy as np
    >>> pair = draw_pair(np.random.default_rng(17))
    >>> " ".join(pair.source), " ".join(pair.target)
    ('three students bought a dog yesterday', '昨天 三 个 学生 买 了 一 只 狗')
    """
    subject, plural = _noun_phrase(rng, 0)
    *verb, goods = VERBS[rng.integers(len(VERBS))]
    kind = rng.integers(1, 3) if goods else rng.integers(3)
    thing, _ = _noun_phrase(rng, kind)
    place = PLACES[rng.integers(len(PLACES))] if rng.random() < 0.4 else ((), ())
    tense = tuple(TIMES)[rng.integers(3)]
    times = TIMES[tense]
    time = times[rng.integers(len(times))] if rng.random() < 0.6 else ((), ())
    english, before, behind = _verb(verb, tense, plural, rng.random() < 0.3)
    return Pair(
        (*subject[0], *english, *thing[0], *place[0], *time[0]),
        (*time[1], *subject[1], *before, *place[1], verb[4], *behind, *thing[1]),
    )


def _noun_phrase(rng, kind):
    """Return both versions of a noun phrase, and whether it is plural."""
    nouns, adjectives = KINDS[kind]
    noun = list(nouns)[rng.integers(len(nouns))]
    chinese, classifier = nouns[noun]
    article = list(DETERMINERS)[rng.integers(len(DETERMINERS))]
    plural = article in ("two", "three")
    adjective = list(adjectives)[rng.integers(len(adjectives))]
    chosen = (adjective,) if rng.random() < 0.4 else ()
    said = "an" if article == "a" and chosen == ("old",) else article
    english = (said, *chosen, f"{noun}s" if plural else noun)
    count = DETERMINERS[article]
    counted = (*count, classifier) if count else ()
    translated = (*counted, *(adjectives[adjective] if chosen else ()), chinese)
    if rng.random() < 0.3:
        owner, _ = _noun_phrase(rng, 0)
        english = (*english, "of", *owner[0])
        translated = (*owner[1], "的", *translated)
    return (english, translated), plural


def _verb(verb, tense, plural, negated):
    """Return the English verb, and the Chinese words before and behind the verb."""
    base, third, past, more, _ = verb
    if tense == "future":
        words = ("will", "not", base) if negated else ("will", base)
        return (*words, *more), ("不", "会") if negated else ("会",), ()
    if tense == "past":
        words = ("did", "not", base) if negated else (past,)
        return (*words, *more), ("没",) if negated else (), () if negated else ("了",)
    does = "do" if plural else "does"
    words = (does, "not", base) if negated else (base if plural else third,)
    return (*words, *more), ("不",) if negated else (), ()


def draw_pairs(rng, count, longest=None, shortest=1):
    """Draw different pairs.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the choices come from.
    count : int
        Number of pairs.
    longest, shortest : int, optional
        Bounds on the number of English words.

    Returns
    -------
    list of Pair
        No two of them alike.
    """
    check_rng(rng)
    count, longest = check_count("count", count), longest or 10**6
    found = {}
    while len(found) < count:
        pair = draw_pair(rng)
        if shortest <= len(pair.source) <= longest:
            found.setdefault(pair)
    return list(found)


def grammar_words():
    """Return all English and all Chinese words of the grammar, in a fixed order."""
    english = _dictionary()
    chinese = {word for words in english.values() for word in words} | {"没"}
    for nouns, adjectives in KINDS:
        chinese |= {classifier for _, classifier in nouns.values()}
        chinese |= {word for words in adjectives.values() for word in words}
    return tuple(sorted(english)), tuple(sorted(chinese))


def _dictionary():
    """Return one translation for every English word, the commonest where it varies."""
    found = {word: chinese for word, chinese in DETERMINERS.items() if word != "the"}
    found = {word: (*chinese, "个") for word, chinese in found.items()}
    found |= {
        "the": (),
        "an": found["a"],
        "of": ("的",),
        "not": ("不",),
        "will": ("会",),
    }
    found |= dict.fromkeys(("do", "does", "did", "for", "day", "week"), ())
    found |= {"every": ("每天",), "last": ("上周",), "next": ("下周",)}
    found |= {
        "yesterday": ("昨天",),
        "tomorrow": ("明天",),
        "at": ("在",),
        "in": ("在",),
    }
    for nouns, adjectives in reversed(KINDS):
        found |= adjectives
        for noun, (chinese, _) in nouns.items():
            found |= {noun: (chinese,), f"{noun}s": (chinese,)}
    for base, third, past, _, chinese, _ in VERBS:
        found |= {base: (chinese,), third: (chinese,), past: (chinese, "了")}
    return found | {english[2]: chinese[1:] for english, chinese in PLACES}


def word_for_word(source):
    """Translate with a dictionary, word for word, in the order of the English words.

    Examples
    --------
    >>> " ".join(word_for_word("the farmer bought two books yesterday".split()))
    '农民 买 了 两 个 书 昨天'
    """
    dictionary = _dictionary()
    return tuple(chinese for word in source for chinese in dictionary[word])
