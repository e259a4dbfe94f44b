"""Random programs, from a seed: pairs of a NumPy function and the arrays to run it on.

Values stay tame, so that a difference in rounding cannot grow, and only inputs are
compared with each other, so that it cannot turn a choice around.
"""

import numpy as np

SHAPES = [(), (1,), (3,), (4,), (1, 3), (2, 1), (2, 3), (4, 3), (3, 4), (2, 4, 3)]

UNARY = [
    np.negative,
    np.tanh,
    np.abs,
    lambda x: np.exp(np.minimum(x, 2.0)),
    lambda x: np.log(np.abs(x) + 0.5),
    lambda x: np.sqrt(np.abs(x) + 0.1),
    lambda x: (np.abs(x) + 0.5) ** -1.5,
    lambda x: np.tanh(x) ** 3,
    lambda x: 2.0 ** np.tanh(x),
    lambda x: x.T,
    lambda x: x.reshape(-1),
    lambda x: x.reshape(1, *x.shape),
    lambda x: x.sum(),
    lambda x: x.sum(axis=-1, keepdims=True) if x.ndim else x,
    lambda x: x.mean(axis=0) if x.ndim else x,
    lambda x: x.max(axis=-1) if x.ndim else x,
    lambda x: x[..., ::-1] if x.ndim else x,
    lambda x: x[-1] if x.ndim else x,
    lambda x: x[:1] if x.ndim else x,
    lambda x: x[..., None, :2] if x.ndim else x,
    lambda x: x.transpose(1, 0, 2) if x.ndim == 3 else x,
    lambda x: np.concatenate([x, 0.5 * x], axis=-1) if x.ndim else x,
    lambda x: np.stack([x, x + 1.0]) if x.ndim < 3 else x,
]
BINARY = [
    np.add,
    np.subtract,
    np.multiply,
    np.maximum,
    np.minimum,
    lambda x, y: x / (np.abs(y) + 0.5),
]
COMPARISONS = [
    np.less,
    np.less_equal,
    np.greater,
    np.greater_equal,
    np.equal,
    np.not_equal,
]


def fits(x, y):
    """Tell whether two shapes broadcast."""
    try:
        np.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        return False
    return True


def random_case(rng):
    """Return a function of three arrays and three arrays for it.

    The function replays its choices, so that it does the same on stand-ins.
    """
    shapes = [SHAPES[k] for k in rng.integers(len(SHAPES), size=3)]
    arrays = [rng.normal(size=shape) for shape in shapes]
    seed = int(rng.integers(2**32))

    def program(a, b, c):
        choose = np.random.default_rng(seed)
        values = [a, b, c]
        for _ in range(choose.integers(3, 12)):
            values.append(_grow(choose, values))
        return tuple(values[3:])

    return program, arrays


def _grow(choose, values):
    """Apply one more random operation, and squash what has become large."""
    kind = choose.choice(["unary", "unary", "binary", "where", "matmul"])
    x = values[choose.integers(len(values))]
    partners = [y for y in values if fits(x, y)]
    y = partners[choose.integers(len(partners))]
    if kind == "binary":
        return np.tanh(BINARY[choose.integers(len(BINARY))](x, y))
    if kind == "where":
        compare = COMPARISONS[choose.integers(len(COMPARISONS))]
        p = values[choose.integers(3)]
        q = [v for v in values[:3] if fits(p, v)]
        condition = compare(p, q[choose.integers(len(q))])
        usable = [v for v in values if fits(condition, v)]
        return np.where(condition, usable[choose.integers(len(usable))], 0.25)
    factors = [v for v in values if v.ndim and x.ndim and _multiply(x, v)]
    if kind == "matmul" and factors:
        return np.tanh(x @ factors[choose.integers(len(factors))])
    # a unary step; results stay small enough to be sent by the thousand
    if x.size > 48:
        return x.sum(axis=0)
    return UNARY[choose.integers(len(UNARY))](x)


def _multiply(x, y):
    rows = y.shape[-2] if y.ndim > 1 else y.shape[0]
    batches = (x.shape[:-2], y.shape[:-2])
    return x.shape[-1] == rows and (batches[0] == batches[1] or () in batches)
