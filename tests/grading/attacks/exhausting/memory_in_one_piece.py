# attack: four gigabytes at once, in a NumPy array that is written to
# assignment: hw
# exercise: square
# status: memory_limit
# score: 0
def square(x):
    kept = np.ones(1 << 29)
    return int(kept[0]) * x * x
