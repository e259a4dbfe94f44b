"""Chapter 6, discrete time: PyTorch, its autograd of the formula, differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.lstm.reference import lstm_cell_forward
from solutions.rnn.reference import rnn_cell_forward
from solutions.variants import reference
from tests.oracles.gradients import numeric_gradients

torch = pytest.importorskip("torch", reason="PyTorch is the oracle: run make test")

T, N, D, H, V, L = 5, 3, 2, 4, 6, 3
LENGTHS = np.array([5, 2, 4])


@pytest.fixture
def rng():
    return np.random.default_rng(6)


def draw(rng, *shape):
    return rng.uniform(-1, 1, shape)


def tensor(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def close(ours, theirs, atol=1e-12):
    for mine, wanted in zip(ours, theirs, strict=True):
        wanted = wanted.detach() if hasattr(wanted, "detach") else wanted
        np.testing.assert_allclose(mine, wanted, rtol=0, atol=atol)


def jordan_arguments(rng):
    weights = draw(rng, D, H), draw(rng, V, H), draw(rng, H, V)
    return draw(rng, T, N, D), draw(rng, N, V), *weights, draw(rng, H), draw(rng, V)


def test_a_jordan_network_and_its_gradients_are_those_of_autograd(rng):
    args, dy = jordan_arguments(rng), draw(rng, T, N, V)
    x, y_0, W_xh, W_yh, W_hy, b_h, b_y = tensors = [tensor(a) for a in args]
    y_t, steps = y_0, []
    for x_t in x:
        y_t = torch.tanh(x_t @ W_xh + y_t @ W_yh + b_h) @ W_hy + b_y
        steps.append(y_t)
    (torch.stack(steps) * torch.tensor(dy)).sum().backward()
    y, cache = reference.jordan_forward(*args)
    close([y], [torch.stack(steps)])
    close(reference.jordan_backward(dy, cache), [t.grad for t in tensors])


def test_the_way_back_through_a_jordan_network_is_the_numeric_gradient(rng):
    args, dy = jordan_arguments(rng), draw(rng, T, N, V)
    got = reference.jordan_backward(dy, reference.jordan_forward(*args)[1])
    wanted = numeric_gradients(lambda *a: reference.jordan_forward(*a)[:1], args, (dy,))
    close(got, wanted, 1e-7)  # central differences of step 1e-6 keep nine digits


def test_a_jordan_network_is_an_elman_network_whose_weights_have_low_rank(rng):
    """With W_hh = W_hy W_yh: all that passes from step to step goes through y."""
    x, _, W_xh, W_yh, W_hy, b_h, b_y = jordan_arguments(rng)
    _, cache = reference.jordan_forward(x, np.zeros((N, V)), W_xh, W_yh, W_hy, b_h, b_y)
    h = cache.h[0]
    for t in range(1, T):
        h, _ = rnn_cell_forward(x[t], h, W_xh, W_hy @ W_yh, b_h + b_y @ W_yh)
        np.testing.assert_allclose(h, cache.h[t], rtol=1e-12)


def layers_of(rng):
    sizes = [D] + [H] * (L - 1)
    return [(draw(rng, size, H), draw(rng, H, H), draw(rng, H)) for size in sizes]


def torch_rnn(weights, **options):
    """Return PyTorch's layer with our parameters, given by the ends of their names."""
    rnn = torch.nn.RNN(D, H, dtype=torch.float64, **options)
    with torch.no_grad():
        for end, (W_xh, W_hh, b_h) in weights.items():
            getattr(rnn, f"weight_ih_{end}").copy_(torch.tensor(W_xh.T))
            getattr(rnn, f"weight_hh_{end}").copy_(torch.tensor(W_hh.T))
            getattr(rnn, f"bias_ih_{end}").copy_(torch.tensor(b_h))
            getattr(rnn, f"bias_hh_{end}").zero_()
    return rnn


def torch_gradients(rnn, end):
    return (
        getattr(rnn, f"weight_ih_{end}").grad.T,
        getattr(rnn, f"weight_hh_{end}").grad.T,
        getattr(rnn, f"bias_ih_{end}").grad,
    )


