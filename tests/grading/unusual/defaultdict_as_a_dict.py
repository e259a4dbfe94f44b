# unusual: returns a defaultdict whose factory is a lambda
# assignment: hw
# exercise: count_words
from collections import defaultdict


def count_words(text):
    counts = defaultdict(lambda: 0)
    for word in text.split():
        counts[word] += 1
    return counts
