"""Runs programs one after the other and says what they took: seconds, and memory with all their children's."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LIMIT = 300.0  # seconds that a job may take: tftest, for one, can wait for ever
_LOOK = 0.1  # how often memory is read
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """A job that cannot be measured; the message says why in one line, `output` is the end of what was printed."""

    def __init__(self, why: str, output: str = "") -> None:
        super().__init__(why)
        self.output = output[-3000:].strip()

    @classmethod
    def saying(cls, output: str, code: int) -> Failed:
        """With the line that says what went wrong: Terraform's first error, or the last words."""
        lines = [line.strip(" │╷╵\t") for line in output.splitlines()]
        errors = [line for line in lines if line.startswith("Error:")]
        return cls(next((line for line in [*errors, *reversed(lines)] if line), f"exit code {code}"), output)


@dataclass(frozen=True)
class Job:
    """Programs to run in turn in a folder, each with the same environment."""

    commands: tuple[tuple[str, ...], ...]
    folder: Path
    env: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Sample:
    """What a job took.

    `peak_mb` is the most that was resident at one time, over the whole process tree; what processes share, such as
    the code of two providers, counts once for each.
    """

    seconds: float
    peak_mb: float


def measure(job: Job, limit: float = LIMIT) -> Sample:
    """Runs all of a job.

    Raises:
        Failed: a program of it failed, or the time was up.
    """
    deadline = time.monotonic() + limit
    samples = [_run(command, job, deadline) for command in job.commands]
    return Sample(sum(sample.seconds for sample in samples), max(sample.peak_mb for sample in samples))


def _run(command: tuple[str, ...], job: Job, deadline: float) -> Sample:
    with tempfile.TemporaryFile() as output:  # a pipe would have to be read, and can be too small
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=job.folder, env=job.env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid, deadline)
        try:
            watch.start()
            code = process.wait()
            seconds = time.perf_counter() - start
        except BaseException:
            kill_tree(process.pid)
            process.wait()
            raise
        finally:
            watch.finish()
        if watch.late:
            raise Failed("did not end in the time that it may take")
        if code:
            output.seek(0)
            raise Failed.saying(output.read().decode(errors="replace"), code)
        return Sample(seconds, watch.peak / 1e6)


class _Watch(threading.Thread):
    """Reads a process tree's memory again and again, and ends the tree when its time is up."""

    def __init__(self, pid: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.late = False
        self._pid, self._deadline = pid, deadline
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            self.peak = max(self.peak, sum(map(_resident, tree(self._pid))))
            if time.monotonic() > self._deadline:
                self.late = True
                kill_tree(self._pid)
            self._ended.wait(_LOOK)

    def finish(self) -> None:
        self._ended.set()
        self.join()


def tree(pid: int) -> Iterator[int]:
    """A process and all that descend from it, also those in a session of their own."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            with suppress(OSError):
                stat = Path(entry.path, "stat").read_text(encoding="utf-8", errors="replace")
                # The name before it is in brackets, and may hold anything.
                parent = int(stat.rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    yield from found


def kill_tree(pid: int) -> None:
    """Ends a process and all that descend from it."""
    for each in list(tree(pid)):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _resident(pid: int) -> int:
    """Bytes. Not the exact share of common pages: asking for that slows down the process that is measured."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * _PAGE
    return 0
