"""The recipes of docs/clusters.md, tried as far as one machine can."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings

import pytest
import tiny_course
import yaml
from dask_processes import Cluster
from tiny_course import NAME, hand_in

from autograder.cluster import fleet
from autograder.grading.records import STATUSES

ROLES = ("SCHEDULER", "WORKER", "CLIENT")
TLS = "DASK_DISTRIBUTED__COMM__TLS__"


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "clusters.md").read_text(encoding="utf-8")


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def one(page, language, word):
    (found,) = [text for text in blocks(page, language) if word in text]
    return found


def test_every_command_and_option_of_the_page_exists(page, autograder):
    used = re.findall(r"python -m autograder (\w+) (.*)$", page, re.MULTILINE)
    assert {name for name, _ in used} == {"grade", "feedback"}
    for name, words in used:
        shown = autograder(name, "--help").stdout
        options = [word for word in words.split() if word.startswith("--")]
        assert [option for option in options if option not in shown] == []


def test_links_of_the_page_lead_somewhere_and_the_guide_leads_to_it(page, root):
    titles = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in titles}
    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) <= anchors
    guide = (root / "docs" / "instructor-guide.md").read_text(encoding="utf-8")
    assert "](clusters.md)" in guide


def test_the_page_says_what_the_code_does(page):
    assert f"{fleet.PATIENCE / 60:.0f}" == "10"
    assert "ten minutes without scheduler or worker" in page
    assert fleet.AHEAD == 2
    assert "At most two submissions for each worker" in page
    assert set(re.findall(r"`(\w+_error)`", page)) <= set(STATUSES)


# --- certificates --------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificates(page, tmp_path_factory):
    """Make certificates by the page's own commands."""
    if shutil.which("openssl") is None:
        assert not os.environ.get("CI"), "CI needs openssl"
        pytest.skip(
            reason="openssl is not installed. Run: sudo apt-get install -y openssl"
        )
    folder = tmp_path_factory.mktemp("tls")
    script = one(page, "bash", "openssl req -x509")
    command = ["bash", "-euc", script]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def told(page, certificates):
    """Return the variables that the page's own commands export."""
    script = one(page, "bash", "REQUIRE_ENCRYPTION") + "env -0"
    done = subprocess.run(
        ["bash", "-euc", script], cwd=certificates, capture_output=True, check=True
    )
    pairs = dict(each.split("=", 1) for each in done.stdout.decode().split("\0")[:-1])
    found = {name: value for name, value in pairs.items() if name.startswith("DASK_")}
    assert {name for name in found if TLS in name} == {
        f"{TLS}CA_FILE",
        *(f"{TLS}{role}__{kind}" for role in ROLES for kind in ("CERT", "KEY")),
    }
    return found


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    course = tmp_path_factory.mktemp("recipes") / "course"
    tiny_course.build(course)
    hand_in(course, "ann", {"program": "answer = 1", "more": "answer = 1"})
    return course


