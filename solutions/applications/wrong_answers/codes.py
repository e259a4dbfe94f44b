"""Chapter 7, sequences as vectors: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_VALUES = "from_the_code_alone arguments_are_kept unseen_batches"
_ALL_GRADIENTS = "gradients_of_the_decoder gradients_of_the_encoder"

AUTOENCODER = (
    Wrong(
        "code_of_the_padded_end",
        f"{_NUMBERS} the code is the encoder's state at the last step of the batch. A "
        "short sequence has read padding by then: take h at lengths - 1, a different "
        "step for each sequence.",
        fails=f"own_ends {_VALUES} {_ALL_GRADIENTS}",
        edits=(
            (
                "last = lengths - 1, np.arange(N)",
                "last = 0 * lengths + T - 1, np.arange(N)",
            ),
        ),
    ),
    Wrong(
        "padding_counts",
        f"{_NUMBERS} padding counts in the loss. It is nobody's frame: give "
        "squared_error the mask of the steps before each sequence's end.",
        fails=f"{_VALUES} {_ALL_GRADIENTS}",
        edits=(
            (
                "squared_error(y, x, np.arange(T)[:, None] < lengths)",
                "squared_error(y, x)",
            ),
        ),
    ),
    Wrong(
        "encoder_left_out",
        f"{_NUMBERS} no gradient is sent through the code. The decoder read it at "
        "every step, so it has a gradient; it enters the encoder at the step where the "
        "code was taken.",
        fails="gradients_of_the_encoder unseen_batches",
        edits=(("dh[last] = dinputs.sum(axis=0)", "dh[last] = 0"),),
    ),
    Wrong(
        "gradient_of_one_step",
        f"{_NUMBERS} only the decoder's first step sends its gradient to the code. The "
        "same vector was the input of every step: the gradients of all steps add up.",
        fails="gradients_of_the_encoder unseen_batches",
        edits=(("dinputs.sum(axis=0)", "dinputs[0]"),),
    ),
    Wrong(
        "gradient_enters_at_the_padded_end",
        f"{_NUMBERS} the gradient of every code enters the encoder at the last step of "
        "the batch. A short sequence's code was taken earlier, and there its gradient "
        "has to go.",
        fails="gradients_of_the_encoder unseen_batches",
        edits=(("dh[last] = dinputs", "dh[-1] = dinputs"),),
    ),
    Wrong(
        "starts_from_the_code",
        f"{_NUMBERS} the decoder gets the code at its first step and zeros after it. "
        "Here it is the input of every step.",
        fails=f"{_VALUES} {_ALL_GRADIENTS}",
        edits=(("[code] * T", "[code] + [0 * code] * (T - 1)"),),
    ),
    Wrong(
        "only_the_last_step",
        f"{_NUMBERS} only the last step of each sequence is compared. Every step has "
        "to be rebuilt: the mask keeps all steps before the end.",
        fails=f"{_VALUES} {_ALL_GRADIENTS}",
        edits=(
            ("np.arange(T)[:, None] < lengths", "np.arange(T)[:, None] == lengths - 1"),
        ),
    ),
    Wrong(
        "decoder_reads_the_encoder",
        f"{_NUMBERS} the decoder reads the encoder's state of the same step. Then it "
        "is told about each frame when it has to write it, and the code need hold "
        "nothing. It gets the code alone.",
        fails=f"{_VALUES} {_ALL_GRADIENTS}",
        edits=(("np.stack([code] * T)", "h"),),
    ),
)

SEARCH = (
    Wrong(
        "euclidean",
        f"{_NUMBERS} the codes are ranked by their Euclidean distance. Then a long "
        "vector is far from everything: rank by the cosine, which sees directions.",
        fails="by_hand the_direction_counts equals_in_order no_direction few_codes "
        "unseen_searches",
        edits=(
            (
                "np.argsort(-similarity,",
                "np.argsort(((query[:, None] - codes) ** 2).sum(axis=2),",
            ),
        ),
    ),
    Wrong(
        "not_normalised",
        f"{_NUMBERS} the inner product is not divided by the lengths. A long code then "
        "wins every search.",
        fails="by_hand the_direction_counts equals_in_order no_direction few_codes "
        "unseen_searches",
        edits=(("/ (lengths(query)[:, None] * lengths(codes))", ""),),
    ),
    Wrong(
        "worst_first",
        f"{_NUMBERS} the least similar comes first. argsort sorts upwards: sort the "
        "negative similarities.",
        fails="by_hand the_direction_counts equals_in_order no_direction few_codes "
        "unseen_searches",
        edits=(("np.argsort(-similarity,", "np.argsort(similarity,"),),
    ),
    Wrong(
        "equals_reversed",
        f"{_NUMBERS} equally similar codes come in reverse: the ascending order was "
        'turned round. Sort the negative similarities with kind="stable" instead.',
        fails="equals_in_order no_direction",
        edits=(
            (
                'np.argsort(-similarity, axis=1, kind="stable")',
                'np.argsort(similarity, axis=1, kind="stable")[:, ::-1]',
            ),
        ),
    ),
    Wrong(
        "one_too_many",
        f"{_NUMBERS} k + 1 codes are returned. A slice ends before its second number.",
        fails="by_hand the_direction_counts equals_in_order unseen_searches",
        edits=(("[:, :k]", "[:, : k + 1]"),),
    ),
    Wrong(
        "itself_skipped",
        f"{_NUMBERS} the best hit is left out, as one does where the query is one of "
        "the codes. Here it is not: the first hit counts.",
        fails="by_hand the_direction_counts equals_in_order no_direction few_codes "
        "unseen_searches",
        edits=(("[:, :k]", "[:, 1 : k + 1]"),),
    ),
    Wrong(
        "zeros_divided",
        f"{_NUMBERS} a vector of zeros is divided by its length, 0 / 0. It has no "
        "direction: its similarity is 0.",
        fails="no_direction",
        edits=(("return np.where(size == 0, 1.0, size)", "return size"),),
    ),
)

WRONG = {"autoencoder_loss": AUTOENCODER, "nearest_segments": SEARCH}
