"""Archives that were made to do harm: each is refused, and nobody else is touched."""

import bz2
import io
import os
import stat
import tarfile
import zipfile

import pytest
from archive_files import outcomes, submitted, tarred, zip_bytes, zipped

from autograder.errors import CourseError
from autograder.grading import archives, handed_in
from autograder.grading.collect import collect


@pytest.fixture
def course(tmp_path):
    course = tmp_path / "course"
    (course / "source" / "ps").mkdir(parents=True)
    (course / "source" / "ps" / "nb.ipynb").write_text("{}")
    return course


# hostile archives: the honest student beside them is always collected


def among_honest(course, tmp_path, files):
    """Collect files of eve between those of honest students; return eve's record."""
    source = tmp_path / "in.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ann/nb.ipynb", "a")
        for name, content in files:
            archive.writestr(name, content)
        archive.writestr("zoe/nb.ipynb", "z")
    found = collect(course, source, "ps", "plain")
    left = {k: v for k, v in submitted(course).items() if not k.startswith("eve")}
    assert left == {"ann:nb.ipynb": "a", "zoe:nb.ipynb": "z"}
    assert list(course.glob(".collecting-*")) == []
    (eve,) = [one for one in found if one.student not in ("ann", "zoe")]
    assert (eve.message + eve.student).isprintable()
    return eve


def info(name, mode=0, flags=0):
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.flag_bits |= flags
    return made


@pytest.mark.parametrize(
    "path",
    [
        "../../../gradebook.db",
        "../ann/ps/nb.ipynb",
        "x/../../ann/nb.ipynb",
        "..\\ann\\nb.ipynb",
        "C:/windows/x",
        "a//b",
        "./x",
        "d/" * 20 + "x",
        "n" * 300,
    ],
)
def test_a_path_that_leads_out_is_rejected(course, tmp_path, path):
    eve = among_honest(course, tmp_path, [("eve/nb.ipynb", "e"), (f"eve/{path}", "!")])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")
    assert not (course / "gradebook.db").exists()


@pytest.mark.parametrize("path", ["/etc/x.ipynb", "../eve/nb.ipynb", "C:/eve/nb.ipynb"])
def test_a_path_that_leads_out_before_any_student_is_rejected(course, tmp_path, path):
    eve = among_honest(course, tmp_path, [(path, "!")])
    assert (eve.student, eve.status) == ("", "rejected_archive")


