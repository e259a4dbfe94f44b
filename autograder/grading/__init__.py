"""``autograder grade``: a judge, a sandboxed cell process, one writer.

A submission's way: `submissions` reads its files, `structure` places the student's
cells into the instructor's notebook, `judge` runs the tests against the cell process
that `sandbox` started, `writer` stores the `records.Result` in nbgrader's gradebook.
"""
