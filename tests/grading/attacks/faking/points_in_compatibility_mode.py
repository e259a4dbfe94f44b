# attack: a test that runs beside the student's code reports a thousand points
# assignment: hw
# exercise: account
# status: ok|wrong|error|bad_return|crashed
# score: <=3
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
genuine = server.handle


def forged(request):
    if request[0] == "test":
        return server.send((request[1], None, [], {}, 1000.0))
    return genuine(request)


server.handle = forged


class Account:
    pass
