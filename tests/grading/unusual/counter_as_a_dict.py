# unusual: returns a Counter where a dict is expected
# assignment: hw
# exercise: count_words
from collections import Counter


def count_words(text):
    return Counter(text.split())
