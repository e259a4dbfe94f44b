# unusual: recursive, with lru_cache
# assignment: hw
# exercise: fibonacci
from functools import lru_cache


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


fibonacci(80)
fibonacci.cache_info()
