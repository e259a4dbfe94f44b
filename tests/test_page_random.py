"""The small random generator of the pages, in Python: uniform and repeatable."""

import itertools

import numpy as np
import pytest

from rnn_core.page_random import MASK, pick, uniforms


def draws(seed, count):
    return np.array(list(itertools.islice(uniforms(seed), count)))


def test_the_numbers_are_uniform():
    numbers = draws(7, 100_000)
    counts = np.bincount((numbers * 100).astype(int), minlength=100)
    chi2 = ((counts - 1000) ** 2 / 1000).sum()
    assert abs(chi2 - 99) < 6 * np.sqrt(2 * 99)  # 99 degrees of freedom, six sigma


def test_numbers_that_follow_each_other_are_not_related():
    numbers = draws(8, 100_000)
    for lag in (1, 2, 3, 12):
        related = np.corrcoef(numbers[lag:], numbers[:-lag])[0, 1]
        assert abs(related) < 6 / np.sqrt(len(numbers))


def test_neighbouring_seeds_begin_differently():
    firsts = np.array([draws(seed, 4) for seed in range(2000)])
    assert len(np.unique(firsts[:, 0])) == 2000
    # uniform over seeds as well: mean ½, variance 1/12
    assert np.abs(firsts.mean(axis=0) - 0.5).max() < 6 / np.sqrt(12 * 2000)
    assert abs(np.corrcoef(firsts[1:, 0], firsts[:-1, 0])[0, 1]) < 6 / np.sqrt(2000)


def test_a_seed_repeats_its_numbers():
    assert (draws(3, 50) == draws(3, 50)).all()
    assert (draws(3, 50) != draws(4, 50)).all()


@pytest.mark.parametrize("seed", [-1, MASK + 1])
def test_a_seed_of_more_than_32_bits_is_refused(seed):
    with pytest.raises(ValueError, match="expected a number from 0 to 4294967295"):
        next(uniforms(seed))


def test_places_are_picked_as_often_as_they_are_wide():
    p = np.array([0.5, 0.0, 0.2, 0.3])
    picked = np.array([pick(p, u) for u in itertools.islice(uniforms(11), 10_000)])
    share = np.bincount(picked, minlength=4) / len(picked)
    assert (np.abs(share - p) <= 6 * np.sqrt(p * (1 - p) / len(picked))).all()


def test_the_last_place_with_a_width_takes_what_rounding_leaves():
    assert pick([0.3, 0.6, 0.0], 0.95) == 1
