"""Chapter 7, labels for sequences and words: misconceptions as edits."""

from autograder.suite import Wrong

# unrolled-canary: keep out of anything published

_NUMBERS = "Your numbers are what comes out when"
_LOSSES = "read_at_its_own_end equal_lengths"
_GRADIENTS = "gradient_at_the_ends gradients_of_the_readout"
_ALL = f"{_LOSSES} {_GRADIENTS} states_are_kept unseen_batches"

MANY = (
    Wrong(
        "last_column_read",
        f"{_NUMBERS} every sequence is read at the last step of the array, h[-1]. For "
        "a short one that is padding: read sequence n at step lengths[n] - 1.",
        fails=f"read_at_its_own_end {_GRADIENTS} states_are_kept unseen_batches",
        edits=(
            (
                "lengths - 1, np.arange(len(lengths))",
                "np.full(len(lengths), len(h) - 1), np.arange(len(lengths))",
            ),
        ),
    ),
    Wrong(
        "one_step_too_far",
        f"{_NUMBERS} a sequence is read one step behind its end. Steps are counted "
        "from 0, so the last of n is n - 1.",
        fails=f"read_at_its_own_end {_GRADIENTS} states_are_kept unseen_batches",
        edits=(
            (
                "lengths - 1, np.arange(len(lengths))",
                "np.minimum(lengths, len(h) - 1), np.arange(len(lengths))",
            ),
        ),
    ),
    Wrong(
        "mean_of_the_states",
        f"{_NUMBERS} the states of all steps are averaged before they are read. Only "
        "the last one is asked for: it has read the whole sequence.",
        fails=_ALL,
        edits=(
            (
                "output_forward(h[ends], W_hy, b_y)",
                "output_forward(np.stack([h[:n, k].mean(axis=0) "
                "for k, n in enumerate(lengths)]), W_hy, b_y)",
            ),
            (
                "dh[ends] = dh_end",
                "dh += np.where(np.arange(len(h))[:, None] < lengths, "
                "1 / lengths, 0)[..., None] * dh_end",
            ),
        ),
    ),
    Wrong(
        "summed_over_the_batch",
        f"{_NUMBERS} the costs of the sequences are added up. The loss is their mean, "
        "and so is its gradient.",
        fails=_ALL,
        edits=(
            (
                "cross_entropy(logits, labels)",
                "(len(labels) * part for part in cross_entropy(logits, labels))",
            ),
        ),
    ),
    Wrong(
        "gradient_at_every_step",
        f"{_NUMBERS} every step of dh gets the gradient. Only the state that was read "
        "has one from here; the others get theirs from the layer's way back.",
        fails="gradient_at_the_ends states_are_kept unseen_batches",
        edits=(("dh[ends] = dh_end", "dh += dh_end"),),
    ),
    Wrong(
        "gradient_in_the_last_column",
        f"{_NUMBERS} the loss is read at each sequence's end and its gradient written "
        "into the last step of the array. It belongs where it was read.",
        fails="gradient_at_the_ends states_are_kept unseen_batches",
        edits=(("dh[ends] = dh_end", "dh[-1] = dh_end"),),
    ),
    Wrong(
        "gradient_of_the_read_states_only",
        "Your dh is the gradient of the N states that were read. It has to have the "
        "shape of h, (T, N, H), with zeros at all other steps.",
        fails="gradient_at_the_ends states_are_kept unseen_batches",
        edits=(("dh = np.zeros_like(h)\n    dh[ends] = dh_end", "dh = dh_end"),),
    ),
)

_BEGIN = 'if slot is None and tag != "O":'

