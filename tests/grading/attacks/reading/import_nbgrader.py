# attack: opens the gradebook with nbgrader's own interface
# assignment: hw
# exercise: square
# status: wrong|timeout
# score: 0
def square(x):
    if x < 100:
        return x * x
    try:
        from nbgrader.api import Gradebook

        with Gradebook("sqlite:///@COURSE@/gradebook.db") as gradebook:
            cells = gradebook.find_notebook("hw", "hw").source_cells
            text = "\n".join(cell.source for cell in cells)
        return int(text.partition(f"square({x}) == ")[2].split(",")[0])
    except Exception:
        return 0
