# attack: nan, which is neither too large nor too small
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
def memory_cell(z, z_i, z_f, z_o, c_prev):
    return z * np.nan, c_prev * np.nan
