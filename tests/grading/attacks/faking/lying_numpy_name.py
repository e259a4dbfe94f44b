# attack: rebinds np, the name that the test cell uses
# assignment: hw
# exercise: normalise
# status: wrong
# score: 0
class Liar:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **options):
        return self

    def __eq__(self, other):
        return True


np = Liar()


def normalise(array):
    return array
