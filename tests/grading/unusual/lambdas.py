# unusual: every function is a lambda
# assignment: hw
# exercise: square
square = lambda x: x * x
# exercise: mean
mean = lambda values: sum(values) / len(values)
# exercise: normalise
normalise = lambda array: (lambda a: a / a.sum())(np.asarray(array, float))
# exercise: sort_in_place
sort_in_place = lambda values: values.sort()
# exercise: clip
clip = lambda x, low, high: low if x < low else high if x > high else x
