"""The LocalStack that a run uses: the one it is told of, the warm one, or one of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tieline.errors import Unavailable
from tieline.localstack import endpoint as endpoints
from tieline.localstack import warm
from tieline.localstack.process import Server, private_server

__all__ = ["Server", "running"]

VARIABLE = "LOCALSTACK_ENDPOINT"


@contextmanager
def running(endpoint: str | None = None) -> Iterator[Server]:
    """A LocalStack to plan against: `endpoint`, else $LOCALSTACK_ENDPOINT, else the warm one, else a new one.

    What is started here is stopped at the end, and leaves no process and no file, even when this process is
    killed. To have that happen in order at SIGTERM too, use `signals_raise`.

    Raises:
        InvalidInput: the endpoint is none, or not on this machine.
        Unavailable: nothing usable answers there; or LocalStack is not installed, or does not start.
    """
    if endpoint:
        yield _attach(endpoint, "--localstack-endpoint")
    elif configured := os.environ.get(VARIABLE):
        yield _attach(configured, VARIABLE)
    elif server := warm.find():
        yield server
    else:
        with private_server() as server:
            yield server


def _attach(text: str, source: str) -> Server:
    address = endpoints.parse(text, source)
    try:
        endpoints.check_health(address)
    except OSError as error:
        raise Unavailable(
            f"No LocalStack answers at {address}, named by {source} ({error}): start it there, or leave "
            f"{source} away and tieline starts its own."
        ) from error
    return Server(address, owned=False)
