"""What all tests share: one BLAS thread, no outside configuration, groups, skips."""

import os
import tempfile

# Before NumPy is imported. Workers run side by side, and the arrays are small.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["MPLBACKEND"] = "Agg"
# A person's own settings of Jupyter, IPython or nbgrader must not decide a test.
_settings = tempfile.TemporaryDirectory(prefix="unrolled-tests-")
for _name in ("JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
    os.environ[_name] = _settings.name
for _name in ("RNN_CORE_MODE", "NBGRADER_EXECUTION"):
    os.environ.pop(_name, None)

import importlib.util  # noqa: E402
import subprocess  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402

from autograder import system  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
# Tests of one group run in one worker, one after the other, and share what their
# session fixtures built. Of the browser's, a page or a file is a group.
GROUPS = {
    "browser": "",
    "book": "site",
    "lab": "site",
    "nbgrader": "nbgrader",
    "cluster": "cluster",
}
GROUP_TIMEOUT = 900  # seconds; the first test of a group may build the whole site
TORCH = "torch==2.13.0"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Give every item of a group its worker and the time to build what it shares."""
    for item in items:
        for name, group in GROUPS.items():
            if item.get_closest_marker(name) is None:
                continue
            if item.get_closest_marker("xdist_group") is None:
                group = group or _page(item)
                item.add_marker(pytest.mark.xdist_group(group))
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(GROUP_TIMEOUT))


def _page(item):
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return given.get("page_name", item.path.stem)


def pytest_runtest_setup(item):
    """Skip what needs a browser that is not there; in CI that is a failure."""
    needs_browser = item.get_closest_marker("browser") or item.get_closest_marker("lab")
    if needs_browser and system.find_chromium() is None:
        _lacking("Chromium", system.install_command("chromium"))


def pytest_sessionstart():
    """Refuse a CI run in which comparisons with PyTorch would be skipped."""
    if os.environ.get("CI") and importlib.util.find_spec("torch") is None:
        pytest.exit(f"CI needs PyTorch. Run: .venv/bin/pip install {TORCH}", 4)


def _lacking(program, command):
    sentence = f"{program} is not installed. Run: {command}"
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(reason=sentence)


@pytest.fixture(scope="session")
def root():
    """Return the checkout's folder."""
    return ROOT


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium that runs; the test is skipped without one."""
    path = system.find_chromium()
    if path is None:
        _lacking("Chromium", system.install_command("chromium"))
    return path


@pytest.fixture(scope="session")
def playwright():
    """Start Playwright once a process: a second one refuses to start beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def bubblewrap():
    """Return the path of bwrap; the test is skipped without it."""
    path = system.find_bubblewrap()
    if path is None:
        _lacking("bubblewrap", system.install_command("bubblewrap"))
    return path


@pytest.fixture(scope="session")
def postgresql():
    """Return the folder of PostgreSQL's programs; the test is skipped without it."""
    path = system.find_postgresql()
    if path is None:
        _lacking("PostgreSQL", system.install_command("postgresql"))
    return path


@pytest.fixture(scope="session")
def dask():
    """Skip a test where Dask is not installed; in CI that is a failure."""
    if importlib.util.find_spec("distributed") is None:
        _lacking("Dask", ".venv/bin/pip install -r requirements-cluster.txt")


@pytest.fixture(scope="session")
def project_files():
    """List the files of the project: what git tracks and what it would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in files if path.is_file()]
