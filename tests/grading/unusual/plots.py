# unusual: draws figures, shows and saves them
# assignment: hw
# exercise: fibonacci
import matplotlib.pyplot as plt


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


plt.plot([fibonacci(n) for n in range(20)])
plt.yscale("log")
plt.savefig("growth.png")
plt.show()
figure, axes = plt.subplots(2, 2)
axes[0, 0].hist(np.random.rand(100))
figure
