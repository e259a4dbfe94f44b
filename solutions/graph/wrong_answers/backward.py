"""Chapter 1, reverse mode: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

EVALUATE = (
    Wrong(
        "operands_in_another_order",
        f"{_NUMBERS} an operation gets its operands in reverse. Their order is that of "
        "node.operands: a - b is not b - a.",
        fails="numbers_in_order used_twice unseen_inputs arrays_too",
        edits=(("for k in operands)", "for k in operands[::-1])"),),
    ),
    Wrong(
        "only_what_was_computed",
        "Your dict lacks the inputs. They are nodes as well, and the way back needs "
        "their values: put them in with the others.",
        fails="numbers_in_order used_twice unseen_inputs arrays_too",
        edits=(
            (
                "    return values",
                "    return {k: v for k, v in values.items() if k not in inputs}",
            ),
        ),
    ),
    Wrong(
        "as_listed",
        "You compute the nodes in the order of the list. A node may be listed before "
        "what it is computed from: go along topological_order(graph).",
        fails="used_twice arrays_too unseen_inputs",
        edits=(("in topological_order(graph):", "in nodes:"),),
    ),
)

ELEMENTWISE = (
    Wrong(
        "own_factor",
        f"{_NUMBERS} each factor's gradient is multiplied by that factor itself. How "
        "fast a * b grows with a is b: each gets the *other* one.",
        fails="through_a_product unseen_arrays",
        edits=(("return dy * b, dy * a", "return dy * a, dy * b"),),
    ),
    Wrong(
        "dy_left_out",
        f"{_NUMBERS} the local derivative stands alone. It must be multiplied by dy: "
        "what the operation does to the loss is what it does to y, times dy.",
        fails="through_a_product through_difference_and_quotient through_squashing "
        "through_powers_and_logarithms unseen_arrays",
        edits=(
            (
                '    if operation == "subtract":',
                '    dy = np.ones_like(dy)\n    if operation == "subtract":',
            ),
        ),
    ),
    Wrong(
        "minus_forgotten",
        f"{_NUMBERS} the second operand of a difference gets a plus. When b grows, "
        "a - b falls: its gradient is -dy.",
        fails="through_difference_and_quotient unseen_arrays",
        edits=(("return dy, -dy", "return dy, dy"),),
    ),
    Wrong(
        "divisor_not_squared",
        f"{_NUMBERS} a / b is differentiated by b as -a / b. One more b belongs below: "
        "-a / b**2.",
        fails="through_difference_and_quotient unseen_arrays",
        edits=(("-dy * a / b**2", "-dy * a / b"),),
    ),
    Wrong(
        "slope_at_the_value",
        f"{_NUMBERS} the operand is taken for the result. tanh' = 1 - y**2 and "
        "sigmoid' = y * (1 - y) hold for the value y = tanh(a) or sigmoid(a), and you "
        "are given a.",
        fails="through_squashing unseen_arrays",
        edits=(
            ("1 - np.tanh(a) ** 2", "1 - a**2"),
            ("s = sigmoid(a)", "s = a"),
        ),
    ),
    Wrong(
        "value_instead_of_slope",
        f"{_NUMBERS} log goes back by dy * log(a). Its slope is 1 / a.",
        fails="through_powers_and_logarithms unseen_arrays",
        edits=(("(dy / a,)", "(dy * np.log(a),)"),),
    ),
    Wrong(
        "no_tuple_for_one",
        "Where there is one operand you return a bare array. Return a tuple of one, "
        "(da,) with its comma, so that whoever calls can go over the operands.",
        fails="through_squashing through_powers_and_logarithms unseen_arrays",
        edits=(
            ("(dy * 2 * a,)", "dy * 2 * a"),
            ("(dy * (1 - np.tanh(a) ** 2),)", "dy * (1 - np.tanh(a) ** 2)"),
            ("(dy * s * (1 - s),)", "dy * s * (1 - s)"),
            ("(dy * np.exp(a),)", "dy * np.exp(a)"),
            ("(dy / a,)", "dy / a"),
        ),
    ),
    Wrong(
        "square_without_its_two",
        f"{_NUMBERS} the square's slope is taken as a. It is 2 * a: a is used twice.",
        fails="through_powers_and_logarithms unseen_arrays",
        edits=(("(dy * 2 * a,)", "(dy * a,)"),),
    ),
)

MATMUL = (
    Wrong(
        "averaged_over_the_rows",
        f"{_NUMBERS} dW is divided by the number of rows. All N rows use the same W, "
        "so what they want adds up; dividing is the loss's business.",
        fails="to_the_right_factor unseen_products",
        edits=(("dW = x.T @ dy", "dW = x.T @ dy / len(x)"),),
    ),
    Wrong(
        "transposed_dW",
        "Your dW is transposed. It has the shape of W itself, (D, H): x.T comes first.",
        fails="to_the_right_factor one_row unseen_products",
        edits=(("dW = x.T @ dy", "dW = dy.T @ x"),),
    ),
    Wrong(
        "exchanged",
        "Your two gradients stand in each other's place. The order is that of the "
        "factors: dx, then dW.",
        fails="to_the_left_factor to_the_right_factor one_row unseen_products",
        edits=(("return dx, dW", "return dW, dx"),),
    ),
    Wrong(
        "dy_left_out",
        f"{_NUMBERS} dy is taken as all ones. The gradient that arrives is different "
        "for every entry of y: multiply by it.",
        fails="to_the_left_factor to_the_right_factor one_row unseen_products",
        edits=(
            ("dx = dy @ W.T", "dx = np.ones_like(dy) @ W.T"),
            ("dW = x.T @ dy", "dW = x.T @ np.ones_like(dy)"),
        ),
    ),
)

BROADCAST = (
    Wrong(
        "dy_for_both",
        "You return dy itself for both. An operand that was stretched gets a gradient "
        "of its own, smaller shape: sum over the places where it was used.",
        fails="a_bias a_column a_number unseen_shapes",
        edits=(
            (
                "gradients.append(np.sum(grad, axis=stretched, keepdims=True))",
                "gradients.append(1.0 * dy)",
            ),
        ),
    ),
    Wrong(
        "mean_instead_of_sum",
        f"{_NUMBERS} the mean is taken where an operand was stretched. It acts at each "
        "of these places in full, so the parts add up.",
        fails="a_bias a_column a_number unseen_shapes",
        edits=(
            ("np.sum(dy, axis=added)", "np.mean(dy, axis=added)"),
            (
                "np.sum(grad, axis=stretched, keepdims=True)",
                "np.mean(grad, axis=stretched, keepdims=True)",
            ),
        ),
    ),
    Wrong(
        "axis_lost",
        "An axis of length 1 is gone from your gradient. It is part of the operand's "
        "shape: sum with keepdims=True.",
        fails="a_column unseen_shapes",
        edits=(("axis=stretched, keepdims=True", "axis=stretched"),),
    ),
    Wrong(
        "rows_only",
        "You sum over missing axes and not over stretched ones. Where the operand has "
        "an axis of length 1 and y a longer one, the sum runs along that axis.",
        fails="a_column unseen_shapes",
        edits=(
            (
                "gradients.append(np.sum(grad, axis=stretched, keepdims=True))",
                "gradients.append(grad)",
            ),
        ),
    ),
)

_PUSHING = """\
def graph_backward(graph, values, output):
    nodes = {node.name: node for node in graph}
    gradients = {name: 0.0 * value for name, value in values.items()}
    gradients[output] = gradients[output] + 1.0

    def push(name):
        _, operation, operands = nodes[name]
        dy, given = gradients[name], [values[k] for k in operands]
        if operation == "input":
            return
        if operation == "add":
            parts = vjp_broadcast_add(dy, *given)
        elif operation == "matmul":
            parts = vjp_matmul(dy, *given)
        elif operation == "sum":
            parts = (dy * np.ones_like(given[0]),)
        else:
            parts = vjp_elementwise(dy, operation, given)
        for operand, part in zip(operands, parts, strict=True):
            gradients[operand] = gradients[operand] + part
            push(operand)

    push(output)
    return gradients
