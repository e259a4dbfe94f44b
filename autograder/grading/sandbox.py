"""Processes for student code, which can reach nothing and leave nothing.

A `Sandbox` holds one zygote: a Python that has loaded NumPy and IPython, inside
bubblewrap. `Sandbox.spawn` forks a process from it in a few milliseconds,
`Sandbox.sweep` removes whatever student code left. Whoever kills the zygote has only
made the next `spawn` take a second longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from autograder.cell_process.limits import Limits
from autograder.errors import AutograderError
from autograder.grading import bubblewrap, probes
from autograder.grading.cell_connection import CellConnection, Exit, LostError
from autograder.grading.zygote_link import Zygote, open_zygote

__all__ = ["CellConnection", "Exit", "Limits", "Sandbox", "SandboxError", "prove"]

TRIES = 3
T = TypeVar("T")


class SandboxError(AutograderError):
    """No sandbox can be started here; says why."""


class Sandbox:
    """A zygote, and another one whenever it is lost.

    Parameters
    ----------
    safe : bool
        False for machines without bubblewrap: the same processes and limits, but the
        machine's files are readable, and grades have to say so.
    limits : Limits
        For each cell process.
    load : str
        What the zygote loads before it forks: ``"drawing"`` is all that a notebook may
        need, ``"notebook"`` leaves out Matplotlib and this course's own package, and
        ``"nothing"`` starts at once and can run probes, but no notebook.

    Notes
    -----
    All methods raise `SandboxError`, and only when no zygote can be started. A fork of
    the process that started it may use a sandbox, while its parent does not; where it
    finds the zygote lost, it starts one for itself, which ends with it.
    """

    def __init__(
        self, safe: bool = True, limits: Limits | None = None, load: str = "drawing"
    ) -> None:
        self.safe, self.limits = safe, limits or Limits()
        self.load = load
        self._zygote: Zygote | None = None

    def __enter__(self) -> Sandbox:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def zygote(self) -> Zygote:
        """The present zygote, started where there is none."""
        if self._zygote is None:
            self._zygote = open_zygote(self.safe, self.limits, self.load)
        return self._zygote

    def start(self) -> None:
        """Start a zygote, unless there is one."""
        problem = bubblewrap.missing() if self.safe else ""
        if problem:
            raise SandboxError(problem)
        self._persist(lambda: self.zygote)

    def spawn(self, entry: str = "cell") -> CellConnection:
        """Start a cell process; its scratch directory is new and empty.

        Parameters
        ----------
        entry : str
            Which `main` it runs: ``cell``, or ``probe`` for `prove` and tests.
        """

        def spawned() -> CellConnection:
            if entry == "cell" and self.zygote.problem:
                raise SandboxError(explained(self.zygote.problem.strip()))
            return self.zygote.spawn(entry)

        return self._persist(spawned)

    def sweep(self) -> None:
        """End all cell processes and remove what they left.

        Where that cannot be had within seconds, the whole sandbox is replaced.
        """
        self._persist(self._sweep)

    def close(self) -> None:
        """End everything that runs in the sandbox, and the sandbox."""
        if self._zygote is not None:
            self._zygote.close()
        self._zygote = None

    def _sweep(self) -> None:
        if self._zygote is None:
            self.zygote  # noqa: B018 - a new one has nothing to sweep
            return
        problem = self._zygote.ask("sweep")["problem"]
        if problem:
            raise LostError(problem)

    def _persist(self, act: Callable[[], T]) -> T:
        """Do something with the zygote, with a new one after each failure."""
        reason = ""
        for _ in range(TRIES):
            try:
                return act()
            except LostError as error:
                reason = str(error)
                self.close()
        raise SandboxError(explained(reason))


def explained(reason: str) -> str:
    """Add to a reason why no sandbox starts what can be done about it."""
    repair = "`autograder grade --unsafe` grades without it, and stamps every grade."
    for sign, advice in _ADVICE.items():
        if sign in reason:
            repair = advice
            break
    return f"The sandbox does not start: {reason}. {repair}"


_ADVICE = {
    "setting up uid map": "This system forbids user namespaces to ordinary users. "
    "On Ubuntu 24.04: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    "RTM_NEWADDR": "On Ubuntu 24.04: sudo sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0",
    "new namespace": "This system forbids user namespaces; inside Docker, "
    "run the container with --security-opt seccomp=unconfined.",
    "Can't mount proc": "The container that this runs in hides /proc; run it with "
    "--security-opt systempaths=unconfined.",
    "Permission denied": "Python or this checkout lies where another user may not "
    "read; move it out of that home directory, or grade as its owner.",
}


def prove(sandbox: Sandbox, secrets: Iterable[Path] = ()) -> list[str]:
    """Try from inside to break every promise of a sandbox.

    Parameters
    ----------
    sandbox : Sandbox
        Started or not.
    secrets : iterable of Path
        Files and directories that nobody may see in there, beside this checkout and
        the files in the home directory: the course, above all.

    Returns
    -------
    list of str
        A sentence for each promise that does not hold.
    """
    sandbox.start()
    hidden = [str(path) for path in (*probes.own_secrets(), *secrets)]
    connection = sandbox.spawn("probe")
    try:
        return probes.problems(connection.socket, hidden, sandbox.limits)
    finally:
        connection.close()
        sandbox.sweep()
