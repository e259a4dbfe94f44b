"""An LSTM layer three ways, forward and backward: plain, fast, and PyTorch's.

All in one process on one thread, measured in turn so that a busy moment of the machine
meets all three. Run: ``python -m benchmarks.lstm_layer``. Nothing here is a test.
"""

import argparse
import importlib.util
import time

import numpy as np

from solutions.lstm.reference import (
    lstm_backward,
    lstm_forward,
    lstm_layer_backward,
    lstm_layer_forward,
)

SIZES = ((1, 50, 64), (16, 50, 64), (32, 100, 128), (32, 200, 256))  # N, T, H; D = H
SEED = 0


def make_case(N, T, H):
    """Return the arguments of a layer, and a gradient that arrives at its states."""
    rng = np.random.default_rng(SEED)
    shapes = [(T, N, H), (N, H), (N, H), (H, 4 * H), (H, 4 * H), (4 * H,)]
    scales = [1, 1, 1, H**-0.5, H**-0.5, 1]
    values = [s * rng.normal(size=k) for s, k in zip(scales, shapes, strict=True)]
    arguments = [value.astype(np.float32) for value in values]
    return arguments, rng.normal(size=(T, N, H)).astype(np.float32)


def numpy_step(forward, backward, arguments, dh):
    """Return a function without arguments: forward, backward, states and gradients."""
    dc_T = np.zeros_like(dh[0])

    def step():
        h, _, cache = forward(*arguments)
        return h, *backward(dh, dc_T, cache)

    return step


def torch_step(arguments, dh):
    """Return the same for `torch.nn.LSTM`, which has a second bias (zero here)."""
    import torch

    torch.set_num_threads(1)
    x, h_0, c_0, W_x, W_h, b = (torch.from_numpy(value) for value in arguments)
    layer = torch.nn.LSTM(x.shape[2], h_0.shape[1])
    with torch.no_grad():
        layer.weight_ih_l0.copy_(W_x.T)
        layer.weight_hh_l0.copy_(W_h.T)
        layer.bias_ih_l0.copy_(b)
        layer.bias_hh_l0.zero_()
    inputs = [value.clone().requires_grad_() for value in (x, h_0, c_0)]
    arriving = torch.from_numpy(dh)

    def step():
        for value in (*inputs, *layer.parameters()):
            value.grad = None
        h, _ = layer(inputs[0], (inputs[1][None], inputs[2][None]))
        h.backward(arriving)
        grads = [value.grad for value in inputs]
        grads += [layer.weight_ih_l0.grad.T, layer.weight_hh_l0.grad.T]
        return [h.detach(), *grads, layer.bias_ih_l0.grad]

    return step


def make_steps(N, T, H):
    """Return the ways that can run here, by name."""
    arguments, dh = make_case(N, T, H)
    steps = {
        "plain": numpy_step(lstm_forward, lstm_backward, arguments, dh),
        "fast": numpy_step(lstm_layer_forward, lstm_layer_backward, arguments, dh),
    }
    if importlib.util.find_spec("torch"):
        steps["torch"] = torch_step(arguments, dh)
    return steps


def disagreement(steps):
    """Return the largest difference of any result, relative to its largest entry."""
    results = [[np.asarray(value) for value in step()] for step in steps.values()]
    return max(
        float(np.abs(value - first).max() / np.abs(first).max())
        for others in results[1:]
        for first, value in zip(results[0], others, strict=True)
    )


def measure(steps, repeats):
    """Time each way `repeats` times, in turn.

    Returns
    -------
    dict of str to ndarray
        Seconds of every repeat, by name; the first, slower one is left out.
    """
    seconds = {name: [] for name in steps}
    for _ in range(repeats + 1):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - start)
    return {name: np.array(values[1:]) for name, values in seconds.items()}


def blas_kernel():
    """Return NumPy's BLAS and the kernel that it chose for this processor."""
    if importlib.util.find_spec("threadpoolctl") is None:
        return "unknown (threadpoolctl is not installed)"
    from threadpoolctl import threadpool_info

    found = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    return ", ".join(
        f"{pool['internal_api']} {pool['version']} {pool.get('architecture', '')}, "
        f"{pool['num_threads']} thread(s)"
        for pool in found
    )


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lstm_layer")
    parser.add_argument("--repeats", type=int, default=30)
    repeats = parser.parse_args().repeats
    print("BLAS kernel:", blas_kernel())
    print("forward + backward, float32, one thread; median ms (smallest to largest)")
    for N, T, H in SIZES:
        seconds = measure(make_steps(N, T, H), repeats)
        parts = [
            f"{name} {1e3 * np.median(s):7.2f} ({1e3 * s.min():.2f} to "
            f"{1e3 * s.max():.2f})"
            for name, s in seconds.items()
        ]
        print(f"N {N:3d}  T {T:3d}  H {H:3d}   " + "   ".join(parts), flush=True)


if __name__ == "__main__":
    main()
