# unusual: shows a progress bar
# assignment: hw
# exercise: count_words
from tqdm import tqdm, trange
from tqdm.auto import tqdm as auto


def count_words(text):
    counts = {}
    for word in tqdm(text.split(), desc="words"):
        counts[word] = counts.get(word, 0) + 1
    for _ in trange(3):
        pass
    return counts


list(auto(range(3)))
