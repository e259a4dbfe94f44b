# unusual: cell magics above the code
# assignment: hw
# exercise: mean
%%time
def mean(values):
    return sum(values) / len(values)


mean([1, 2])
# exercise: clip
%%capture captured
print("not seen")


def clip(x, low, high):
    return min(max(x, low), high)
# extra cell
%%timeit -n 1 -r 1
clip(1, 2, 3)
# exercise: fibonacci
%%prun -q
def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
