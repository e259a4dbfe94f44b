"""What a red team tried against the judge, in small: replies and files that cost time.

Each of these once stopped the judge, or took minutes of its time.
"""

import os
import re
import socket
import subprocess
import tempfile
import time

import pytest

from autograder.grading import (
    channel,
    judge,
    judging,
    own_directory,
    pool,
    reading,
    replies,
)
from autograder.grading.notebook_cells import HIDDEN, without_hidden
from autograder.grading.proxies import StudentExitError, raised
from tests.grading.judged import graded, plan_of, solution, submission_of

needs_sandbox = [
    pytest.mark.xdist_group("judge"),
    pytest.mark.usefixtures("bubblewrap"),
]
SQUARE = solution("square", "def square(x):\n    return x * x")
TEST = graded("square-test", "assert square(3) == 9")
RIGHT = {"square": "def square(x):\n    return x ** 2"}
MIB = 2**20


@pytest.fixture(autouse=True)
def _unmodified_mode(monkeypatch):
    """Put back what preparing a worker sets in the environment of this process."""
    for name in ("NBGRADER_EXECUTION", "MPLBACKEND"):
        monkeypatch.setenv(name, "autograde" if "NB" in name else "Agg")


def grade(cells, answers, files=None, own=None):
    made = plan_of(*cells, files=files)
    judge.prepare_worker({"hw": made})
    handed_in = submission_of(made, answers)
    handed_in.files.update(own or {})
    return judge.grade_one(made, handed_in, timeout=5.0)


def test_base64_is_looked_at_in_linear_time():
    spaces = " " * 4_000_000 + "!"
    started = time.process_time()
    assert reading.BASE64.fullmatch(spaces) is None
    assert time.process_time() - started < 1.0  # seconds; it was hours
    assert reading.BASE64.fullmatch("aGVs\nbG8= \n")
    assert reading.BASE64.fullmatch("aGVsbG8=a") is None


@pytest.mark.parametrize(
    ("lineage", "args"),
    [
        (["ValueError"], [10**5000]),
        (["OSError"], [10**5000, "no space"]),
        (["UnicodeEncodeError"], ["ascii", "x", -1, 0, "reason"]),
        (["UnicodeTranslateError"], ["x", -1, 0, "reason"]),
    ],
)
def test_an_exception_whose_text_cannot_be_made_arrives_with_the_text_told(
    lineage, args
):
    made = raised([*lineage, "Exception"], "what it said", args)
    assert "what it said" in str(made)


def test_an_exception_with_positions_in_its_text_is_the_same_exception():
    args = ["ascii", "é", 0, 1, "ordinal not in range(128)"]
    made = raised(["UnicodeEncodeError", "UnicodeError"], "", args)
    assert type(made) is UnicodeEncodeError
    assert made.args == tuple(args)


def test_the_end_of_an_iteration_ends_no_loop_of_a_test():
    def function(x):
        raise raised(["StopIteration", "Exception", "BaseException"], "", [])

    with pytest.raises(StudentExitError):
        list(zip(map(function, [1, 2]), [1, 4], strict=False))


def test_only_names_that_were_asked_for_are_taken_and_each_once():
    pair = ("square", b"\1")
    assert replies.named(["square", "cube"], [[pair]]) == [pair]
    for pairs in ([pair, pair], [("other", b"\1")]):
        with pytest.raises(replies.MalformedError):
            replies.named(["square"], [pairs])


def test_a_line_separator_in_a_test_moves_no_hidden_region():
    source = (
        "text = 'a\u2028b\x0cc'\n### BEGIN HIDDEN TESTS\nassert secret\n"
        "### END HIDDEN TESTS\nassert seen"
    )
    shown = without_hidden(graded("separated", source))
    assert shown == f"text = 'a\u2028b\x0cc'\n{HIDDEN}\nassert seen"


def test_a_function_has_no_more_parameters_than_anybody_would_write():
    with pytest.raises(replies.MalformedError, match="parameters"):
        replies.described([[("x", 1, False)] * 1000])


class Connection:
    """A cell process that computes nothing and is kept waiting."""

    def __init__(self, waits):
        self.waits, self.socket = iter(waits), socket.socket(socket.AF_UNIX)

    def cpu_seconds(self):
        return 0.0

    def waited_seconds(self):
        return next(self.waits)

    def kill(self):
        """End nothing."""

    def close(self):
        self.socket.close()


