"""The Reber grammar and its embedded form, as data.

A grammar is a tuple of states; a state maps each legal symbol to the number of the
state that follows, or to None where the string ends. The graph is that of Cleeremans,
Servan-Schreiber and McClelland (1989), after Reber (1967); the embedding that of
Hochreiter and Schmidhuber (1997), section 5.1: ``B T … T E`` or ``B P … P E`` around a
Reber string, so that the second symbol decides the last but one.
"""

from types import MappingProxyType

from rnn_core.data.batch import check_rng

SYMBOLS = "BTPSXVE"


def _grammar(*states):
    return tuple(MappingProxyType(state) for state in states)


REBER = _grammar(
    {"B": 1},
    {"T": 2, "P": 3},
    {"S": 2, "X": 4},
    {"T": 3, "V": 5},
    {"X": 3, "S": 6},
    {"P": 4, "V": 6},
    {"E": None},
)


def _inside(grammar, offset, after):
    """Return the states of `grammar` moved by `offset`; its end leads to `after`."""
    return [
        {symbol: after if to is None else to + offset for symbol, to in state.items()}
        for state in grammar
    ]


def embed(grammar):
    """Put two copies of a grammar between ``B T … T E`` and ``B P … P E``.

    Parameters
    ----------
    grammar : tuple of mappings
        The grammar that both branches repeat.

    Returns
    -------
    tuple of mappings
        The embedded grammar: 5 states more than twice those of `grammar`.
    """
    first, second = 2, 2 + len(grammar)
    close_t = second + len(grammar)
    close_p, last = close_t + 1, close_t + 2
    return _grammar(
        {"B": 1},
        {"T": first, "P": second},
        *_inside(grammar, first, close_t),
        *_inside(grammar, second, close_p),
        {"T": last},
        {"P": last},
        {"E": None},
    )


EMBEDDED_REBER = embed(REBER)


def draw_string(rng, grammar=EMBEDDED_REBER):
    """Draw one string; where two symbols are legal, each has probability 1/2.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the choices come from.
    grammar : tuple of mappings
        `EMBEDDED_REBER` (default) or `REBER`.

    Returns
    -------
    str
        A legal string, from its first B to its last E.

    Examples
    --------
    >>> import numpy as np
    >>> draw_string(np.random.default_rng(4), REBER)[0]
    'B'
    """
    check_rng(rng)
    symbols, state = [], 0
    while state is not None:
        choices = tuple(grammar[state])
        symbol = choices[int(rng.random() * len(choices))]
        symbols.append(symbol)
        state = grammar[state][symbol]
    return "".join(symbols)


def legal_successors(string, grammar=EMBEDDED_REBER):
    """Say after each symbol which ones may follow.

    Parameters
    ----------
    string : str
        A legal string, or the beginning of one.
    grammar : tuple of mappings
        `EMBEDDED_REBER` (default) or `REBER`.

    Returns
    -------
    list of str
        One entry a symbol, its legal successors in the grammar's order; "" at the end.

    Raises
    ------
    ValueError
        If a symbol is not legal where it stands; says which and what was.

    Examples
    --------
    >>> legal_successors("BTXSE", REBER)
    ['TP', 'SX', 'XS', 'E', '']
    """
    successors, state = [], 0
    for position, symbol in enumerate(string):
        legal = {} if state is None else grammar[state]
        if symbol not in legal:
            expected = " or ".join(legal) or "nothing, the string is complete"
            raise ValueError(
                f"{string!r} has {symbol!r} at position {position}, expected {expected}"
            )
        state = legal[symbol]
        successors.append("" if state is None else "".join(grammar[state]))
    return successors


def is_legal(string, grammar=EMBEDDED_REBER):
    """Tell whether a string is complete and follows the grammar.

    Parameters
    ----------
    string : str
        Any string.
    grammar : tuple of mappings
        `EMBEDDED_REBER` (default) or `REBER`.

    Returns
    -------
    bool
        True for a legal string from its first symbol to its end.

    Examples
    --------
    >>> is_legal("BTBTXSETE"), is_legal("BTBTXSEPE")
    (True, False)
    """
    try:
        successors = legal_successors(string, grammar)
    except ValueError:
        return False
    return bool(successors) and successors[-1] == ""


def long_range_step(string):
    """Return the step at which the long-range symbol has to be predicted.

    Parameters
    ----------
    string : str
        A complete embedded Reber string.

    Returns
    -------
    int
        Position of the symbol *read* at that step, the inner E; the symbol to predict
        stands one further and repeats ``string[1]``.

    Examples
    --------
    >>> long_range_step("BTBTXSETE")
    6
    """
    if not is_legal(string, EMBEDDED_REBER):
        raise ValueError(
            f"{string!r} is not an embedded Reber string such as BTBTXSETE"
        )
    return len(string) - 3
