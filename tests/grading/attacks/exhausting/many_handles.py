# attack: a hundred thousand objects that the judge has to keep a number for
# assignment: hw
# exercise: ratios
# status: wrong|bad_return
# score: 0
class Thing:
    pass


ratios = [Thing() for _ in range(100_000)]
