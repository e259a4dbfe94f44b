"""Chapter 3, error surfaces and cliffs: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

SURFACE = (
    Wrong(
        "immediate_part_only",
        f"{_NUMBERS} the state before a step counts as a constant. It depends on w and "
        "b as well: each step adds its own part to slope times the part before.",
        fails="slope_of_many_steps unseen_places",
        edits=(
            ("s + slope * dx_dw, 1 + slope * dx_db", "s + 0 * slope, 1 + 0 * slope"),
        ),
    ),
    Wrong(
        "last_squashing_left_out",
        f"{_NUMBERS} the slope of the last sigmoid is left out. The loss looks at "
        "sigmoid(x_T), not at x_T.",
        fails="slope_of_one_step slope_of_many_steps unseen_places",
        edits=(("2 * (s - 0.7) * s * (1 - s)", "2 * (s - 0.7)"),),
    ),
    Wrong(
        "weight_left_out",
        f"{_NUMBERS} a step back multiplies by the sigmoid's slope alone. The state "
        "passes the weight too: the factor is w * s * (1 - s).",
        fails="slope_of_many_steps unseen_places",
        edits=(("slope = w * s * (1 - s)", "slope = s * (1 - s)"),),
    ),
    Wrong(
        "tanh_slope",
        f"{_NUMBERS} the slope is 1 - s**2, which is tanh's. A sigmoid's slope is "
        "s * (1 - s).",
        fails="slope_of_one_step slope_of_many_steps unseen_places",
        edits=(
            ("slope = w * s * (1 - s)", "slope = w * (1 - s**2)"),
            ("2 * (s - 0.7) * s * (1 - s)", "2 * (s - 0.7) * (1 - s**2)"),
        ),
    ),
    Wrong(
        "state_compared",
        f"{_NUMBERS} x_T itself is compared with 0.7. The output is sigmoid(x_T).",
        fails="loss_of_one_step loss_of_many_steps slope_of_one_step "
        "slope_of_many_steps unseen_places",
        edits=(
            ("dx = 2 * (s - 0.7) * s * (1 - s)", "dx = 2 * (x - 0.7)"),
            ("return (s - 0.7) ** 2", "return (x - 0.7) ** 2"),
        ),
    ),
    Wrong(
        "state_squashed_at_the_end",
        f"{_NUMBERS} the sum is squashed: x_t = sigmoid(w * x_prev + b). Here the old "
        "state is squashed first: x_t = w * sigmoid(x_prev) + b.",
        fails="loss_of_one_step loss_of_many_steps slope_of_one_step "
        "slope_of_many_steps unseen_places",
        source="""def error_surface(w, b, T=50):
    x = 0.5 + 0 * w
    dx_dw, dx_db = 0 * x, 0 * x
    for _ in range(T):
        s = sigmoid(w * x + b)
        slope = s * (1 - s)
        dx_dw, dx_db = slope * (x + w * dx_dw), slope * (1 + w * dx_db)
        x = s
    s = sigmoid(x)
    dx = 2 * (s - 0.7) * s * (1 - s)
    return (s - 0.7) ** 2, dx * dx_dw, dx * dx_db
""",
    ),
    Wrong(
        "half_of_the_square",
        f"{_NUMBERS} the 2 of the square's derivative is missing. Without a factor ½ "
        "in the loss, 2 * (s - 0.7) stays.",
        fails="slope_of_one_step slope_of_many_steps unseen_places",
        edits=(("2 * (s - 0.7) * s", "(s - 0.7) * s"),),
    ),
)

WALK = (
    Wrong(
        "uphill",
        f"{_NUMBERS} the gradient is added. It points uphill; a step *down* subtracts "
        "it.",
        fails="one_step_down several_steps_down with_a_threshold large_threshold "
        "unseen_walks",
        edits=(
            ("w - learning_rate", "w + learning_rate"),
            ("b - learning_rate", "b + learning_rate"),
        ),
    ),
    Wrong(
        "step_clipped",
        f"{_NUMBERS} the whole step is clipped, learning rate included. Clip the "
        "gradient first; the learning rate then multiplies what is left.",
        fails="with_a_threshold unseen_walks",
        edits=(
            (
                '{"w": dw, "b": db}',
                '{"w": learning_rate * dw, "b": learning_rate * db}',
            ),
            ("w - learning_rate * ", "w - "),
            ("b - learning_rate * ", "b - "),
        ),
    ),
    Wrong(
        "each_component_clipped",
        f"{_NUMBERS} dw and db are cut one by one. Clip them together, by their norm: "
        "the direction stays.",
        fails="with_a_threshold unseen_walks",
        edits=(
            (
                "grads, _ = clip_by_norm(grads, threshold)",
                "grads = {k: np.clip(g, -threshold, threshold) "
                "for k, g in grads.items()}",
            ),
        ),
    ),
    Wrong(
        "threshold_ignored",
        f"{_NUMBERS} the threshold is ignored. Where it is not None, the gradient goes "
        "through clip_by_norm before the step.",
        fails="with_a_threshold unseen_walks",
        edits=(("if threshold is not None:", "if False:"),),
    ),
    Wrong(
        "bias_one_place_ahead",
        f"{_NUMBERS} the bias is moved with the gradient of the place where w has "
        "already arrived. Both belong to one place: compute the gradient once, then "
        "move both.",
        fails="one_step_down several_steps_down with_a_threshold large_threshold "
        "unseen_walks",
        edits=(
            (
                'w, b = w - learning_rate * grads["w"], b - learning_rate * grads["b"]',
                'w = w - learning_rate * grads["w"]\n'
                "        _, dw, db = error_surface(w, b, T)\n"
                '        grads = {"w": dw, "b": db}\n'
                "        if threshold is not None:\n"
                "            grads = clip_by_norm(grads, threshold)[0]\n"
                '        b = b - learning_rate * grads["b"]',
            ),
        ),
    ),
    Wrong(
        "gradient_of_the_start",
        f"{_NUMBERS} every step uses the gradient of the start. The surface is "
        "different at each place: compute the gradient anew.",
        fails="several_steps_down with_a_threshold large_threshold unseen_walks",
        edits=(
            ("path, losses = [(w, b)], []", "path, losses, v, c = [(w, b)], [], w, b"),
            (
                "loss, dw, db = error_surface(w, b, T)",
                "loss, (_, dw, db) = error_surface(w, b, T)[0], error_surface(v, c, T)",
            ),
        ),
    ),
    Wrong(
        "start_left_out",
        "Your path begins after the first step. The start belongs to it: steps + 1 "
        "places and losses.",
        fails="one_step_down several_steps_down with_a_threshold large_threshold "
        "unseen_walks",
        edits=(
            (
                "return np.array(path, dtype=float), np.array(losses)",
                "return np.array(path[1:], dtype=float), np.array(losses[1:])",
            ),
        ),
    ),
)

WRONG = {"error_surface": SURFACE, "descend": WALK}
