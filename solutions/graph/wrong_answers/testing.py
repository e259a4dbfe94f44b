"""Chapter 1, forward mode and testing: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

FORWARD = (
    Wrong(
        "tangents_multiplied",
        f"{_NUMBERS} the tangents of two factors are multiplied with each other. While "
        "one moves the other stands: dx @ W + x @ dW, and so for a * b.",
        fails="a_product_of_moving_factors through_a_network one_input_moves "
        "unseen_directions",
        edits=(
            (
                "        else:  # entry by entry",
                '        elif operation == "multiply":\n'
                "            moved[name] = dots[0] * dots[1]\n"
                "        else:  # entry by entry",
            ),
            ("dots[0] @ given[1] + given[0] @ dots[1]", "dots[0] @ dots[1]"),
        ),
    ),
    Wrong(
        "first_operand_only",
        f"{_NUMBERS} only the first operand of each operation moves. All of them may; "
        "their effects add up.",
        fails="a_product_of_moving_factors one_input_moves through_a_network "
        "unseen_directions",
        edits=(
            ("moved[name] = dots[0] + dots[1]", "moved[name] = dots[0]"),
            ("dots[0] @ given[1] + given[0] @ dots[1]", "dots[0] @ given[1]"),
            ("for k, dot in enumerate(dots)", "for k, dot in enumerate(dots[:1])"),
        ),
    ),
    Wrong(
        "others_move_as_well",
        f"{_NUMBERS} inputs that are not named move by 1. They stand still: their "
        "tangent is 0, in the shape of their value.",
        fails="one_input_moves through_a_network unseen_directions",
        edits=(("0.0 * values[name])", "0.0 * values[name] + 1.0)"),),
    ),
    Wrong(
        "slope_without_its_tangent",
        f"{_NUMBERS} element-wise operations give their slope alone. The slope is "
        "multiplied by the operand's tangent.",
        fails="a_product_of_moving_factors one_input_moves through_a_network "
        "unseen_directions",
        edits=(
            (
                "vjp_elementwise(dot, operation, given)[k]",
                "vjp_elementwise(1.0 + 0.0 * dot, operation, given)[k]",
            ),
        ),
    ),
    Wrong(
        "not_summed",
        "The tangent of a sum has the shape of what is summed. A sum moves by the sum "
        "of all its parts' tangents, one number.",
        fails="one_input_moves through_a_network unseen_directions",
        edits=(("moved[name] = np.sum(dots[0])", "moved[name] = dots[0]"),),
    ),
)

NUMERIC = (
    Wrong(
        "one_sided",
        f"{_NUMBERS} only one side is tried, (f(x + eps) - f(x)) / eps. Its error "
        "shrinks like eps; that of both sides like eps squared.",
        fails="a_vector a_matrix whole_numbers unseen_functions",
        edits=(("(f(up) - f(down)) / (2 * eps)", "(f(up) - f(np.array(x))) / eps"),),
    ),
    Wrong(
        "divided_by_eps",
        f"{_NUMBERS} the difference is divided by eps. The two places are 2 * eps "
        "apart.",
        fails="a_vector a_matrix whole_numbers unseen_functions",
        edits=(("/ (2 * eps)", "/ eps"),),
    ),
    Wrong(
        "all_at_once",
        f"{_NUMBERS} all entries move at the same time. Each entry of the gradient "
        "needs its own move, with all other entries at rest.",
        fails="a_vector a_matrix whole_numbers unseen_functions",
        edits=(
            ("up[where] += eps", "up += eps"),
            ("down[where] -= eps", "down -= eps"),
        ),
    ),
    Wrong(
        "never_restored",
        f"{_NUMBERS} an entry that was moved stays moved while the next ones are "
        "tried. Set it back, or begin from a fresh copy each time.",
        fails="a_vector a_matrix whole_numbers unseen_functions",
        edits=(
            (
                "    for where in np.ndindex(gradient.shape):",
                "    up, down = np.array(x, dtype=float), np.array(x, dtype=float)\n"
                "    for where in np.ndindex(gradient.shape):",
            ),
            (
                "        up, down = np.array(x, dtype=float), np.array(x, dtype=float)"
                "\n        up[where]",
                "        up[where]",
            ),
        ),
    ),
    Wrong(
        "whole_numbers_do_not_move",
        f"{_NUMBERS} a copy of x keeps its type: an array of whole numbers cuts 1.1 "
        "off to 1, so nothing moves. Copy with np.array(x, dtype=float).",
        fails="whole_numbers unseen_functions",
        edits=(
            (
                "up, down = np.array(x, dtype=float), np.array(x, dtype=float)",
                "up, down = np.array(x), np.array(x)",
            ),
            ("up[where] += eps", "up[where] = up[where] + eps"),
            ("down[where] -= eps", "down[where] = down[where] - eps"),
        ),
    ),
)

PROJECTION = (
    Wrong(
        "one_sided",
        f"{_NUMBERS} f is taken at x + eps * v and at x. Go as far to the other side "
        "too, and divide by 2 * eps.",
        fails="slope_by_differences unseen_slopes",
        edits=(
            (
                "(f(x + eps * v) - f(x - eps * v)) / (2 * eps)",
                "(f(x + eps * v) - f(x)) / eps",
            ),
        ),
    ),
    Wrong(
        "every_entry_alike",
        f"{_NUMBERS} every entry moves by the same amount. Two errors that cancel in "
        "the sum would never be seen; draw the direction from rng.",
        fails="slope_by_differences slope_that_is_claimed unseen_slopes "
        "right_and_wrong_claims unseen_claims",
        edits=(("rng.standard_normal(np.shape(x))", "np.ones(np.shape(x))"),),
    ),
    Wrong(
        "absolute_difference",
        "You compare the two slopes by their difference alone. A thousandth is much "
        "where both are small and little where both are large: divide by their size.",
        fails="right_and_wrong_claims unseen_claims",
        edits=(("<= 1e-3 * largest", "<= 1e-3"),),
    ),
    Wrong(
        "lengths_compared",
        f"{_NUMBERS} the slope that is claimed is taken as the length of the gradient. "
        "Along a direction v it is the inner product, the sum of gradient * v.",
        fails="slope_that_is_claimed right_and_wrong_claims unseen_slopes "
        "unseen_claims",
        edits=(("np.sum(gradient * v)", "np.sqrt(np.sum(np.square(gradient)))"),),
    ),
    Wrong(
        "sign_ignored",
        "You compare the sizes of the two slopes. A gradient of the wrong sign would "
        "pass, and descent would climb.",
        fails="right_and_wrong_claims unseen_claims",
        edits=(("abs(numeric - claimed) <=", "abs(abs(numeric) - abs(claimed)) <="),),
    ),
)

WRONG = {
    "jvp": FORWARD,
    "numeric_gradient": NUMERIC,
    "gradient_check": PROJECTION,
}
