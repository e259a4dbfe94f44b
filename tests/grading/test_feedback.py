"""Feedback pages: what a student reads, and what no page may hold or do."""

import datetime
import html.parser
import json
import subprocess
import sys

import pytest
import small_course
from small_course import (
    SOURCE,
    check_cell,
    checked,
    code,
    failed,
    manual,
    picture,
    printed,
    solution,
)

from autograder.grading import plain_text
from autograder.grading.feedback import write_feedback
from autograder.grading.graded_notebooks import parse_report

pytestmark = [
    pytest.mark.nbgrader,
    # nbgrader adds submissions while it iterates over them
    pytest.mark.filterwarnings("ignore:Object of type"),
]
HOSTILE = (
    "<script>alert(1)</script></pre></code><img src=x onerror=alert(2)>"
    "{{ 7 * 191 }}{% raw %} javascript:alert(3) &amp; \"quoted\" 'single'"
)
CANARIES = ("CANARY-SOLUTION", "CANARY-HIDDEN", "CANARY-ANSWER")
ANSWER = "def squares(n):\n    return n ** 2"


class Tags(html.parser.HTMLParser):
    """Collects the elements of a page and their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.fixture
def small(tmp_path):
    return small_course.make(tmp_path / "course")


def answered(answer=ANSWER, outputs=(), essay="Because.", extra=(), check=()):
    return [
        *SOURCE[:3],
        *extra,
        solution("squares", answer, outputs),
        check_cell("squares-check", "assert True  # CANARY-HIDDEN", check),
        SOURCE[5],
        manual("why", essay),
    ]


def page_of(small, student="ann"):
    write_feedback(small.course)
    path = small.course / "feedback" / student / "ps1" / "powers.html"
    return path.read_text(encoding="utf-8")


def test_a_page_shows_score_code_checks_and_hints(small):
    report = checked(("small numbers", True, ""), ("negative", False, "a sign is lost"))
    small.hand_in("ann", answered(check=[report]), (2.0, 1.5), "wrong")
    page = page_of(small)
    assert "3.5 <small>of 7 points" in page
    assert "1.1 Squares of numbers" in page
    assert "return n ** 2" in page
    assert "Hint: a sign is lost" in page
    assert "1 of 2 checks hold." in page


def test_a_page_says_what_a_person_decided_and_what_is_still_open(small):
    small.hand_in("ann", answered(), (4.0, None))
    assert "still open" in page_of(small)
    with small.gradebook() as gradebook:
        grade = gradebook.find_grade("why", "powers", "ps1", "ann")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        comment = gradebook.find_comment("why", "powers", "ps1", "ann")
        comment.manual_comment = "Good, but <why>?"
        gradebook.db.commit()
    page = page_of(small)
    assert "still open" not in page
    assert "6.5 <small>" in page
    assert "Good, but &lt;why&gt;?" in page


def test_a_late_penalty_is_named_and_taken_off(small):
    small.hand_in("ann", answered(), (4.0, 2.0))
    with small.gradebook() as gradebook:
        late = datetime.datetime(2026, 1, 16, 13, 0)
        gradebook.update_or_create_submission("ps1", "ann", timestamp=late)
        part = gradebook.find_submission_notebook("powers", "ps1", "ann")
        part.late_submission_penalty = 1.5
        gradebook.db.commit()
    page = page_of(small)
    assert "4.5 <small>" in page
    assert "1.5 points are taken off for handing in 1 day 1 hour late" in page


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (2.0, "kept for grading: 0 of 1 points"),
        (3.0, "kept for grading: 1 of 1 points"),
        (4.0, "kept for grading are part of these points"),  # regained a visible one
    ],
)
def test_what_hidden_checks_earned_is_said_where_they_are_not_shown(small, score, said):
    results = [("a", True, ""), ("b", True, ""), ("c", False, "")]
    small.hand_in("ann", answered(check=[checked(*results, points=1.0)]), (score, 0.0))
    assert said in page_of(small)


def test_a_long_docstring_that_was_given_does_not_hide_the_code(small):
    mine = f'def squares(n):{small_course.GIVEN}\n    """Mine."""\n    return n ** 2'
    small.hand_in("ann", answered(mine))
    page = page_of(small)
    assert "Said at length" not in page
    assert "as it was given" in page
    assert "Mine." in page


@pytest.mark.parametrize(
    "place", "answer print error essay extra message flag comment check".split()
)
def test_markup_of_a_student_stays_text_wherever_it_comes_from(small, place):
    outputs = {"print": [printed(HOSTILE)], "error": [failed(HOSTILE)]}.get(place, ())
    result = {"notebook": "powers", "grade_id": "squares-check", "status": "error"}
    small.hand_in(
        "ann",
        answered(
            answer=HOSTILE if place == "answer" else ANSWER,
            outputs=outputs,
            essay=HOSTILE if place == "essay" else "Because.",
            extra=[code(HOSTILE)] if place == "extra" else (),
            check=[checked((HOSTILE, False, HOSTILE))] if place == "check" else (),
        ),
        (0.0, None),
        "error",
        flags=[f"renamed_notebook:{HOSTILE}"] if place == "flag" else (),
        results=[{**result, "message": HOSTILE}] if place == "message" else (),
    )
    if place == "comment":
        with small.gradebook() as gradebook:
            comment = gradebook.find_comment("why", "powers", "ps1", "ann")
            comment.manual_comment = HOSTILE
            gradebook.db.commit()
    page = page_of(small)
    tags = Tags(page)
    assert "&lt;script&gt;alert(1)" in page
    assert not {"script", "iframe", "object", "link"} & {tag for tag, _ in tags.found}
    assert [a for tag, a in tags.found if tag == "img"] == []
    assert not any(k.startswith("on") for _, attrs in tags.found for k in attrs)
    assert "{{ 7 * 191 }}" in page


def test_html_and_svg_outputs_are_never_shown(small):
    bad = {"text/html": "<b>BAD-HTML</b>", "image/svg+xml": "<svg>BAD-SVG</svg>"}
    outputs = [{"output_type": "display_data", "data": bad, "metadata": {}}]
    small.hand_in("ann", answered(outputs=outputs, check=outputs))
    page = page_of(small)
    assert "BAD-HTML" not in page
    assert "BAD-SVG" not in page


def test_no_page_holds_a_solution_a_hidden_test_or_another_student(small):
    bob = solution("squares", "BOBS-CODE", [printed("BOBS-OUTPUT")])
    trace = failed("assert squares(12) == 144  # CANARY-HIDDEN", "CANARY-HIDDEN")
    small.hand_in("ann", answered(check=[trace, printed("CANARY-HIDDEN")]), (0.0, 0.0))
    small.hand_in("bob-the-other", [bob, *answered()[4:]])
    page = page_of(small)
    assert not [word for word in (*CANARIES, "BOBS", "bob-the-other") if word in page]


def test_terminal_codes_bidi_marks_nul_and_surrogates_become_harmless(small):
    text = "\x1b[31mred\x1b[0m \u202egnp \x00 \ud800 \x07 \x9b end \x1b]0;title\x07"
    small.hand_in("ann", answered(outputs=[printed(text)]))
    page = page_of(small)
    assert "red ⟨U+202E⟩gnp ␀ \ufffd ␇ \ufffd end " in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_a_gigantic_line_is_cut_and_keeps_its_end(small):
    text = "a" * 3_000_000 + "THE-END"
    small.hand_in("ann", answered(answer=text, outputs=[printed(text), failed(text)]))
    page = page_of(small)
    assert "THE-END" in page
    assert "characters left out" in page
    assert len(page) < 60_000


def test_ten_thousand_cells_and_outputs_of_a_student_do_not_flood_the_page(small):
    extra = [code(f"x = {n}", [printed("p")] * 3) for n in range(10_000)]
    many = [printed("y"), failed("z")] * 20_000
    small.hand_in("ann", answered(extra=extra, outputs=many))
    page = page_of(small)
    assert "9950 more cells of your own are not shown" in page
    assert len(page) < 200_000


def test_only_real_pictures_are_shown_and_only_twenty(small):
    bad = [
        picture("javascript:alert(1)"),
        picture('iVBORw0KGgo=" onload="alert(1)'),
        picture("PHN2Zz48L3N2Zz4="),
        picture("A" * 9_000_000),
    ]
    small.hand_in("ann", answered(outputs=[*bad, *[picture()] * 30]))
    tags = Tags(page_of(small))
    pictures = [attributes for tag, attributes in tags.found if tag == "img"]
    assert len(pictures) == 20
    assert {a["src"] for a in pictures} == {f"data:image/png;base64,{small_course.PNG}"}
    assert all(a["alt"] for a in pictures)


def test_a_picture_that_unpacks_to_a_hundred_gigapixels_is_refused():
    import base64

    raw = bytearray(base64.b64decode(small_course.PNG))
    raw[16:24] = (400_000).to_bytes(4, "big") * 2
    assert plain_text.png_address(base64.b64encode(raw).decode()) == ""
    assert plain_text.png_address(small_course.PNG)


def test_a_refused_submission_gets_a_page_that_says_how_to_repair_it(small):
    with small.gradebook() as gradebook:
        gradebook.add_student("cyd")
    message = "powers.ipynb ends in the middle of a <cell>."
    small.note("cyd", "unreadable_submission", message=message)
    page = page_of(small, "cyd")
    assert "ends in the middle of a &lt;cell&gt;." in page
    assert "save it, hand in again" in page
    assert "of 7 points" not in page


def test_a_fault_of_ours_is_never_shown_as_a_zero(small):
    small.hand_in("ann", answered(), (0.0, 0.0), "infra_error", message="No memory.")
    page = page_of(small)
    assert "Nothing is wrong on your side" in page
    assert "of 7 points" not in page


def test_nobody_outside_the_gradebook_gets_a_page(small):
    small.note("stranger", "unknown_student")
    small.note("../escape", "unknown_student")
    assert write_feedback(small.course) == []
    assert not (small.course / "feedback").exists()


def test_a_damaged_graded_notebook_still_gives_the_scores(small):
    small.hand_in("ann", answered())
    path = small.course / "autograded" / "ann" / "ps1" / "powers.ipynb"
    path.write_text('{"cells": [{"source": 3, "metadata": [], "outputs": {}}, 7')
    assert "4 of 4 points" in page_of(small)
    odd = [{"source": 3, "metadata": [], "outputs": {"a": 1}}, 7, {"cell_type": 5}]
    path.write_text(json.dumps({"cells": odd}))
    assert "4 of 4 points" in page_of(small)


def test_a_page_that_did_not_change_is_not_written_again(small):
    small.hand_in("ann", answered())
    (path,) = write_feedback(small.course)
    before = path.stat()
    assert write_feedback(small.course) == [path]
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert [p.name for p in path.parent.iterdir()] == ["powers.html"]


def test_only_the_named_students_are_written(small):
    small.hand_in("ann", answered())
    small.hand_in("bob", answered())
    (path,) = write_feedback(small.course, ["ps1"], ["bob"])
    assert path.parts[-3] == "bob"
    assert len(write_feedback(small.course, [], [])) == 2


def test_nbgraders_release_feedback_takes_the_page(small, tmp_path):
    small.hand_in("ann", answered())
    graded = small.course / "autograded" / "ann" / "ps1"
    (graded / "timestamp.txt").write_text("2026-01-15 10:00:00.0 UTC\n")
    (graded / "submission_secret.txt").write_text("s3cret")
    write_feedback(small.course)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    command = [sys.executable, "-m", "nbgrader", "release_feedback", "ps1"]
    settings = f"--Exchange.root={exchange}"
    done = subprocess.run(
        [*command, settings],
        cwd=small.course,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (released,) = exchange.glob("small/feedback/*.html")
    assert "4 <small>of 7" in released.read_text(encoding="utf-8")


def test_a_page_asks_nobody_for_anything(small):
    small.hand_in("ann", answered(outputs=[picture()]))
    page = page_of(small)
    tags = Tags(page)
    policy = [a for tag, a in tags.found if a.get("http-equiv")]
    assert policy[0]["content"].startswith("default-src 'none'")
    assert ("html", {"lang": "en"}) in tags.found
    assert not [a for _, a in tags.found if "href" in a]
    assert "http" not in page.replace("http-equiv", "")


def test_lines_that_fit_no_report_are_kept():
    report = parse_report("f: 1 of 2\n  ✓ a (1 point)\nodd\n      why\n  note\n  ✗ b")
    assert [check.title for check in report.checks] == ["a", "b"]
    assert report.checks[0].details == ["odd", "why"]
    assert report.notes == ["note"]


def test_only_the_last_state_of_a_progress_bar_remains():
    assert plain_text.readable("10 %\r50 %\r100 %\nnext\r\n") == "100 %\nnext\n"
