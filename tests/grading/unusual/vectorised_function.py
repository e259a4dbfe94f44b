# unusual: an object made by np.vectorize stands for the function
# assignment: hw
# exercise: square
square = np.vectorize(lambda x: x * x, otypes=[object])
# exercise: clip
clip = np.vectorize(lambda x, low, high: sorted([low, x, high])[1])
