# unusual: runs the sequence by recursion over time, on slices
# assignment: lstm
# exercise: lstm_forward
def steps(x, h, c, *weights):
    if not len(x):
        return ()
    h, c, step = lstm_cell_forward(x[0], h, c, *weights)
    return ((h, c, step), *steps(x[1:], h, c, *weights))


def lstm_forward(x, h_0, c_0, W_x, W_h, b):
    made = steps(x, h_0, c_0, W_x, W_h, b)
    h, c = (np.array([step[k] for step in made]) for k in (0, 1))
    gates = [
        np.array([getattr(step[2], name) for step in made])
        for name in ("i_t", "f_t", "g_t", "o_t", "tanh_c")
    ]
    return h, c[-1], LSTMCache(x, h_0, c_0, W_x, W_h, *gates, h, c)
