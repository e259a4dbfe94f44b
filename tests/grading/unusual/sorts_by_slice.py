# unusual: assigns to a slice of the list, from a generator
# assignment: hw
# exercise: sort_in_place
def sort_in_place(values):
    values[:] = (value for value in sorted(values))
