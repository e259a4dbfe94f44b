# attack: lets faulthandler write the stacks of all threads, and reads them
# assignment: hw
# exercise: square
# status: ok
# score: 2
import faulthandler
import tempfile


def square(x):
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        print(file.read().decode())
    return x * x
