# attack: strings that no encoding can write, as value, key and name
# assignment: hw
# exercise: count_words
# status: wrong
# score: 0
def count_words(text):
    print("\udcff\ud800")
    return {"\ud800": 1, "a\x00b": 2}
