# unusual: runs an event loop in a thread, from inside the function
# assignment: hw
# exercise: square
import asyncio
import threading


async def product(a, b):
    await asyncio.sleep(0.001)
    return a * b


def square(x):
    found = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(product(x, x))))
    thread.start()
    thread.join()
    return found[0]
