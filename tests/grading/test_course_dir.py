"""The gradebook of a new course is the one that nbgrader would have made."""

import os
import sys

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.course_dir import make_tables

pytestmark = pytest.mark.nbgrader


def tables(url):
    """Return the columns of every table, and the version that alembic wrote."""
    engine = sa.create_engine(url)
    look = sa.inspect(engine)
    columns = {
        (table, column["name"]): (str(column["type"]), column["nullable"])
        for table in look.get_table_names()
        for column in look.get_columns(table)
    }
    with engine.connect() as connection:
        version = connection.execute(sa.text("SELECT * FROM alembic_version")).all()
    engine.dispose()
    return columns, version


def test_tables_and_version_are_those_of_nbgrader(tmp_path, monkeypatch):
    path = [os.path.dirname(sys.executable), os.environ["PATH"]]
    monkeypatch.setenv("PATH", os.pathsep.join(path))  # nbgrader calls alembic
    theirs, ours = (f"sqlite:///{tmp_path / name}.db" for name in ("theirs", "ours"))
    Gradebook(theirs).close()
    make_tables(ours)
    assert tables(ours) == tables(theirs)


def test_tables_that_are_there_stay_as_they_are(tmp_path):
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    make_tables(url)
    with Gradebook(url) as gradebook:
        gradebook.add_student("ann")
    make_tables(url)
    with Gradebook(url) as gradebook:
        assert [student.id for student in gradebook.students] == ["ann"]
