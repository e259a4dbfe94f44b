# attack: a regular expression that backtracks for years, in C
# assignment: hw
# exercise: count_words
# status: timeout
# score: 0
import re


def count_words(text):
    return {"a": len(re.findall(r"^(a+)+$", "a" * 40 + "b"))}
