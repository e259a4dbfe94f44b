"""A student works in a real JupyterLab: wrong first, the hint read, then right."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from autograder import release, sources

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]

# one exercise of each
EVERY_OTHER_CHAPTER = {
    "graph": "vjp_matmul",
    "rnn": "cross_entropy",
    "gradients": "clip_by_norm",
    "gru": "gru_cell_forward",
    "variants": "reverse_sequences",
    "applications": "perplexity",
}
WAIT = 60_000  # milliseconds; generous, since a loaded machine starts kernels slowly


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a student's course folder, as it comes out of student.zip."""
    made = tmp_path_factory.mktemp("instructor")
    release.release(made, ["lstm", *EVERY_OTHER_CHAPTER])
    folder = tmp_path_factory.mktemp("student")
    shutil.unpack_archive(made / "student.zip", folder)
    return folder / "unrolled"


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """Start JupyterLab on a free port of this machine; return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    log = (home / "lab.log").open("w")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", "--LabApp.news_url=None"]
    command += [f"--ServerApp.root_dir={course}", "--LabApp.check_for_updates_class="]
    command[-1] += "jupyterlab.NeverCheckForUpdate"
    keep = {k: v for k, v in os.environ.items() if not k.startswith("RNN_CORE")}
    environment = keep | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "c")}
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status", process, home / "lab.log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def wait_for(address, process, log):
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture
def page(lab, chromium, playwright):
    arguments = ["--no-sandbox", "--disable-background-networking"]
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(WAIT)
    yield page
    shot(page, "lab-last")
    browser.close()


class Notebook:
    """A notebook open in JupyterLab, used by mouse and keyboard."""

    def __init__(self, page, address, path):
        self.page = page
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        # the toolbar says idle before there is a kernel; the status bar knows
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def cell(self, text):
        """Return the code cell whose source holds `text`."""
        return self.page.locator(".jp-CodeCell", has=self.page.get_by_text(text)).first

    def run(self, cell):
        self.enter(cell)
        self.page.keyboard.press("Control+Enter")

    def enter(self, cell):
        """Put the cursor into a cell, as a click does once the editor is there."""
        cell.locator(".cm-content").first.click()
        cell.locator(".cm-editor.cm-focused").wait_for()

    def write(self, cell, source):
        self.enter(cell)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")

    def report(self, cell, words):
        """Wait until the cell's report holds `words`; return the whole report."""
        report = cell.locator(".u-report", has_text=words)
        report.wait_for()
        return report.inner_text()


def shot(page, name):
    """Keep a picture for the one who looks, where UNROLLED_SHOTS names a folder."""
    if folder := os.environ.get("UNROLLED_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_student_is_wrong_reads_the_hint_and_is_right(page, lab, course):
    suite = sources.suite("memory_cell")
    wrong = next(w for w in suite.wrong_answers if w.id == "forget_gate_reversed")
    right = sources.clean(sources.solution_source("memory_cell"), sources.CANARY)
    notebook = Notebook(page, lab, "lstm/lstm-cell.ipynb")
    notebook.run(notebook.cell("start("))
    notebook.cell("start(").locator(".jp-OutputArea-output").wait_for()

    check = notebook.cell("points = check(memory_cell)")
    notebook.run(check)
    said = notebook.report(check, "memory_cell")
    assert "no function of yours called memory_cell is defined" in said
    shot(page, "lab-not-defined")

    solution = notebook.cell("def memory_cell(")
    notebook.write(solution, wrong.source)
    notebook.run(check)
    said = notebook.report(check, "0 of 4 checks hold")
    assert f"Hint: {wrong.hint}" in said
    assert not (course / "my_rnn").exists()
    check.scroll_into_view_if_needed()
    shot(page, "lab-wrong")

    notebook.write(solution, right)
    notebook.run(check)
    said = notebook.report(check, "everything holds, 4 of 4 points")
    assert "the course runs on your own function" in said
    assert (course / "my_rnn" / "lstm" / "memory_cell.py").is_file()
    check.scroll_into_view_if_needed()
    shot(page, "lab-right")

    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    cells = json.loads((course / "lstm" / "lstm-cell.ipynb").read_text("utf-8"))[
        "cells"
    ]
    locked = [c for c in cells if "points = check" in "".join(c["source"])]
    assert len(locked) == 3


@pytest.mark.parametrize(("unit", "name"), EVERY_OTHER_CHAPTER.items())
def test_an_exercise_of_each_chapter_is_done_wrong_and_then_right(
    page, lab, course, unit, name
):
    suite = sources.suite(name)
    visible = {check.id for check in suite.checks if not check.hidden}
    wrong = next(w for w in suite.wrong_answers if w.fails & visible)
    right = sources.clean(sources.solution_source(name), sources.CANARY)
    (file,) = [
        file
        for file in (course / unit).glob("*.ipynb")
        if f"points = check({name})" in file.read_text("utf-8")
    ]
    notebook = Notebook(page, lab, f"{unit}/{file.name}")
    notebook.run(notebook.cell("start("))
    notebook.cell("start(").locator(".jp-OutputArea-output").wait_for()

    solution = notebook.cell(f"def {name}(")
    check = notebook.cell(f"points = check({name})")
    notebook.write(solution, wrong.source)
    notebook.run(check)
    said = notebook.report(check, "checks hold")
    assert f"Hint: {wrong.hint}" in said
    check.scroll_into_view_if_needed()
    shot(page, f"lab-{unit}-wrong")

    notebook.write(solution, right)
    notebook.run(check)
    said = notebook.report(check, "everything holds")
    assert "the course runs on your own function" in said
    assert (course / "my_rnn" / unit / f"{name}.py").is_file()
    check.scroll_into_view_if_needed()
    shot(page, f"lab-{unit}-right")
