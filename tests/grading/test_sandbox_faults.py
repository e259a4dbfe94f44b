"""A sandbox leaves nothing behind, survives its zygote, and knows when it is weak."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_sandbox import SMALL, answer, ended, refused

from autograder.cell_process import scratch
from autograder.grading import bubblewrap, probes, zygote_link
from autograder.grading.sandbox import Sandbox, SandboxError, prove

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bubblewrap")]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(limits=SMALL) as made:
        yield made


# Leftovers


def test_a_sweep_ends_a_process_that_keeps_working(sandbox):
    connection = sandbox.spawn("probe")
    connection.socket.sendall(b"while True: pass\0")
    sandbox.sweep()
    assert ended(connection.pidfd)
    connection.close()


def test_two_processes_do_not_see_each_others_files(sandbox):
    first, second = sandbox.spawn("probe"), sandbox.spawn("probe")
    probes.ask(first.socket, "open('solution.py', 'w').write('x')")
    found = probes.ask(second.socket, "import os; answer = os.listdir('.')")
    first.close()
    second.close()
    assert found == {"answer": []}


def hostile_tree(top):
    depth, here = 0, os.open(top, os.O_RDONLY)
    while depth < 3_000:  # beyond the longest path and the stack
        os.mkdir("lifted-1", dir_fd=here)
        deeper = os.open("lifted-1", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here, depth = deeper, depth + 1
    os.close(os.open("-rf\n", os.O_CREAT, dir_fd=here))
    os.close(here)
    for name in ("a", b"\xff\xfe".decode(errors="surrogateescape"), "\n", "-"):
        (top / name).mkdir()
        (top / name / "inner").mkdir()
        (top / name / "inner").chmod(0)
        (top / name).chmod(0)
    (top / "file").write_text("")
    (top / "file").chmod(0)
    (top / "link").symlink_to(top.parent / "kept")
    os.mkfifo(top / "fifo")


def test_hostile_trees_are_cleared_and_links_not_followed(tmp_path):
    top = tmp_path / "scratch"
    top.mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("mine")
    hostile_tree(top)
    scratch.clear(str(top))
    assert list(top.iterdir()) == []
    assert (tmp_path / "kept" / "file").read_text() == "mine"


# Faults


def test_a_lost_zygote_is_replaced(sandbox):
    for act in (lambda: sandbox.spawn("probe").close(), sandbox.sweep):
        before = sandbox.zygote
        signal.pidfd_send_signal(before.pidfd, signal.SIGKILL)
        act()
        assert sandbox.zygote is not before
    assert answer(sandbox, "answer = 1") == {"answer": 1}


def test_a_stopped_zygote_is_replaced(sandbox, monkeypatch):
    before = sandbox.zygote
    with monkeypatch.context() as patch:
        patch.setattr(zygote_link, "ANSWER_SECONDS", 0.1)
        signal.pidfd_send_signal(before.pidfd, signal.SIGSTOP)
        with pytest.raises(zygote_link.LostError):
            before.ask("sweep")
    sandbox.close()
    assert answer(sandbox, "answer = 1") == {"answer": 1}


def test_an_answer_that_nobody_fetched_is_passed_over(sandbox):
    zygote = sandbox.zygote
    zygote.control.send(json.dumps({"id": "old", "do": "sweep"}).encode())
    assert answer(sandbox, "answer = 1") == {"answer": 1}
    assert sandbox.zygote is zygote


def test_a_fork_uses_the_sandbox_and_its_parent_sweeps(sandbox):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        connection = sandbox.spawn("probe")
        found = probes.ask(connection.socket, "answer = 6 * 7")
        os.write(writing, f"{connection.pid} {found['answer']}".encode())
        os._exit(0)
    pid, value = os.read(reading, 100).split()
    pidfd = os.pidfd_open(int(pid))
    os.waitpid(child, 0)
    sandbox.sweep()
    assert ended(pidfd)
    assert int(value) == 42
    for descriptor in (reading, writing, pidfd):
        os.close(descriptor)


def test_a_sandbox_survives_the_thread_that_started_it():
    sandbox = Sandbox(limits=SMALL)
    thread = threading.Thread(target=sandbox.start)
    thread.start()
    thread.join()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(answer, sandbox, "answer = 1").result()
    zygote = sandbox.zygote
    assert answer(sandbox, "answer = 1") == found == {"answer": 1}
    assert sandbox.zygote is zygote
    sandbox.close()


def test_the_kernel_tells_which_process_it_is(sandbox):
    connection = sandbox.spawn("probe")
    inner = probes.ask(connection.socket, "import os; answer = os.getpid()")["answer"]
    status = Path(f"/proc/{connection.pid}/status").read_text()
    assert f"NSpid:\t{connection.pid}\t{inner}\n" in status
    connection.close()


WORKER = """
import sys
from autograder.grading import probes
from autograder.grading.sandbox import Sandbox
sandbox = Sandbox(safe={safe})
connection = sandbox.spawn("probe")
connection.socket.sendall(b"while True: pass\\0")
print(sandbox.zygote.pid, connection.pid, sandbox.zygote.folder, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("safe", [True, False])
def test_nothing_outlives_a_killed_worker(root, safe):
    command = [sys.executable, "-c", WORKER.format(safe=safe)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=root, **pipes) as worker:
        *pids, folder = worker.stdout.readline().split()
        pidfds = [os.pidfd_open(int(pid)) for pid in pids]
        worker.kill()
    assert [ended(pidfd) for pidfd in pidfds] == [True, True]
    assert folder == b"None" or not os.path.exists(folder)
    for pidfd in pidfds:
        os.close(pidfd)


# Without protection


@pytest.mark.parametrize(
    ("taken_away", "put_there", "sentence"),
    [
        (["--unshare-net"], [], "network interfaces"),
        ([], ["--tmpfs", "/var/tmp"], "can write in /var/tmp"),
        ([], ["--setenv", "A_SECRET", "x"], "environment variables"),
        (["--unshare-pid", "--as-pid-1"], [], "other processes"),
        ([], ["--ro-bind", *[str(bubblewrap.CHECKOUT)] * 2], "can read"),
    ],
)
def test_the_proof_names_the_protection_that_is_missing(
    monkeypatch, taken_away, put_there, sentence
):
    whole = bubblewrap.command

    def weaker(arguments):
        words = whole(arguments)
        for word in taken_away:
            words.remove(word)
        # a place to mount on can be made only before / becomes read-only
        end = words.index("--size" if "--tmpfs" in put_there else "--chdir")
        return [*words[:end], *put_there, *words[end:]]

    monkeypatch.setattr(bubblewrap, "command", weaker)
    with Sandbox(limits=SMALL) as weak:
        found = " ".join(prove(weak))
    assert sentence in found


def test_without_the_filter_the_proof_fails(monkeypatch, sandbox):
    monkeypatch.setattr("autograder.cell_process.seccomp.available", lambda: False)
    assert any("filter" in sentence for sentence in prove(sandbox))


def test_the_unsafe_sandbox_works_and_is_told_from_the_safe_one():
    with Sandbox(safe=False, limits=SMALL) as unsafe:
        folder = unsafe.zygote.folder
        assert refused(answer(unsafe, "import os; os.fork()")) == "BlockingIOError"
        assert answer(unsafe, "open('x', 'w')") == {"answer": None}
        unsafe.sweep()
        assert answer(unsafe, "import os; answer = os.listdir('.')") == {"answer": []}
        found = refused(answer(unsafe, "import solutions"))
        assert any("can read" in sentence for sentence in prove(unsafe))
    assert found == "ModuleNotFoundError"
    assert not folder.exists()


def test_without_bubblewrap_the_error_says_what_to_run(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SandboxError, match="sudo apt install bubblewrap"):
        Sandbox().start()


def test_a_sandbox_that_cannot_start_says_what_stopped_it(monkeypatch):
    words = ["sh", "-c", "echo No permissions to create new namespace >&2", "--"]
    monkeypatch.setattr(bubblewrap, "command", lambda _: words)
    with pytest.raises(SandboxError, match="seccomp=unconfined"):
        Sandbox().start()