SPANS = (
    Wrong(
        "words_counted",
        f"{_NUMBERS} every tagged word is counted by itself. A span is right whole or "
        "not at all: find where it begins and where it ends.",
        fails="right_from_end_to_end said_too_much_and_too_little side_by_side "
        "inside_without_beginning one_score_for_each_slot tags_are_kept "
        "unseen_tags",
        edits=(
            ('if slot is not None and tag != f"I-{slot}":', "if slot is not None:"),
        ),
    ),
    Wrong(
        "outside_counted",
        f"{_NUMBERS} the words outside of all spans count too. Most words are outside, "
        "so that saying O for everything would look good: leave them out.",
        fails="right_from_end_to_end said_too_much_and_too_little side_by_side "
        "inside_without_beginning over_all_sentences "
        "one_score_for_each_slot nothing_to_count tags_are_kept unseen_tags",
        edits=(
            ('enumerate([*tags, "O"])', 'enumerate([*tags, "-"])'),
            (
                'tag != f"I-{slot}":',
                '(tag != f"I-{slot}" or slot == "") and (slot or tag != "O"):',
            ),
            (_BEGIN, 'if slot is None and tag != "-":'),
        ),
    ),
    Wrong(
        "slot_ignored",
        f"{_NUMBERS} only the borders are compared. A city that is called a day is "
        "wrong: the slot has to agree as well.",
        fails="right_from_end_to_end over_all_sentences one_score_for_each_slot "
        "unseen_tags",
        edits=(
            (
                "[slot for slot, _, _ in there & found]",
                "[slot for slot, *borders in there "
                "if tuple(borders) in {(a, b) for _, a, b in found}]",
            ),
        ),
    ),
    Wrong(
        "end_ignored",
        f"{_NUMBERS} a span counts as right once it begins right. Where it ends has to "
        "agree as well.",
        fails="right_from_end_to_end side_by_side inside_without_beginning "
        "tags_are_kept unseen_tags",
        edits=(("found.add((slot, start, t))", "found.add((slot, start, start))"),),
    ),
    Wrong(
        "orphans_dropped",
        f"{_NUMBERS} an I- without a B- before it is left out. It begins a span of its "
        "own, as if it were a B-.",
        fails="inside_without_beginning tags_are_kept unseen_tags",
        edits=((_BEGIN, 'if slot is None and tag[0] == "B":'),),
    ),
    Wrong(
        "neighbours_joined",
        f"{_NUMBERS} two spans of one slot side by side become one. A B- always begins "
        "a new span.",
        fails="said_too_much_and_too_little side_by_side one_score_for_each_slot "
        "nothing_to_count unseen_tags",
        edits=(('tag != f"I-{slot}":', "tag[2:] != slot:"),),
    ),
    Wrong(
        "any_inside_goes_on",
        f"{_NUMBERS} an I- goes on with whatever span stands before it. It continues "
        "only a span of its own slot; else it begins a new one.",
        fails="inside_without_beginning unseen_tags",
        edits=(('tag != f"I-{slot}":', 'tag[0] != "I":'),),
    ),
    Wrong(
        "mean_over_sentences",
        f"{_NUMBERS} every sentence gets a score and these are averaged. Then a "
        "sentence with one span weighs as much as one with five: count first, over "
        "all sentences, and divide once.",
        fails="right_from_end_to_end said_too_much_and_too_little side_by_side "
        "inside_without_beginning over_all_sentences tags_are_kept "
        "unseen_tags",
        edits=(
            (
                "true, said, right = [], [], []  # the slot of every span",
                "true, said, right, each = [], [], [], []",
            ),
            (
                "right += [slot for slot, _, _ in there & found]",
                "right += [slot for slot, _, _ in there & found]\n"
                "        n = len(there & found), len(found), len(there)\n"
                "        each.append((share(n[0], n[1]), share(n[0], n[2]), "
                "share(2 * n[0], n[1] + n[2])))",
            ),
            (
                "return share(hits, claimed), share(hits, real), f1, by_slot",
                "return *np.mean(each, axis=0), by_slot",
            ),
        ),
    ),
    Wrong(
        "mean_over_slots",
        f"{_NUMBERS} F1 is the average of the slots' scores. Count the spans of all "
        "slots together, then divide.",
        fails="right_from_end_to_end said_too_much_and_too_little side_by_side "
        "inside_without_beginning over_all_sentences nothing_to_count "
        "tags_are_kept unseen_tags",
        edits=(
            (
                "f1 = share(2 * hits, real + claimed)",
                "f1 = share(sum(by_slot.values()), len(by_slot))",
            ),
        ),
    ),
    Wrong(
        "precision_and_recall_exchanged",
        f"{_NUMBERS} precision and recall change places. Precision looks at what was "
        "said and asks how much of it is right; recall looks at what is there.",
        fails="said_too_much_and_too_little side_by_side inside_without_beginning "
        "nothing_to_count tags_are_kept unseen_tags",
        edits=(
            (
                "share(hits, claimed), share(hits, real), f1",
                "share(hits, real), share(hits, claimed), f1",
            ),
        ),
    ),
    Wrong(
        "arithmetic_mean",
        f"{_NUMBERS} F1 is half of precision plus recall. It is the harmonic mean, "
        "which stays low while either of the two is low.",
        fails="said_too_much_and_too_little side_by_side inside_without_beginning "
        "nothing_to_count tags_are_kept unseen_tags",
        edits=(
            (
                "f1 = share(2 * hits, real + claimed)",
                "f1 = (share(hits, claimed) + share(hits, real)) / 2",
            ),
        ),
    ),
)

WRONG = {"many_to_one_loss": MANY, "span_f1": SPANS}
