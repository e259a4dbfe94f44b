"""Chapter 5, the cell backward: misconceptions, the reference with words exchanged.

``fails`` names exactly the checks that the wrong answer fails; the tests prove it.
"""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

BACKWARD = (
    Wrong(
        "direct_way_left_out",
        f"{_NUMBERS} the direct way is left out. h_t holds (1 - z_t) * h_prev, so "
        "dh_prev begins with dh_t * (1 - z_t): the way for which the GRU was built.",
        fails="to_the_state keeps_gradients unseen_gradients",
        edits=(("dh_t * (1 - z_t) + dreset", "dreset"),),
    ),
    Wrong(
        "way_through_the_candidate_left_out",
        f"{_NUMBERS} the way through the candidate is left out. n_t read r_t * h_prev, "
        "so da_n @ W_hn.T, times r_t, comes back to h_prev.",
        fails="to_the_state keeps_gradients unseen_gradients",
        edits=((" + dreset * r_t", ""),),
    ),
    Wrong(
        "way_through_the_gates_left_out",
        f"{_NUMBERS} the ways through the two gates are left out. r_t and z_t read "
        "h_prev too.",
        fails="to_the_state keeps_gradients unseen_gradients",
        edits=((" + da_gates @ W_h[:, : 2 * H].T", ""),),
    ),
    Wrong(
        "reset_skipped_on_the_way_back",
        f"{_NUMBERS} all three blocks go back through da_t @ W_h.T, as in an LSTM. The "
        "candidate's block met r_t * h_prev, so its part is multiplied by r_t.",
        fails="to_the_state keeps_gradients unseen_gradients",
        edits=(("dreset * r_t", "dreset"),),
    ),
    Wrong(
        "candidate_paired_with_the_whole_state",
        f"{_NUMBERS} the candidate's block of dW_h is made with h_prev. That block "
        "multiplied r_t * h_prev, so its gradient is (r_t * h_prev).T @ da_n.",
        fails="recurrent_weights keeps_gradients unseen_gradients",
        edits=(("(r_t * h_prev).T @ da_n", "h_prev.T @ da_n"),),
    ),
    Wrong(
        "update_gate_with_the_wrong_sign",
        f"{_NUMBERS} the update gate's gradient has the wrong sign. Opening z_t brings "
        "n_t in and h_prev out: dz_t = dh_t * (n_t - h_prev).",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(("dh_t * (n_t - h_prev)", "dh_t * (h_prev - n_t)"),),
    ),
    Wrong(
        "update_gate_lets_in_only",
        f"{_NUMBERS} the update gate only lets the candidate in. The same gate lets "
        "the old state out: dz_t = dh_t * (n_t - h_prev).",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(("dh_t * (n_t - h_prev)", "dh_t * n_t"),),
    ),
    Wrong(
        "candidate_not_differentiated",
        f"{_NUMBERS} the candidate's own derivative is left out. n_t comes from a "
        "tanh, whose derivative is 1 - n_t**2.",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(("dn_t * (1 - n_t**2)", "dn_t"),),
    ),
    Wrong(
        "sigmoid_not_differentiated",
        f"{_NUMBERS} the gates' own derivatives are left out. A sigmoid gate has the "
        "derivative r_t * (1 - r_t), and z_t alike.",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(
            ("dr_t * r_t * (1 - r_t)", "dr_t"),
            ("dz_t * z_t * (1 - z_t)", "dz_t"),
        ),
    ),
    Wrong(
        "z_on_the_wrong_side",
        f"{_NUMBERS} z_t keeps and 1 - z_t writes, as in PyTorch. Here z_t is the "
        "share of the candidate.",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(
            ("dn_t = dh_t * z_t", "dn_t = dh_t * (1 - z_t)"),
            ("dh_t * (n_t - h_prev)", "dh_t * (h_prev - n_t)"),
            ("dh_t * (1 - z_t) + dreset", "dh_t * z_t + dreset"),
        ),
    ),
    Wrong(
        "blocks_exchanged",
        f"{_NUMBERS} the blocks of r and z change places. Put the gradients side by "
        "side in the order of the weights: r, z, n.",
        fails="to_the_input to_the_state input_weights recurrent_weights "
        "keeps_gradients unseen_gradients",
        edits=(("np.concatenate([da_r, da_z]", "np.concatenate([da_z, da_r]"),),
    ),
    Wrong(
        "batch_averaged",
        f"{_NUMBERS} the parameters' gradients are averaged over the batch. Every "
        "sequence adds its part: sum over the N rows; the loss decides about means.",
        fails="input_weights recurrent_weights unseen_gradients",
        edits=(
            (
                "return dx_t, dh_prev, dW_x, dW_h, db",
                "N = len(x_t)\n    return dx_t, dh_prev, dW_x / N, dW_h / N, db / N",
            ),
        ),
    ),
    Wrong(
        "written_into_the_caller",
        "The numbers are right, but dh_t is overwritten on the way (*= writes into the "
        "caller's array). Write dn_t = dh_t * z_t.",
        fails="keeps_gradients",
        edits=(
            (
                "dn_t = dh_t * z_t\n",
                "given = dh_t.copy()\n    dn_t = dh_t\n    dn_t *= z_t\n",
            ),
            ("dz_t = dh_t * (n_t - h_prev)", "dz_t = given * (n_t - h_prev)"),
            ("dh_prev = dh_t * (1 - z_t)", "dh_prev = given * (1 - z_t)"),
        ),
    ),
)

WRONG = {"gru_cell_backward": BACKWARD}
