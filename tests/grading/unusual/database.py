# unusual: asks a database in memory
# assignment: hw
# exercise: sort_in_place
import sqlite3


def sort_in_place(values):
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table t (v integer)")
        connection.executemany("insert into t values (?)", [(v,) for v in values])
        rows = connection.execute("select v from t order by v").fetchall()
    values.clear()
    values.extend(v for (v,) in rows)
