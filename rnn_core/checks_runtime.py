"""Checks as data, and how one is run against a student's function."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from rnn_core.calls import call
from rnn_core.codec import decode
from rnn_core.compare import RTOL, compare
from rnn_core.fingerprints import fingerprint, precision, same
from rnn_core.mismatch import as_sequence, then


class Case(NamedTuple):
    """One call and what it should return."""

    args: tuple
    expected: Any


class Output(NamedTuple):
    """One of the values that a function returns, as its docstring names it."""

    name: str
    shape: str = ""


class Parameter(NamedTuple):
    """One argument of a function, as its docstring names it."""

    name: str


@dataclass(frozen=True)
class Signature:
    """Names of an exercise, of its parameters and of what it returns."""

    name: str
    parameters: tuple
    outputs: tuple


@dataclass(frozen=True)
class Check:
    """One tested property of an exercise.

    Attributes
    ----------
    id, title : str
        Its name in code and the sentence that says what holds when it passes.
    points : float
        What it is worth.
    cases : tuple of Case
        All must hold.
    outputs : tuple of str
        The returned values that are compared; empty for all.
    keeps_arguments : bool
        Whether the arguments must come out unchanged as well.
    hidden : bool
        Whether only grading runs it.
    rtol : float
        Relative tolerance of the comparison.
    wrong : dict
        For each wrong answer that fails here: a fingerprint for each case, or the name
        of the exception it raises.
    """

    id: str
    title: str
    points: float
    cases: tuple
    outputs: tuple = ()
    keeps_arguments: bool = False
    hidden: bool = False
    rtol: float = RTOL
    wrong: dict = field(default_factory=dict)


class CheckResult(NamedTuple):
    """What one check found."""

    id: str
    title: str
    points: float
    passed: bool
    sentence: str = ""
    hint: str = ""
    notes: tuple = ()
    prints: tuple = ()  # fingerprints, or the exception's name, for each case
    tolerance: float = 0.0

    @property
    def earned(self):
        """Points earned: all or none."""
        return self.points if self.passed else 0.0


def check_from_data(data):
    """Build a visible check from an entry of ``rnn_core/checks/<unit>.json``."""
    cases = tuple(Case(decode(c["args"]), decode(c["expected"])) for c in data["cases"])
    return Check(
        id=data["id"],
        title=data["title"],
        points=data["points"],
        cases=cases,
        outputs=tuple(data["outputs"]),
        keeps_arguments=data["keeps_arguments"],
        rtol=data["rtol"],
        wrong=data["wrong"],
    )


def signature_from_data(entry):
    """Build the signature of an exercise from its catalogue entry."""
    return Signature(
        entry["name"],
        tuple(entry["parameters"]),
        tuple(Output(*output) for output in entry["outputs"]),
    )


def run_checks(checks, signature, fn, hints):
    """Run every check, also after one has failed, and add the hints.

    Parameters
    ----------
    checks : sequence of Check
        What to run.
    signature : Signature
        Names for the sentences.
    fn : callable
        The student's function.
    hints : dict
        Hint for each wrong answer's id.

    Returns
    -------
    list of CheckResult
    """
    results = [run_check(check, signature, fn) for check in checks]
    recognised = [
        wrong_id
        for wrong_id in hints
        if all(
            _consistent(c, r, wrong_id) for c, r in zip(checks, results, strict=True)
        )
    ]
    # Who made this mistake, perhaps among others, would not have passed its checks.
    refuted = {
        wrong_id
        for check, result in zip(checks, results, strict=True)
        if result.passed
        for wrong_id in check.wrong
    }
    possible = set(hints) - refuted
    return [
        result._replace(
            hint=hints.get(_recognise(check, result, recognised, possible), "")
        )
        for check, result in zip(checks, results, strict=True)
    ]


def run_check(check, signature, fn):
    """Run all cases of one check; the first difference makes the sentence."""
    sentence, prints, notes, tolerance = "", [], [], 0.0
    for case in check.cases:
        outcome = call(fn, case.args)
        notes += outcome.notes
        if outcome.problem is not None:
            prints.append(f"raises {outcome.raised}")
            found = then(outcome.problem, _shapes(signature, case.args, outcome))
        else:
            seen, printed, found = _judge(check, signature, case, outcome)
            prints.append(printed)
            tolerance = max(tolerance, seen)
        sentence = sentence or found
    return CheckResult(
        check.id,
        check.title,
        check.points,
        passed=not sentence,
        sentence=sentence,
        notes=tuple(dict.fromkeys(notes)),
        prints=tuple(prints),
        tolerance=tolerance,
    )


def _judge(check, signature, case, outcome):
    """Return precision, fingerprint and difference of what a call returned."""
    try:
        seen = observed(check, signature, case, outcome)
        found = _difference(check, signature, case, outcome)
        found = found and then(found, _call(signature, case.args))
        return precision(seen), fingerprint(seen), found
    except Exception as error:  # a list that holds itself, an object that misbehaves
        found = f"what it returns cannot be compared ({type(error).__name__}): return "
        return 0.0, "not comparable", f"{found}{_names(signature)} as plain arrays"


def _names(signature):
    return ", ".join(output.name for output in signature.outputs)


def observed(check, signature, case, outcome):
    """Return what a fingerprint of this check covers: compared outputs, arguments."""
    value = outcome.value
    items = as_sequence(value)
    if len(signature.outputs) > 1 and items is not None:
        wanted = _positions(check, signature)
        value = [_seen(items[k], case.expected[k]) for k in wanted if k < len(items)]
    else:
        value = _seen(value, case.expected)
    return [value, list(outcome.args_after)] if check.keeps_arguments else value


def _seen(value, expected):
    """Return a value, or the name of its fault where a property is expected."""
    if not hasattr(expected, "mismatch"):
        return value
    found = expected.mismatch(value, "")
    return found.kind if found else "holds"


def _positions(check, signature):
    names = [output.name for output in signature.outputs]
    return [k for k, name in enumerate(names) if name in (check.outputs or names)]


def _difference(check, signature, case, outcome):
    """Return a sentence about the first difference, or an empty string."""
    found = _compare_outputs(check, signature, case.expected, outcome.value)
    found = found or _not_drawn(signature, case, outcome)
    if found and check.keeps_arguments:
        return then(found, "The arguments are looked at once these numbers are right")
    if found or not check.keeps_arguments:
        return found
    # parameters that have defaults may be left out of a case
    before_and_after = zip(
        signature.parameters, case.args, outcome.args_after, strict=False
    )
    for name, before, after in before_and_after:
        if isinstance(before, np.random.Generator):
            continue  # drawing from it is what it is for
        if compare(after, before, name, rtol=0.0):
            return (
                f"it changed its argument {name}. The caller still needs it as it was: "
                f"compute a new array instead of writing into {name} (+= writes into "
                "it)"
            )
    return ""


def _not_drawn(signature, case, outcome):
    """Notice where random numbers did not come from the generator that was given."""
    expected = case.expected if type(case.expected) is tuple else (case.expected,)
    if not any(hasattr(part, "mismatch") for part in expected):
        return ""
    for name, before, after in zip(
        signature.parameters, case.args, outcome.args_after, strict=False
    ):
        if isinstance(before, np.random.Generator):
            if before.bit_generator.state == after.bit_generator.state:
                return (
                    f"it draws nothing from {name}, so the caller cannot repeat it: "
                    f"take the numbers from {name}, as in {name}.uniform(...)"
                )
    return ""


def _compare_outputs(check, signature, expected, value):
    outputs = signature.outputs
    if len(outputs) == 1:
        found = compare(value, expected, *outputs[0], rtol=check.rtol)
        return found.sentence if found else ""
    items = as_sequence(value)
    if items is None or len(items) != len(outputs):
        return _wrong_count(signature, value)
    for k in _positions(check, signature):
        found = compare(items[k], expected[k], *outputs[k], rtol=check.rtol)
        if found:
            return then(found.sentence, _exchanged(k, signature, expected, items))
    return ""


def _exchanged(k, signature, expected, items):
    """Say where the value in place k belongs, if it stands in another's place."""
    places = range(len(items))
    right = [compare(items[j], expected[j]) is None for j in places]
    for j in places:
        if not right[j] and compare(items[k], expected[j]) is None:
            return (
                f"What stands there is {signature.outputs[j].name}: the order is "
                f"{_names(signature)}"
            )
    return ""