def test_a_stack_and_its_gradients_are_pytorchs(rng):
    x, h_0, layers = draw(rng, T, N, D), draw(rng, L, N, H), layers_of(rng)
    dh = draw(rng, T, N, H)
    weights = {f"l{k}": layer for k, layer in enumerate(layers)}
    rnn, tx, th = torch_rnn(weights, num_layers=L), tensor(x), tensor(h_0)
    out, last = rnn(tx, th)
    (out * torch.tensor(dh)).sum().backward()
    h, caches = reference.deep_forward(x, h_0, layers)
    close([h, *(cache.h[-1] for cache in caches)], [out, *last])
    dx, dh_0, dlayers = reference.deep_backward(dh, caches)
    close([dx, dh_0], [tx.grad, th.grad])
    for k, grads in enumerate(dlayers):
        close(grads, torch_gradients(rnn, f"l{k}"))


def test_two_directions_and_their_gradients_are_pytorchs_packed_sequences(rng):
    x, h_0, dh = draw(rng, T, N, D), draw(rng, 2, N, H), draw(rng, T, N, 2 * H)
    ltr, rtl = [(draw(rng, D, H), draw(rng, H, H), draw(rng, H)) for _ in range(2)]
    ends = {"l0": ltr, "l0_reverse": rtl}
    rnn, tx, th = torch_rnn(ends, bidirectional=True), tensor(x), tensor(h_0)
    pack = torch.nn.utils.rnn.pack_padded_sequence
    packed = pack(tx, torch.tensor(LENGTHS), enforce_sorted=False)
    out, _ = torch.nn.utils.rnn.pad_packed_sequence(rnn(packed, th)[0])
    (out * torch.tensor(dh)).sum().backward()
    h, cache = reference.bidirectional_forward(x, LENGTHS, h_0, ltr, rtl)
    close([h], [out])
    dx, dh_0, dltr, drtl = reference.bidirectional_backward(dh, cache)
    close([dx, dh_0], [tx.grad, th.grad])
    close(dltr, torch_gradients(rnn, "l0"))
    close(drtl, torch_gradients(rnn, "l0_reverse"))


def test_what_stands_in_the_padding_changes_nothing_not_even_nan(rng):
    x, h_0 = draw(rng, T, N, D), draw(rng, 2, N, H)
    ltr, rtl = [(draw(rng, D, H), draw(rng, H, H), draw(rng, H)) for _ in range(2)]
    spoiled = x.copy()
    spoiled[np.arange(T)[:, None] >= LENGTHS] = np.nan
    plain, _ = reference.bidirectional_forward(x, LENGTHS, h_0, ltr, rtl)
    other, _ = reference.bidirectional_forward(spoiled, LENGTHS, h_0, ltr, rtl)
    np.testing.assert_array_equal(plain, other)


