"""The tiny judge, which refuses what cannot be read as the real one does."""

import dataclasses

import tiny_judge
from tiny_judge import calibrate, prepare_worker  # noqa: F401

from autograder.grading.records import Result
from autograder.grading.structure import Unreadable


def grade_one(plan, submission, **options):
    """Grade, or refuse a notebook that is none."""
    try:
        return tiny_judge.grade_one(plan, submission, **options)
    except Unreadable as error:
        refused = Result(
            submission.student, plan.assignment, error.status, 0.0, plan.max_score
        )
        return dataclasses.replace(refused, message=error.message)