def grade(course, address, cluster, **environment):
    command = [sys.executable, "-m", "autograder", "grade", "--course", str(course)]
    return subprocess.run(
        [*command, "--scheduler", address, "--json", "-"],
        env={**cluster.environment, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.cluster
@pytest.mark.usefixtures("dask", "bubblewrap")
def test_over_tls_by_the_command_line_and_nobody_without_a_certificate(
    tiny, told, tmp_path
):
    course = shutil.copytree(tiny, tmp_path / "course")
    with Cluster(tmp_path, "tls", **told) as cluster:
        stranger = {f"{TLS}CLIENT__CERT": "", f"{TLS}CLIENT__KEY": ""}
        plain = cluster.address.replace("tls", "tcp")
        encryption = "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"
        for address, more in (
            (cluster.address, stranger),
            (plain, {encryption: "False"}),
        ):
            refused = grade(course, address, cluster, **more)
            assert refused.returncode == 2, refused.stderr
            assert "Traceback" not in refused.stderr
        cluster.start_worker()
        done = grade(course, cluster.address, cluster)
        assert done.returncode == 0, done.stderr
        assert tiny_course.records(done.stdout)["ann"]["score"] == 3.0


# --- Slurm and Kubernetes ------------------------------------------------------------


def test_slurms_jobs_start_workers_of_one_thread(page, tmp_path, monkeypatch):
    if importlib.util.find_spec("dask_jobqueue") is None:
        assert not os.environ.get("CI"), "CI needs dask-jobqueue"
        pytest.skip(
            reason="dask-jobqueue is not installed. Run: scripts/bootstrap test"
        )
    monkeypatch.chdir(tmp_path)
    made = []

    class Rendered:
        """Keeps what the recipe asks for, and starts nothing."""

        scheduler_address = "tcp://login-node:8786"

        def __init__(self, scheduler_options, **options):
            made.append(options)

        def scale(self, jobs):
            made.append(jobs)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dask_jobqueue import slurm

    monkeypatch.setattr(slurm, "SLURMCluster", Rendered)
    monkeypatch.setattr(sys, "stdin", open(os.devnull))
    exec(one(page, "python", "SLURMCluster"), {"__name__": "__main__"})
    sys.stdin.close()
    options, jobs = made
    job = slurm.SLURMJob(Rendered.scheduler_address, name="grading", **options)
    script = job.job_script()
    assert jobs == 16
    assert "#SBATCH --cpus-per-task=2" in script
    assert f"export PYTHONPATH={tmp_path}" in script
    assert "--nthreads 1 " in script
    assert "--nworkers 2 " in script


def test_the_array_of_jobs_is_a_proper_script(page):
    script = one(page, "bash", "#SBATCH --array")
    done = subprocess.run(
        ["bash", "-n"], input=script, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert script.startswith("#!/bin/bash\n#SBATCH")


@pytest.fixture(scope="module")
def manifest(page):
    return yaml.safe_load(one(page, "yaml", "DaskCluster"))


@pytest.mark.parametrize("part", ["worker", "scheduler"])
def test_kubernetes_would_take_the_pods(part, manifest):
    if importlib.util.find_spec("kubernetes_validate") is None:
        assert not os.environ.get("CI"), "CI needs kubernetes-validate"
        pytest.skip(
            reason="kubernetes-validate is not installed. Run: scripts/bootstrap test"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import kubernetes_validate

        about = {"apiVersion": "v1", "metadata": {"name": part}}
        pod = {**about, "kind": "Pod", "spec": manifest["spec"][part]["spec"]}
        kubernetes_validate.validate(pod, "1.33", strict=True)
        service = {**about, "kind": "Service"}
        service["spec"] = manifest["spec"]["scheduler"]["service"]
        kubernetes_validate.validate(service, "1.33", strict=True)


def test_pods_have_the_certificates_and_names_that_their_commands_use(manifest, page):
    worker = manifest["spec"]["worker"]["spec"]
    scheduler = manifest["spec"]["scheduler"]["spec"]
    for pod in (worker, scheduler):
        (container,) = pod["containers"]
        told = {each["name"]: each["value"] for each in container["env"]}
        files = {value for name, value in told.items() if name.startswith(TLS)}
        assert files == {"/tls/ca.pem", "/tls/cert.pem", "/tls/key.pem"}
        (mount,) = container["volumeMounts"]
        (volume,) = pod["volumes"]
        assert (mount["mountPath"], mount["name"]) == ("/tls", volume["name"])
        assert f"secret generic {volume['secret']['secretName']} " in page
    name = manifest["metadata"]["name"]
    address = {e["name"]: e["value"] for e in worker["containers"][0]["env"]}
    assert address["DASK_SCHEDULER_ADDRESS"] == f"tls://{name}-scheduler:8786"
    selector = manifest["spec"]["scheduler"]["service"]["selector"]
    assert selector["dask.org/cluster-name"] == name


# --- JupyterHub: nbgrader's exchange -------------------------------------------------


@pytest.fixture
def exchange(tmp_path):
    """Return a function that takes a step of nbgrader's exchange."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import default
    from traitlets.config import Config

    shared = tmp_path / "exchange"
    shared.mkdir()
    shared.chmod(0o777)

    def step(name, course, folder=None, **settings):
        config = Config()
        config.CourseDirectory.root = str(course)
        config.CourseDirectory.course_id = "tiny"
        config.CourseDirectory.assignment_id = NAME
        config.Exchange.root = str(shared)
        config.Exchange.cache = str(tmp_path / "cache")
        config.Exchange.assignment_dir = str(folder or tmp_path)
        for key, value in settings.items():
            setattr(config[name], key, value)
        directory = CourseDirectory(config=config)
        getattr(default, name)(
            coursedir=directory,
            authenticator=Authenticator(config=config),
            config=config,
        ).start()

    return step


@pytest.mark.cluster
@pytest.mark.usefixtures("dask", "bubblewrap")
# nbgrader leaves the file of a timestamp to the garbage collector
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_course_goes_through_the_exchange_and_the_cluster(
    tiny, exchange, tmp_path, monkeypatch, capsys
):
    from nbgrader.utils import get_username

    from autograder import cells, cli

    course = shutil.copytree(tiny, tmp_path / "course")
    shutil.rmtree(course / "submitted")
    home = tmp_path / "home"
    home.mkdir()
    exchange("ExchangeReleaseAssignment", course)
    exchange("ExchangeFetchAssignment", home, home)
    fetched = home / NAME / "one.ipynb"
    notebook = cells.read(fetched)
    for cell in notebook.cells:
        if cells.settings(cell).get("grade_id") == "program":
            cell.source = "answer = 1"
    cells.write(notebook, fetched)
    monkeypatch.chdir(home)
    exchange("ExchangeSubmit", home, home)
    exchange("ExchangeCollect", course, update=True)
    student = get_username()
    assert (course / "submitted" / student / NAME / "timestamp.txt").is_file()
    with Cluster(tmp_path) as cluster:
        cluster.start_worker()
        words = ["--course", str(course), "--scheduler", cluster.address]
        assert cli.main(["grade", NAME, *words]) == 0
    assert tiny_course.grades(course, student)["test"] == (2.0, False)
    assert cli.main(["feedback", NAME, "--course", str(course)]) == 0
    exchange("ExchangeReleaseFeedback", course)
    exchange("ExchangeFetchFeedback", home, home)
    found = list(home.glob(f"{NAME}/feedback/*/one.html"))
    assert len(found) == 1
    assert "answer = 1" in found[0].read_text(encoding="utf-8")
