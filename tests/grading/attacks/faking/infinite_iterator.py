# attack: returns iterators that never end
# assignment: hw
# exercise: count_words
# status: bad_return
# score: 0
import itertools


def count_words(text):
    return itertools.cycle(text.split())
