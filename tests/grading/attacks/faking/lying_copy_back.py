# attack: fills the caller's list with objects that equal everything
# assignment: hw
# exercise: sort_in_place
# status: wrong
# score: 0
class Equal:
    def __eq__(self, other):
        return True


def sort_in_place(values):
    values[:] = [Equal() for _ in values]
