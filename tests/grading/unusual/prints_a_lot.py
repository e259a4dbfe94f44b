# unusual: prints two thousand lines at each call
# assignment: hw
# exercise: square
def square(x):
    for step in range(2000):
        print("step", step, "of my calculation, x =", x)
    print(end="no line end")
    return x * x
