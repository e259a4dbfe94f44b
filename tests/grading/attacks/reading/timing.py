# attack: guesses the expected value from the time between two calls
# assignment: hw
# exercise: square
# status: wrong
# score: 0
import time

last = [time.perf_counter()]


def square(x):
    now = time.perf_counter()
    guess, last[0] = int((now - last[0]) * 1e6), now
    return guess
