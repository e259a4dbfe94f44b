"""Chapter 6, continuous time: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

DERIVATIVE = (
    Wrong(
        "weights_transposed",
        f"{_NUMBERS} the weights are transposed. W goes from the neuron of the row to "
        "that of the column, and states are rows: sigmoid(y + theta) @ W. Many papers "
        "write it the other way round.",
        fails="two_neurons several_copies unseen_networks",
        edits=(("@ W + I", "@ W.T + I"),),
    ),
    Wrong(
        "leak_not_divided",
        f"{_NUMBERS} tau divides the inputs but not the -y. All of the right-hand side "
        "is divided by tau.",
        fails="two_neurons several_copies unseen_networks",
        edits=(
            (
                "(-y + sigmoid(y + theta) @ W + I) / tau",
                "-y + (sigmoid(y + theta) @ W + I) / tau",
            ),
        ),
    ),
    Wrong(
        "multiplied_by_tau",
        f"{_NUMBERS} tau multiplies. A large time constant makes a neuron slow: divide "
        "by it.",
        fails="two_neurons several_copies unseen_networks",
        edits=(("/ tau", "* tau"),),
    ),
    Wrong(
        "no_leak",
        f"{_NUMBERS} the term -y is missing. Without input a neuron drifts back to "
        "rest.",
        fails="two_neurons several_copies unseen_networks",
        edits=(("(-y + sigmoid", "(sigmoid"),),
    ),
    Wrong(
        "bias_behind_the_sigmoid",
        f"{_NUMBERS} theta is added behind the weights. It shifts a neuron's own "
        "sigmoid: sigmoid(y + theta).",
        fails="two_neurons several_copies unseen_networks",
        edits=(("sigmoid(y + theta) @ W + I", "sigmoid(y) @ W + theta + I"),),
    ),
)

EULER = (
    Wrong(
        "dt_forgotten",
        f"{_NUMBERS} the slope is added whole. In a step of length dt a state changes "
        "by dt times its slope.",
        fails="one_euler_step euler_steps euler_keeps_arguments unseen_euler",
        edits=(("y_t + dt * ctrnn", "y_t + ctrnn"),),
    ),
    Wrong(
        "slope_alone",
        f"{_NUMBERS} the state is replaced by the change. A step adds the change to "
        "where it began.",
        fails="one_euler_step euler_steps euler_keeps_arguments unseen_euler",
        edits=(("y_t = y_t + dt", "y_t = dt"),),
    ),
    Wrong(
        "same_input_at_every_step",
        f"{_NUMBERS} every step takes the first input. I[t] is the input of step t.",
        fails="euler_steps euler_keeps_arguments unseen_euler",
        edits=(("y_t, I_t, tau", "y_t, I[0], tau"),),
    ),
    Wrong(
        "slope_of_the_beginning",
        f"{_NUMBERS} every step takes the slope at y_0. Each takes the slope where "
        "it begins.",
        fails="euler_steps euler_keeps_arguments unseen_euler",
        edits=(("ctrnn_derivative(y_t,", "ctrnn_derivative(y_0,"),),
    ),
    Wrong(
        "divided_by_tau_again",
        f"{_NUMBERS} tau divides a second time. ctrnn_derivative has divided by it "
        "already.",
        fails="one_euler_step euler_steps euler_keeps_arguments unseen_euler",
        edits=(("I_t, tau, W, theta)", "I_t, tau, W, theta) / tau"),),
    ),
)

KUTTA = (
    Wrong(
        "euler",
        f"{_NUMBERS} only the first slope is used: that is Euler's method.",
        fails="one_step_of_four_slopes runge_kutta_steps "
        "runge_kutta_keeps_arguments unseen_runge_kutta",
        edits=(("dt / 6 * (k_1 + 2 * k_2 + 2 * k_3 + k_4)", "dt * k_1"),),
    ),
    Wrong(
        "slopes_weighed_alike",
        f"{_NUMBERS} the four slopes are averaged. The two in the middle count twice: "
        "1, 2, 2, 1, together 6.",
        fails="one_step_of_four_slopes runge_kutta_steps "
        "runge_kutta_keeps_arguments unseen_runge_kutta",
        edits=(
            (
                "dt / 6 * (k_1 + 2 * k_2 + 2 * k_3 + k_4)",
                "dt / 4 * (k_1 + k_2 + k_3 + k_4)",
            ),
        ),
    ),
    Wrong(
        "last_slope_in_the_middle",
        f"{_NUMBERS} the fourth slope is taken in the middle of the step. It is taken "
        "at the end: y + dt k_3.",
        fails="one_step_of_four_slopes runge_kutta_steps "
        "runge_kutta_keeps_arguments unseen_runge_kutta",
        edits=(("y_t + dt * k_3", "y_t + dt / 2 * k_3"),),
    ),
    Wrong(
        "third_slope_from_the_first",
        f"{_NUMBERS} the third slope starts from the first. It uses the second, which "
        "already is the slope in the middle: y + dt/2 k_2.",
        fails="one_step_of_four_slopes runge_kutta_steps "
        "runge_kutta_keeps_arguments unseen_runge_kutta",
        edits=(("y_t + dt / 2 * k_2", "y_t + dt / 2 * k_1 + 0 * k_2"),),
    ),
    Wrong(
        "slopes_without_dt",
        f"{_NUMBERS} the slopes are added to the state without dt. A slope times a "
        "time is a change.",
        fails="runge_kutta_steps runge_kutta_keeps_arguments unseen_runge_kutta",
        edits=(
            ("y_t + dt / 2 * k_1", "y_t + k_1 / 2"),
            ("y_t + dt / 2 * k_2", "y_t + k_2 / 2"),
            ("y_t + dt * k_3", "y_t + k_3"),
        ),
    ),
)

EQUILIBRIA = (
    Wrong(
        "stable_alone",
        f"{_NUMBERS} only stable equilibria are listed. The unstable one, between the "
        "two, is an equilibrium too: it parts those who go up from those who go down.",
        fails="three_equilibria unseen_neurons",
        edits=(
            ("return equilibria", "return [pair for pair in equilibria if pair[1]]"),
        ),
    ),
    Wrong(
        "stability_reversed",
        f"{_NUMBERS} stable and unstable are exchanged. Where the change falls from "
        "plus to minus, a neuron that is pushed comes back: stable.",
        fails="one_equilibrium three_equilibria one_side_wins unseen_neurons",
        edits=(("bool(signs[k] > 0)", "bool(signs[k] < 0)"),),
    ),
    Wrong(
        "one_found",
        f"{_NUMBERS} the search ends at the first equilibrium. There may be three: "
        "look on both sides of it.",
        fails="three_equilibria unseen_neurons",
        edits=(("return equilibria", "return equilibria[:1]"),),
    ),
    Wrong(
        "all_called_stable",
        f"{_NUMBERS} every equilibrium is called stable. Look at the change on both "
        "sides: does it lead back, or away?",
        fails="three_equilibria unseen_neurons",
        edits=(("bool(signs[k] > 0)", "True"),),
    ),
    Wrong(
        "input_ignored",
        f"{_NUMBERS} the input I is left out.",
        fails="one_equilibrium three_equilibria one_side_wins unseen_neurons",
        edits=(("sigmoid(y + theta) + I", "sigmoid(y + theta)"),),
    ),
    Wrong(
        "positive_states_alone",
        f"{_NUMBERS} only positive states are searched. With a negative self-weight or "
        "a negative input a neuron may rest below 0.",
        fails="one_equilibrium one_side_wins unseen_neurons",
        edits=(("ends = I + min(0.0, w) - 1e-3", "ends = 1e-4"),),
    ),
)

WRONG = {
    "ctrnn_derivative": DERIVATIVE,
    "ctrnn_euler": EULER,
    "ctrnn_runge_kutta": KUTTA,
    "ctrnn_equilibria": EQUILIBRIA,
}
