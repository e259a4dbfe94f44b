# unusual: match statements, assignment expressions, positional patterns
# assignment: hw
# exercise: clip
def clip(x, low, high):
    match x:
        case _ if x < low:
            return low
        case _ if (limit := high) < x:
            return limit
        case other:
            return other
# exercise: fibonacci
def fibonacci(n):
    match n:
        case 0 | 1:
            return n
        case _:
            pair = [0, 1]
            while (n := n - 1) > 0:
                pair = [pair[1], sum(pair)]
            return pair[1]
