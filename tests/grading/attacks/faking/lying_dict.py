# attack: a subclass of dict that equals everything
# assignment: hw
# exercise: count_words
# status: wrong
# score: 0
class Counts(dict):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


def count_words(text):
    return Counts()
