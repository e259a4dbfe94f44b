"""Chapter 3, where training begins: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

KEEP = (
    Wrong(
        "ones_everywhere",
        "Your recurrent matrix is full of ones, so every unit takes up the sum of all. "
        "The identity has ones on the diagonal only: each unit keeps its own.",
        fails="units_keep unseen_identity",
        edits=(("np.eye(H)", "np.ones((H, H))"),),
    ),
    Wrong(
        "identity_scaled",
        "Your recurrent matrix is scale times the identity: the state is nearly gone "
        "after one step. The scale is for the input weights.",
        fails="units_keep unseen_identity",
        edits=(("np.eye(H)", "scale * np.eye(H)"),),
    ),
    Wrong(
        "noise_on_the_identity",
        "Your recurrent matrix is the identity plus random numbers. Here it is the "
        "identity itself; only the input weights are random.",
        fails="units_keep unseen_identity",
        edits=(
            ("np.eye(H)", "np.eye(H) + scale * np.cos(np.arange(H * H)).reshape(H, H)"),
        ),
    ),
    Wrong(
        "scale_as_variance",
        "The spread of your input weights is not the one asked for. `scale` is their "
        "standard deviation: multiply standard normal numbers by it, without a root.",
        fails="input_weights_are_small unseen_identity",
        edits=(("scale * rng", "scale**0.5 * rng"),),
    ),
    Wrong(
        "not_centred",
        "Your input weights do not average to 0, as rng.random() gives them. Draw "
        "normal numbers around 0.",
        fails="input_weights_are_small unseen_identity",
        edits=(("rng.standard_normal((D, H))", "rng.random((D, H))"),),
    ),
)

ROTATION = (
    Wrong(
        "only_of_the_right_size",
        "Your matrix keeps lengths on average only: entries of variance 1/H are not "
        "an orthogonal matrix. Take Q of the QR decomposition.",
        fails="keeps_lengths another_draw unseen_rotation",
        edits=(
            (
                "return Q * np.sign(np.diag(R))",
                "return rng.standard_normal((H, H)) / np.sqrt(H)",
            ),
        ),
    ),
    Wrong(
        "signs_left",
        "Your matrix is orthogonal, but not every one is equally likely: the "
        "decomposition fixes signs by its own habit, and Q's diagonal leans to one "
        "side. Multiply each column by the sign of R's diagonal entry.",
        fails="keeps_lengths another_draw unseen_rotation",
        edits=((" * np.sign(np.diag(R))", ""),),
    ),
    Wrong(
        "numbers_all_positive",
        "Your matrix is orthogonal, but one direction is nearly always the same: you "
        "decomposed a matrix of positive numbers, as rng.random() gives them. Take "
        "standard normal ones.",
        fails="keeps_lengths another_draw unseen_rotation",
        edits=(("rng.standard_normal((H, H))", "rng.random((H, H))"),),
    ),
    Wrong(
        "order_shuffled",
        "Your matrix exchanges units, one 1 in each row. It is orthogonal, but a "
        "rotation mixes all units: take Q of the QR decomposition of normal numbers.",
        fails="keeps_lengths another_draw unseen_rotation",
        edits=(
            ("return Q * np.sign(np.diag(R))", "return np.eye(H)[rng.permutation(H)]"),
        ),
    ),
)

WRONG = {"identity_init": KEEP, "orthogonal_init": ROTATION}
