"""The small random generator of the pages: the twin of ``static/random.js``.

Chris Doty-Humphrey's sfc32, from PractRand: three words of 32 bits and a counter. In
a page nothing but 32-bit integers can be counted on, so NumPy's generator, of 128 bits,
stays in Python. A test holds the two to each other, to the last bit.
"""

import itertools
import operator

MASK = 0xFFFFFFFF
ROUNDS = 12  # thrown away: they spread the seed over all three words


def uniforms(seed):
    """Yield uniform numbers without end, the same for the same seed.

    Parameters
    ----------
    seed : int
        From 0 to 2³² - 1.

    Yields
    ------
    float
        In [0, 1), a multiple of 2⁻³².

    Examples
    --------
    >>> numbers = uniforms(2024)
    >>> [round(next(numbers), 4) for _ in range(3)]
    [0.1968, 0.3857, 0.4203]
    """
    seed = operator.index(seed)
    if not 0 <= seed <= MASK:
        raise ValueError(f"seed is {seed}, expected a number from 0 to {MASK}")
    a, b, c, count = 0, seed, 0, 1
    for drawn in itertools.count():
        out = (a + b + count) & MASK
        count = (count + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = (((c << 21) | (c >> 11)) + out) & MASK
        if drawn >= ROUNDS:
            yield out / 2**32


def pick(p, uniform):
    """Return the place that a uniform number falls on; place k is as wide as p[k].

    Parameters
    ----------
    p : sequence of float
        Probabilities; their sum is 1, but for rounding.
    uniform : float
        In [0, 1).

    Returns
    -------
    int
        The first place whose end lies beyond `uniform`.

    Examples
    --------
    >>> pick([0.5, 0.25, 0.25], 0.6)
    1
    """
    end = 0.0
    for place, width in enumerate(p):
        end += float(width)
        if uniform < end:
            return place
    # the widths may add up to a hair less than 1
    return max(place for place, width in enumerate(p) if width > 0)
