# unusual: writes its own sigmoid by tanh, hides the provided one, helpers in a cell
# assignment: lstm
# extra cell
def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(a))


GATES = dict(i=0, f=1, g=2, o=3)
# exercise: memory_cell
def memory_cell(z, z_i, z_f, z_o, c_prev):
    opened = list(map(sigmoid, (z_i, z_f, z_o)))
    c = opened[1] * c_prev + opened[0] * z
    return c * opened[2], c
# exercise: lstm_cell_forward
def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[-1]

    def gate(name):
        block = slice(GATES[name] * H, (GATES[name] + 1) * H)
        a = b[block] + h_prev @ W_h[:, block] + x_t @ W_x[:, block]
        return np.tanh(a) if name == "g" else sigmoid(a)

    gates = {name: gate(name) for name in "ofgi"}
    c_t = gates["i"] * gates["g"] + gates["f"] * c_prev
    tanh_c = np.tanh(c_t)
    fields = dict(x_t=x_t, h_prev=h_prev, c_prev=c_prev, W_x=W_x, W_h=W_h)
    fields |= {f"{name}_t": value for name, value in gates.items()}
    return gates["o"] * tanh_c, c_t, LSTMCellCache(**fields, tanh_c=tanh_c)
