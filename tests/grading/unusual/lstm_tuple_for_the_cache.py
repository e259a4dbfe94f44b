# unusual: one concatenated product by einsum, and a plain tuple for the cache
# assignment: lstm
# exercise: lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    stacked = np.concatenate([h_prev, x_t], axis=1)
    weights = np.vstack([W_h, W_x])
    a = np.einsum("nk,kj->nj", stacked, weights) + b[np.newaxis]
    i, f, g, o = a.reshape(len(a), 4, -1).transpose(1, 0, 2)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c_t = np.asfortranarray(f * c_prev + i * g)
    tanh_c = np.tanh(c_t)
    return h_of(o, tanh_c), c_t, (x_t, h_prev, c_prev, W_x, W_h, i, f, g, o, tanh_c)


def h_of(o, tanh_c):
    return np.multiply(o, tanh_c)
