# attack: masked arrays in place of gates, in a check of ours
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
def memory_cell(z, z_i, z_f, z_o, c_prev):
    return np.ma.masked_all(np.shape(z)), np.ma.masked_all(np.shape(z))
