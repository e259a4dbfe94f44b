"""A notebook's session without a kernel: cells run in IPython, as in Jupyter."""

import sys
import types

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from rnn_core import saving


class Session:
    """Runs cells; `save` saves what a name holds, `fresh` loads it as tomorrow."""

    def __init__(self, monkeypatch):
        config = Config()
        config.HistoryManager.enabled = False  # no history file
        module = types.ModuleType("__main__")
        monkeypatch.setitem(sys.modules, "__main__", module)
        self.shell = InteractiveShell(config=config, user_module=module)

    def run(self, *cells):
        for cell in cells:
            self.shell.run_cell(cell, store_history=True).raise_error()
        return self

    def __getitem__(self, name):
        return self.shell.user_ns[name]

    def save(self, name="memory_cell"):
        return saving.save(name, self[name])

    def fresh(self, name="memory_cell"):
        """Save, then return what a later session loads."""
        report = self.save(name)
        assert report.saved, report.notes
        return saving.load(name)