@given(lengths=st.lists(st.integers(1, 6), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_reversing_twice_is_doing_nothing_and_once_is_a_loop(lengths):
    x = np.random.default_rng(len(lengths)).random((max(lengths), len(lengths), 2))
    lengths = np.array(lengths)
    once = reference.reverse_sequences(x, lengths)
    np.testing.assert_array_equal(reference.reverse_sequences(once, lengths), x)
    for n, length in enumerate(lengths):
        np.testing.assert_array_equal(once[:length, n], x[:length, n][::-1])
        np.testing.assert_array_equal(once[length:, n], x[length:, n])


def peephole_arguments(rng):
    states = draw(rng, N, D), draw(rng, N, H), 2 * draw(rng, N, H)
    weights = draw(rng, D, 4 * H), draw(rng, H, 4 * H), draw(rng, 4 * H)
    return *states, *weights, draw(rng, 3, H)


def test_a_step_with_peepholes_and_its_gradients_are_those_of_autograd(rng):
    args = peephole_arguments(rng)
    dh_t, dc_next = draw(rng, N, H), draw(rng, N, H)
    x_t, h_prev, c_prev, W_x, W_h, b, p = tensors = [tensor(a) for a in args]
    a_i, a_f, a_g, a_o = (x_t @ W_x + h_prev @ W_h + b).split(H, dim=1)
    i_t, f_t = torch.sigmoid(a_i + p[0] * c_prev), torch.sigmoid(a_f + p[1] * c_prev)
    c = f_t * c_prev + i_t * torch.tanh(a_g)
    h = torch.sigmoid(a_o + p[2] * c) * torch.tanh(c)
    ((h * torch.tensor(dh_t)).sum() + (c * torch.tensor(dc_next)).sum()).backward()
    h_t, c_t, cache = reference.peephole_lstm_cell_forward(*args)
    close([h_t, c_t], [h, c])
    got = reference.peephole_lstm_cell_backward(dh_t, dc_next, cache)
    close(got, [t.grad for t in tensors])


def test_the_way_back_through_peepholes_is_the_numeric_gradient(rng):
    args = peephole_arguments(rng)
    ways = draw(rng, N, H), draw(rng, N, H)
    _, _, cache = reference.peephole_lstm_cell_forward(*args)
    got = reference.peephole_lstm_cell_backward(*ways, cache)
    wanted = numeric_gradients(
        lambda *a: reference.peephole_lstm_cell_forward(*a)[:2], args, ways
    )
    close(got, wanted, 1e-7)


def test_shut_peepholes_leave_a_plain_lstm(rng):
    args = peephole_arguments(rng)
    plain = lstm_cell_forward(*args[:-1])
    shut = reference.peephole_lstm_cell_forward(*args[:-1], 0 * args[-1])
    close(shut[:2], plain[:2])


def test_a_clock_without_periods_is_a_plain_rnn(rng):
    x_t, h_prev = draw(rng, N, D), draw(rng, N, H)
    weights = draw(rng, D, H), draw(rng, H, H), draw(rng, H)
    every = np.ones(H, int)
    h_t = reference.clockwise_rnn_cell_forward(x_t, h_prev, 7, *weights, every)
    close([h_t], [rnn_cell_forward(x_t, h_prev, *weights)[0]])


def test_a_clock_is_what_a_loop_over_the_units_says(rng):
    x_t, h_prev = draw(rng, N, D), draw(rng, N, H)
    W_xh, W_hh, b_h = draw(rng, D, H), draw(rng, H, H), draw(rng, H)
    periods = np.array([2, 1, 4, 2])
    for t in range(9):
        got = reference.clockwise_rnn_cell_forward(
            x_t, h_prev, t, W_xh, W_hh, b_h, periods
        )
        for k in range(H):
            wanted = h_prev[:, k]
            if t % periods[k] == 0:
                heard = [j for j in range(H) if periods[j] >= periods[k]]
                drive = h_prev[:, heard] @ W_hh[heard, k] + x_t @ W_xh[:, k]
                wanted = np.tanh(drive + b_h[k])
            np.testing.assert_allclose(got[:, k], wanted, rtol=1e-13)


def test_slow_units_are_a_running_average_of_what_comes_in(rng):
    x, S, alpha = draw(rng, 200, 1, D), 3, 0.9
    W_xs, W_xh, W_sh, W_hh = (
        draw(rng, *shape) for shape in ((D, S), (D, H), (S, H), (H, H))
    )
    s, h = np.zeros((1, S)), np.zeros((1, H))
    for x_t in x:
        s_before, h_before = s, h
        s, h = reference.scrn_cell_forward(x_t, s, h, W_xs, W_xh, W_sh, W_hh, alpha)
    weights = (1 - alpha) * alpha ** np.arange(200)[::-1]
    np.testing.assert_allclose(s, np.einsum("t,tnd->nd", weights, x) @ W_xs, atol=1e-12)
    drive = s @ W_sh + x[-1] @ W_xh + h_before @ W_hh
    close([h], [torch.sigmoid(torch.tensor(drive))])
    default = reference.scrn_cell_forward(x[-1], s_before, h, W_xs, W_xh, W_sh, W_hh)
    close([default[0]], [0.05 * x[-1] @ W_xs + 0.95 * s_before])
