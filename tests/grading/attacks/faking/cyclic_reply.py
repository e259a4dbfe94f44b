# attack: a list that holds itself, and a dict in a tuple in it
# assignment: hw
# exercise: count_words
# status: bad_return
# score: 0
def count_words(text):
    value = {"a": 2, "b": []}
    value["b"] += [value, (value, value["b"])]
    return value
