"""The second oracle: central differences, one loss for all outputs at once."""

import numpy as np

EPS = 1e-6


def numeric_gradients(fn, args, cotangents):
    """Differentiate ``sum(cotangent * output)`` with respect to every argument."""

    def loss(*values):
        outputs = fn(*values)
        pairs = zip(cotangents, outputs, strict=True)
        return sum(float((d * o).sum()) for d, o in pairs)

    gradients = []
    for k, arg in enumerate(args):
        gradient = np.zeros_like(arg)
        for where in np.ndindex(arg.shape):
            values = [a.copy() for a in args]
            values[k][where] += EPS
            up = loss(*values)
            values[k][where] -= 2 * EPS
            gradient[where] = (up - loss(*values)) / (2 * EPS)
        gradients.append(gradient)
    return gradients
