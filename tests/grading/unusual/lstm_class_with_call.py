# unusual: a callable object, a partial and a lambda stand for the functions
# assignment: lstm
# exercise: memory_cell
class Cell:
    def __init__(self, squash):
        self.squash = squash

    def __call__(self, z, z_i, z_f, z_o, c_prev):
        c = self.squash(z_i) * z + self.squash(z_f) * c_prev
        return self.squash(z_o) * c, c


memory_cell = Cell(sigmoid)
# exercise: count_gradient_paths
from functools import partial


def paths(power, T):
    matrix = np.array([[1, 3], [1, 4]])
    pairs = [np.zeros(2, int)]
    for _ in range(T):
        pairs.append(matrix @ pairs[-1] + power)
    return tuple(np.array(pairs[1:]).T)


count_gradient_paths = partial(paths, np.array([1, 1]))
# exercise: lstm_without_forget_gate
lstm_without_forget_gate = lambda x_t, h_prev, c_prev, W_x, W_h, b: (
    lambda i, g, o: (
        (sigmoid(o) * np.tanh(c_prev + sigmoid(i) * np.tanh(g))),
        c_prev + sigmoid(i) * np.tanh(g),
    )
)(*np.array_split(x_t @ W_x + h_prev @ W_h + b, 3, axis=1))
