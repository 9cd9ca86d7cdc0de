"""Files that outlive one run of tieline: what the warm server is, and locks between processes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tieline.errors import Unavailable


def directory() -> Path:
    """The user's folder for them; it may not exist yet."""
    base = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        return Path(base).expanduser() / "tieline"
    except RuntimeError as error:
        raise Unavailable(f"No place for tieline's state ({error}): set XDG_STATE_HOME to a folder.") from error


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold a lock among all processes of the user; the kernel frees it should this one die."""
    path = directory() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fd = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be written ({error.strerror}): set XDG_STATE_HOME to a folder that can."
        ) from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
