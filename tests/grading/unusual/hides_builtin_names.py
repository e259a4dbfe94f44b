# unusual: uses names of Python's own functions as variables
# assignment: hw
# exercise: mean
sum = 0
list = [1, 2]
str = "text"


def mean(values):
    sum = 0
    for id in values:
        sum += id
    max = len(values)
    return sum / max
# exercise: sort_in_place
def sort_in_place(list):
    for next in range(len(list)):
        min = next
        for input in range(next, len(list)):
            if list[input] < list[min]:
                min = input
        list[next], list[min] = list[min], list[next]
