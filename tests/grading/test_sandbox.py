"""Student code can reach nothing, leave nothing and stop nobody else."""

import errno
import os
from pathlib import Path

import pytest
from small_sandbox import SMALL, answer, refused

from autograder.cell_process.limits import Limits
from autograder.grading import bubblewrap, probes
from autograder.grading.sandbox import Sandbox, prove

pytestmark = pytest.mark.usefixtures("bubblewrap")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(limits=SMALL) as made:
        yield made


@pytest.fixture
def inside(sandbox):
    """Run source in a new cell process; its ``answer`` comes back."""
    connection = sandbox.spawn("probe")
    yield lambda source: probes.ask(connection.socket, source, 60)
    connection.close()
    sandbox.sweep()


# What a student's process sees


def test_every_promise_of_the_sandbox_holds(sandbox, tmp_path):
    secret = tmp_path / "source" / "lstm.ipynb"
    secret.parent.mkdir()
    secret.write_text("the solution")
    assert prove(sandbox, [secret, tmp_path]) == []


def test_nothing_but_the_scratch_directory_can_be_written(inside):
    found = inside(
        "import os\n"
        "with open('/proc/mounts') as file:\n"
        "    paths = [line.split()[1] for line in file]\n"  # some are single files
        "for place, folders, _ in os.walk('/'):\n"
        "    if place == '/': folders.remove('proc')\n"
        "    paths.append(place)\n"
        "answer = sorted({p for p in paths if os.access(p, os.W_OK)})\n"
    )
    devices = {f"/dev/{name}" for name in bubblewrap.DEVICES}
    assert set(found["answer"]) == {"/scratch", *devices}


def test_not_even_files_of_proc_can_be_written(inside):
    found = inside(
        "for name in ('oom_score_adj', 'mem', 'attr/current', 'comm', 'uid_map'):\n"
        "    try:\n"
        "        open('/proc/self/' + name, 'r+b').close()\n"
        "        answer = name\n"
        "    except OSError:\n"
        "        pass\n"
        "try: open('/proc/sys/kernel/core_pattern', 'w'); answer = 'sys'\n"
        "except OSError: pass\n"
    )
    assert found == {"answer": None}


def test_only_four_devices_exist(inside):
    assert set(inside("import os; answer = os.listdir('/dev')")["answer"]) == set(
        bubblewrap.DEVICES
    )


def test_the_host_is_not_named(inside):
    found = inside("import os, socket; answer = [socket.gethostname(), os.getuid()]")
    assert found == {"answer": ["cell", 65534]}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root could be root inside")
def test_the_sandbox_of_root_is_not_root_outside(sandbox):
    status = Path(f"/proc/{sandbox.zygote.pid}/status").read_text()
    assert "\nUid:\t65534\t65534\t65534\t65534\n" in status


def test_no_capability_is_left_and_none_can_come_back(inside):
    found = inside(
        "with open('/proc/self/status') as file:\n"
        "    lines = dict(line.split(':', 1) for line in file)\n"
        "names = 'CapEff CapPrm CapInh CapAmb NoNewPrivs Seccomp'.split()\n"
        "answer = [int(lines[name], 16) for name in names]\n"
    )
    assert found == {"answer": [0, 0, 0, 0, 1, 2]}


def test_only_the_connection_is_inherited(inside):
    found = inside(
        "import os\n"
        "fds = [n for n in os.listdir('/proc/self/fd')]\n"
        "answer = {n: os.readlink('/proc/self/fd/' + n) for n in fds"
        " if os.path.lexists('/proc/self/fd/' + n)}"
    )["answer"]
    assert {found.pop(n) for n in ("0", "1", "2")} == {"/dev/null"}
    assert found.pop("3").startswith("socket:")
    assert found == {}


def test_no_memory_of_another_process_can_be_opened(inside):
    opened = "open('/proc/1/mem', 'rb')", "open('/proc/1/environ').read()"
    assert [refused(inside(source)) for source in opened] == ["PermissionError"] * 2


def test_the_memory_of_a_sibling_cannot_be_opened(sandbox):
    first, second = sandbox.spawn("probe"), sandbox.spawn("probe")
    pid = probes.ask(second.socket, "import os; answer = os.getpid()")["answer"]
    found = probes.ask(first.socket, f"open('/proc/{pid}/mem', 'rb')")
    first.close()
    second.close()
    assert refused(found) == "PermissionError"


def test_the_zygote_cannot_be_signalled(inside):
    assert refused(inside("import os; os.kill(1, 9)")) == "PermissionError"
    assert refused(inside("import os; os.kill(-1, 9)")) == "PermissionError"


# What honest code needs


def test_threads_event_loops_and_products_of_matrices_work(inside):
    source = (
        "import asyncio, threading\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "import numpy as np\n"
        "with ThreadPoolExecutor(4) as pool: squares = list(pool.map(abs, range(9)))\n"
        "async def one():\n"
        "    await asyncio.sleep(0)\n"
        "    return await asyncio.get_running_loop().run_in_executor(None, int, '1')\n"
        "product = np.ones((300, 300)) @ np.ones((300, 300))\n"
        "answer = [sum(squares), asyncio.run(one()), float(product[0, 0])]\n"
    )
    assert inside(source) == {"answer": [36, 1, 300.0]}


