"""What `sandbox.prove` tries inside, and what it makes of the outcome."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.cell_process import seccomp
from autograder.cell_process.limits import Limits
from autograder.grading import bubblewrap

SECONDS = 60.0
MOST_FILES = 50
# What cell_process.cell and Python add to the environment.
ADDED = {"PWD", "LC_CTYPE", "MPLBACKEND", "RNN_CORE_MODE", "NBGRADER_EXECUTION"}

# Runs inside. Each attempt notes what it achieved: an empty value is a promise kept.
ATTEMPTS = """
import errno, os, resource, socket, sys, threading

def achieved(attempt):
    try:
        return attempt()
    except (OSError, MemoryError, RuntimeError, ValueError):
        return None

def connected():
    with socket.socket() as sock:
        return "a socket"

def interfaces():
    with open("/proc/self/net/dev") as file:  # two lines of headings
        names = [line.split(":")[0].strip() for line in list(file)[2:]]
    return [name for name in names if name != "lo"]

def forked():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return "a process"

def executed():
    os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
    return "a program"

def readable():
    return [path for path in hidden if os.path.exists(path) and (
        os.path.isfile(path) or os.listdir(path))]

def writable():
    found = []
    with open("/proc/self/mounts") as file:
        places = [line.split()[1] for line in file]
    for place in [*places, *sys.path, "/tmp", "/var/tmp", "/dev/shm", "/run"]:
        name = os.path.join(place, "probe-" + os.urandom(8).hex())
        if os.path.isdir(place) and not os.path.samefile(os.getcwd(), place):
            try:
                os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                found.append(place)
                os.unlink(name)
            except OSError:
                pass
    return found

def threads():
    going, started = threading.Event(), []
    try:
        while len(started) <= most_threads:
            thread = threading.Thread(target=going.wait)
            thread.start()
            started.append(thread)
    finally:
        going.set()
        for thread in started:
            thread.join()
    return "more threads than allowed"

def filled():
    block, written = bytes(2**20), 0
    try:
        for number in range(10_000):
            with open(f"block{number}", "wb") as file:
                file.write(block)
            written += len(block)
            if written > most_scratch:
                return "more than allowed"
    finally:
        for name in os.listdir("."):
            os.unlink(name)

def others():
    return [n for n in os.listdir("/proc") if n.isdigit() and int(n) != os.getpid()
            and n != "1"]

def raised():
    kind = resource.RLIMIT_AS
    return resource.setrlimit(kind, (-1, -1)) or "no limit"

def status(field):
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith(field))

answer = {
    "network": achieved(connected),
    "interfaces": achieved(interfaces),
    "fork": achieved(forked),
    "exec": achieved(executed),
    "readable": achieved(readable),
    "writable": achieved(writable),
    "others": achieved(others),
    "signal": achieved(lambda: os.kill(os.getppid(), 0) or "allowed"),
    "memory": achieved(lambda: bytearray(most_memory) and "more than allowed"),
    "scratch": achieved(filled),
    "threads": achieved(threads),
    "raised": achieved(raised),
    "capabilities": achieved(lambda: int(status("CapEff"), 16)),
    "filter": achieved(lambda: status("Seccomp:") != "2"),
    "descriptors": [n for n in os.listdir("/proc/self/fd") if int(n) > 4],
    "environment": sorted(set(os.environ) - set(known)),
    "files": achieved(lambda: resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
    "cpu": achieved(lambda: resource.getrlimit(resource.RLIMIT_CPU)[1]),
    "core": achieved(lambda: resource.getrlimit(resource.RLIMIT_CORE)[1]),
}
"""
PROMISES = {
    "network": "Student code can open {}.",
    "interfaces": "Student code sees the network interfaces {}.",
    "fork": "Student code can start {}.",
    "exec": "Student code can start {}.",
    "readable": "Student code can read {}.",
    "writable": "Student code can write in {}.",
    "others": "Student code sees other processes: {}.",
    "signal": "Student code may signal the process that started it.",
    "memory": "Student code gets {} memory.",
    "scratch": "Student code can write {}.",
    "threads": "Student code can start {} (the kernel does not count those of root: "
    "grade as another user).",
    "raised": "Student code can lift its limits.",
    "capabilities": "Student code has capabilities: {}.",
    "filter": "The filter of system calls is not active.",
    "descriptors": "Student code inherits open files: {}.",
    "environment": "Student code sees the environment variables {}.",
}


def own_secrets() -> Iterator[Path]:
    """Yield what must not be seen inside although no course contains it."""
    checkout = bubblewrap.CHECKOUT
    yield from (checkout / name for name in ("solutions", "autograder/grading"))
    yield from (checkout / name for name in ("tests", ".git", "course"))
    home = Path.home()
    if home.is_dir():
        files = (path for path in sorted(home.iterdir()) if path.is_file())
        yield from (path for path, _ in zip(files, range(MOST_FILES), strict=False))


def problems(sock: socket.socket, hidden: list[str], limits: Limits) -> list[str]:
    """Have a probe process try everything; return what it could do, in sentences."""
    known = sorted({*bubblewrap.ENVIRONMENT, *ADDED})
    source = (
        f"hidden = {hidden!r}\nknown = {known!r}\n"
        f"most_memory = {limits.memory_bytes + 2**26}\n"
        f"most_scratch = {limits.scratch_bytes + 2**20}\n"
        f"most_threads = {limits.processes}\n{ATTEMPTS}"
    )
    found = ask(sock, source)
    if "answer" not in found:
        return [f"The probe failed: {str(found['error']).strip().splitlines()[-1]}"]
    return list(_sentences(found["answer"], limits))


def _sentences(found: dict[str, Any], limits: Limits) -> Iterator[str]:
    if not seccomp.available():
        yield f"No filter of system calls exists for {seccomp.machine()} processors."
    for name, sentence in PROMISES.items():
        value = found.pop(name)
        if value:
            listed = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield sentence.format(listed)
    wanted = {"files": limits.open_files, "cpu": limits.cpu_seconds, "core": 0}
    for name, value in wanted.items():
        if found[name] != value:
            yield f"The limit {name} is {found[name]}, expected {value}."


def ask(sock: socket.socket, source: str, seconds: float = SECONDS) -> dict[str, Any]:
    """Have a process of `cell_process.probe` run some source; return its answer."""
    sock.settimeout(seconds)
    data = b""
    try:
        sock.sendall(source.encode() + b"\0")
        while not data.endswith(b"\0"):
            block = sock.recv(65536)
            if not block:
                return {"error": "the process ended"}
            data += block
    except OSError as error:
        return {"error": f"{error}"}
    found: dict[str, Any] = json.loads(data[:-1])
    return found
