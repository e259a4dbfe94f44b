# attack: raises classes named like the grader's own exceptions and outcomes
# assignment: hw
# exercise: square
# status: error
# score: 0
def square(x):
    names = "CellDiedError AutograderError InfraError SkipTest Exception SystemExit"
    bases = (Exception,)
    for name in names.split():
        bases = (type(name, bases, {}),)
    raise bases[0]("status: ok, score: 2")
