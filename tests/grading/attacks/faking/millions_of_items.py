# attack: a reply of many millions of small items
# assignment: hw
# exercise: square
# status: bad_return|wrong|timeout|memory_limit
# score: 0
def square(x):
    return [0.5] * 30_000_000