def test_files_beside_the_notebook_can_be_written_and_read(inside):
    source = "import os, tempfile\nopen('a.txt', 'w').write('x')\n"
    source += "with tempfile.NamedTemporaryFile() as f: answer = [os.getcwd(), f.name]"
    place, name = inside(source)["answer"]
    assert place == "/scratch"
    assert name.startswith("/scratch/")


def test_each_process_draws_numbers_of_its_own(sandbox):
    source = "import random, numpy as np; answer = [random.random(), np.random.rand()]"
    first, second = answer(sandbox, source), answer(sandbox, source)
    assert first["answer"][0] != second["answer"][0]
    assert first["answer"][1] != second["answer"][1]


def test_abort_still_ends_the_process_that_calls_it(sandbox):
    connection = sandbox.spawn("probe")
    connection.socket.sendall(b"import os; os.abort()\0")
    assert str(connection.wait_exit(30)) == "killed by SIGABRT"
    connection.close()


def test_refused_attempts_are_counted(inside):
    for attempt in ("import os; os.fork()", "import os; os.system('ls')"):
        inside(attempt)
    inside("import asyncio; asyncio.run(asyncio.sleep(0))")  # opens a socket pair
    found = inside("from cell_process import limits; answer = limits.refusals()")
    assert found == {"answer": {"fork": 1, "subprocess": 1}}


# Bombs


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("import os\nwhile True: os.fork()", "BlockingIOError"),
        ("import subprocess; subprocess.run(['true'])", "BlockingIOError"),
        (
            "import multiprocessing as m; m.Process(target=int).start()",
            "BlockingIOError",
        ),
        ("import os; os.execv('/bin/true', ['true'])", "PermissionError"),
        ("b = []\nwhile True: b.append(bytearray(2**20))", "MemoryError"),
        ("import numpy as np; np.ones(2**26)", "numpy._core._exceptions"),
        ("import os, mmap; mmap.mmap(-1, 2**29)", "OSError"),
        ("f = open('big', 'wb')\nwhile True: f.write(bytes(2**20))", "OSError"),
        ("import os\nwhile True: os.open('/dev/null', 0)", "OSError"),
        ("import os\nwhile True: os.pipe()", "OSError"),
        ("import os\nfor n in range(9999): os.mkdir(str(n))", "OSError"),
        ("import os\nwhile True: os.mkdir('d'); os.chdir('d')", "OSError"),
        ("import os; os.memfd_create('x')", "PermissionError"),
        ("import socket; socket.socket()", "PermissionError"),
        ("import socket; socket.socketpair(2)", "PermissionError"),
        ("import os; os.nice(-5)", "PermissionError"),
    ],
)
def test_a_bomb_meets_an_exception_and_the_next_process_a_clean_place(
    sandbox, source, error
):
    assert refused(answer(sandbox, source)).startswith(error)
    sandbox.sweep()
    assert answer(sandbox, "import os; answer = os.listdir('.')") == {"answer": []}


def test_the_number_of_threads_is_limited(sandbox, inside):
    if not sandbox.zygote.counts_threads:
        pytest.skip(reason="this kernel counts the threads of all programs together")
    source = (
        "import threading\n"
        "going, answer = threading.Event(), 0\n"
        "threading.stack_size(65536)\n"
        "try:\n"
        "    while True:\n"
        "        threading.Thread(target=going.wait, daemon=True).start()\n"
        "        answer += 1\n"
        "except RuntimeError: going.set()\n"
    )
    assert 2 <= inside(source)["answer"] < SMALL.processes


@pytest.mark.parametrize("deaf", ["", "signal.signal(signal.SIGXCPU, lambda *_: 0)\n"])
def test_processor_time_has_a_ceiling_that_cannot_be_ignored(deaf):
    with Sandbox(limits=Limits(cpu_seconds=1)) as small:
        connection = small.spawn("probe")
        source = f"import signal\n{deaf}while True: pass"
        connection.socket.sendall(source.encode() + b"\0")
        assert str(connection.wait_exit(60)) == "killed by SIGKILL"
        assert 0.5 < connection.cpu_seconds() < 10
        connection.close()


def test_all_files_together_are_limited(inside):
    source = (
        "answer = 0\n"
        "try:\n"
        "    for n in range(100):\n"
        "        with open(str(n), 'wb') as f: answer += f.write(bytes(2**20))\n"
        "except OSError as e: answer = [answer // 2**20, e.errno]\n"
    )
    assert inside(source) == {"answer": [8, errno.ENOSPC]}


def test_limits_cannot_be_raised(inside):
    source = (
        "import resource as r\nr.setrlimit(r.{0}, (r.getrlimit(r.{0})[1] + 1,) * 2)"
    )
    for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE"):
        assert refused(inside(source.format(name))) == "ValueError"
