"""One LocalStack for all tests here that need no server of their own, and a state folder apart from the user's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tieline.localstack.process import Server, private_server


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("LOCALSTACK_ENDPOINT", raising=False)
    return tmp_path / "state" / "tieline"


@pytest.fixture(scope="session")
def localstack() -> Iterator[Server]:
    with private_server() as server:
        yield server
