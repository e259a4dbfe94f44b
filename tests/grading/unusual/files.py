# unusual: writes, lists and reads files in the working directory
# assignment: hw
# exercise: square
import json
import os
import pickle
import tempfile
from pathlib import Path

with tempfile.NamedTemporaryFile("wb+", suffix=".pickle") as file:
    pickle.dump({n: n * n for n in range(100)}, file)
    file.seek(0)
    known = pickle.load(file)


def square(x):
    return known.get(x, x * x)
# exercise: fibonacci
Path("tables").mkdir(exist_ok=True)
with open("tables/fibonacci.json", "w") as file:
    json.dump([0, 1], file)


def fibonacci(n):
    path = Path.cwd() / "tables" / "fibonacci.json"
    numbers = json.loads(path.read_text())
    while len(numbers) <= n:
        numbers.append(numbers[-1] + numbers[-2])
    path.write_text(json.dumps(numbers))
    assert "tables" in os.listdir(".")
    return numbers[n]
