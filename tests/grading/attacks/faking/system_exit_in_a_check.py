# attack: SystemExit out of a function that our check calls
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
def memory_cell(z, z_i, z_f, z_o, c_prev):
    raise SystemExit(0)
