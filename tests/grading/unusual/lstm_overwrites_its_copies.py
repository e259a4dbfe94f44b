# unusual: works in place, on copies
# assignment: lstm
# exercise: lstm_cell_backward
def lstm_cell_backward(dh_t, dc_next, cache):
    da = np.empty((dh_t.shape[0], 4, dh_t.shape[1]))
    dc = dc_next.copy()
    dc += dh_t * cache.o_t * (1 - cache.tanh_c) * (1 + cache.tanh_c)
    for k, (factor, gate) in enumerate(
        [
            (dc * cache.g_t, cache.i_t),
            (dc * cache.c_prev, cache.f_t),
            (dc * cache.i_t, None),
            (dh_t * cache.tanh_c, cache.o_t),
        ]
    ):
        da[:, k] = factor
        da[:, k] *= 1 - cache.g_t**2 if gate is None else gate - gate * gate
    da = da.reshape(len(da), -1)
    dc *= cache.f_t
    dW_x, dW_h = cache.x_t.T.dot(da), cache.h_prev.T.dot(da)
    return da @ cache.W_x.T, da @ cache.W_h.T, dc, dW_x, dW_h, np.ones(len(da)) @ da
