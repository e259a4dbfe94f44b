"""Writing reports with a network that is told the facts, and held to the template.

The template says which slots a report needs, each once. It acts at every step, on the
scores: what may not come gets minus infinity, and the network chooses among the rest.
"""

import numpy as np

from rnn_core.applications import decode, sample_sequence
from rnn_core.data.weather import SLOTS, told
from rnn_core.networks.language import language_batch, reading_step


def report_batch(reports, facts, vocabulary, tell):
    """Put reports side by side, with the facts beside every word if `tell` is true.

    Parameters
    ----------
    reports : list of (list of str)
        N reports.
    facts : list of Weather
        Of each report.
    vocabulary : list of str
        As `build_vocabulary` made it.
    tell : bool
        Whether the model is told the facts.

    Returns
    -------
    Batch
        As of `language_batch`; ``x`` is (T, N, V) or (T, N, V + E).
    """
    batch = language_batch(reports, vocabulary)
    if not tell:
        return batch
    beside = np.array([told(day) for day in facts])
    beside = np.broadcast_to(beside, (len(batch.x), *beside.shape))
    return batch._replace(x=np.concatenate([batch.x, beside], axis=-1))


def held_to_slots(step, vocabulary, slots=SLOTS):
    """Let a step write every slot exactly once, and end only when all are written.

    Parameters
    ----------
    step : callable
        ``logits, state = step(tokens, state)``.
    vocabulary : list of str
        What it writes in.
    slots : sequence of str
        The slots.

    Returns
    -------
    callable
        A step whose state holds, besides the other's, which slots were written.
    """
    places = np.array([vocabulary.index(slot) for slot in slots])
    eos, unknown = vocabulary.index("<EOS>"), vocabulary.index("<UNK>")

    def held(tokens, state):
        inner, used = (None, False) if state is None else state
        used = used | (np.asarray(tokens)[:, None] == places)  # (N, slots)
        logits, inner = step(tokens, inner)
        allowed = np.ones(logits.shape, bool)
        allowed[:, unknown] = False
        allowed[:, places] = ~used
        allowed[:, eos] = used.all(axis=1)
        return np.where(allowed, logits, -np.inf), (inner, used)

    return held


def write_reports(model, facts, vocabulary, temperature, rng, *, tell, hold, longest):
    """Let a model write a report for each day.

    Parameters
    ----------
    model : RecurrentModel
        A language model of reports.
    facts : list of Weather
        N days.
    vocabulary : list of str
        That of the model.
    temperature : float
        Of the sampling.
    rng : numpy.random.Generator
        Where the chance comes from.
    tell, hold : bool
        Whether the model is told the facts, and whether it is held to the slots.
    longest : int
        Where a report that has no end is cut off.

    Returns
    -------
    list of (list of str)
        The words of each report, slots among them.
    """
    beside = np.array([told(day) for day in facts]) if tell else None
    step = reading_step(model, beside)
    if hold:
        step = held_to_slots(step, vocabulary)
    first = np.full(len(facts), vocabulary.index("<EOS>"))
    numbers = sample_sequence(step, None, first, longest, temperature, rng)
    return [decode(column, vocabulary) for column in np.asarray(numbers).T]
