"""The filter of system calls decides as its table says, on every architecture."""

import errno
import struct

import pytest

from autograder.cell_process import seccomp

PID = 4321
X86_64, AARCH64 = "x86_64", "aarch64"
ALLOWED, KILLED = "allowed", "killed"
THREAD, FORK = 0x3D0F00, 0x1200011  # flags as the C library passes them


def decide(name, call, *arguments, audit=None):
    """Interpret the filter for one system call, as the kernel would."""
    audit = seccomp.ARCHITECTURES[name][0] if audit is None else audit
    words = [*arguments, *[0] * 6][:6]
    data = struct.pack("=iIQ6Q", call, audit, 0, *words)
    code = list(struct.iter_unpack("=HBBI", seccomp.program(PID, name)))
    value = position = 0
    while True:
        operation, yes, no, constant = code[position]
        position += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("=I", data, constant)
        elif operation == 0x06:
            verdicts = {seccomp.ALLOW: ALLOWED, seccomp.KILL: KILLED}
            return verdicts.get(constant) or errno.errorcode[constant & 0xFFFF]
        else:
            tests = {0x15: value == constant, 0x25: value > constant}
            true = tests[operation] if operation in tests else value & constant
            position += yes if true else no


def number(table, name):
    (value,) = seccomp.numbers(table, seccomp.ARCHITECTURES[name][1]).values()
    return value


@pytest.mark.parametrize("name", [X86_64, AARCH64])
def test_each_refused_call_gets_its_error(name):
    column = seccomp.ARCHITECTURES[name][1]
    for code, table in seccomp.REFUSED.items():
        for call in seccomp.numbers(table, column).values():
            assert decide(name, call) == errno.errorcode[code]


@pytest.mark.parametrize(
    ("name", "calls"),
    [(X86_64, (0, 1, 9, 11, 202, 257, 231)), (AARCH64, (63, 64, 222, 98, 56, 94))],
)
def test_what_every_program_needs_is_allowed(name, calls):
    assert {decide(name, call) for call in calls} == {ALLOWED}


@pytest.mark.parametrize("name", [X86_64, AARCH64])
def test_signals_go_to_oneself_only(name):
    for table in seccomp.OWN.split(","):
        call = number(table, name)
        assert decide(name, call, PID) == ALLOWED
        # the kernel reads the lower half, so the upper one must not help
        assert decide(name, call, PID | 1 << 32) == ALLOWED
        for other in (0, 1, PID + 1, 2**32 - 1, 2**32 - PID):
            assert decide(name, call, other) == "EPERM"


@pytest.mark.parametrize("name", [X86_64, AARCH64])
def test_a_thread_may_start_and_a_process_may_not(name):
    clone = number("clone 56 220", name)
    assert decide(name, clone, THREAD) == ALLOWED
    assert decide(name, clone, FORK) == decide(name, clone, 0) == "EAGAIN"
    assert decide(name, clone, 0x4000 | 0x100) == "EAGAIN"  # vfork


@pytest.mark.parametrize("name", [X86_64, AARCH64])
def test_some_calls_are_refused_by_their_argument(name):
    def verdicts(table, *attempts):
        return [decide(name, number(table, name), *words) for words in attempts]

    pair = verdicts("socketpair 53 199", (1,), (2,), (16,))
    limit = verdicts("prlimit64 302 261", (0,), (PID,), (1,))
    prctl = verdicts("prctl 157 167", (15,), (1,), (22,))
    ioctl = verdicts("ioctl 16 29", (3, 0x5401), (3, 0x5412), (3, 0x541C))
    assert pair == [ALLOWED, "EPERM", "EPERM"]
    assert limit == [ALLOWED, ALLOWED, "EPERM"]
    assert prctl == ioctl == [ALLOWED, "EPERM", "EPERM"]


@pytest.mark.parametrize("name", [X86_64, AARCH64])
def test_what_is_newer_or_of_another_interface_does_not_exist(name):
    assert decide(name, seccomp.NEWEST + 1) == "ENOSYS"
    assert decide(name, 0x40000000 | 59) == "ENOSYS"  # execve of x32
    assert decide(name, 59, audit=0x40000003) == KILLED  # 32-bit x86


def test_the_tables_name_each_call_once():
    tables = ",".join([*seccomp.REFUSED.values(), seccomp.OWN])
    names = [row.split()[0] for row in tables.split(",")]
    assert len(names) == len(set(names))
    for column in (1, 2):
        values = list(seccomp.numbers(tables, column).values())
        assert len(values) == len(set(values))
