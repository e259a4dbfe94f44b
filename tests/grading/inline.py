"""An executor without processes, for tests of what is around them."""

import concurrent.futures
import importlib

from autograder.grading import worker


class InlineExecutor(concurrent.futures.Executor):
    """Runs everything at once, in this process."""

    def __init__(self, plans, options):
        worker.Worker.plans, worker.Worker.options = plans, options
        worker.Worker.problem = ""
        worker.Worker.judge = importlib.import_module(options.judge)

    def submit(self, function, /, *arguments):
        """Run the function and return a future that is done."""
        future = concurrent.futures.Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


def inline_pool(workers, plans, options):
    """Stand in for `worker.process_pool`."""
    return lambda: InlineExecutor(plans, options)
