# attack: takes values from Out and the names _, __ and ___
# assignment: hw
# exercise: square
# status: wrong
# score: 0
def square(x):
    scope = get_ipython().user_ns
    values = [*scope.get("Out", {}).values(), scope.get("_"), scope.get("__")]
    for value in values:
        if type(value) is int and value > x:
            return value
    return 0
