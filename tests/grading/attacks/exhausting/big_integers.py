# attack: arithmetic with huge integers, in C, deaf to signals
# assignment: hw
# exercise: square
# status: timeout|memory_limit
# score: 0
def square(x):
    return len(str(7 ** (7 ** (7 + abs(x))))) if x == 3 else 9 ** (10**9)
