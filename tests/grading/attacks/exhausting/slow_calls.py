# attack: every call stays below the limit, all together take minutes
# assignment: lstm
# exercise: lstm_cell_forward
# status: total_timeout|timeout|wrong
# score: 0
import time


def lstm_cell_forward(x_t, h_prev, c_prev, W_x, W_h, b):
    end = time.process_time() + 1.2
    while time.process_time() < end:
        pass
    return h_prev, c_prev, None
