"""The parts of `make course` that show what is going on."""

import sys

import pytest

from autograder import course, results, summary, system
from autograder.experiment import experiments


@pytest.fixture
def logs(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "LOGS", tmp_path)
    return tmp_path


def step(program):
    return course.Step("step", "a sentence", ("-c", program))


def test_a_step_that_works_is_timed_and_its_output_goes_to_the_log(logs, capsys):
    timing = course.run_step(step("print('many words')"), "1/1")
    assert timing.name == "step"
    assert (logs / "step.log").read_text() == "many words\n"
    assert "many words" not in capsys.readouterr().out


def test_a_failing_step_shows_the_end_of_its_log_and_how_to_run_it_alone(logs, capsys):
    program = "print('\\n'.join(str(k) for k in range(99))); raise SystemExit(3)"
    assert course.run_step(step(program), "1/1") is None
    told = capsys.readouterr().err
    assert "step failed (exit status 3)" in told
    assert "\n98\n" in told
    assert "\n7\n" not in told, "the whole log is in the file, only its end on screen"
    assert str(logs / "step.log") in told
    assert "Alone: .venv/bin/python -c" in told


def test_a_failing_build_shows_the_faults_it_named_long_before(logs, capsys):
    program = (
        "print('\\x1b[91mbook/lstm/gates.md:12: WARNING: no such label\\x1b[0m')\n"
        "print('\\n'.join(str(k) for k in range(99))); raise SystemExit(1)"
    )
    assert course.run_step(step(program), "1/1") is None
    assert (
        "\nbook/lstm/gates.md:12: WARNING: no such label\n" in capsys.readouterr().err
    )


def test_a_class_that_is_not_the_sample_is_never_replaced(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(course, "COURSE", tmp_path)
    (tmp_path / "submitted/ada/lstm").mkdir(parents=True)
    assert course.main([]) == 1
    assert "submitted holds a class" in capsys.readouterr().out
    assert (tmp_path / "submitted/ada/lstm").is_dir()
    (tmp_path / "expected.json").touch()
    assert not course.holds_real_class(tmp_path)


def test_a_long_step_shows_the_last_thing_it_said(logs, capsys, monkeypatch):
    monkeypatch.setattr(course, "QUIET_SECONDS", 0.05)
    # The step goes on until the screen showed what it said; then it is let go.
    done = logs / "done"
    program = (
        "import pathlib, sys, time\n"
        "print('10 %\\r\\x1b[1m40 %\\x1b[0m', end='', flush=True)\n"
        f"while not pathlib.Path({str(done)!r}).exists(): time.sleep(0.01)\n"
    )
    shown = []

    def show(text="", **_):
        shown.append(text)
        if "40 %" in text:
            done.touch()

    monkeypatch.setattr("builtins.print", show)
    assert course.run_step(step(program), "1/1") is not None
    assert any(text.endswith("  40 %") for text in shown)


ROWS = [
    summary.Row("lstm", "=1+1", 3.0, 4.0),
    summary.Row("lstm", "student-02", 0.0, 4.0),
]


def test_scores_stand_in_one_column_for_a_terminal():
    first, second = summary.score_lines(ROWS)
    assert first.index("of") == second.index("of")
    assert first.split() == ["lstm", "=1+1", "3.0", "of", "4"]


def test_make_results_lists_every_experiment_with_its_state(capsys):
    assert results.main(["--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in listed] == [
        f"{experiment.unit}/{experiment.name}" for experiment in experiments()
    ]
    assert results.main(["no_such_experiment"]) == 2
    assert "there are: " in capsys.readouterr().out


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Put chosen programs alone on PATH, and forget what was found before."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("UNROLLED_CHROMIUM", raising=False)
    monkeypatch.setattr(system, "BROWSERS", ("chromium", "chromium-browser"))
    system._find_chromium.cache_clear()

    def add(name, script):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    yield add
    system._find_chromium.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")
class TestFindingABrowser:
    def test_a_stub_that_only_advertises_a_snap_is_not_a_browser(self, programs):
        programs("chromium", "echo 'Please install the chromium snap'; exit 1")
        assert system.find_chromium() is None

    def test_the_next_name_is_tried_when_one_does_not_answer(self, programs):
        programs("chromium", "exit 127")
        works = programs("chromium-browser", "echo Chromium 150.0")
        assert system.find_chromium() == works

    def test_a_browser_named_in_the_environment_comes_first(
        self, programs, monkeypatch
    ):
        programs("chromium", "echo Chromium 150.0")
        mine = programs("my-browser", "echo Google Chrome 151.0")
        monkeypatch.setenv("UNROLLED_CHROMIUM", mine)
        assert system.find_chromium() == mine

    def test_ci_fails_where_a_program_is_missing_and_others_go_on(
        self, programs, monkeypatch, capsys
    ):
        system.find_bubblewrap.cache_clear()
        monkeypatch.setenv("CI", "true")
        assert system.main(["list"]) == 1
        monkeypatch.delenv("CI")
        assert system.main(["list"]) == 0
        system.find_bubblewrap.cache_clear()
        assert "Install it with: " in capsys.readouterr().out
