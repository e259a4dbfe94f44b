"""The structure of an assignment: from the instructor's source only.

`read_plan` reads the source, `place` puts a student's cells into it, `explain` says
what a flag means.
"""

from autograder.grading.flags import explain
from autograder.grading.placing import place
from autograder.grading.reading import Unreadable
from autograder.grading.source_plan import read_plan

__all__ = ["Unreadable", "explain", "place", "read_plan"]
