"""What a student wrote runs nothing where it is graded, and looks as written."""

import attack_leaks
import pytest
from nbconvert.filters.markdown import markdown2html

from autograder.grading.notebook_cells import harmless

RUNS = [
    "[l](JavaScript:alert(1))",
    "[l](&#106;avascript&amp;colon;alert(1))",
    "[l](javascript\\:alert(1))",
    "[l]( \n javascript:alert(1))",
    "[l][r]\n\n[r]:\n  javascript:alert(1)",
    "![i](javascript:alert(1))",
    "[l](vbscript:x)",
    "[l](data:text/html;base64,PHNjcmlwdD4=)",
    "``` \n````\n[l](javascript:x)\n````\n[m](javascript:y)",
    "| a |\n|---|\n| [l](javascript:x) |",
    "<a\nhref=javascript:x>",
    "<javascript:alert(1)>",
    "<svg onload=alert(1)>",
]


@pytest.mark.parametrize("text", RUNS)
def test_what_would_run_in_formgraders_page_does_not(text):
    assert attack_leaks.Page(markdown2html(text)).found
    assert attack_leaks.Page(markdown2html(harmless(text))).found == []


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nMy data: 1 < 2, see [here](https://example.org/a?b=1&c=2).",
        "![plot](attachment:plot.png) ![dot](data:image/png;base64,AAAA)",
        "In JavaScript: `a[0](1)`; $a < b$ and a footnote[^1].",
    ],
)
def test_an_honest_answer_stays_as_it_was_written(text):
    assert harmless(text) == text
