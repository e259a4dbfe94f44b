"""What travels between writer and workers: it arrives as it was, or not at all."""

import dataclasses
import datetime
import json

import pytest
import tiny_course
import tiny_judge
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import hand_in

from autograder.cluster import on_worker, travel
from autograder.cluster.travel import TravelError
from autograder.errors import AutograderError
from autograder.grading.records import Submission
from autograder.grading.worker import Options

NAMES = st.text(st.characters(), max_size=8)  # lone surrogates included
OPTIONS = Options(7.5, 2, True, "tiny_judge", "tiny_judge")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = tmp_path_factory.mktemp("travel") / "course"
    tiny_course.build(course)
    hand_in(course, "ann", {"program": "answer = 1"}, files={"a.txt": b"\0\xff"})
    return course


@pytest.fixture(scope="module")
def plan(course):
    return dataclasses.replace(tiny_course.plan_of(course), seed=2**48 - 1)


@pytest.fixture(scope="module")
def submission(course):
    return tiny_course.submission_of(course, "ann")


@pytest.fixture(scope="module")
def result(plan, submission):
    how = {"timeout": 1, "repeat": 1, "safe": True}
    return tiny_judge.grade_one(plan, submission, **how)


def test_plans_and_options_arrive_as_they_were(plan):
    message = travel.pack_plans({plan.assignment: plan}, OPTIONS, {"more": [1]})
    plans, options, more = travel.unpack_plans(message)
    assert plans == {plan.assignment: plan}
    assert (options, more) == (OPTIONS, {"more": [1]})


def test_a_submission_arrives_as_it_was(submission):
    odd = frozenset({("one", "test")})
    assert travel.unpack_submission(travel.pack_submission(submission, odd)) == (
        submission,
        odd,
    )


@given(
    st.dictionaries(NAMES, st.binary(max_size=40), max_size=4),
    st.none() | st.datetimes(),
    st.lists(NAMES).map(tuple),
)
def test_any_submission_arrives_as_it_was(files, moment, flags):
    submission = Submission("ann", "tiny", files, moment, "0f" * 32, flags=flags)
    message = travel.pack_submission(submission, frozenset())
    assert travel.unpack_submission(message) == (submission, frozenset())


def arrived(message, submission, plan):
    return travel.result_of(travel.unpack_answer(message), submission, plan)


def test_a_result_arrives_as_it_was(result, submission, plan):
    assert arrived(travel.pack_result(result), submission, plan) == result


def test_whose_result_it_is_and_what_it_sums_to_is_not_taken_from_the_message(
    result, submission, plan
):
    forged = dataclasses.replace(
        result, student="bob", score=99.0, max_score=100.0, version="x"
    )
    assert arrived(travel.pack_result(forged), submission, plan) == result


def changed(result, **values):
    head = travel.unpack(travel.pack_result(result))[0]
    return travel.pack(head | values)


def first_cell(result, **values):
    cells = [dataclasses.asdict(cell) for cell in result.cells]
    return changed(result, cells=[cells[0] | values, *cells[1:]])


WRONG_CELLS = [
    {"score": 2.5},  # of 2 points
    {"score": -1.0},
    {"score": float("nan")},
    {"score": float("inf")},
    {"score": True},
    {"score": "2"},
    {"max_score": 200.0},
    {"grade_id": "no such cell"},
    {"grade_id": ["test"]},
    {"grade_id": "essay"},  # which comes again
    {"status": "splendid"},
    {"message": None},
    {"tamper_proof": 1},
    {"more": 1},
]


@pytest.mark.parametrize("values", WRONG_CELLS, ids=str)
def test_an_impossible_cell_is_refused(values, result, submission, plan):
    with pytest.raises(TravelError, match="impossible"):
        arrived(first_cell(result, **values), submission, plan)


WRONG = [
    {"status": "splendid"},
    {"status": ["ok"]},
    {"message": 1},
    {"flags": "stub:x"},
    {"flags": [1]},
    {"cells": {}},
    {"cells": [[]]},
    {"notebooks": []},
    {"notebooks": {"three": []}},
    {"notebooks": {"one": ["text"]}},
    {"seconds": -1},
    {"cpu_seconds": float("nan")},
    {"more": 1},
]


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_an_impossible_result_is_refused(values, result, submission, plan):
    with pytest.raises(TravelError, match="impossible"):
        arrived(changed(result, **values), submission, plan)


def test_an_answer_with_parts_is_refused():
    with pytest.raises(TravelError, match="impossible"):
        travel.unpack_answer(travel.pack({}, {"part": b"x"}))


def test_an_answer_that_is_too_large_is_refused(result, monkeypatch):
    message = travel.pack_result(result)
    monkeypatch.setattr(travel, "MOST_BYTES", len(message) - 1)
    with pytest.raises(TravelError, match="more than"):
        travel.unpack_answer(message)


def test_a_message_cut_short_anywhere_is_refused(submission):
    message = travel.pack_submission(submission, frozenset())
    for size in range(0, len(message), 97):
        with pytest.raises(TravelError):
            travel.unpack(message[:size])
    with pytest.raises(TravelError):
        travel.unpack(message + b"x")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(data):
    with pytest.raises(TravelError):
        travel.unpack(data)


def test_a_head_that_nests_too_deeply_is_refused():
    text = b'{"head": ' + b"[" * 100_000 + b"]" * 100_000 + b', "blobs": []}'
    with pytest.raises(TravelError):
        travel.unpack(travel._LENGTH.pack(len(text)) + text)


def test_a_fault_of_travel_is_one_sentence_for_the_person():
    assert issubclass(TravelError, AutograderError)


def test_a_worker_with_other_code_or_another_python_is_told_apart():
    same = on_worker.versions()
    assert on_worker._difference({"versions": same}) == ""
    other = same | {"python": "3.9"}
    assert "expected 3.9" in on_worker._difference({"versions": other})
    other = same | {"checkout": "0" * 64}
    assert "checkout" in on_worker._difference({"versions": other})


def test_the_name_of_a_run_says_what_was_given(plan):
    names = {
        on_worker.name_of(travel.pack_plans({"tiny": each}, options, {}))
        for each in (plan, dataclasses.replace(plan, seed=1))
        for options in (OPTIONS, OPTIONS._replace(timeout=8.0))
    }
    assert len(names) == 4


def test_a_message_holds_nothing_that_is_executed(submission):
    message = travel.pack_submission(submission, frozenset())
    (size,) = travel._LENGTH.unpack_from(message)
    text = message[travel._LENGTH.size : travel._LENGTH.size + size]
    assert json.loads(text)["head"]["student"] == "ann"
    assert datetime.datetime.fromisoformat(json.loads(text)["head"]["timestamp"])
