# attack: writes hidden arguments to files and prints them in a later cell
# assignment: hw
# exercise: count_words
# status: ok
# score: 2
import glob
import os

PLACES = (".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "@COURSE@")


def count_words(text):
    for place in PLACES:
        try:
            with open(f"{place}/@MARK@-seen.txt", "a") as file:
                file.write(text)
        except OSError:
            pass
    return {word: text.split().count(word) for word in text.split()}


# exercise: fibonacci
for path in [p for place in PLACES for p in glob.glob(f"{place}/@MARK@*")]:
    print(open(path).read())
