"""``python -m rnn_core``: what a student does outside a notebook."""

import argparse
import sys

from rnn_core import __version__, catalogue
from rnn_core.course import CourseError


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message):
        raise CourseError(f"{message}; see {self.prog} --help")


def main(arguments=None):
    """Run one subcommand.

    Parameters
    ----------
    arguments : list of str, optional
        The command line's words; those of this process by default.

    Returns
    -------
    int
        0 when all is well, 1 when something is to be mended, 2 for a mistake in the
        command itself, told in one sentence.
    """
    # A console of Windows may know no σ: print something rather than stop.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        chosen = _parser().parse_args(arguments)
        return chosen.run(chosen)
    except CourseError as error:
        print(f"rnn_core: {error}", file=sys.stderr)
        return 2


def _parser():
    parser = _Parser(
        prog="python -m rnn_core",
        description="The tools of the course Unrolled, for students.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = commands.add_parser
    doctor = add("doctor", help="say whether this computer is ready for the course")
    doctor.set_defaults(run=_doctor)
    progress = add("progress", help="show exercises, points and what comes next")
    progress.set_defaults(run=_progress)
    hand_in = add("hand-in", help="say whether a unit's notebooks can be handed in")
    units = ", ".join(catalogue.units())
    hand_in.add_argument("unit", metavar="UNIT", help=f"one of: {units}")
    hand_in.add_argument(
        "--folder", default=".", help="where the notebooks lie (default: here)"
    )
    hand_in.add_argument(
        "--zip", action="store_true", help="also write UNIT-hand-in.zip beside them"
    )
    hand_in.set_defaults(run=_hand_in)
    return parser


def _doctor(chosen):
    from rnn_core import doctor

    return doctor.main()


def _progress(chosen):
    from rnn_core.progress import progress

    print(progress())
    return 0


def _hand_in(chosen):
    from rnn_core import hand_in

    return hand_in.main(chosen.unit, chosen.folder, chosen.zip)


if __name__ == "__main__":
    sys.exit(main())
