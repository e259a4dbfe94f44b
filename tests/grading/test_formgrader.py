"""Formgrader, in a real browser, shows our grades and runs nothing of a student's."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import attack_course
import pytest

from autograder.course_dir import open_gradebook

pytestmark = [
    pytest.mark.lab,
    pytest.mark.timeout(400),
    pytest.mark.usefixtures("bubblewrap"),
]
WAIT = 60_000  # milliseconds; a busy machine answers slowly
SOLVED = list(attack_course.SOLUTIONS.items())
ANSWER = (
    "What I learned: [more](javascript:document.title='owned'), and\n"
    "<b onclick=\"document.title='owned'\">that</b>"
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, autograder):
    course = tmp_path_factory.mktemp("formgrader") / "course"
    attack_course.build(course)
    attack_course.hand_in(course, "ada", "hw", SOLVED)
    attack_course.hand_in(course, "bob", "hw", SOLVED[:4])
    folder = course / "submitted" / "ada" / "hw"
    notebook = json.loads((folder / "hw.ipynb").read_text(encoding="utf-8"))
    attack_course.cell(notebook, "essay")["source"] = ANSWER
    attack_course.write(folder, notebook)
    (folder / "mine.html").write_text("<script>document.title = 'owned'</script>")
    attack_course.enrol(course, ["ada", "bob"])
    done = autograder("grade", "hw", "--course", course)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture(scope="module")
def server(graded, tmp_path_factory):
    """Start Jupyter with formgrader on a free port; return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={graded}"]
    command += ["--ServerApp.jpserver_extensions"]
    command[-1] += "={'nbgrader.server_extensions.formgrader': True}"
    own = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "settings")}
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=graded, stdout=log, stderr=log, env=os.environ | own
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api", process, home / "log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(address, process, log):
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"Jupyter did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture
def page(server, chromium, playwright):
    browser = playwright.chromium.launch(
        executable_path=chromium, args=["--no-sandbox"]
    )
    page = browser.new_page(base_url=server)
    page.set_default_timeout(WAIT)
    yield page
    browser.close()


def test_the_list_of_submissions_has_scores_and_says_who_waits_for_a_person(page):
    page.goto("/formgrader/manage_submissions/hw")
    row = page.locator("tr", has_text="ada")
    row.get_by_text("21 / 24").wait_for()
    assert "needs manual grading" in row.inner_text()
    row = page.locator("tr", has_text="bob")
    assert "9 / 24" in row.inner_text()
    assert "needs manual grading" not in row.inner_text()


def test_the_page_of_a_submission_shows_points_and_runs_nothing(page, graded):
    with open_gradebook(graded) as gradebook:
        (notebook,) = gradebook.find_submission("hw", "ada").notebooks
        address = f"/formgrader/submissions/{notebook.id}"
    page.goto(f"{address}/?index=0")
    page.get_by_text("What I learned").wait_for()
    page.locator("#square-test[placeholder='2']").wait_for()
    assert page.locator("a[href^='javascript' i], [onclick*=owned]").count() == 0
    answer = page.request.get(f"{address}/mine.html.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert page.request.get(f"{address}/mine.html").status == 404