"""

BACKWARD = (
    Wrong(
        "last_child_wins",
        f"{_NUMBERS} a node keeps only the part that arrived last. A node with two "
        "children gets the *sum* of what both send back.",
        fails="twice_in_one_product two_children a_small_network unseen_networks",
        edits=(
            (
                "gradients[operand] = gradients[operand] + part",
                "gradients[operand] = part",
            ),
        ),
    ),
    Wrong(
        "operands_as_a_set",
        f"{_NUMBERS} a node that is both factors of a product gets one part. x * x "
        "uses x twice, so two parts arrive.",
        fails="twice_in_one_product a_small_network unseen_networks",
        edits=(
            (
                "for operand, part in zip(operands, parts, strict=True):",
                "for operand, part in dict(zip(operands, parts, strict=True)).items():",
            ),
        ),
    ),
    Wrong(
        "passed_on_too_early",
        f"{_NUMBERS} a node passes its gradient on each time something arrives, so "
        "early parts are counted again. Wait until all children have sent theirs: go "
        "through topological_order(graph) backward.",
        fails="two_children a_small_network unseen_networks",
        source=_PUSHING,
    ),
    Wrong(
        "forward_order",
        f"{_NUMBERS} the nodes are visited from the inputs to the output. A gradient "
        "goes the other way: a node can pass on only what has arrived.",
        fails="two_children a_small_network unseen_networks",
        edits=(("in reversed(topological_order(graph)):", "in values:"),),
    ),
    Wrong(
        "begins_with_the_value",
        f"{_NUMBERS} the way back begins with the value of the output. It begins with "
        "1, the derivative of the output with respect to itself.",
        fails="twice_in_one_product two_children a_small_network unseen_networks",
        edits=(("gradients[output] + 1.0", "gradients[output] + values[output]"),),
    ),
)

WRONG = {
    "graph_evaluate": EVALUATE,
    "vjp_elementwise": ELEMENTWISE,
    "vjp_matmul": MATMUL,
    "vjp_broadcast_add": BROADCAST,
    "graph_backward": BACKWARD,
}