@pytest.mark.parametrize(
    ("waits", "status"), [([7.0] * 3, "timeout"), ([7.0, 9.0, 9.0], "")]
)
def test_waiting_for_a_processor_makes_nobody_late(monkeypatch, waits, status):
    connection = Connection(waits)
    made = channel.Channel(connection, channel.Budget(100), None, None, None)
    clock = channel._Clock(made, channel.Deadline(cpu=1.0, wall=1.0))
    clock._check()
    now = time.monotonic() + 1.5
    monkeypatch.setattr(channel.time, "monotonic", lambda: now)
    try:
        clock._check()
        ended = ""
    except channel.CellDiedError as death:
        ended = death.status
    connection.close()
    assert ended == status


@pytest.mark.parametrize("timeout", [0.1, 1.0, 2.5, 5.0, 15.0, 60.0, 3600.0])
def test_workers_count_as_hanging_only_after_the_longest_submission(timeout):
    silence = max(pool.SILENCE_SECONDS, pool.SILENCE_TIMEOUTS * timeout)
    assert silence > judge.longest(timeout)


def test_what_a_killed_judge_left_is_removed_by_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setattr(own_directory.tempfile, "gettempdir", lambda: str(tmp_path))
    with subprocess.Popen(["true"]) as ended:
        pass
    names = [f"{own_directory.PREFIX}{pid}-x" for pid in (ended.pid, os.getpid())]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "data.csv").write_text("1")
    own_directory.remove_forgotten()
    assert [path.name for path in tmp_path.iterdir()] == names[1:]


class TestInTheSandbox:
    pytestmark = needs_sandbox

    @pytest.mark.parametrize(
        "error",
        ["ValueError(10**5000)", "UnicodeEncodeError('ascii', 'x', -1, 0, 'why')"],
    )
    def test_an_unprintable_exception_is_the_students_error(self, error):
        result = grade([SQUARE, TEST], {"square": f"def square(x):\n    raise {error}"})
        assert (result.status, result.score) == ("error", 0.0)

    def test_an_assertion_that_shows_a_number_too_long_to_print_is_no_fault_of_ours(
        self,
    ):
        test = graded("square-test", "assert square(3) == 9, square(3)")
        answers = {"square": "def square(x):\n    return 10**5000"}
        assert grade([SQUARE, test], answers).status == "wrong"

    def test_more_files_than_one_message_holds_lie_beside_the_notebook(self):
        names = [f"data/{k}.bin" for k in range(5)]
        files = {name: bytes([k]) * (20 * MIB) for k, name in enumerate(names)}
        test = graded("size-test", f"assert size() == {100 * MIB}")
        source = (
            "from pathlib import Path\n"
            "def size():\n"
            "    return sum(p.stat().st_size for p in Path('data').iterdir())"
        )
        own = {"mine.bin": bytes(40 * MIB)}
        result = grade([solution("size", source), test], {"size": source}, files, own)
        assert (result.status, result.score) == ("ok", 2.0), result

    def test_a_file_where_the_instructor_has_a_folder_is_left_out(self):
        own = {"data": b"mine", "notes.txt/more": b"mine", "notes": b"mine"}
        files = {"data/x.csv": b"1", "notes.txt": b"yours"}
        assert grade([SQUARE, TEST], RIGHT, files, own).status == "ok"

    def test_a_notebook_that_takes_too_long_to_read_is_refused(self, monkeypatch):
        def slow(notebook, data):
            while True:
                re.fullmatch("a*", "a" * 1000)

        monkeypatch.setattr(judging, "place", slow)
        monkeypatch.setattr(judging, "READING", 0.2)
        result = grade([SQUARE, TEST], RIGHT)
        assert result.status == "unreadable_submission"
        assert "too long" in result.message

    def test_what_was_not_finished_in_time_has_its_notebook_all_the_same(
        self, monkeypatch, tmp_path
    ):
        # two seconds by the clock, in which no call of five uses up its time
        monkeypatch.setattr(judge, "WALL_FACTOR", -28 / 180)
        loop = {"square": "def square(x):\n    while True: pass"}
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        result = grade([SQUARE, TEST], loop)
        assert result.status == "total_timeout"
        assert list(tmp_path.glob("*judge-*")) == []
        sources = [cell["source"] for cell in result.notebooks["hw"]]
        assert sources == [loop["square"], TEST.source]
