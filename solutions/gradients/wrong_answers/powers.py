"""Chapter 3, powers of a weight: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

RECURRENCE = (
    Wrong(
        "input_weighted",
        f"{_NUMBERS} the input is multiplied by w as well. Only the old state is: "
        "h_t = w * h_prev + x_t.",
        fails="one_input_and_then_silence inputs_and_a_first_state unseen_recurrences",
        edits=(("h_t = w * h_t + x_t", "h_t = w * (h_t + x_t)"),),
    ),
    Wrong(
        "initial_state_ignored",
        f"{_NUMBERS} the first step starts from 0. It starts from the h_0 that the "
        "caller gave.",
        fails="inputs_and_a_first_state unseen_recurrences",
        edits=(("h_t, h = h_0, []", "h_t, h = 0 * h_0, []"),),
    ),
    Wrong(
        "power_of_the_present",
        f"{_NUMBERS} the old state is added and the new input is weighted. It is the "
        "old state that w multiplies, again at every step.",
        fails="one_input_and_then_silence inputs_and_a_first_state unseen_recurrences",
        edits=(("w * h_t + x_t", "h_t + w * x_t"),),
    ),
    Wrong(
        "starts_with_the_first_state",
        "Your first entry is h_0. Return the state *after* each step: T states for T "
        "inputs.",
        fails="one_input_and_then_silence inputs_and_a_first_state unseen_recurrences",
        edits=(
            (
                "h_t = w * h_t + x_t\n        h.append(h_t)",
                "h.append(h_t)\n        h_t = w * h_t + x_t",
            ),
        ),
    ),
)

GRADIENT = (
    Wrong(
        "only_the_last_use",
        f"{_NUMBERS} the weight counts at the last step only. It was used at every "
        "step, and each use adds its part.",
        fails="shared_weight toy_example unseen_gradients",
        edits=(
            (
                "dw = dw + dh * h_prev[t]",
                "dw = dw + (dh == 1) * h_prev[-1] * (t == len(x) - 1)",
            ),
        ),
    ),
    Wrong(
        "state_after_the_step",
        f"{_NUMBERS} each use of the weight is paired with the state that it made. It "
        "multiplied the state *before*: h_0 first, then h_1, and so on.",
        fails="shared_weight toy_example unseen_gradients",
        edits=(("dh * h_prev[t]", "dh * h[t]"),),
    ),
    Wrong(
        "one_power_too_many",
        f"{_NUMBERS} the gradient takes a step back before it is used. The last input "
        "goes straight into h_T: its derivative is 1.",
        fails="every_input shared_weight toy_example unseen_gradients",
        edits=(
            ("dx[t] = dh\n", "dh = dh * w\n        dx[t] = dh\n"),
            ("        dh = dh * w\n    return", "    return"),
        ),
    ),
    Wrong(
        "from_the_front",
        f"{_NUMBERS} the powers of w are counted from the first step. The *first* "
        "input travels furthest, so it has the highest power.",
        fails="every_input shared_weight toy_example unseen_gradients",
        edits=(("reversed(range(len(x)))", "range(len(x))"),),
    ),
    Wrong(
        "weight_held_fixed",
        f"{_NUMBERS} the earlier states count as constants for the weight: each use "
        "is paired with its state, but the way from there to the end, a power of w, "
        "is left out.",
        fails="shared_weight toy_example unseen_gradients",
        edits=(("dw + dh * h_prev[t]", "dw + h_prev[t]"),),
    ),
)

WRONG = {
    "linear_recurrence": RECURRENCE,
    "linear_recurrence_gradient": GRADIENT,
}
