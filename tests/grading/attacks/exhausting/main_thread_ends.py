# attack: ends the first thread of its process and goes on in others
# assignment: hw
# exercise: square
# status: timeout|crashed
# score: 0
import ctypes
import threading


def square(x):
    def work():
        while True:
            pass

    threading.Thread(target=work).start()
    ctypes.CDLL(None).syscall(60, 0)  # exit, of this thread alone
