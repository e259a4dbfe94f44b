# attack: patches the codec so that every value that is sent becomes another one
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error
# score: 0
import sys

for _name, _module in list(sys.modules.items()):
    if _name.startswith("cell_process"):
        for _function in ("dumps", "loads", "pack", "read", "refer"):
            if hasattr(_module, _function):
                setattr(_module, _function, lambda *arguments, **options: b"\x01" * 9)


def square(x):
    return 0
