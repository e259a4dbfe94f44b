# attack: right for the first five calls, then for none
# assignment: hw
# exercise: fibonacci
# status: wrong
# score: 0
calls = [0]


def fibonacci(n):
    calls[0] += 1
    return (0, 1, 1, 2, 3)[n] if calls[0] <= 5 else 0
