"""The demos of chapter 6: what the page runs, and what a reader's function may do."""

import numpy as np
import pytest

import rnn_core
from rnn_core import exercise
from rnn_core.demos import two_readers
from rnn_core.demos.clock_modules import CLOCK, EXAMPLE, PERIODS, given
from rnn_core.demos.framework import DemoError
from rnn_core.demos.phase_portrait import (
    GRID,
    HIGH,
    LOW,
    NOWHERE,
    PHASE_PLANE,
    START,
    course,
)
from rnn_core.demos.two_readers import BOTH_DIRECTIONS, FIRST, LAST, MIDDLE, meanings
from rnn_core.program import run
from solutions.variants import reference


@pytest.fixture
def reference_mode():
    with rnn_core.mode("reference"):
        yield


@pytest.fixture
def student_with():
    with rnn_core.mode("student"):
        yield exercise.register
        exercise.unregister()


def test_the_pages_two_readers_are_the_exercises(reference_mode):
    for first in FIRST:
        for last in LAST:
            x = meanings([first, *MIDDLE, last])
            (expected,) = BOTH_DIRECTIONS.compute([{"x": x}])
            got = two_readers.page_step(np.array(x))
            for name, value in expected.items():
                np.testing.assert_allclose(got[name], value, rtol=1e-12, atol=1e-15)


def test_each_half_of_the_sentence_decides_where_it_speaks(reference_mode):
    def ahead(first, last):
        (o,) = BOTH_DIRECTIONS.compute([{"x": meanings([first, *MIDDLE, last])}])
        return o["ltr_ahead"], o["rtl_ahead"]

    assert ahead("Broke", "photo")[0] > 0.3
    assert ahead("Broke", "photo")[1] == 0
    assert ahead("Then", "towel")[1] < -0.3
    assert ahead("Then", "towel")[0] == 0
    assert abs(sum(ahead("Broke", "towel"))) < 0.3


def test_the_pages_clock_is_the_exercises(reference_mode):
    expected = CLOCK.compute(given(EXAMPLE))
    program = CLOCK.traced()
    h = [0.0] * len(PERIODS)
    for inputs, outputs in zip(given(EXAMPLE), expected, strict=True):
        values = [np.asarray(v, float) for v in (*inputs.values(), h)]
        h = run(program, *values)["h"]
        np.testing.assert_allclose(h, outputs["h"], rtol=1e-12)


def test_the_course_is_that_of_the_solver_in_one_go(reference_mode):
    outputs = PHASE_PLANE.compute(PHASE_PLANE.steps)
    W = np.array([[START["w11"], START["w12"]], [START["w21"], START["w22"]]])
    theta = np.array([START["t1"], START["t2"]])
    y = reference.ctrnn_runge_kutta(
        np.array([[START["s1"], START["s2"]]]),
        np.zeros((800, 1, 2)),
        np.ones(2),
        W,
        theta,
        0.1,
    )
    np.testing.assert_allclose(course(outputs), y[:, 0], rtol=1e-9)


def test_on_a_nullcline_its_neuron_stands_still(reference_mode):
    (outputs, *_) = PHASE_PLANE.compute(PHASE_PLANE.steps)
    W = np.array([[START["w11"], START["w12"]], [START["w21"], START["w22"]]])
    theta = np.array([START["t1"], START["t2"]])
    grid, found = np.linspace(LOW, HIGH, GRID), 0
    for k, still in enumerate((outputs["still1"], outputs["still2"])):
        for here, other in zip(grid, still, strict=True):
            if other == NOWHERE:
                continue
            y = np.array([[here, other] if k == 0 else [other, here]])
            dy = reference.ctrnn_derivative(y, np.zeros((1, 2)), np.ones(2), W, theta)
            assert abs(dy[0, k]) < 1e-9
            found += 1
    assert found > 40


def test_without_connections_no_division_goes_wrong(reference_mode):
    given = START | dict.fromkeys(("w11", "w12", "w21", "w22"), 0.0)
    outputs = PHASE_PLANE.compute([given, {}])
    assert np.isfinite(outputs[0]["still1"]).all()


def test_functions_that_return_another_shape_are_named(student_with):
    student_with("ctrnn_runge_kutta", lambda *args: np.zeros(3))
    with pytest.raises(DemoError, match=r"returned shape \(3,\), expected"):
        PHASE_PLANE.compute(PHASE_PLANE.steps)
    student_with("clockwise_rnn_cell_forward", lambda *args: np.zeros(8))
    with pytest.raises(DemoError, match=r"returned shape \(8,\), expected"):
        CLOCK.compute(CLOCK.steps)
