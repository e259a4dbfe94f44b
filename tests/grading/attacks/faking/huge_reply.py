# attack: a reply of 500 megabytes
# assignment: hw
# exercise: square
# status: bad_return|wrong|memory_limit|timeout
# score: 0
def square(x):
    return "9" * 500_000_000
