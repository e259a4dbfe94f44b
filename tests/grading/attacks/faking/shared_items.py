# attack: a small value that is enormous once its shared parts are written out
# assignment: hw
# exercise: square
# status: bad_return|wrong|timeout|memory_limit
# score: 0
def square(x):
    value = (0,) * 10
    for _ in range(30):
        value = (value,) * 10
    return value
