# attack: replies in which parts have odd types, or are missing or too many
# assignment: hw
# exercise: square
# status: ok|wrong|error|bad_return|crashed|timeout|not_run|process_limit|memory_limit
# score: <=2
# copies: 12
import gc
import random

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
genuine_send = server.send
draw = random.Random(int("@SEED@"))
rate = (0.02, 0.1, 0.3)[int("@SEED@") % 3]
html = {"text/html": "<script>alert(1)</script>", "text/plain": 5}
odd = [None, 5, -1, 2**70, True, 1.5, float("nan"), b"\xff", "text", "x" * 5000, (), []]
odd += [[1, {}], {}, {"a": ()}, ("a",), (1, 2), ("A", 5, None), (5, "x", []), ["raised"]]
odd += [{"fork": "x"}, {5: 6}, "returned", "raised", b"", np.zeros(3), 1j, lambda: 0]
odd += [server.dumps(9), server.dumps(((3,), {})), [("square", b"\x05")], [(5, 5)]]
odd += [[None, 5], [html], [{"output_type": "stream", "text": 5}], [[["a", 1, True]]]]
odd += [[{"output_type": "stream", "name": "<b>", "text": ["a", 5]}]]
odd += [[{"output_type": "display_data", "data": html, "metadata": 5}]]
odd += [[{"output_type": "error", "ename": 5, "evalue": None, "traceback": "\x1b["}]]


def changed(part):
    roll = draw.random()
    if roll < rate:
        return draw.choice(odd)
    if roll < 2 * rate and isinstance(part, (list, tuple)) and part:
        part = list(part)
        part[draw.randrange(len(part))] = draw.choice(odd)
        return draw.choice([list, tuple])(part)
    if roll < 2 * rate and isinstance(part, dict) and part:
        return {**part, draw.choice(list(part)): draw.choice(odd)}
    return part


def send(message):
    number, *parts = message
    if number != "callback":
        parts = [changed(part) for part in parts]
        parts = parts[: -1 if draw.random() < rate / 4 else None]
        parts += [5] * (draw.random() < rate / 4)
    genuine_send((number, *parts))


server.send = send


def square(x):
    return x * x
