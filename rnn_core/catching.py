"""A minimal world: an agent moves sideways to catch what falls, and sees by five rays.

The kind of task with which Beer studied what little machinery cognition needs: the
agent is a continuous-time RNN of four neurons. Left and right are mirror images of each
other, in its body and in its weights. For the last part of the fall it is blind.
"""

from typing import NamedTuple

import numpy as np

from rnn_core.functions import sigmoid
from rnn_core.variants import ctrnn_derivative

HEIGHT, RADIUS = 10.0, 1.0  # where a disc starts, and its size
STEPS, DT = 100, 0.1  # a fall takes 10 units of time
DARK = 50  # the step from which nothing is seen
ANGLES = np.deg2rad([-30.0, -15.0, 0.0, 15.0, 30.0])  # of the rays, from straight up
REACH = 12.0  # how far a ray sees
FASTEST = 2.5  # of the agent, in units of length per unit of time
NEURONS, GENES = 4, 22
MIRROR = [1, 0, 3, 2]  # neurons 0 and 1 move it left and right, 2 and 3 think


class Agent(NamedTuple):
    """The network of an agent, or of many: any number of axes may come first.

    ``W_in`` (5, 4) leads from the rays to the neurons; the others are the parameters
    of `ctrnn_derivative`.
    """

    W_in: np.ndarray
    tau: np.ndarray
    W: np.ndarray
    theta: np.ndarray


class Fall(NamedTuple):
    """What happened in N falls of T steps, with the axes of the agent before N.

    ``agent`` and ``disc`` are positions from left to right (T, N), ``rays`` what was
    seen (T, N, 5), ``y`` the states (T, N, 4).
    """

    agent: np.ndarray
    disc: np.ndarray
    rays: np.ndarray
    y: np.ndarray


def agent_of(genes, reactive=False):
    """Build an agent from its genes.

    Parameters
    ----------
    genes : ndarray of shape (..., 22)
        Numbers between -1 and 1.
    reactive : bool
        Whether the neurons only pass on what the rays tell them now: no weights among
        them, and no inertia.

    Returns
    -------
    Agent
    """
    genes = np.asarray(genes, dtype=float)
    lead = genes.shape[:-1]
    half_in = genes[..., :10].reshape(*lead, 5, 2)  # to neurons 0 and 2
    half_W = genes[..., 10:18].reshape(*lead, 4, 2)
    W_in, W = np.empty((*lead, 5, 4)), np.empty((*lead, 4, 4))
    W_in[..., [0, 2]], W_in[..., [1, 3]] = half_in, half_in[..., ::-1, :]
    W[..., [0, 2]], W[..., [1, 3]] = half_W, half_W[..., MIRROR, :]
    pairs = [0, 0, 1, 1]
    tau, theta = 10 ** genes[..., 18:20][..., pairs], 4 * genes[..., 20:][..., pairs]
    if reactive:  # one Euler step of length tau arrives at the inputs
        W, tau = np.zeros_like(W), np.full_like(tau, DT)
    return Agent(12 * W_in, np.maximum(tau, DT), 8 * W, theta)


def seen(aside, height):
    """Say what the rays see of a disc.

    Parameters
    ----------
    aside, height : ndarray
        How far to the right of the agent the disc's middle is, and how far above.

    Returns
    -------
    ndarray of shape (..., 5)
        For each ray 1 if the disc is near, falling to 0 at the end of its reach.
    """
    aside, height = np.asarray(aside)[..., None], np.asarray(height)[..., None]
    along = aside * np.sin(ANGLES) + height * np.cos(ANGLES)
    off = aside**2 + height**2 - along**2  # squared distance of the middle from the ray
    hit = (off < RADIUS**2) & (along > 0)
    distance = along - np.sqrt(np.maximum(RADIUS**2 - off, 0))
    return np.where(hit, np.clip(1 - distance / REACH, 0, 1), 0)


def fall(agent, start, drift, dark=DARK):
    """Let discs fall and the agent move below them.

    Parameters
    ----------
    agent : Agent
        One network, or many with further axes in front.
    start, drift : ndarray of shape (N,)
        Where each disc begins, counted from the agent, and its speed to the right.
    dark : int
        The step from which nothing is seen.

    Returns
    -------
    Fall
    """
    lead = agent.theta.shape[:-1]
    disc = np.broadcast_to(start, (*lead, len(start))).astype(float)
    position, y = np.zeros_like(disc), np.zeros((*disc.shape, NEURONS))
    tau, theta = agent.tau[..., None, :], agent.theta[..., None, :]
    if not lead:
        tau, theta = agent.tau, agent.theta
    steps = []
    for t in range(STEPS):
        height = HEIGHT * (1 - t / STEPS)
        rays = seen(disc - position, np.full_like(disc, height)) * (t < dark)
        push = rays @ agent.W_in
        y = y + DT * ctrnn_derivative(y, push, tau, agent.W, theta)
        fired = sigmoid(y + theta)
        position = position + DT * FASTEST * (fired[..., 1] - fired[..., 0])
        disc = disc + DT * drift
        steps.append((position, disc, rays, y))
    return Fall(*(np.stack(parts) for parts in zip(*steps, strict=True)))


def missed(result):
    """Return how far from each disc the agent was at the end."""
    return np.abs(result.agent[-1] - result.disc[-1])
