# unusual: binds the name to a function that NumPy has
# assignment: hw
# exercise: square
square = np.square
# exercise: mean
mean = np.mean
# exercise: clip
clip = np.clip
