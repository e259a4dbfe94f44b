"""System calls that Python's library does not offer, through the C library.

Off Linux every function here does nothing: the other protections there are named by
`Sandbox(safe=False)`.
"""

from __future__ import annotations

import ctypes
import os
import sys

LINUX = sys.platform.startswith("linux")
_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_SCHED_CORE = 62
PR_CAP_AMBIENT_CLEAR_ALL = 4
CLONE_NEWNS = 0x00020000
MS_NOSUID, MS_NODEV = 2, 4
_CAPABILITY_VERSION_3 = 0x20080522


def _checked(outcome: int, what: str) -> None:
    if outcome != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def prctl(option: int, *values: int) -> None:
    """Change a property of the calling thread or process."""
    if _LIBC is not None:
        words = [ctypes.c_ulong(v) for v in (*values, 0, 0, 0, 0)[:4]]
        _checked(_LIBC.prctl(ctypes.c_int(option), *words), f"prctl({option})")


def die_with_parent(signal_number: int) -> None:
    """Have the kernel send a signal when the parent is gone."""
    prctl(PR_SET_PDEATHSIG, signal_number)


def be_private() -> None:
    """Close ``/proc/<pid>`` of this process and its forks to its own user."""
    prctl(PR_SET_DUMPABLE, 0)


def mount_scratch(path: str, size: int, files: int) -> None:
    """Cover `path` with a new, empty file system that nobody else sees.

    It disappears with the last process that sees it, whatever lies in it.
    """
    assert _LIBC is not None
    _checked(_LIBC.unshare(CLONE_NEWNS), "unshare")
    options = f"size={size},nr_inodes={files},mode=700".encode()
    words = b"scratch", path.encode(), b"tmpfs", ctypes.c_ulong(MS_NOSUID | MS_NODEV)
    _checked(_LIBC.mount(*words, options), f"mount {path}")


def drop_capabilities() -> None:
    """Give up every capability for good: nothing can be executed to regain one."""
    if _LIBC is None:
        return
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice 32 bits
    _checked(_LIBC.capset(header, none), "capset")


def install_filter(program: bytes) -> None:
    """Install a seccomp filter; it holds for this process and cannot be taken back."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    assert _LIBC is not None
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    filled = Program(len(program) // 8, program)
    address = ctypes.c_ulong(ctypes.addressof(filled))
    none = ctypes.c_ulong(0)
    mode = ctypes.c_ulong(2)  # SECCOMP_MODE_FILTER
    _checked(_LIBC.prctl(PR_SET_SECCOMP, mode, address, none, none), "seccomp")
