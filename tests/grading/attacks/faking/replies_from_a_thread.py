# attack: a thread replies in the place of the function that is still computing
# assignment: hw
# exercise: square
# status: bad_return|crashed|wrong|timeout
# score: 0
import gc
import threading
import time

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")


def square(x):
    def reply():
        for number in range(200):
            server.send((number, "returned", server.dumps(9), None, [], {}))

    threading.Thread(target=reply).start()
    time.sleep(0.5)
    return 0
