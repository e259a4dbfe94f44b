"""Sentences for statuses and flags, for students and for instructors."""

from __future__ import annotations

from autograder.grading import flags

# What a student reads of a cell whose check said nothing itself.
CELL = {
    "wrong": "The check does not hold.",
    "error": "Your code stopped with an error.",
    "not_run": "This was not run, because an earlier part could not be.",
    "bad_return": "What came back is of a kind that cannot be compared.",
    "flaky": "Two runs with the same numbers came to different results.",
    "output_limit": "Your code printed more than is kept.",
    "disk_limit": "Your code wrote more to disk than is allowed.",
    "process_limit": "Your code started more processes than are allowed.",
    "memory_limit": "Your code needed more memory than is allowed.",
    "crashed": "Your code ended the whole Python process.",
    "timeout": "Your code did not finish in time.",
    "total_timeout": "The time for the whole notebook was used up before this part.",
    "infra_error": "The grader failed here, not you. Your course will grade it again.",
}
# What a student can do where the submission itself could not be taken.
REPAIR = {
    "unknown_student": "Tell your course: this name is not in its list.",
    "bad_name": "Hand in again, with the files under the names they came with.",
    "bad_file_type": "Hand in the notebooks themselves, files that end in .ipynb.",
    "ambiguous_submission": "Hand in again, with one file for each notebook.",
    "submission_too_large": "Clear all outputs, remove large files and hand in again.",
    "rejected_archive": "Hand in the notebooks themselves instead of this archive.",
    "unreadable_submission": "Open the notebook in Jupyter, save it, hand in again.",
    "infra_error": "Nothing is wrong on your side; your course will grade it again.",
}

FLAG = {
    "stub": "Exercise {} is still as it was handed out.",
    "carried_forward": (
        "{} was graded on its own merits: what it builds on was put right first."
    ),
}


def explain(flag: str) -> str:
    """Return a flag as a sentence."""
    sentence = flags.explain(flag)
    if sentence != flag:
        return sentence
    kind, _, detail = flag.partition(":")
    if kind in FLAG:
        return FLAG[kind].format(detail)
    kind = kind.replace("_", " ")
    return f"{kind}: {detail}." if detail else f"{kind}."
