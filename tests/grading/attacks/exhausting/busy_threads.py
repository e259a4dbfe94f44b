# attack: sixty threads that compute outside Python's lock take the processors from others
# assignment: hw
# exercise: square
# status: timeout
# score: 0
import hashlib
import threading


def square(x):
    def work():
        hashlib.pbkdf2_hmac("sha256", b"a", b"b", 10**9)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
