# unusual: awaits at the top level of the cell
# assignment: hw
# exercise: fibonacci
import asyncio


async def slow_fibonacci(n):
    await asyncio.sleep(0)
    return n if n < 2 else await slow_fibonacci(n - 1) + await slow_fibonacci(n - 2)


values = await asyncio.gather(*(slow_fibonacci(n) for n in range(8)))


def fibonacci(n):
    while len(values) <= n:
        values.append(values[-1] + values[-2])
    return values[n]


await asyncio.sleep(0.01)
