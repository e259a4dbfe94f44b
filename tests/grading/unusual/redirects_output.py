# unusual: redirects stdout, replaces print, closes nothing
# assignment: hw
# exercise: count_words
import contextlib
import io
import sys

shown = print


def print(*args, **kwargs):
    shown("mine:", *args, **kwargs)


def count_words(text):
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        shown(*text.split(), sep="\n")
    words = buffer.getvalue().split()
    print(len(words))
    sys.stdout.flush()
    return dict(zip(words, map(words.count, words)))
