# unusual: made by exec, answers by eval
# assignment: hw
# exercise: square
exec("def square(x):\n    return eval('x * x')")
# exercise: fibonacci
code = compile("a, b = b, a + b", "<mine>", "exec")


def fibonacci(n):
    scope = {"a": 0, "b": 1}
    for _ in range(n):
        exec(code, scope)
    return scope["a"]