@pytest.mark.parametrize("path", ["../x", "/x", "d/../../x"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_path_that_leads_out_of_an_inner_archive_is_rejected(
    course, tmp_path, kind, path
):
    files = {"nb.ipynb": "e", path: "!"}
    if kind == "zip":
        inner = zip_bytes(files)
    else:
        inner = tarred(tmp_path / "inner", files).read_bytes()
    eve = among_honest(course, tmp_path, [(f"eve/work.{kind}", inner)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_in_a_zip_is_refused(course, tmp_path, kind):
    entry = info("eve/nb.ipynb", kind | 0o777)
    eve = among_honest(course, tmp_path, [(entry, "/etc/passwd")])
    assert (eve.student, eve.status) == ("eve", "bad_file_type")


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE],
)
def test_a_link_or_device_in_a_tar_is_refused(course, tmp_path, kind):
    links = [("nb.ipynb", kind, "../../../secret")]
    inner = tarred(tmp_path / "inner", {"x": ""}, links=links).read_bytes()
    eve = among_honest(course, tmp_path, [("eve/work.tgz", inner)])
    assert (eve.student, eve.status) == ("eve", "bad_file_type")


def test_a_link_in_a_folder_is_refused(course, tmp_path):
    (tmp_path / "secret").write_text("s")
    source = tmp_path / "in"
    (source / "eve").mkdir(parents=True)
    (source / "eve" / "nb.ipynb").symlink_to(tmp_path / "secret")
    os.mkfifo(source / "pipe_1_2_nb.ipynb")
    assert outcomes(collect(course, source, "ps", "plain"))["eve"] == "bad_file_type"
    assert submitted(course) == {}


def test_an_entry_that_unpacks_to_far_more_is_rejected(course, tmp_path):
    zeros = b"\0" * (archives.FREE_RATIO * 2)
    eve = among_honest(course, tmp_path, [("eve/nb.ipynb", zeros)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_many_entries_count_together(course, tmp_path, monkeypatch):
    monkeypatch.setattr(handed_in, "MOST_BYTES", 1000)
    files = [(f"eve/{number}.ipynb", "x" * 300) for number in range(4)]
    eve = among_honest(course, tmp_path, files)
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_too_many_files_are_too_large(course, tmp_path):
    files = [(f"eve/{n}.csv", "") for n in range(handed_in.MOST_FILES + 1)]
    eve = among_honest(course, tmp_path, files)
    assert (eve.student, eve.status) == ("eve", "submission_too_large")


def test_a_tar_that_unpacks_to_far_more_is_rejected_while_skipping(course, tmp_path):
    # what is skipped is unpacked too: a folder's entry may have a size
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("nb.ipynb"))
        bomb = tarfile.TarInfo(".git/x")
        bomb.size = 4 * handed_in.MOST_BYTES
        archive.addfile(bomb, _Zeros(bomb.size))
    inner = bz2.compress(raw.getvalue())
    assert len(inner) < 10_000
    eve = among_honest(course, tmp_path, [("eve/work.tar.bz2", inner)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


class _Zeros:
    def __init__(self, size):
        self.left = size

    def read(self, size):
        given = min(size, self.left)
        self.left -= given
        return b"\0" * given


def test_an_encrypted_archive_is_rejected(course, tmp_path):
    inner = bytearray(zip_bytes({"nb.ipynb": "e"}))
    inner[6] |= 1  # the flag in the entry's own header
    inner[inner.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    eve = among_honest(course, tmp_path, [("eve/work.zip", bytes(inner))])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")
    assert "encrypted" in eve.message


@pytest.mark.parametrize(
    "inner",
    [
        b"",
        b"PK\x03\x04 not really",
        b"\x1f\x8b\x08 not really",
        zip_bytes({"nb.ipynb": "e" * 1000})[:60],
        b"plain text",
    ],
    # an archive holds the time: as an id, each worker would collect another test
    ids=["empty", "zip in name", "gzip in name", "cut short", "text"],
)
def test_a_broken_archive_is_rejected(course, tmp_path, inner):
    eve = among_honest(course, tmp_path, [("eve/work.zip", inner)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_a_damaged_entry_is_rejected(course, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("nb.ipynb", "honest text")
    damaged = buffer.getvalue().replace(b"honest text", b"forged text")
    eve = among_honest(course, tmp_path, [("eve/work.zip", damaged)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_an_archive_in_an_archive_is_rejected(course, tmp_path):
    inner = zip_bytes({"again.zip": zip_bytes({"nb.ipynb": "e"})})
    eve = among_honest(course, tmp_path, [("eve/work.zip", inner)])
    assert (eve.student, eve.status) == ("eve", "rejected_archive")
    assert "another archive" in eve.message


def test_an_archive_beside_a_notebook_is_data(course, tmp_path):
    source = tmp_path / "in"
    (source / "ann").mkdir(parents=True)
    (source / "ann" / "nb.ipynb").write_text("a")
    zipped(source / "ann" / "data.zip", {"x.ipynb": "x"})
    (one,) = collect(course, source, "ps")
    assert one.files == ("data.zip", "nb.ipynb")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_there_twice_is_rejected(course, tmp_path):
    files = [("eve/nb.ipynb", "1"), ("eve/nb.ipynb", "2")]
    eve = among_honest(course, tmp_path, files)
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_a_name_that_is_file_and_folder_is_rejected(course, tmp_path):
    files = [("eve/nb.ipynb", "1"), ("eve/nb.ipynb/x", "2")]
    eve = among_honest(course, tmp_path, files)
    assert (eve.student, eve.status) == ("eve", "rejected_archive")


def test_a_file_name_with_escape_codes_is_refused(course, tmp_path):
    eve = among_honest(course, tmp_path, [("eve/\x1b[2J.ipynb", "e")])
    assert (eve.student, eve.status) == ("eve", "bad_name")


@pytest.mark.parametrize("student", [".eve", "e\x1b[2Jve", "e\u202eve", "e" * 200])
def test_a_bad_student_name_is_refused(course, tmp_path, student):
    eve = among_honest(course, tmp_path, [(f"{student}/nb.ipynb", "e")])
    assert (eve.student, eve.status) == ("", "bad_name")


def test_names_in_utf8_without_the_flag_are_read(course, tmp_path):
    data = bytearray(zip_bytes({"Zoé/nb.ipynb": "z"}))
    data[7] &= ~0x08
    data[data.index(b"PK\x01\x02") + 9] &= ~0x08
    (tmp_path / "in.zip").write_bytes(bytes(data))
    collect(course, tmp_path / "in.zip", "ps", "plain")
    assert submitted(course) == {"Zoé:nb.ipynb": "z"}


def test_a_broken_download_changes_nothing(course, tmp_path):
    whole = tarred(tmp_path / "whole", {f"s{n}/nb.ipynb": "x" * 9000 for n in range(9)})
    (tmp_path / "cut").write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(CourseError, match="archive was not unpacked"):
        collect(course, tmp_path / "cut", "ps")
    assert submitted(course) == {}
    assert list(course.glob(".collecting-*")) == []


def test_a_submission_is_not_written_through_a_link(course, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (course / "submitted").mkdir()
    (course / "submitted" / "ann").symlink_to(tmp_path / "elsewhere")
    source = zipped(tmp_path / "in.zip", {"ann/nb.ipynb": "a"})
    assert outcomes(collect(course, source, "ps")) == {"ann": "bad_file_type"}
    assert list((tmp_path / "elsewhere").iterdir()) == []
