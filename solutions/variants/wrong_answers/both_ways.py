"""Chapter 6, reading in both directions: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

REVERSE = (
    Wrong(
        "padding_comes_first",
        f"{_NUMBERS} the whole array is reversed, padding included. Then a short "
        "sequence begins with padding: reverse each within its own length.",
        fails="own_lengths turning_keeps_arguments unseen_lengths",
        edits=(
            (
                "np.where(t < lengths, lengths - 1 - t, t)",
                "len(x) - 1 - t + 0 * lengths",
            ),
        ),
    ),
    Wrong(
        "one_too_far",
        f"{_NUMBERS} the reversal begins one step behind the end. The last step of a "
        "sequence with n steps is n - 1.",
        fails="equal_lengths own_lengths turning_keeps_arguments unseen_lengths",
        edits=(
            (
                "np.where(t < lengths, lengths - 1 - t, t)",
                "np.where((t > 0) & (t < lengths), lengths - t, t)",
            ),
        ),
    ),
    Wrong(
        "padding_set_to_zero",
        f"{_NUMBERS} the padding is replaced by zeros. It stays as it was.",
        fails="own_lengths turning_keeps_arguments unseen_lengths",
        edits=(
            (
                "return x[source, np.arange(x.shape[1])]",
                "return np.where((t < lengths)[:, :, None], "
                "x[source, np.arange(x.shape[1])], 0)",
            ),
        ),
    ),
    Wrong(
        "longest_length_for_all",
        f"{_NUMBERS} every sequence is taken to be as long as the first. lengths has "
        "one entry for each sequence.",
        fails="own_lengths turning_keeps_arguments unseen_lengths",
        edits=(
            (
                "np.where(t < lengths, lengths - 1 - t, t)",
                "np.where(t < lengths[0], lengths[0] - 1 - t, t) + 0 * lengths",
            ),
        ),
    ),
)

FORWARD = (
    Wrong(
        "padding_read_first",
        f"{_NUMBERS} the second layer reads the array from its end, padding included. "
        "Its state then holds padding before the sequence begins: use "
        "reverse_sequences with the lengths.",
        fails="unequal_lengths both_caches both_keep_arguments unseen_batches",
        edits=(
            (
                "rnn_forward(reverse_sequences(x, lengths), h_0[1]",
                "rnn_forward(x[::-1], h_0[1]",
            ),
            ("reverse_sequences(h_rtl, lengths)", "h_rtl[::-1]"),
        ),
    ),
    Wrong(
        "not_turned_back",
        f"{_NUMBERS} the states of the second layer stay in its order of reading. Turn "
        "them back, so that both halves of h[t] are about step t.",
        fails="no_padding unequal_lengths both_keep_arguments unseen_batches",
        edits=(("[h_ltr, reverse_sequences(h_rtl, lengths)]", "[h_ltr, h_rtl]"),),
    ),
    Wrong(
        "padding_not_cleared",
        f"{_NUMBERS} the states behind the end of a sequence are left in. No step is "
        "there: the result is 0.",
        fails="unequal_lengths both_keep_arguments unseen_batches",
        edits=(("np.where(inside, both, 0.0)", "both"),),
    ),
    Wrong(
        "same_first_state",
        f"{_NUMBERS} both layers start from h_0[0]. The one that reads right to left "
        "has a first state of its own, h_0[1].",
        fails="no_padding unequal_lengths both_caches both_keep_arguments "
        "unseen_batches",
        edits=(("h_0[1]", "h_0[0]"),),
    ),
    Wrong(
        "layers_exchanged",
        f"{_NUMBERS} the two halves change places. The layer that reads left to right "
        "comes first.",
        fails="no_padding unequal_lengths both_keep_arguments unseen_batches",
        edits=(
            (
                "[h_ltr, reverse_sequences(h_rtl, lengths)]",
                "[reverse_sequences(h_rtl, lengths), h_ltr]",
            ),
        ),
    ),
    Wrong(
        "inputs_not_turned",
        f"{_NUMBERS} both layers read from left to right. The second one reads every "
        "sequence from its end.",
        fails="no_padding unequal_lengths both_caches both_keep_arguments "
        "unseen_batches",
        edits=(
            (
                "rnn_forward(reverse_sequences(x, lengths), h_0[1]",
                "rnn_forward(x, h_0[1]",
            ),
            ("reverse_sequences(h_rtl, lengths)", "h_rtl"),
        ),
    ),
)

BACKWARD = (
    Wrong(
        "padding_sends_gradient",
        f"{_NUMBERS} what dh holds behind the end of a sequence is sent back. There is "
        "no state there: set it to 0 first.",
        fails="padding_is_silent weights_of_both both_keep_gradients "
        "unseen_batch_gradients",
        edits=(("np.where(inside, dh, 0.0)", "dh"),),
    ),
    Wrong(
        "gradient_not_turned",
        f"{_NUMBERS} the second layer's gradient goes in unturned. Its cache is in its "
        "own order of reading, so dh has to be reversed as the inputs were.",
        fails="both_reach_the_inputs padding_is_silent weights_of_both "
        "both_keep_gradients unseen_batch_gradients",
        edits=(("reverse_sequences(dh[:, :, H:], lengths)", "dh[:, :, H:]"),),
    ),
    Wrong(
        "inputs_gradient_not_turned_back",
        f"{_NUMBERS} the second layer's dx is added in its order of reading. Turn it "
        "back before you add the two.",
        fails="both_reach_the_inputs padding_is_silent both_keep_gradients "
        "unseen_batch_gradients",
        edits=(("reverse_sequences(dx_rtl, lengths)", "dx_rtl"),),
    ),
    Wrong(
        "one_direction_reaches_the_inputs",
        f"{_NUMBERS} only the first layer sends its gradient to the inputs. Both have "
        "read them: add the two.",
        fails="both_reach_the_inputs padding_is_silent both_keep_gradients "
        "unseen_batch_gradients",
        edits=(("dx_ltr + reverse_sequences(dx_rtl, lengths)", "dx_ltr"),),
    ),
    Wrong(
        "padding_turned_too",
        f"{_NUMBERS} gradients are reversed over the whole array, padding included. "
        "Use reverse_sequences with the lengths.",
        fails="padding_is_silent weights_of_both both_keep_gradients "
        "unseen_batch_gradients",
        edits=(
            ("reverse_sequences(dh[:, :, H:], lengths)", "dh[::-1, :, H:]"),
            ("reverse_sequences(dx_rtl, lengths)", "dx_rtl[::-1]"),
        ),
    ),
)

WRONG = {
    "reverse_sequences": REVERSE,
    "bidirectional_forward": FORWARD,
    "bidirectional_backward": BACKWARD,
}
