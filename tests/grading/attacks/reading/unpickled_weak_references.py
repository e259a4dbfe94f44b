# attack: a finalizer, an exit function and a thread each print the hidden text later on
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
import atexit
import gc
import sys
import threading
import weakref


class Keeper:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        print("finalised:", self.text)


def count_words(text):
    keeper = Keeper(text)
    weakref.finalize(keeper, print, "weakly:", text)
    atexit.register(print, "at exit:", text)
    threading.Timer(0.2, print, ["timer:", text]).start()
    sys.last_value = ValueError(text)
    sys.displayhook(text)
    sys.excepthook(ValueError, ValueError(text), None)
    sys.unraisablehook
    keeper.cycle = keeper
    return {word: text.split().count(word) for word in text.split()}


# exercise: ratios
gc.collect()
print(sys.last_value)
ratios = []
