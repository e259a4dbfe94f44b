# unusual: works in float32 throughout
# assignment: lstm
# exercise: memory_cell
def memory_cell(z, z_i, z_f, z_o, c_prev):
    z, z_i, z_f, z_o, c_prev = (
        np.asarray(a, dtype=np.float32) for a in (z, z_i, z_f, z_o, c_prev)
    )
    c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
    return sigmoid(z_o) * c, c
# exercise: lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    arrays = [a.astype(np.float32) for a in (x_t, h_prev, c_prev, W_x, W_h, b)]
    x_t, h_prev, c_prev, W_x, W_h, b = arrays
    i, f, g, o = np.split(x_t @ W_x + h_prev @ W_h + b, 4, axis=1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    c_t = f * c_prev + i * g
    tanh_c = np.tanh(c_t)
    return o * tanh_c, c_t, LSTMCellCache(*arrays[:5], i, f, g, o, tanh_c)
