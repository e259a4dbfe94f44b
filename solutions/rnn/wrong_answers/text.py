"""Chapter 2, from symbols to batches: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

ONE = (
    Wrong(
        "counted_from_one",
        f"{_NUMBERS} symbols are counted from 1. They are numbered 0 … V - 1, so "
        "symbol 0 has its 1 in the first column.",
        fails="a_row_for_each_symbol whole_batches symbols_that_do_not_occur "
        "unseen_symbols",
        edits=(("== np.arange(V)", "== np.arange(1, V + 1)"),),
    ),
    Wrong(
        "symbols_in_columns",
        "Your symbols stand in columns. The new axis comes last: one row of V numbers "
        "for each symbol.",
        fails="a_row_for_each_symbol whole_batches symbols_that_do_not_occur "
        "unseen_symbols",
        edits=(
            (
                "k[..., None] == np.arange(V)",
                "k[None] == np.arange(V).reshape(-1, *[1] * k.ndim)",
            ),
        ),
    ),
    Wrong(
        "vocabulary_from_the_data",
        "You take the largest symbol that occurs for the size of the vocabulary. "
        "Symbols that do not occur have columns too: there are V of them.",
        fails="a_row_for_each_symbol symbols_that_do_not_occur unseen_symbols",
        edits=(("np.arange(V)", "np.arange(k.max() + 1)"),),
    ),
    Wrong(
        "batch_flattened",
        "You return one long list of rows. The axes of k stay as they are, and V is "
        "added behind them: (T, N) becomes (T, N, V).",
        fails="whole_batches symbols_that_do_not_occur unseen_symbols",
        edits=(("k[..., None]", "k.reshape(-1, 1)"),),
    ),
)

LOOK = (
    Wrong(
        "columns_looked_up",
        "You look up columns of the embedding. A symbol's vector is a row: W_e[k].",
        fails="rows_are_looked_up lookup_keeps_arguments unseen_lookups",
        edits=(("x = W_e[k]", "x = W_e.T[k % len(W_e.T)]"),),
    ),
    Wrong(
        "counted_from_one",
        f"{_NUMBERS} symbols are counted from 1. They are numbered from 0, so symbol 0 "
        "has the first row.",
        fails="rows_are_looked_up lookup_keeps_arguments unseen_lookups",
        edits=(("x = W_e[k]", "x = W_e[k - 1]"),),
    ),
    Wrong(
        "batch_flattened",
        "You return one long list of vectors. The axes of k stay, and D is added "
        "behind them: (T, N) becomes (T, N, D).",
        fails="rows_are_looked_up unseen_lookups",
        edits=(("x = W_e[k]", "x = W_e[k.ravel()]"),),
    ),
)

UNLOOK = (
    Wrong(
        "repeats_counted_once",
        f"{_NUMBERS} a repeated symbol counts only once. dW_e[k] += dx reads the row, "
        "adds, and writes it back; for a symbol that stands in k twice the second "
        "writing undoes the first. np.add.at adds every time.",
        fails="repeated_use embedding_keeps_arguments unseen_embeddings",
        edits=(("np.add.at(dW_e, k, dx)", "dW_e[k] += dx"),),
    ),
    Wrong(
        "averaged_over_repeats",
        f"{_NUMBERS} the gradients of a repeated symbol are averaged. The same row was "
        "used several times, so its gradients add up.",
        fails="repeated_use embedding_keeps_arguments unseen_embeddings",
        edits=(
            (
                "return dW_e",
                "count = np.bincount(np.ravel(k), minlength=len(dW_e))\n"
                "    return dW_e / np.maximum(count, 1)[:, None]",
            ),
        ),
    ),
    Wrong(
        "moved_the_weights",
        "You return W_e changed by the gradient. Asked for is the gradient itself, "
        "which begins with zeros.",
        fails="single_use repeated_use embedding_keeps_arguments unseen_embeddings",
        edits=(("np.zeros(W_e.shape, dtype=dx.dtype)", "W_e.copy()"),),
    ),
    Wrong(
        "only_the_rows_that_were_read",
        "You return a row for each symbol that was read. The gradient has the shape of "
        "W_e: one row for every symbol of the vocabulary, zero where nothing was read.",
        fails="single_use repeated_use embedding_keeps_arguments unseen_embeddings",
        edits=(
            (
                "return dW_e",
                "return dW_e[np.unique(k)]",
            ),
        ),
    ),
)

CUT = (
    Wrong(
        "targets_not_shifted",
        "Your targets are the inputs themselves. The target of a symbol is the one "
        "that follows it.",
        fails="targets_are_shifted rest_is_dropped last_symbol_has_no_target "
        "unseen_texts",
        edits=(("columns(tokens[1 : used + 1])", "columns(tokens[:used])"),),
    ),
    Wrong(
        "shifted_backward",
        "Your targets are the symbols *before* the inputs. To predict what comes next, "
        "shift the other way: targets begin at tokens[1].",
        fails="columns_go_on targets_are_shifted rest_is_dropped "
        "last_symbol_has_no_target unseen_texts",
        edits=(
            (
                "columns(tokens[:used]), columns(tokens[1 : used + 1])",
                "columns(tokens[1 : used + 1]), columns(tokens[:used])",
            ),
        ),
    ),
    Wrong(
        "shifted_in_a_circle",
        "Your last target in every batch is its own first symbol, as np.roll makes it. "
        "The next symbol stands in the text: shift the text, then cut it.",
        fails="targets_are_shifted rest_is_dropped last_symbol_has_no_target "
        "unseen_texts",
        edits=(
            (
                "columns(tokens[1 : used + 1])",
                "np.roll(columns(tokens[:used]), -1, axis=1)",
            ),
        ),
    ),
    Wrong(
        "batches_do_not_continue",
        "Your batches take the text window by window: column n of a batch is followed, "
        "in the next batch, by a piece N windows further on, so the state that is "
        "carried over belongs to another place. Cut the text into N pieces first.",
        fails="columns_go_on targets_are_shifted rest_is_dropped "
        "last_symbol_has_no_target unseen_texts",
        edits=(
            (
                "text.reshape(N, B, T).transpose(1, 2, 0)",
                "text.reshape(B, N, T).transpose(0, 2, 1)",
            ),
        ),
    ),
    Wrong(
        "text_across_the_columns",
        "Your text runs across the columns, one symbol each. It has to run down a "
        "column: x[b, t + 1, n] follows x[b, t, n].",
        fails="columns_go_on targets_are_shifted rest_is_dropped "
        "last_symbol_has_no_target unseen_texts",
        edits=(
            (
                "text.reshape(N, B, T).transpose(1, 2, 0)",
                "text.reshape(B, T, N)",
            ),
        ),
    ),
    Wrong(
        "batch_before_time",
        "Your batches have the shape (N, T). Time comes first here: (T, N), one step "
        "of all sequences side by side.",
        fails="columns_go_on targets_are_shifted rest_is_dropped "
        "last_symbol_has_no_target unseen_texts",
        edits=((".transpose(1, 2, 0)", ".transpose(1, 0, 2)"),),
    ),
    Wrong(
        "last_symbol_used_as_input",
        "You count one batch too many where the text fits exactly: its last symbol has "
        "no successor, so L - 1 symbols can be inputs.",
        fails="last_symbol_has_no_target unseen_texts",
        edits=(("(len(tokens) - 1) // (N * T)", "len(tokens) // (N * T)"),),
    ),
)

WRONG = {
    "one_hot": ONE,
    "embedding_forward": LOOK,
    "embedding_backward": UNLOOK,
    "make_batches": CUT,
}
