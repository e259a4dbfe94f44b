# attack: puts the caller's list into itself
# assignment: hw
# exercise: sort_in_place
# status: wrong
# score: 0
def sort_in_place(values):
    values[:] = [values, values, values]
