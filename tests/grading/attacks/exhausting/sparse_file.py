# attack: a file of eight terabytes without contents
# assignment: hw
# exercise: square
# status: disk_limit
# score: 0
def square(x):
    with open("@MARK@.bin", "wb") as file:
        file.truncate(1 << 43)
    return x * x
