"""The coordinator's connection to a Dask scheduler."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from autograder.errors import WorkerError

INSTALL = ".venv/bin/pip install -r requirements-cluster.txt"
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0


class GoneError(Exception):
    """The scheduler does not answer."""


class Connection:
    """A client of a scheduler, until that goes away; then a new one is needed.

    Parameters
    ----------
    address : str
        ``tcp://host:port``, or ``tls://host:port`` with the certificates that Dask's
        own configuration names.

    Raises
    ------
    GoneError
        When no scheduler answers there.
    WorkerError
        When Dask is not installed, or the address cannot be used.
    """

    def __init__(self, address: str) -> None:
        require_dask()
        distributed: Any = importlib.import_module("distributed")
        # Our own sentences say what happened; Dask's log repeats it in tracebacks.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        try:
            # one that found no scheduler would print a traceback as it is collected
            quiet = type("Client", (distributed.Client,), {"__del__": _close_quietly})
            self._client = quiet(
                address,
                timeout=CONNECT_SECONDS,
                set_as_default=False,
                name="autograder",
                deserializers=["dask", "msgpack"],  # a result is bytes, never a pickle
            )
        except (OSError, TimeoutError) as error:
            raise GoneError(str(error)) from None
        except (ValueError, TypeError, ImportError, RuntimeError) as error:
            raise WorkerError(
                f"--scheduler {address} cannot be used: {error}"
            ) from None
        self._executor = self._client.get_executor(pure=False, retries=0)

    @property
    def alive(self) -> bool:
        """Whether the scheduler was there all the time."""
        return bool(self._client.status == "running")

    def workers(self) -> dict[str, int]:
        """Return the workers that the scheduler knows, with their threads.

        Raises
        ------
        GoneError
            When it does not answer.
        """
        try:
            if self.alive:
                # `_sync_with_timeout`: a scheduler may also hang
                return dict(
                    self._client.sync(self._ncores, callback_timeout=ANSWER_SECONDS)
                )
        except (OSError, TimeoutError, ValueError) as error:
            raise GoneError(str(error)) from None
        raise GoneError("the connection was lost")

    async def _ncores(self) -> Any:
        return await self._client.scheduler.ncores(workers=None)

    def submit(
        self, worker: str, function: Callable[..., bytes], *arguments: Any
    ) -> Future[bytes]:
        """Have a worker call a function; no other one ever does in its place.

        Raises
        ------
        GoneError
            When the client has given up its scheduler.
        """
        here = {"workers": [worker], "allow_other_workers": False}
        with warnings.catch_warnings():
            # Large bytes are what is meant: they travel once.
            warnings.simplefilter("ignore", UserWarning)
            try:
                future: Future[bytes]
                future = self._executor.submit(function, *arguments, **here)
            except Exception as error:
                if self.alive:
                    raise
                raise GoneError(str(error)) from None
        return future

    def close(self) -> None:
        """Leave the scheduler; what runs for us is forgotten there."""
        _close_quietly(self._client, CONNECT_SECONDS)


def _close_quietly(client: Any, seconds: float = 1.0) -> None:
    with contextlib.suppress(Exception):
        client.close(timeout=seconds)


def require_dask() -> None:
    """Say how to install Dask where it is missing."""
    if importlib.util.find_spec("distributed") is None:
        raise WorkerError(
            f"--scheduler needs Dask, which is not installed here. Run: {INSTALL}"
        )
