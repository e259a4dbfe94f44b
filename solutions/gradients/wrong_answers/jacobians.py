"""Chapter 3, products of Jacobians: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

STEP = (
    Wrong(
        "weights_not_transposed",
        f"{_NUMBERS} W_hh stands there as it is. W_hh[i, j] leads *from* unit i *to* "
        "unit j; the Jacobian has the output first, J[j, i].",
        fails="linear_units slopes_of_tanh one_saturated_unit unseen_steps",
        edits=(("* W_hh.T", "* W_hh"),),
    ),
    Wrong(
        "slopes_of_the_wrong_units",
        f"{_NUMBERS} the slopes scale the columns. The slope belongs to the unit that "
        "is *reached*, h_t[j]: it scales row j.",
        fails="slopes_of_tanh one_saturated_unit unseen_steps",
        edits=(("slope[:, None] * W_hh.T", "slope * W_hh.T"),),
    ),
    Wrong(
        "slope_left_out",
        f"{_NUMBERS} tanh's slope is left out. The Jacobian of a step holds both: "
        "the weights and, for each unit, 1 - h_t**2.",
        fails="slopes_of_tanh one_saturated_unit unseen_steps",
        edits=(("1 - h_t**2", "np.ones_like(h_t)"),),
    ),
    Wrong(
        "squashed_twice",
        f"{_NUMBERS} h_t is taken for the pre-activation, and squashed once more. h_t "
        "is already a tanh, so its slope is 1 - h_t**2.",
        fails="slopes_of_tanh one_saturated_unit unseen_steps",
        edits=(("1 - h_t**2", "1 - np.tanh(h_t) ** 2"),),
    ),
    Wrong(
        "sigmoid_slope",
        f"{_NUMBERS} the slope is that of a sigmoid, h * (1 - h). The units are tanh "
        "units: their slope is 1 - h**2.",
        fails="linear_units slopes_of_tanh one_saturated_unit unseen_steps",
        edits=(("1 - h_t**2", "h_t * (1 - h_t)"),),
    ),
)

PRODUCT = (
    Wrong(
        "order_reversed",
        f"{_NUMBERS} the first step stands on the left. Matrices do not commute: the "
        "last step is applied last, so it stands on the left.",
        fails="two_steps several_steps unseen_products",
        edits=(("J @ product", "product @ J"),),
    ),
    Wrong(
        "entry_by_entry",
        f"{_NUMBERS} the matrices are multiplied entry by entry. Steps in a row are "
        "the matrix product, @.",
        fails="two_steps several_steps unseen_products",
        edits=(
            ("np.eye(jacobians.shape[1])", "np.ones_like(jacobians[0])"),
            ("J @ product", "J * product"),
        ),
    ),
    Wrong(
        "added_up",
        f"{_NUMBERS} the Jacobians are added. Sums are for different ways; steps one "
        "after the other multiply.",
        fails="two_steps several_steps unseen_products",
        edits=(
            ("np.eye(jacobians.shape[1])", "np.zeros_like(jacobians[0])"),
            ("J @ product", "J + product"),
        ),
    ),
    Wrong(
        "first_step_left_out",
        f"{_NUMBERS} the first Jacobian is left out. With it the product reaches back "
        "to h_0; without it only to h_1.",
        fails="two_steps several_steps unseen_products",
        edits=(("for J in jacobians:", "for J in jacobians[1:]:"),),
    ),
)

NORMS = (
    Wrong(
        "weights_not_transposed",
        f"{_NUMBERS} the gradient goes back through W_hh itself. Forward, a state is "
        "multiplied by W_hh; back, a gradient by its transpose.",
        fails="linear_way_back way_back_through_tanh keeps_the_gradient unseen_ways",
        edits=(("@ W_hh.T", "@ W_hh"),),
    ),
    Wrong(
        "slope_after_the_weights",
        f"{_NUMBERS} the gradient goes through the weights first and then through "
        "the slopes of the state it left. Forward it is weights, then tanh; so back "
        "it is tanh's slope first.",
        fails="way_back_through_tanh keeps_the_gradient unseen_ways",
        edits=(("(dh * (1 - h_t**2)) @ W_hh.T", "(dh @ W_hh.T) * (1 - h_t**2)"),),
    ),
    Wrong(
        "slope_left_out",
        f"{_NUMBERS} tanh's slope is left out. A step back multiplies by 1 - h_t**2 "
        "before the weights.",
        fails="way_back_through_tanh keeps_the_gradient unseen_ways",
        edits=(("(dh * (1 - h_t**2)) @", "dh @"),),
    ),
    Wrong(
        "slopes_one_step_early",
        f"{_NUMBERS} a gradient at h_t is led back with the slopes of the state "
        "*before*. It goes through the tanh that made h_t.",
        fails="way_back_through_tanh keeps_the_gradient unseen_ways",
        edits=(("h[:0:-1]", "h[-2::-1]"),),
    ),
    Wrong(
        "norm_over_the_batch",
        "Each of your rows holds one number, again and again: the norm of the whole "
        "batch. The sequences are separate; take the norm of each row, axis=1.",
        fails="linear_way_back way_back_through_tanh last_row unseen_ways",
        edits=(
            (
                "norms = [np.linalg.norm(dh, axis=1)]",
                "norms = [np.full(len(dh), np.linalg.norm(dh))]",
            ),
            (
                "norms.append(np.linalg.norm(dh, axis=1))",
                "norms.append(np.full(len(dh), np.linalg.norm(dh)))",
            ),
        ),
    ),
    Wrong(
        "last_step_first",
        "Your rows are in the order in which you walked, the last step first. Row t "
        "belongs to h[t]: turn them round at the end.",
        fails="linear_way_back way_back_through_tanh keeps_the_gradient unseen_ways",
        edits=(("np.stack(norms[::-1])", "np.stack(norms)"),),
    ),
)

BOUND = (
    Wrong(
        "eigenvalue",
        f"{_NUMBERS} the largest eigenvalue is taken. It tells how powers of W_hh end, "
        "but a vector can grow on the way; the largest *singular* value bounds each "
        "step.",
        fails="full_weights flatter_activation settled_or_not unseen_weights",
        edits=(
            (
                "np.linalg.svd(W_hh, compute_uv=False)[0]",
                "np.abs(np.linalg.eigvals(W_hh)).max()",
            ),
        ),
    ),
    Wrong(
        "frobenius_norm",
        f"{_NUMBERS} the square root of the sum of all squared entries is taken, what "
        "np.linalg.norm(W) gives. That is a bound too, but a looser one than the "
        "largest singular value, np.linalg.norm(W, 2).",
        fails="diagonal_weights full_weights flatter_activation unseen_weights",
        edits=(("np.linalg.svd(W_hh, compute_uv=False)[0]", "np.linalg.norm(W_hh)"),),
    ),
    Wrong(
        "slope_left_out",
        f"{_NUMBERS} gamma is left out. Each step goes through the activation too, "
        "which passes on at most gamma.",
        fails="flatter_activation settled_or_not unseen_weights",
        edits=(("gamma * np.linalg", "np.linalg"),),
    ),
    Wrong(
        "steps_multiplied",
        f"{_NUMBERS} the factor is multiplied by the number of steps. Each step "
        "multiplies again: it is the factor to the power of steps.",
        fails="diagonal_weights full_weights flatter_activation unseen_weights",
        edits=(("factor**steps", "factor * steps"),),
    ),
    Wrong(
        "slope_once",
        f"{_NUMBERS} gamma counts once for all steps. Every step goes through the "
        "activation, so gamma is part of what is raised to the power.",
        fails="flatter_activation unseen_weights",
        edits=(
            ("float(factor**steps)", "float(factor**steps / gamma ** (steps - 1))"),
        ),
    ),
)

WRONG = {
    "step_jacobian": STEP,
    "jacobian_product": PRODUCT,
    "gradient_norms_through_time": NORMS,
    "vanishing_bound": BOUND,
}
