"""What the wheel holds: rnn_core alone, with what it reads at run time."""

import ast
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser

import pytest

from autograder import leaks
from autograder.bundle import build_wheel

CANARY = leaks.CANARY.encode()
FIVE = {"numpy", "matplotlib", "ipywidgets", "anywidget", "tqdm"}
pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def wheel(root, project_files, tmp_path_factory):
    """Build the wheel from a copy of the whole project, solutions included."""
    copy = tmp_path_factory.mktemp("checkout")
    for path in project_files:
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return build_wheel(tmp_path_factory.mktemp("dist"), copy)


@pytest.fixture(scope="module")
def members(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def metadata(members):
    (name,) = [n for n in members if n.endswith(".dist-info/METADATA")]
    return Parser().parsestr(members[name].decode())


def test_the_wheel_holds_rnn_core_alone(members):
    tops = {name.split("/")[0] for name in members}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"rnn_core"}
    assert len(tops) == 2


def test_the_wheel_holds_every_file_of_the_package(root, project_files, members):
    package = root / "rnn_core"
    expected = {
        p.relative_to(root).as_posix() for p in project_files if package in p.parents
    }
    assert "rnn_core/__init__.py" in expected
    assert {name for name in members if name.startswith("rnn_core/")} == expected


def test_the_wheel_holds_nothing_of_a_solution(root, wheel):
    sources = (root / "solutions").rglob("*.py")
    canaries = [path for path in sources if CANARY in path.read_bytes()]
    assert canaries, "the canary this test looks for is not in the solutions"
    assert leaks.search(wheel) == []


def test_the_wheel_asks_for_five_packages_and_pins_none(metadata):
    wanted = metadata.get_all("Requires-Dist")
    assert {line.split(">=")[0] for line in wanted} == FIVE
    assert [line for line in wanted if "==" in line or "<" in line] == []


def test_the_wheel_runs_from_python_311_without_an_upper_bound(metadata):
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_wheel_has_the_version_that_the_package_states(root, metadata):
    tree = ast.parse((root / "rnn_core/__init__.py").read_text("utf-8"))
    (version,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "__version__"
    ]
    assert metadata["Version"] == version


def test_the_wheel_carries_its_license(members):
    assert [name for name in members if name.endswith("/licenses/LICENSE")]


def test_the_unpacked_wheel_runs_without_the_checkout(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    # -I -S: neither this folder nor the .pth that puts the checkout on the path.
    program = (
        "import sys\n"
        f"sys.path[:0] = [{str(tmp_path)!r}]\n"
        f"sys.path += {[p for p in sys.path if p.endswith('site-packages')]!r}\n"
        "import importlib.util, rnn_core, rnn_core.catalogue\n"
        "assert importlib.util.find_spec('solutions') is None\n"
        "entries = rnn_core.catalogue.load_unit('lstm')\n"
        "print(rnn_core.__file__, len(entries))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    file, count = done.stdout.rsplit(maxsplit=1)
    assert file.startswith(str(tmp_path))
    assert int(count) > 0
