"""Chapter 4, why gradients survive: misconceptions, the reference with edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"

GRADIENT = (
    Wrong(
        "own_gate_counted",
        f"{_NUMBERS} the gate of step t itself is multiplied in. From c_t on, only the "
        "gates of the steps after t act; the last row is 1.",
        fails="along_the_memory through_overwriting two_steps unseen_lengths",
        edits=(
            ("kept[t] = kept[t + 1] * f[t + 1]", "kept[t] = kept[t + 1] * f[t]"),
            ("overwritten[t + 1] * slope[t + 1]", "overwritten[t + 1] * slope[t]"),
        ),
    ),
    Wrong(
        "from_the_start",
        f"{_NUMBERS} the factors from the first step on are multiplied. What is asked "
        "is how the *last* memory depends on the one after step t: the later factors "
        "count.",
        fails="along_the_memory through_overwriting two_steps unseen_lengths",
        edits=(
            ("reversed(range(len(f) - 1))", "range(1, len(f))"),
            ("kept[t + 1] * f[t + 1]", "kept[t - 1] * f[t]"),
            ("overwritten[t + 1] * slope[t + 1]", "overwritten[t - 1] * slope[t]"),
        ),
    ),
    Wrong(
        "added_instead_of_multiplied",
        f"{_NUMBERS} the gates are added up. Each step passes on its *share* of the "
        "gradient, so shares multiply along the way.",
        fails="along_the_memory unseen_lengths",
        edits=(("kept[t + 1] * f[t + 1]", "kept[t + 1] + f[t + 1] - 1"),),
    ),
    Wrong(
        "slope_left_out",
        f"{_NUMBERS} tanh's slope is left out. A step back through "
        "h_t = tanh(w * h_prev + …) multiplies by w * (1 - h_t**2), not by w alone.",
        fails="through_overwriting two_steps unseen_lengths",
        edits=(("slope = w * (1 - h**2)", "slope = w * np.ones_like(h)"),),
    ),
    Wrong(
        "weight_left_out",
        f"{_NUMBERS} the self-weight w is left out. A step back through "
        "h_t = tanh(w * h_prev + …) multiplies by w * (1 - h_t**2).",
        fails="through_overwriting two_steps unseen_lengths",
        edits=(("slope = w * (1 - h**2)", "slope = 1 - h**2"),),
    ),
)

PATHS = (
    Wrong(
        "output_gate_left_out",
        "Your counts miss the ways through the output gate: h_t is made from c_t and "
        "from o_t, and o_t reads h_prev as well.",
        fails="paths_from_the_memory paths_from_the_state long_chains",
        edits=(("h = c + h ", "h = c "),),
    ),
    Wrong(
        "four_ways_a_step",
        "Your counts are 1, 4, 16, …: they grow by four a step. That leaves out "
        "the ways that begin at the forget gates of the later steps and those through "
        "the output gate.",
        fails="paths_from_the_memory paths_from_the_state long_chains",
        edits=(
            ("c = c + 3 * h + 1 ", "c = 4 * c if t else 1 "),
            ("h = c + h ", "h = c "),
        ),
    ),
    Wrong(
        "memory_way_left_out",
        "Your counts leave out the direct way from c_t to c_{t-1}, the one that the "
        "memory cell was built for.",
        fails="paths_from_the_memory paths_from_the_state long_chains",
        edits=(("c = c + 3 * h + 1 ", "c = 3 * h + 1 "),),
    ),
    Wrong(
        "later_weights_left_out",
        "You count only the weight's use at the first step. The same weight serves "
        "every step, so each c_t has a path of its own: c_t, f_t, weight.",
        fails="paths_from_the_memory paths_from_the_state long_chains",
        edits=(("c = c + 3 * h + 1 ", "c = c + 3 * h + (t == 0) "),),
    ),
)

OLD = (
    Wrong(
        "memory_overwritten",
        f"{_NUMBERS} the old memory is lost. This LSTM keeps all of it: "
        "c_t = c_prev + i_t * g_t.",
        fails="everything_stays old_state old_keeps_arguments unseen_old_sizes",
        edits=(("c_t = c_prev + i_t * g_t", "c_t = i_t * g_t"),),
    ),
    Wrong(
        "coupled_forgetting",
        f"{_NUMBERS} what is written replaces its share of the old memory, "
        "(1 - i_t) * c_prev. That is a later idea; here nothing is forgotten.",
        fails="everything_stays old_state old_keeps_arguments unseen_old_sizes",
        edits=(("c_prev + i_t * g_t", "(1 - i_t) * c_prev + i_t * g_t"),),
    ),
    Wrong(
        "blocks_exchanged",
        f"{_NUMBERS} the second and the third block change places. The order here is "
        "i, g, o.",
        fails="everything_stays old_state old_keeps_arguments unseen_old_sizes",
        edits=(
            ("np.tanh(a_t[:, 1 * H : 2 * H])", "np.tanh(a_t[:, 2 * H : 3 * H])"),
            ("sigmoid(a_t[:, 2 * H : 3 * H])", "sigmoid(a_t[:, 1 * H : 2 * H])"),
        ),
    ),
    Wrong(
        "output_without_tanh",
        f"{_NUMBERS} the output gate shows the bare memory. It shows tanh(c_t).",
        fails="old_state old_keeps_arguments unseen_old_sizes",
        edits=(("o_t * np.tanh(c_t)", "o_t * c_t"),),
    ),
)

COUNT = (
    Wrong(
        "biases_left_out",
        "Your counts are those of the matrices alone. Each transform has biases too, "
        "H numbers for each bias vector.",
        fails="plain_layers two_biases with_peepholes unseen_layers",
        edits=((" + biases * H", ""),),
    ),
    Wrong(
        "second_bias_ignored",
        "You count one bias vector whatever `biases` says. PyTorch keeps two for each "
        "transform.",
        fails="two_biases unseen_layers",
        edits=(("biases * H", "H"),),
    ),
    Wrong(
        "gates_only",
        "You count a transform for each gate and forget the candidate: an LSTM has "
        "three gates and a candidate, four transforms; a GRU two and one, three.",
        fails="plain_layers two_biases with_peepholes unseen_layers",
        edits=(('"lstm": 4, "gru": 3', '"lstm": 3, "gru": 2'),),
    ),
    Wrong(
        "full_peepholes",
        "You count peepholes as full matrices. Each gate sees only its own unit's "
        "memory: one diagonal weight for each unit and gate, 3 * H in all.",
        fails="with_peepholes unseen_layers",
        edits=(("count += 3 * H ", "count += 3 * H * H "),),
    ),
)

INIT = (
    Wrong(
        "not_centred",
        "Your weights are all positive, as rng.random() or rng.uniform(0, …) gives "
        "them. Draw from -1/sqrt(H) to 1/sqrt(H), so that they average to 0.",
        fails="weights_are_spread unseen_initialisation",
        edits=(
            ("rng.uniform(-bound, bound, (D, 4 * H))", "rng.uniform(0, 1, (D, 4 * H))"),
            ("rng.uniform(-bound, bound, (H, 4 * H))", "rng.uniform(0, 1, (H, 4 * H))"),
        ),
    ),
    Wrong(
        "normal_of_unit_variance",
        "Your weights reach far beyond the bounds, as a normal distribution of "
        "variance 1 does. With so large weights every gate starts saturated.",
        fails="weights_are_spread unseen_initialisation",
        edits=(
            (
                "rng.uniform(-bound, bound, (D, 4 * H))",
                "rng.standard_normal((D, 4 * H))",
            ),
            (
                "rng.uniform(-bound, bound, (H, 4 * H))",
                "rng.standard_normal((H, 4 * H))",
            ),
        ),
    ),
    Wrong(
        "bound_not_rooted",
        "Your weights stay too close to 0. The bound is 1 / sqrt(H), not 1 / H.",
        fails="weights_are_spread unseen_initialisation",
        edits=(("1 / np.sqrt(H)", "1 / H"),),
    ),
    Wrong(
        "forget_bias_left_out",
        "All your biases are 0. The forget gate's block, b[H : 2 * H], gets "
        "forget_bias, so that the layer remembers from the beginning.",
        fails="biases_are_set unseen_initialisation",
        edits=(("b[H : 2 * H] = forget_bias", "b[H : 2 * H] = 0"),),
    ),
    Wrong(
        "forget_bias_in_the_wrong_block",
        "The forget bias stands in the first block, the input gate's. The order is "
        "i, f, g, o: the forget gate's block is b[H : 2 * H].",
        fails="biases_are_set unseen_initialisation",
        edits=(("b[H : 2 * H]", "b[:H]"),),
    ),
    Wrong(
        "forget_bias_everywhere",
        "Every bias got forget_bias. Only the forget gate's block, b[H : 2 * H], does.",
        fails="biases_are_set unseen_initialisation",
        edits=(("b[H : 2 * H]", "b[:]"),),
    ),
    Wrong(
        "forget_bias_negative",
        "The forget gate's biases have the wrong sign. A negative bias closes the "
        "gate, and a closed forget gate forgets.",
        fails="biases_are_set unseen_initialisation",
        edits=(("= forget_bias", "= -forget_bias"),),
    ),
)

WRONG = {
    "cell_state_gradient": GRADIENT,
    "count_gradient_paths": PATHS,
    "lstm_without_forget_gate": OLD,
    "parameter_count": COUNT,
    "init_lstm": INIT,
}
