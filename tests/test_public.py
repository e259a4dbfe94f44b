"""What `make public` may publish, and what stops it."""

import io
import zipfile

import pytest

from autograder import bundle, public
from autograder.errors import CourseError, LeakError

SECRET = b"# unrolled-" + b"canary: keep out of anything published"


@pytest.fixture
def built(tmp_path):
    """Make the smallest course that can be published."""
    site, course = tmp_path / "html", tmp_path / "course"
    (course / "release/lstm").mkdir(parents=True)
    site.mkdir()
    (site / "index.html").write_text("a book")
    (course / "release/lstm/lstm-cell.ipynb").write_text("{}")
    (course / "source").mkdir()
    (course / "source/secret.ipynb").write_bytes(SECRET)
    with zipfile.ZipFile(course / "student.zip", "w") as archive:
        archive.writestr("lstm/lstm-cell.ipynb", "{}")
    return site, course, tmp_path / "public"


def zipped(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def test_the_public_tree_has_site_package_and_notebooks_alone(built):
    written = {path.as_posix() for path in public.write_public(*built)}
    assert {name.split("/")[0] for name in written} == {"site", "package", "notebooks"}
    assert "notebooks/lstm/lstm-cell.ipynb" in written
    assert "notebooks/student.zip" in written
    assert "package/rnn_core/__init__.py" in written
    inside = {name.split("/")[1] for name in written if name.startswith("package/")}
    assert inside == {"rnn_core", *bundle.PACKAGE_FILES}


def test_a_secret_in_a_page_stops_the_publication(built):
    site, _, target = built
    (site / "page.html").write_bytes(b"<pre>" + SECRET + b"</pre>")
    with pytest.raises(LeakError, match=r"site/page\.html: the canary comment"):
        public.write_public(*built)
    assert not target.exists()


def test_a_secret_inside_a_wheel_inside_an_archive_stops_the_publication(built):
    _, course, _ = built
    wheel = zipped("rnn_core/lstm.py", SECRET)
    (course / "student.zip").write_bytes(zipped("rnn_core-1-py3-none-any.whl", wheel))
    with pytest.raises(LeakError, match=r"student\.zip/rnn_core-1-py3-none-any\.whl/"):
        public.write_public(*built)


def test_a_missing_site_is_named_with_the_command_that_builds_it(built):
    site, _, _ = built
    (site / "index.html").unlink()
    with pytest.raises(CourseError, match="Run: make book"):
        public.write_public(*built)


def test_an_old_public_tree_is_replaced_as_a_whole(built):
    _, _, target = built
    (target / "site").mkdir(parents=True)
    (target / "site/withdrawn.html").write_text("an old page")
    public.write_public(*built)
    assert not (target / "site/withdrawn.html").exists()
