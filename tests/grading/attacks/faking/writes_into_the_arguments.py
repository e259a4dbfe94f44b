# attack: overwrites the arguments, so that a comparison with them comes out right
# assignment: lstm
# exercise: lstm_cell_backward
# status: wrong
# score: 0
def lstm_cell_backward(dh_t, dc_next, cache):
    for array in (dh_t, dc_next, *cache):
        array[...] = 0.0
    dx_t, dh_prev, dc_prev = np.zeros_like(cache.x_t), 0 * dh_t, 0 * dh_t
    return dx_t, dh_prev, dc_prev, 0 * cache.W_x, 0 * cache.W_h, 0 * cache.W_h[0]
