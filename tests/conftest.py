"""What all tests share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tieline.localstack.server import Server

ROOT = Path(__file__).parents[1]
THOROUGH = os.environ.get("TIELINE_THOROUGH") == "1"
"""Whether also those tests run that try again, elsewhere or at length, what others have tried: `make thorough`."""

Run = subprocess.CompletedProcess[str]
Tieline = Callable[..., Run]


def pytest_configure() -> None:
    """Lets Ctrl-C work in what tests start: a job that a shell runs in the background ignores it, with all its children."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With several workers a file stays on one, for what its tests share; cases to plan have a worker of their own."""
    if left_out := [item for item in items if item.get_closest_marker("thorough") and not THOROUGH]:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if not (item.get_closest_marker("plan") or item.get_closest_marker("plan_change")):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture
def tieline(tmp_path: Path, request: pytest.FixtureRequest) -> Tieline:
    """Runs the command line in a folder of its own, as a person would; LocalStack is the session's."""

    def run(*arguments: object, env: Mapping[str, str] | None = None, cwd: Path = tmp_path) -> Run:
        environment = dict(os.environ) | {"NO_COLOR": "1"} | dict(env or {})
        if str(arguments[0]) in {"verify", "plan"} and "LOCALSTACK_ENDPOINT" not in environment:
            server: Server = request.getfixturevalue("localstack")
            environment["LOCALSTACK_ENDPOINT"] = server.endpoint
        return subprocess.run(
            [sys.executable, "-m", "tieline", *map(str, arguments)],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run
