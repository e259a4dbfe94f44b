# attack: fills the disk with one file of 300 megabytes
# assignment: hw
# exercise: square
# status: disk_limit
# score: 0
def square(x):
    with open("@MARK@.bin", "wb") as file:
        for _ in range(300):
            file.write(b"x" * (1 << 20))
    return x * x
