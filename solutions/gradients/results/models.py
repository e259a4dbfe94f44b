"""What the chapter's trainings need beside the course's own loop.

Plain gradient descent, with momentum where it is asked for; and a recurrent layer of
ReLU units.
"""

import numpy as np

from rnn_core.models import RecurrentModel, Run
from rnn_core.records import RNNCache
from solutions.gradients.reference import clip_by_norm
from solutions.rnn.reference import output_backward, output_forward, squared_error


def descend_model(
    model, batches, steps, learning_rate, *, clip, evaluate, every, momentum=0.0
):
    """Train by gradient descent; return what was measured, and the gradients' norms.

    A gradient that is not finite is not taken: the walk ends there, and the rest of
    the measurements are those of the last place.
    """
    velocity, measured, norms = {}, [], []
    for step in range(steps):
        if step % every == 0:
            measured.append(evaluate(model))
        with np.errstate(over="ignore", invalid="ignore"):
            _, grads, _ = model.loss_and_gradients(next(batches))
            grads, norm = clip_by_norm(grads, np.inf if clip is None else clip)
        if not np.isfinite(norm):
            break
        norms.append(norm)
        velocity = {k: momentum * velocity.get(k, 0) + g for k, g in grads.items()}
        model = model.with_params(
            {k: p - learning_rate * velocity[k] for k, p in model.params.items()}
        )
    measured += [evaluate(model)] * (steps // every + 1 - len(measured))
    return measured, np.array(norms)


class ReluModel(RecurrentModel):
    """A layer of ReLU units, read out at its last step; the loss is squared error."""

    def run(self, x, state=None):
        """Run a batch: ``h_t = max(0, x_t W_xh + h_prev W_hh + b_h)``."""
        p, x = self.params, np.asarray(x, dtype=self.dtype)
        h_0 = np.zeros((x.shape[1], len(p["W_hh"])), self.dtype)
        h_t, h = h_0 if state is None else state[0], []
        for a_t in x @ p["W_xh"] + p["b_h"]:  # (N, H): the inputs' part of each step
            h_t = np.maximum(0, a_t + h_t @ p["W_hh"])
            h.append(h_t)
        cache = RNNCache(x, h_0, p["W_xh"], p["W_hh"], np.stack(h))
        outputs, output_cache = output_forward(h_t, p["W_hy"], p["b_y"])
        return Run(outputs, (h_t,), cache, output_cache)

    def loss_and_gradients(self, batch, state=None):
        """Compute the loss of a batch and its gradient for every parameter."""
        run = self.run(batch.x, state)
        loss, dy = squared_error(run.outputs, batch.targets)
        dh, dW_hy, db_y = output_backward(dy.astype(self.dtype), run.output_cache)
        x, h_0, _, W_hh, h = run.layer_cache
        da = np.empty_like(h)
        for t in reversed(range(len(h))):
            da[t] = dh * (h[t] > 0)
            dh = da[t] @ W_hh.T
        before = np.concatenate([h_0[None], h[:-1]])
        grads = {
            "W_xh": np.einsum("tnd,tnh->dh", x, da),
            "W_hh": np.tensordot(before, da, axes=((0, 1), (0, 1))),
            "b_h": da.sum(axis=(0, 1)),
        }
        return float(loss), {**grads, "W_hy": dW_hy, "b_y": db_y}, run.state
