# unusual: keeps global variables and a memo between calls
# assignment: hw
# exercise: fibonacci
memo = {0: 0, 1: 1}
calls = 0


def fibonacci(n):
    global calls, last
    calls += 1
    last = n
    if n not in memo:
        memo[n] = fibonacci(n - 1) + fibonacci(n - 2)
    return memo[n]
