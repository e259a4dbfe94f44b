"""Empty a directory that somebody else filled."""

from __future__ import annotations

import os
import stat


def clear(path: str) -> None:
    """Delete everything in `path`: any name, any mode, any depth; no link is followed.

    A directory inside a directory is first moved to the top, so that neither the
    stack nor the descriptors nor the length of a path grow with the depth.

    Raises
    ------
    OSError
        When something is left.
    """
    os.chmod(path, 0o700)
    top = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        while names := os.listdir(top):
            for name in names:
                _remove(top, name)
    finally:
        os.close(top)


def _remove(top: int, name: str) -> None:
    if not stat.S_ISDIR(os.stat(name, dir_fd=top, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, 0o700, dir_fd=top)
    folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for inner in os.listdir(folder):
            _remove_inner(folder, inner, top)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)


def _remove_inner(folder: int, inner: str, top: int) -> None:
    try:
        os.unlink(inner, dir_fd=folder)
    except (IsADirectoryError, PermissionError):
        os.chmod(inner, 0o700, dir_fd=folder)  # moving it changes its own ".."
        unforeseen = os.urandom(8).hex()
        os.rename(inner, unforeseen, src_dir_fd=folder, dst_dir_fd=top)
