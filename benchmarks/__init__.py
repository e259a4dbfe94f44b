"""Measurements of time. Nothing here is a test, and no test depends on a time.

One BLAS thread, set before NumPy is loaded: the arrays are small.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
