# unusual: calls IPython's functions from Python code
# assignment: hw
# exercise: square
shell = get_ipython()
shell.run_line_magic("matplotlib", "inline")
shell.run_cell("cubes = [n ** 3 for n in range(5)]")


def square(x):
    return x * x + cubes[0]
