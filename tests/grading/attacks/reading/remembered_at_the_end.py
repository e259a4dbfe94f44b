# attack: hidden arguments are printed by finalisers and exit handlers
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
import atexit
import weakref


class Late:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        print("finaliser:", self.text)


kept = []


def count_words(text):
    kept.append(Late(text))
    atexit.register(print, "exit handler:", text)
    weakref.finalize(kept[-1], print, "weakref:", text)
    return {word: text.split().count(word) for word in text.split()}
