# attack: deletes the stub's text and leaves the imported stub to answer
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
pass
