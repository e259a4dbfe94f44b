"""Hands a class out to a cluster and takes results back, as `grading.pool.Pool` does.

A submission that was lost with its worker is tried again on a worker that holds
nothing else, so that it answers for itself alone. At the third loss it is set aside.
What was lost with the scheduler is tried again without any suspicion.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from autograder.cluster import on_worker, travel
from autograder.cluster.fleet import Fleet, Member, Reply
from autograder.errors import WorkerError
from autograder.grading.pool import MOST_BREAKS, SILENCE_SECONDS, fault
from autograder.grading.records import Plan, Result, Submission
from autograder.grading.worker import Compat, Options

SET_ASIDE = (
    "{0}; that happened {1} times, so it was set aside. Is there enough memory on the "
    "workers? Run it alone: --student {2}"
)


class ClusterPool:
    """Grades submissions on the workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        The scheduler's.
    plans : mapping of str to Plan
        The assignments; each worker gets them once.
    options : Options
        How they are graded.
    say : callable
        Takes a sentence for the person at the keyboard.
    silence : float
        Seconds after which a submission's process counts as hanging.
    patience : float, optional
        Seconds to wait for a scheduler or a worker before giving up.
    """

    def __init__(
        self,
        address: str,
        plans: Mapping[str, Plan],
        options: Options,
        say: Callable[[str], None],
        silence: float = SILENCE_SECONDS,
        patience: float | None = None,
    ) -> None:
        self._plans, self._silence = plans, silence
        more = {"versions": on_worker.versions()}
        given = travel.pack_plans(plans, options, more)
        self._fleet = Fleet(address, given, say, patience)
        self._compat: dict[str, Compat] = {}
        self._again: deque[Submission] = deque()
        self._suspects: deque[Submission] = deque()
        self._breaks: dict[tuple[str, str], int] = {}
        self._out = 0  # submissions that workers have

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._fleet.close()

    def calibrate(self, assignments: Sequence[str]) -> dict[str, list[str]]:
        """Find out which tests have to run beside the student's code.

        Parameters
        ----------
        assignments : sequence of str
            Those that will be graded.

        Returns
        -------
        dict of str to list of str
            By assignment, sentences for the instructor.

        Raises
        ------
        WorkerError
            When there is no worker, or an instructor's notebook ends its process.
        """
        said = {}
        for assignment in assignments:
            head = self._look_at(assignment)
            self._compat[assignment] = frozenset(map(tuple, head["compat"]))
            said[assignment] = head["said"]
        return said

    def _look_at(self, assignment: str) -> dict[str, Any]:
        request = travel.pack({"calibrate": assignment})
        losses, reply = 0, Reply(assignment)
        while losses < MOST_BREAKS:
            self._fleet.hand(self._some_member(), assignment, request, self._silence)
            while not (replies := self._fleet.turn()):
                pass  # each turn waits a little
            reply = replies[0]  # nothing else is out
            if reply.answer is not None:
                if "fault" in reply.answer:
                    raise WorkerError(f"{assignment}: {reply.answer['fault']}")
                return reply.answer
            losses += reply.suspect
        raise WorkerError(
            f"the workers keep dying with {assignment}, before any submission was run "
            f"({reply.reason}). Is there enough memory on them?"
        )

    def _some_member(self) -> Member:
        while not self._fleet.ready:
            self._fleet.turn()
        return self._fleet.ready[0]

    def grade(
        self, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Result]]:
        """Grade submissions in the order in which they are done.

        Parameters
        ----------
        submissions : iterable of Submission
            Taken one by one, as workers become free.

        Yields
        ------
        Submission, Result
            What was graded, and its outcome.
        """
        source = iter(submissions)
        more = True
        while more or self._out or self._again or self._suspects:
            self._hand_out_suspects()
            more = self._hand_out(source) and more
            for reply in self._fleet.turn():
                yield from self._outcome(reply)

    def _hand_out(self, source: Iterator[Submission]) -> bool:
        """Fill the workers up; tell whether there may be more where it came from."""
        kept = self._kept_free()
        while True:
            free = [m for m in self._fleet.ready if m.room > 0 and m not in kept]
            if not free:
                return True
            submission = self._again.popleft() if self._again else next(source, None)
            if submission is None:
                return False
            self._hand(max(free, key=lambda member: member.room), submission)

    def _hand_out_suspects(self) -> None:
        idle = [m for m in self._fleet.ready if not m.holds]
        for member in idle[: len(self._suspects)]:
            member.alone = True
            self._hand(member, self._suspects.popleft())

    def _kept_free(self) -> list[Member]:
        """Choose the workers that are let run empty, one for each suspect."""
        if not self._suspects:
            return []
        common = [member for member in self._fleet.ready if not member.alone]
        return sorted(common, key=lambda m: len(m.holds))[: len(self._suspects)]

    def _hand(self, member: Member, submission: Submission) -> None:
        self._out += 1
        compat = self._compat.get(submission.assignment, frozenset())
        request = travel.pack_submission(submission, compat)
        self._fleet.hand(member, submission, request, self._silence)

    def _outcome(self, reply: Reply) -> Iterator[tuple[Submission, Result]]:
        submission = reply.work
        assert isinstance(submission, Submission)
        self._out -= 1
        if reply.answer is not None:
            yield submission, self._result(submission, reply.answer)
        elif not reply.suspect:
            self._again.append(submission)
        else:
            key = submission.student, submission.assignment
            self._breaks[key] = self._breaks.get(key, 0) + 1
            if self._breaks[key] < MOST_BREAKS:
                self._suspects.append(submission)
            else:
                words = reply.reason, MOST_BREAKS, submission.student
                yield submission, fault(submission, SET_ASIDE.format(*words))

    def _result(self, submission: Submission, answer: dict[str, Any]) -> Result:
        if "fault" in answer:
            return fault(submission, str(answer["fault"]))
        try:
            plan = self._plans[submission.assignment]
            return travel.result_of(answer, submission, plan)
        except travel.TravelError as error:
            return fault(submission, f"{error}; nothing of it was taken.")
