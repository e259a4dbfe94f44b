"""The doctor names what is wrong on this computer and the command that repairs it."""

import json
import os
import subprocess
import sys
from importlib import metadata

import pytest

from rnn_core import doctor


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("UNROLLED_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "unrolled-course.toml").write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture
def versions(monkeypatch):
    """Let the test change what is installed: name -> version, None for missing."""
    changed, real = {}, metadata.version

    def version(name):
        found = changed.get(name, "unchanged")
        if found is None:
            raise metadata.PackageNotFoundError(name)
        return real(name) if found == "unchanged" else found

    monkeypatch.setattr(metadata, "version", version)
    return changed


def finding(word):
    (found,) = [f for f in doctor.examine() if word in f.text]
    return found


def test_on_a_machine_that_is_ready_nothing_is_a_problem(folder):
    run = [sys.executable, "-X", "utf8", "-m", "rnn_core", "doctor"]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Everything the course needs is here.\n")
    for word in ("Python 3", "rnn_core", "numpy", "ipywidgets", "jupyterlab", "UTF-8"):
        assert word in done.stdout


def test_a_missing_package_is_a_problem_with_the_pip_command(folder, versions, capsys):
    versions["anywidget"] = None
    assert doctor.main() == 1
    printed = capsys.readouterr().out
    assert "problem  anywidget is not installed" in printed
    assert "-m pip install" in printed


def test_a_package_below_the_metadatas_bound_is_a_problem(
    folder, versions, monkeypatch
):
    requires = ["numpy>=1.26", 'sphinx>=7; extra == "docs"']
    monkeypatch.setattr(metadata, "requires", lambda name: requires)
    versions["numpy"] = "1.9.4"  # as text it would be above 1.26
    found = finding("numpy")
    assert found.status == "problem"
    assert "expected 1.26 or newer" in found.text
    assert '"numpy>=1.26"' in found.repair
    assert "sphinx" not in doctor.lower_bounds()


def test_without_metadata_no_bound_is_asked_for(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", missing)
    assert set(doctor.lower_bounds().values()) == {None}


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ((3, 10, 4), "problem"),
        ((3, 11, 0), "ok"),
        ((3, 13, 9), "ok"),
        ((3, 14, 0), "problem"),
    ],
)
def test_python_is_supported_from_3_11_to_3_13(version, status):
    assert doctor._python(version).status == status


def test_without_a_notebook_application_there_is_a_problem(folder, versions):
    versions.update(dict.fromkeys(doctor.LABS))
    assert "pip install jupyterlab" in finding("JupyterLab is not installed").repair


def test_a_missing_widget_extension_is_a_problem(folder, monkeypatch):
    monkeypatch.setattr(doctor, "_jupyter_paths", lambda: [folder])
    found = finding("does not find anywidget")
    assert found.status == "problem"
    assert "install --force-reinstall anywidget" in found.repair


def test_a_disabled_widget_extension_is_a_problem(folder, monkeypatch):
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    settings = {"disabledExtensions": {"@jupyter-widgets/jupyterlab-manager": True}}
    path = config / "labconfig" / "page_config.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(config))
    found = finding("jupyterlab-manager")
    assert (found.status, "enable" in found.repair) == ("problem", True)


def test_outside_a_course_folder_there_is_a_note(folder):
    (folder / "unrolled-course.toml").unlink()
    assert finding("unrolled-course.toml").status == "note"


def test_a_course_folder_named_but_missing_is_a_problem(folder, monkeypatch):
    monkeypatch.setenv("UNROLLED_COURSE", str(folder / "gone"))
    assert finding("UNROLLED_COURSE").status == "problem"


def test_a_folder_that_cannot_be_written_is_a_problem(folder, monkeypatch):
    monkeypatch.setattr(doctor.course, "write_problem", lambda folder: "Read-only")
    found = finding("cannot be written")
    assert (found.status, "Move" in found.repair) == ("problem", True)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", None])
def test_a_console_without_utf8_is_a_problem(encoding):
    found = doctor._printing(encoding)
    assert found.status == "problem"
    assert "PYTHONUTF8" in found.repair


def test_on_such_a_console_the_doctor_still_speaks(folder):
    run = [sys.executable, "-m", "rnn_core", "progress"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(run, capture_output=True, cwd=folder, env=environment)
    assert done.returncode == 0
    assert b"Next: " in done.stdout
