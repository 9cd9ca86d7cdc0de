import fcntl
import json
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A root module whose state is locked: a plan with a lock timeout waits there, as long as one likes."""
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "main.tf").write_text('resource "terraform_data" "x" {}\n')
    info = {"ID": "00000000-0000-0000-0000-000000000000", "Created": "2026-01-01T00:00:00Z"}
    (folder / ".terraform.tfstate.lock.info").write_text(json.dumps(info))
    with (folder / "terraform.tfstate").open("w") as state:
        fcntl.lockf(state, fcntl.LOCK_EX)
        yield folder
