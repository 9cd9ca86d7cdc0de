"""The warm server of `tieline localstack start`: one for the user, kept for repeated runs.

What proves that it lives is not its pid, which another process may have by now, but the lock that it holds
on a file in its folder (see boot.py). The kernel frees that lock when the server ends, in whatever way.
"""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from tieline.errors import Unavailable
from tieline.localstack import endpoint as endpoints
from tieline.localstack import process, state
from tieline.localstack.boot import ALIVE
from tieline.localstack.process import Server

LOCK = "localstack.lock"
STATE = "localstack.json"


@dataclass(frozen=True)
class Record:
    """What is kept about the warm server."""

    endpoint: str
    pid: int
    folder: str


@dataclass(frozen=True)
class Status:
    """How the warm server does; `unresponsive` is a process that lives and does not answer."""

    state: Literal["running", "unresponsive", "stopped"]
    endpoint: str | None = None
    pid: int | None = None


def start() -> Server:
    """The warm server, started when there is none or it does not answer."""
    with state.locked(LOCK):
        if server := find():
            return server
        _stop()
        folder = Path(tempfile.mkdtemp(prefix="localstack-", dir=state.directory()))
        try:
            server = process.launch(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if server.process is None:
            raise AssertionError
        _write(Record(server.endpoint, server.process.pid, str(folder)))
        process.release(server)  # from here on it lives without us
        return Server(server.endpoint, owned=False, process=server.process, log=server.log)


def stop() -> bool:
    """End the warm server and remove its files; whether there was one."""
    with state.locked(LOCK):
        return _stop()


def find() -> Server | None:
    """The warm server, if it lives and answers."""
    record = _read()
    if record is None or not _lives(record) or not endpoints.answers(record.endpoint):
        return None
    try:
        log = (Path(record.folder) / process.LOG).open("rb")
    except FileNotFoundError:
        return None  # it ended this very moment
    return Server(record.endpoint, owned=False, log=log)


def status() -> Status:
    """How the warm server does."""
    record = _read()
    if record is None or not _lives(record):
        return Status("stopped")
    answers = endpoints.answers(record.endpoint)
    return Status("running" if answers else "unresponsive", record.endpoint, record.pid)


def note(endpoint: str, name: str) -> Path | None:
    """A file to note something about the warm server in, gone when it is; None for any other server."""
    record = _read()
    if record is None or record.endpoint != endpoint or not _lives(record):
        return None
    return Path(record.folder) / f"note-{name}"


def _stop() -> bool:
    record = _read()
    if record is None:
        return False
    lived = _lives(record)
    if lived:
        os.kill(record.pid, signal.SIGTERM)
        if not _gone(record):
            os.kill(record.pid, signal.SIGKILL)
            if not _gone(record):
                raise Unavailable(f"LocalStack, process {record.pid}, does not end: end it by hand.")
    shutil.rmtree(record.folder, ignore_errors=True)
    _path().unlink(missing_ok=True)
    return lived


def _gone(record: Record) -> bool:
    deadline = time.monotonic() + process.STOP_TIMEOUT
    while _lives(record):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _lives(record: Record) -> bool:
    try:
        with (Path(record.folder) / ALIVE).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _path() -> Path:
    return state.directory() / STATE


def _read() -> Record | None:
    """The record; None when there is none, or none that can be read."""
    try:
        return Record(**json.loads(_path().read_text()))
    except (OSError, ValueError, TypeError, Unavailable):
        return None


def _write(record: Record) -> None:
    temporary = _path().with_suffix(".new")
    temporary.write_text(json.dumps(asdict(record)))
    temporary.rename(_path())
