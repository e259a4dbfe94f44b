"""Folders, zip and tar files read as one stream of entries; all of them hostile.

Nothing is written under a name that an archive gives. An entry is copied into a file
that the caller opened, and what is copied is counted while it is unpacked.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from autograder.grading.reading import Unreadable

MOST_ENTRIES = 100_000  # of one archive: a class of 500 with 200 files each
MOST_RATIO = 200  # text packs 5 to 50 times smaller; a bomb 1,000 times
FREE_RATIO = 10 * 2**20  # bytes up to which no ratio is asked
_CHUNK = 2**16
_COMPRESSED: dict[bytes, Callable[[BinaryIO], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZh": lambda file: bz2.BZ2File(file),
    b"\xfd7zXZ\x00": lambda file: lzma.LZMAFile(file),
}


@dataclass(frozen=True)
class Entry:
    """A file in a folder or an archive.

    Attributes
    ----------
    name : str
        As it stands there, with ``/``; not safe to use as a path.
    copy : callable
        ``copy(target, limit)`` writes the content and returns its size; raises
        `Unreadable` beyond `limit` bytes. Only until the next entry is asked for.
    problem : tuple of (str, str)
        Status and sentence of what is no file; then there is nothing to copy.
    """

    name: str
    copy: Callable[[BinaryIO, int], int]
    problem: tuple[str, str] = ("", "")


def entries(source: Path, budget: int | None = None) -> Iterator[Entry]:
    """Yield the files of a folder or an archive; folders themselves are left out.

    Parameters
    ----------
    source : Path
        A folder, or a zip or tar file, whatever its name.
    budget : int, optional
        Bytes that a compressed tar file may unpack to, what is skipped included.

    Raises
    ------
    Unreadable
        With status ``rejected_archive``: broken, encrypted, too many entries, or no
        archive at all.
    """
    if source.is_dir():
        yield from _in_folder(source, "")
        return
    try:
        with source.open("rb") as file:
            magic = file.read(265)
            file.seek(0)
            if magic.startswith(b"PK"):
                yield from _in_zip(file)
            else:
                yield from _in_tar(file, magic, budget)
    except (Unreadable, OSError, GeneratorExit):
        raise
    except Exception as error:  # the libraries raise all kinds on broken files
        raise rejected(f"it is broken ({type(error).__name__})") from error


def rejected(what: str) -> Unreadable:
    """Make the refusal of an archive."""
    return Unreadable("rejected_archive", f"The archive was not unpacked: {what}.")


def _in_folder(folder: Path, prefix: str) -> Iterator[Entry]:
    for name in sorted(os.listdir(folder)):
        path = folder / name
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield from _in_folder(path, f"{prefix}{name}/")
        else:
            problem = "" if stat.S_ISREG(mode) else "a link, a pipe or a device"
            yield _entry(prefix + name, _open_plainly(path), 0, problem)


def _open_plainly(path: Path) -> Callable[[], IO[bytes]]:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    return lambda: os.fdopen(os.open(path, flags), "rb")


def _in_zip(file: BinaryIO) -> Iterator[Entry]:
    if _records(file) > MOST_ENTRIES:  # zipfile makes an object of each
        raise rejected(f"it has more than {MOST_ENTRIES} entries")
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            mode, problem = info.external_attr >> 16, ""
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                problem = "a link, a pipe or a device"
            elif info.flag_bits & 0x1:
                problem = "encrypted"

            def opened(info: zipfile.ZipInfo = info) -> IO[bytes]:
                return archive.open(info)

            yield _entry(_zip_name(info), opened, max(info.compress_size, 1), problem)


def _records(file: BinaryIO) -> int:
    """Count what looks like a record of a zip file's directory."""
    mark, found, tail = b"PK\x01\x02", 0, b""
    while chunk := file.read(2**20):
        found += (tail + chunk).count(mark)
        tail = chunk[-(len(mark) - 1) :]
    file.seek(0)
    return found


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a name; programs that write UTF-8 often forget to say so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name.replace("\\", "/")


def _in_tar(file: BinaryIO, magic: bytes, budget: int | None) -> Iterator[Entry]:
    unpack = next((u for m, u in _COMPRESSED.items() if magic.startswith(m)), None)
    if unpack is None and magic[257:262] != b"ustar":
        raise rejected("it is neither a zip nor a tar file")
    size = os.fstat(file.fileno()).st_size
    limit = max(FREE_RATIO, MOST_RATIO * size) if budget is None else budget
    counted = _Counted(unpack(file) if unpack else file, limit)
    stream = cast(IO[bytes], counted)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            if number >= MOST_ENTRIES:
                raise rejected(f"it has more than {MOST_ENTRIES} entries")
            if info.isdir():
                continue
            problem = "" if info.isreg() else "a link, a pipe or a device"

            def opened(info: tarfile.TarInfo = info) -> IO[bytes]:
                return archive.extractfile(info) or io.BytesIO()

            yield _entry(info.name.replace("\\", "/"), opened, 0, problem)


class _Counted:
    """A stream that ends in a refusal once it has given too much."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream, self._left = stream, limit

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise rejected("it unpacks to far more than it holds")
        return data


def _entry(
    name: str, opened: Callable[[], IO[bytes]], packed: int, problem: str
) -> Entry:
    def copy(target: BinaryIO, limit: int) -> int:
        try:
            with opened() as content:
                return _copy(content, target, limit, packed)
        except (Unreadable, OSError):
            raise
        except Exception as error:
            raise rejected(f"an entry is broken ({type(error).__name__})") from error

    if problem == "encrypted":
        refusal = rejected("it is encrypted")
        return Entry(name, copy, (refusal.status, refusal.message))
    if problem:
        return Entry(name, copy, ("bad_file_type", f"It holds {problem}, not a file."))
    return Entry(name, copy)


def _copy(content: IO[bytes], target: BinaryIO, limit: int, packed: int) -> int:
    total = 0
    while chunk := content.read(_CHUNK):
        total += len(chunk)
        if packed and total > max(FREE_RATIO, MOST_RATIO * packed):
            raise rejected("it unpacks to far more than it holds")
        if total > limit:
            raise Unreadable(
                "submission_too_large" if not packed else "rejected_archive",
                "The submission is larger than what can be graded.",
            )
        target.write(chunk)
    return total
