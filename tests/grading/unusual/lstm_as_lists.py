# unusual: returns lists of lists, and a list where a tuple is asked for
# assignment: lstm
# exercise: memory_cell
def memory_cell(z, z_i, z_f, z_o, c_prev):
    c = sigmoid(z_i) * z + sigmoid(z_f) * c_prev
    return [np.asarray(sigmoid(z_o) * c).tolist(), np.asarray(c).tolist()]
# exercise: cell_state_gradient
def cell_state_gradient(f, h, w):
    kept, overwritten = [[1.0] * f.shape[1]], [[1.0] * f.shape[1]]
    for t in range(len(f) - 1, 0, -1):
        kept.insert(0, [k * f[t, j] for j, k in enumerate(kept[0])])
        slopes = [w[j] * (1 - h[t, j] ** 2) for j in range(len(w))]
        overwritten.insert(0, [k * s for k, s in zip(overwritten[0], slopes)])
    return kept, overwritten
# exercise: count_gradient_paths
def count_gradient_paths(T):
    from_c, from_h, c, h = [], [], 0, 0
    for _ in range(T):
        c += 3 * h + 1
        h += c
        from_c.append(c)
        from_h.append(h)
    return from_c, from_h
