"""Rules that hold for every file of the repository."""

import re
import subprocess
import sys

import pytest

from rnn_core import catalogue

LIMIT = 400  # lines; a file past it is two files
# Assembled, so that this file does not break the rules it states.
MACHINE_PATH = re.compile(
    r"(?<![\w./~-])/(?:" + "|".join(["work", "root", "opt"]) + r")/"
)
INDEX_OPTIONS = ["index-url", "find-links", r"\bresolved\b"]
INDEX_ADDRESS = re.compile(f"({'|'.join(INDEX_OPTIONS)}).*(https?|file):")


def texts(files, *suffixes):
    for path in files:
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # an image


def test_no_notebook_is_in_git(root):
    listed = subprocess.run(
        ["git", "ls-files", "*.ipynb"], cwd=root, capture_output=True, check=True
    )
    assert listed.stdout == b"", "notebooks are generated; git rm --cached them"


def test_no_file_names_a_path_of_one_machine(root, project_files):
    found = [
        f"{path.relative_to(root)}: {match.group()}"
        for path, text in texts(project_files)
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_no_file_names_a_package_index(root, project_files):
    found = [
        f"{path.relative_to(root)}: {line}"
        for path, text in texts(project_files)
        for line in text.splitlines()
        if INDEX_ADDRESS.search(line)
    ]
    assert found == []


def test_no_source_file_is_longer_than_the_limit(root, project_files):
    # stubs are generated: what they are made of is split
    stubs = {root / "rnn_core" / f"{unit}.py" for unit in catalogue.UNITS}
    long = {
        str(path.relative_to(root)): len(text.splitlines())
        for path, text in texts(project_files, ".py", ".js", ".mjs")
        if not {"vendor", "tests", "benchmarks"} & set(path.relative_to(root).parts)
        and path not in stubs
        and len(text.splitlines()) > LIMIT
    }
    assert long == {}, f"split or simplify what has more than {LIMIT} lines"


LOCKED = ("requirements", "requirements-cluster", "requirements-test")


@pytest.mark.parametrize("name", LOCKED)
def test_the_lock_file_pins_what_its_source_names(root, name):
    lines = (root / f"{name}.in").read_text("utf-8").splitlines()
    named = {re.split(r"[<>=\[ ]", line)[0] for line in lines if line[:1].isalpha()}
    locked = (root / f"{name}.txt").read_text("utf-8").splitlines()
    assert [line for line in locked if "==" not in line] == []
    pinned = {line.split("==")[0] for line in locked}
    assert named - pinned == set(), "Run: make lock"


def test_the_lock_files_agree_on_every_package(root):
    pinned = {}
    for name in LOCKED:
        for line in (root / f"{name}.txt").read_text("utf-8").splitlines():
            package, version = line.split(" ;")[0].split("==")
            pinned.setdefault(package, set()).add(version)
    assert {k: found for k, found in pinned.items() if len(found) > 1} == {}


def test_make_help_lists_every_target_with_a_sentence(root):
    makefile = (root / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.M).group(1).split()
    done = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = dict(re.findall(r"^  make (\w+) +(\S.*)$", done.stdout, re.M))
    assert {"course", "test"} <= listed.keys()
    assert set(targets) == listed.keys()
    assert [name for name, text in listed.items() if not text.endswith(".")] == []


def test_ci_runs_the_test_command_of_the_readme(root):
    blocks = re.findall(
        r"```\w*\n(.*?)```", (root / "README.md").read_text("utf-8"), re.S
    )
    commands = [line.split("#")[0].strip() for b in blocks for line in b.splitlines()]
    script = (root / ".ci/run").read_text("utf-8").splitlines()
    assert "make test" in commands
    assert script[-1] == "make test"


def test_files_that_the_readme_links_to_exist(root):
    text = (root / "README.md").read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert links
    assert [link for link in links if not (root / link).exists()] == []


def test_stubs_and_visible_checks_equal_their_source(root):
    done = subprocess.run(
        [sys.executable, "-m", "autograder.stubs", "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_of_one_group_run_in_one_worker(tmp_path):
    """Pytest and xdist can stop agreeing on this without a word."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_many.py").write_text(
        "import os, pathlib, pytest\n"
        "@pytest.mark.xdist_group('one')\n"
        "@pytest.mark.parametrize('k', range(12))\n"
        "def test_worker(k):\n"
        "    pathlib.Path(os.environ['PYTEST_XDIST_WORKER'] + '.seen').touch()\n"
    )
    options = ["-q", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "12 passed" in done.stdout, done.stdout + done.stderr
    assert len(list(tmp_path.glob("*.seen"))) == 1, (
        "this pytest ignores the groups of xdist. Run: scripts/bootstrap test"
    )
