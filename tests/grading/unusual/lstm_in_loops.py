# unusual: loops over the batch, the units and the inputs with math instead of NumPy
# assignment: lstm
# exercise: lstm_cell_forward
import math


def squash(a):
    return 1 / (1 + math.exp(-a)) if a > 0 else math.exp(a) / (1 + math.exp(a))


def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    N, H = h_prev.shape
    gates = [np.zeros((N, H)) for _ in range(4)]
    c_t, h_t, tanh_c = np.zeros((N, H)), np.zeros((N, H)), np.zeros((N, H))
    for n in range(N):
        for j in range(H):
            for k, gate in enumerate(gates):
                a = b[k * H + j]
                for d in range(x_t.shape[1]):
                    a += x_t[n, d] * W_x[d, k * H + j]
                for d in reversed(range(H)):
                    a += h_prev[n, d] * W_h[d, k * H + j]
                gate[n, j] = math.tanh(a) if k == 2 else squash(a)
            i, f, g, o = (gate[n, j] for gate in gates)
            c_t[n, j] = f * c_prev[n, j] + i * g
            tanh_c[n, j] = math.tanh(c_t[n, j])
            h_t[n, j] = o * tanh_c[n, j]
    return h_t, c_t, LSTMCellCache(x_t, h_prev, c_prev, W_x, W_h, *gates, tanh_c)
