# attack: source that is too deep for the compiler
# assignment: hw
# exercise: square
# status: memory_limit|error
# score: 0
def square(x):
    return eval("(" * 100_000 + "x" + ")" * 100_000)


exec("-" * 100_000 + "1")