def _call(signature, args):
    """Show the call where its arguments are plain numbers."""
    if not all(isinstance(arg, int | float) for arg in args):
        return ""
    return f"The call was {signature.name}({', '.join(f'{arg:g}' for arg in args)})"


def _shapes(signature, args, outcome):
    """Name the shapes of the arguments where code stopped on a call with arrays."""
    if outcome.raised not in ("ValueError", "IndexError", "TypeError"):
        return ""
    shapes = [
        f"{name} {arg.shape}"
        for name, arg in zip(signature.parameters, args, strict=False)  # or defaults
        if isinstance(arg, np.ndarray)
    ]
    return f"The shapes were {', '.join(shapes)}" if shapes else ""


def _wrong_count(signature, value):
    names = _names(signature)
    wanted = f"expected {len(signature.outputs)}: {names}"
    if value is None:
        return f"it returns None, {wanted}. Is the return line missing?"
    items = as_sequence(value)
    if items is not None:
        return f"it returns {len(items)} values, {wanted}"
    kind = type(value).__name__
    return f"it returns one {kind}, {wanted}. End it with: return {names}"


def _consistent(check, result, wrong_id):
    """Tell whether the result is what the wrong answer would have got here."""
    if wrong_id not in check.wrong:
        return result.passed
    if result.passed:
        return False
    return _same_prints(check.wrong[wrong_id], result)


def _same_prints(theirs, result):
    return all(
        a == b
        if isinstance(a, str) or isinstance(b, str)
        else same(a, b, result.tolerance)
        for a, b in zip(result.prints, theirs, strict=True)
    )


def _recognise(check, result, recognised, possible):
    """Return the id of the wrong answer that this failed check shows, or None."""
    if result.passed:
        return None
    here = [w for w in check.wrong if w in recognised]
    if here:
        return here[0]
    if any(isinstance(printed, str) for printed in result.prints):
        return None  # an exception alone says too little
    alike = [
        wrong_id
        for wrong_id, theirs in check.wrong.items()
        if wrong_id in possible
        and _same_prints(theirs, result)
        and not _all_zero(theirs)
    ]
    return alike[0] if len(alike) == 1 else None


def _all_zero(prints):
    """Tell whether a wrong answer only leaves zeros here, as many others do."""
    return all(part[1:] == [0.0, 0.0] for print_ in prints for part in print_)
