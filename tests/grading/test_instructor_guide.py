"""The instructor's guide says what is true of the code."""

import re

import pytest
import small_course

from autograder.grading.records import STATUSES

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


@pytest.fixture(scope="module")
def guide(root):
    return (root / "docs" / "instructor-guide.md").read_text(encoding="utf-8")


def commands(guide):
    lines = re.findall(r"^(?:\$ )?python -m autograder (.*)$", guide, re.MULTILINE)
    assert len(lines) > 8
    return [line.split() for line in lines]


def test_every_status_is_explained(guide):
    table = guide.partition("## Statuses")[2].partition("## Limits")[0]
    named = set(re.findall(r"`([a-z_]+)`", table))
    assert set(STATUSES) <= named


def test_every_command_and_option_exists(guide, autograder):
    for name in sorted({words[0] for words in commands(guide)}):
        done = autograder(name, "--help")
        assert done.returncode == 0, name
        used = {w for c in commands(guide) if c[0] == name for w in c if w[:2] == "--"}
        assert not {option for option in used if option not in done.stdout}, name
    options = set(re.findall(r"`(--[a-z-]+)", guide))
    helps = "".join(
        autograder(name, "--help").stdout
        for name in ("grade", "collect", "feedback", "report", "export")
    )
    assert options - set(re.findall(r"--[a-z-]+", helps)) <= {"--security-opt"}


def test_links_inside_the_page_lead_somewhere(guide):
    titles = re.findall(r"^#+ (.*)$", guide, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in titles}
    assert set(re.findall(r"\]\(#([\w-]+)\)", guide)) <= anchors


@pytest.mark.nbgrader
def test_the_configuration_stops_formgraders_autograde_button(guide, tmp_path):
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    from autograder.course_dir import load_config

    small = small_course.make(tmp_path / "course")
    small.hand_in("ann", list(small_course.SOURCE), (4.0, 2.0))
    handed_in = small.course / "submitted" / "ann" / "ps1" / "powers.ipynb"
    small_course.write_notebook(handed_in, list(small_course.SOURCE))
    (text,) = re.findall(r"```python\n(from nbconvert.*?)```", guide, re.DOTALL)
    with (small.course / "nbgrader_config.py").open("a") as file:
        file.write(text)
    config = load_config(small.course)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    done = api.autograde("ps1", "ann")  # what the button calls
    assert done["success"] is False
    assert "Grade this course with: python -m autograder grade" in done["log"]
    assert (small.course / "autograded" / "ann" / "ps1" / "powers.ipynb").is_file()
    with small.gradebook() as gradebook:
        assert gradebook.find_submission("ps1", "ann").score == 6.0
