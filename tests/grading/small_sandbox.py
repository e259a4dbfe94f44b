"""A sandbox whose processes run what a test sends them."""

import select

from autograder.cell_process.limits import Limits
from autograder.grading import probes

MIB = 2**20
SMALL = Limits(
    cpu_seconds=30,
    memory_bytes=256 * MIB,
    file_bytes=4 * MIB,
    open_files=32,
    scratch_bytes=8 * MIB,
    scratch_files=200,
    processes=16,
)


def answer(sandbox, source):
    """Run source in a new cell process; its name ``answer`` comes back."""
    connection = sandbox.spawn("probe")
    try:
        return probes.ask(connection.socket, source, 60)
    finally:
        connection.close()


def refused(found):
    """Return the name of the exception that some source met."""
    return str(found.get("error", found)).strip().splitlines()[-1].split(":")[0]


def ended(pidfd):
    """Wait for the end of a process."""
    return bool(select.select([pidfd], [], [], 30)[0])
