# attack: prints the arguments of hidden tests in every way there is
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
import logging
import os
import sys
import warnings


def count_words(text):
    print("text:", text)
    print("text:", text, file=sys.stderr)
    sys.__stdout__.write(text + "\n")
    warnings.warn(text, stacklevel=1)
    logging.error(text)
    os.write(1, text.encode())
    os.write(2, text.encode())
    display(text)
    display({"text/html": f"<p>{text}</p>", "text/plain": text}, raw=True)
    print(text.encode().hex(), text[::-1])
    return {word: text.split().count(word) for word in text.split()}
