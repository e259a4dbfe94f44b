# unusual: plain loops over indices where others call NumPy
# assignment: hw
# exercise: normalise
def normalise(array):
    result = np.empty(array.shape, order="F")
    total = 0.0
    for index in np.ndindex(*array.shape):
        total = total + float(array[index])
    for index in np.ndindex(*array.shape):
        result[index] = array[index] / total
    return result[...]
# exercise: sort_in_place
def sort_in_place(values):
    changed = True
    while changed:
        changed = False
        for i in range(len(values) - 1):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
                changed = True
