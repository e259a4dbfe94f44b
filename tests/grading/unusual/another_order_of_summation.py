# unusual: adds in a random order drawn from the global generator, exactly rounded
# assignment: hw
# exercise: mean
np.random.seed(0)


def mean(values):
    np.random.seed(len(values))
    shuffled = np.random.permutation(values)
    return math.fsum(shuffled[::-1]) / len(shuffled)
