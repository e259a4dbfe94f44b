# attack: deletes and exchanges its names whenever one of them is looked up
# assignment: hw
# exercise: square
# status: wrong|bad_return|crashed|error
# score: 0
import builtins

shell = get_ipython()


class Names(dict):
    def __contains__(self, name):
        return True

    def __getitem__(self, name):
        return 9 if name == "square" else dict.__getitem__(self, name)


shell.user_ns = Names(shell.user_ns)


def square(x):
    return 0
