"""Chapter 5, the conventions: misconceptions, the reference with words exchanged."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

AFTER = (
    Wrong(
        "reset_before_the_product",
        f"{_NUMBERS} the reset gate acts before the product, (r_t * h_prev) @ W_hn. "
        "That is the other cell; here it multiplies h_prev @ W_hn + b_hn.",
        fails="reset_after reset_after_keeps_arguments unseen_reset_after",
        edits=(
            (
                "r_t * (a_h[:, 2 * H :] + b_hn)",
                "(r_t * h_prev) @ W_h[:, 2 * H :] + r_t * b_hn",
            ),
        ),
    ),
    Wrong(
        "bias_outside_the_gate",
        f"{_NUMBERS} b_hn stands outside the reset gate. It belongs to the state's "
        "part: r_t * (h_prev @ W_hn + b_hn). Outside it would only repeat b_n.",
        fails="reset_after reset_after_keeps_arguments unseen_reset_after",
        edits=(("(a_h[:, 2 * H :] + b_hn)", "a_h[:, 2 * H :] + b_hn"),),
    ),
    Wrong(
        "second_bias_ignored",
        f"{_NUMBERS} b_hn is left out.",
        fails="reset_after reset_after_keeps_arguments unseen_reset_after",
        edits=(("(a_h[:, 2 * H :] + b_hn)", "a_h[:, 2 * H :]"),),
    ),
    Wrong(
        "everything_reset",
        f"{_NUMBERS} the reset gate multiplies the input's part as well. It acts on "
        "what comes from the state only.",
        fails="reset_after reset_after_keeps_arguments unseen_reset_after",
        edits=(
            (
                "a_x[:, 2 * H :] + r_t * (a_h[:, 2 * H :] + b_hn)",
                "r_t * (a_x[:, 2 * H :] + a_h[:, 2 * H :] + b_hn)",
            ),
        ),
    ),
    Wrong(
        "z_on_the_wrong_side",
        f"{_NUMBERS} z_t keeps, as PyTorch writes it. In this course z_t is the share "
        "of the new in both cells; gru_to_torch changes the sign.",
        fails="reset_after reset_after_keeps_arguments unseen_reset_after",
        edits=(
            (
                "(1 - z_t) * h_prev + z_t * n_t",
                "z_t * h_prev + (1 - z_t) * n_t",
            ),
        ),
    ),
)

CONVERT = (
    Wrong(
        "not_transposed",
        "Your weights have our shapes. PyTorch multiplies by the transposed matrix: "
        "weight_ih is (3H, D), weight_hh (3H, H).",
        fails="torch_weights converting_keeps_arguments unseen_conversions",
        edits=(("(W_x * sign).T", "W_x * sign"), ("(W_h * sign).T", "W_h * sign")),
    ),
    Wrong(
        "sign_of_z_kept",
        f"{_NUMBERS} the update gate's block is taken as it is. PyTorch's z keeps and "
        "ours writes; sigmoid(-a) is 1 - sigmoid(a), so the block changes its sign.",
        fails="torch_weights torch_biases converting_keeps_arguments "
        "unseen_conversions",
        edits=(("[1.0, -1.0, 1.0]", "[1.0, 1.0, 1.0]"),),
    ),
    Wrong(
        "bias_of_z_kept",
        f"{_NUMBERS} only the weights of z change their sign. Its bias drives z too.",
        fails="torch_biases converting_keeps_arguments unseen_conversions",
        edits=(("b * sign", "b.copy()"),),
    ),
    Wrong(
        "bias_counted_twice",
        f"{_NUMBERS} both of PyTorch's biases hold b. PyTorch adds the two, so b would "
        "count twice for r and z; bias_hh holds zeros there and b_hn for n.",
        fails="torch_biases converting_keeps_arguments unseen_conversions",
        edits=(("np.zeros(2 * H)", "bias_ih[: 2 * H]"),),
    ),
    Wrong(
        "state_bias_moved_to_the_input",
        f"{_NUMBERS} b_hn is added to the input's bias. In PyTorch bias_hh of block n "
        "stands inside the reset gate, bias_ih outside: they do not add up.",
        fails="torch_biases converting_keeps_arguments unseen_conversions",
        edits=(
            ("b * sign", "b * sign + np.concatenate([np.zeros(2 * H), b_hn])"),
            (
                "bias_hh = np.concatenate([np.zeros(2 * H), b_hn])",
                "bias_hh = np.zeros(3 * H)",
            ),
        ),
    ),
    Wrong(
        "order_of_keras",
        f"{_NUMBERS} the blocks are put in the order z, r, n, that of Keras. PyTorch "
        "keeps r, z, n, as we do.",
        fails="torch_weights torch_biases converting_keeps_arguments "
        "unseen_conversions",
        edits=(
            (
                "sign = np.repeat([1.0, -1.0, 1.0], H)",
                "swap = np.r_[H : 2 * H, :H, 2 * H : 3 * H]\n"
                "    W_x, W_h, b = W_x[:, swap], W_h[:, swap], b[swap]\n"
                "    sign = np.repeat([-1.0, 1.0, 1.0], H)",
            ),
        ),
    ),
)

WRONG = {"gru_cell_forward_reset_after": AFTER, "gru_to_torch": CONVERT}
