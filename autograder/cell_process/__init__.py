"""The side of the grader that student code can reach: nothing secret is here."""
