# unusual: the ratios are a tuple of fractions, and the loop's name is deleted
# assignment: hw
# exercise: fibonacci
def fibonacci(n):
    return pow(2 << n, n + 1, (4 << 2 * n) - (2 << n) - 1) % (2 << n)
# exercise: ratios
from fractions import Fraction

ratios = ()
for n in range(1, 9):
    ratios += (Fraction(fibonacci(n + 1), fibonacci(n)),)
del n
