# attack: replaces the shell's run_cell, run_code and compile
# assignment: hw
# exercise: square
# status: error
# score: 0
import builtins

shell = get_ipython()
type(shell).run_code = lambda self, *arguments, **options: False
type(shell).showtraceback = lambda self, *arguments, **options: None
shell.compile = builtins.compile = builtins.exec = lambda *arguments, **options: None


def square(x):
    return 0
