# attack: lets the caller's list grow by millions of items
# assignment: hw
# exercise: sort_in_place
# status: wrong|bad_return|timeout|memory_limit|error
# score: 0
def sort_in_place(values):
    values += range(20_000_000)
