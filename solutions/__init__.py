"""Instructors only: references, checks and wrong answers of every exercise."""
