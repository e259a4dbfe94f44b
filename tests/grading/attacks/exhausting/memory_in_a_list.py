# attack: a list that grows to four gigabytes
# assignment: hw
# exercise: square
# status: memory_limit|timeout
# score: 0
def square(x):
    kept = []
    while len(kept) < 4096:
        kept.append(bytearray(1 << 20))
    return sum(map(len, kept)) * 0 + x * x
