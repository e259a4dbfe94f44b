# attack: keeps the arguments of hidden tests and prints them in later cells
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
seen = []


def count_words(text):
    seen.append(text)
    return {word: text.split().count(word) for word in text.split()}


# exercise: fibonacci
print("SEEN", seen)
seen


# exercise: clip
display(seen)


def clip(x, low, high):
    raise ValueError(f"{seen}")


# extra cell
print(globals().get("seen"))
raise RuntimeError(f"{seen}")
