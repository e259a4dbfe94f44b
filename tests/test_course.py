"""The course folder is found from every notebook, and files in it are never half."""

import os

import pytest

from rnn_core import course


@pytest.fixture(autouse=True)
def no_override(monkeypatch):
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)


def mark(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "unrolled-course.toml").write_text("", encoding="utf-8")
    return folder


def test_without_a_marker_it_is_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert course.course_folder() == tmp_path


def test_the_nearest_marker_upwards_decides(tmp_path, monkeypatch):
    mark(tmp_path)
    inner = mark(tmp_path / "sem ester")
    (inner / "lstm").mkdir()
    monkeypatch.chdir(inner / "lstm")
    assert course.course_folder() == inner


def test_a_marker_that_moved_away_no_longer_counts(tmp_path, monkeypatch):
    below = mark(tmp_path) / "lstm"
    below.mkdir()
    monkeypatch.chdir(below)
    assert course.course_folder() == tmp_path
    (tmp_path / "unrolled-course.toml").unlink()
    assert course.course_folder() == below


def test_the_environment_names_the_folder_outright(tmp_path, monkeypatch):
    monkeypatch.chdir(mark(tmp_path / "here"))
    monkeypatch.setenv("UNROLLED_COURSE", str(tmp_path / "there"))
    assert course.course_folder() == tmp_path / "there"


def test_a_written_file_has_lf_and_utf8_and_replaces_the_old_one(tmp_path):
    path = tmp_path / "new" / "a.py"
    course.write_text(path, "old\n")
    course.write_text(path, "σ\n")
    assert path.read_bytes() == "σ\n".encode()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_written_file_can_be_read_like_any_other(tmp_path):
    course.write_text(tmp_path / "a.py", "")
    (tmp_path / "b.py").write_text("", encoding="utf-8")
    modes = {(tmp_path / name).stat().st_mode for name in ("a.py", "b.py")}
    assert len(modes) == 1


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.py"
    course.write_text(path, "old\n")

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(course.os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        course.write_text(path, "new\n")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writable_folder_has_no_problem_even_before_it_exists(tmp_path):
    assert course.write_problem(tmp_path / "not" / "yet") is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_says_why(tmp_path, monkeypatch):
    def denied(dir):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(course.tempfile, "TemporaryFile", denied)
    assert course.write_problem(tmp_path) == "Permission denied"
