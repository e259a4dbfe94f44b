# attack: outputs in the place of a cell's that are no outputs, with markup and depth
# assignment: hw
# exercise: square
# status: bad_return|wrong|crashed|error|ok
# score: <=2
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
genuine = server.handle
html = {"text/html": "<script>alert(1)</script>", "text/plain": 5}
outputs = [
    None,
    {"output_type": "stream", "name": "<script>", "text": ["a", 5]},
    {"output_type": "display_data", "data": html, "metadata": {"a": [{}]}},
    {"output_type": "error", "ename": 5, "evalue": None, "traceback": "\x1b[31m"},
    {"output_type": ["x"], "data": {"image/png": "<svg onload=alert(1)>"}},
]


def forged(request):
    if request[0] == "run":
        genuine_send = server.send
        server.send = lambda message: genuine_send((message[0], None, outputs, {}))
        try:
            return genuine(request)
        finally:
            server.send = genuine_send
    return genuine(request)


server.handle = forged


def square(x):
    return x * x
