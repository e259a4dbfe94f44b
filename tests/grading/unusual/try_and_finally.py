# unusual: answers from an exception handler, cleans up in finally
# assignment: hw
# exercise: count_words
def count_words(text):
    counts = {}
    try:
        for word in iter(text.split()):
            try:
                counts[word] += 1
            except KeyError:
                counts[word] = 1
        raise StopIteration(counts)
    except StopIteration as stop:
        return stop.value
    finally:
        del counts
