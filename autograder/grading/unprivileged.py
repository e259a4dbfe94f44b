"""Start bubblewrap as nobody although the grader runs as root.

The kernel does not count root's threads, and files that only root may read are readable
to a student's process that is root outside. But nobody may not enter root's home, where
Python often lies: so root first puts what the sandbox shows under one directory, in a
mount namespace that only this sandbox sees.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import NoReturn

NOBODY = 65534
STAGE = "/tmp"  # covered for bubblewrap alone; every system has it
CLONE_NEWNS = 0x00020000
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18


def wrapped(command: list[str]) -> list[str]:
    """Return a command that runs a bubblewrap command of root's as nobody.

    A program of its own, because what it does is not for the moment between fork and
    exec of a process that may have threads.
    """
    return [sys.executable, "-I", "-S", __file__, *command]


def main(command: list[str]) -> NoReturn:
    """Put what the command shows under `STAGE`, become nobody, run the command."""
    words = list(command)
    sources: list[str] = []
    for index, word in enumerate(command[: command.index("--")]):
        if word == "--ro-bind":
            words[index + 1] = f"{STAGE}/{len(sources)}"
            sources.append(command[index + 1])
    try:
        _stage(sources)
    except OSError:  # root of a container, which may not mount: nobody may do to read
        words = command
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    os.execvp(words[0], words)


def _stage(sources: list[str]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    _checked(libc.unshare(CLONE_NEWNS))
    _mount(libc, "none", "/", None, MS_REC | MS_PRIVATE)
    # opened first: STAGE may cover the place where one of them lies
    opened = [(os.open(path, os.O_PATH), os.path.isdir(path)) for path in sources]
    _mount(libc, "stage", STAGE, "tmpfs", 0)
    for number, (descriptor, folder) in enumerate(opened):
        target = f"{STAGE}/{number}"
        if folder:
            os.mkdir(target, 0o755)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
        _mount(libc, f"/proc/self/fd/{descriptor}", target, None, MS_BIND | MS_REC)
        os.close(descriptor)


def _mount(
    libc: ctypes.CDLL, source: str, target: str, kind: str | None, flags: int
) -> None:
    encoded = kind.encode() if kind else None
    words = source.encode(), target.encode(), encoded, ctypes.c_ulong(flags), None
    _checked(libc.mount(*words))


def _checked(outcome: int) -> None:
    if outcome != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    main(sys.argv[1:])
