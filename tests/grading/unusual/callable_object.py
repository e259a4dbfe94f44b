# unusual: an object with __call__ and a static method stand for functions
# assignment: hw
# exercise: fibonacci
class Fibonacci:
    def __init__(self, first=0, second=1):
        self.start = first, second
        self.calls = 0

    def __call__(self, n):
        self.calls += 1
        a, b = self.start
        for _ in range(n):
            a, b = b, a + b
        return a


fibonacci = Fibonacci()
# exercise: mean
class Statistics:
    @staticmethod
    def mean(values):
        return sum(values) / len(values)


mean = Statistics.mean
