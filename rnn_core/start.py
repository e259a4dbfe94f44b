"""``start(notebook)``: the set-up cell of every exercise notebook."""

from rnn_core import catalogue, course
from rnn_core import exercise as exercises
from rnn_core.doctor import version_numbers


def start(notebook, needs=None):
    """Set the plot style and say where this notebook stands.

    Parameters
    ----------
    notebook : str
        The notebook's name without ``.ipynb``, such as ``"lstm-cell"``.
    needs : str, optional
        The version of rnn_core that the notebook was made with.
    """
    from rnn_core.style import use_style  # loads Matplotlib, which `progress` spares

    use_style()
    if exercises.get_mode() == "grading":
        return
    for line in lines(notebook, needs):
        print(line)


def lines(notebook, needs=None):
    """Return the sentences that `start` prints."""
    from rnn_core import __version__  # set after this module is imported

    folder = course.course_folder()
    said = [f"rnn_core {__version__}, course folder {folder}", _standing(notebook)]
    problem = course.write_problem(folder)
    if problem:
        said.append(
            f"Warning: {folder} cannot be written ({problem}), so nothing that passes "
            "is kept. Move the course folder to a place of your own."
        )
    if needs and version_numbers(__version__) < version_numbers(needs):
        said.append(
            f"Warning: this notebook was made with rnn_core {needs} and may fail with "
            f"{__version__}. Install the wheel that came with the notebook, then "
            "restart the kernel."
        )
    return said


def _standing(notebook):
    entries = [
        entry
        for unit in catalogue.units()
        for entry in catalogue.load_unit(unit)["exercises"].values()
        if entry["notebook"] == notebook
    ]
    if not entries:
        return f"No exercise is listed for a notebook named {notebook}."
    groups = {"Saved": [], "Unlocked": [], "Open": []}
    titles = {"session": "Saved", "saved": "Saved", "unlocked": "Unlocked"}
    for entry in entries:
        source = exercises.resolve_source(entry["name"])
        groups[titles.get(source, "Open")].append(entry["name"])
    parts = [
        f"{title}: {', '.join(names)}." for title, names in groups.items() if names
    ]
    return " ".join(parts)
