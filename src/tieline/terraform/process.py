"""Running one program to its end, so that neither it nor a child of it outlives the call."""

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# How long Terraform may take to stop its providers and release its locks before it is killed.
_GRACE = 5.0
_WATCH = 1.0  # how often a watch is called


@dataclass(frozen=True)
class Finished:
    """How a program ended: its exit code (minus the signal that killed it), and what it printed."""

    code: int
    stdout: str
    stderr: str


def run(
    argv: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    timeout: float,
    watch: Callable[[], object] = lambda: None,
) -> Finished:
    """Run a program with stdin closed, in a process group of its own.

    Whatever ends the call (the program's end, the timeout, Ctrl-C, SystemExit), the whole group is gone after it. On
    Linux the program is interrupted, too, when this process dies without a chance to say so (`kill -9`).

    Args:
        argv: the program and its arguments.
        cwd: where it runs.
        env: its whole environment.
        timeout: seconds.
        watch: called again and again while it runs; what it raises ends the program, and the call.

    Raises:
        TimeoutError: it was stopped, as it took longer than `timeout`.
        OSError: it cannot be started.
    """
    # Files without a name, not pipes: no output is too long for them, nothing in a group can hold them open against
    # us, and a program whose reader died still ends in good order.
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen(
            [*_tied_to_us(), *argv],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        try:
            ended = _ends_or_is_interrupted(process, timeout, watch)
        finally:
            _signal_group(process, signal.SIGKILL)
            process.wait()
        if not ended:
            raise TimeoutError
        stdout.seek(0)
        stderr.seek(0)
        return Finished(process.returncode, _text(stdout.read()), _text(stderr.read()))


def _ends_or_is_interrupted(process: subprocess.Popen[bytes], timeout: float, watch: Callable[[], object]) -> bool:
    ended = False
    deadline = time.monotonic() + timeout
    try:
        while not ended and (left := deadline - time.monotonic()) > 0:
            ended = _ends_within(process, min(left, _WATCH))
            if not ended:
                watch()
    finally:
        if not ended:
            _signal_group(process, signal.SIGINT)
            _ends_within(process, _GRACE)
    return ended


def _ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):  # not Linux, or an old one: this polls, up to every 50 ms
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode is not None
    # This does not reap the process: its id, and so its group's, stays its own until the group has been killed.
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(descriptor)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all gone; macOS says the second of a group of zombies
        os.killpg(process.pid, number)


@cache
def _tied_to_us() -> tuple[str, ...]:
    """The words before a command that make the kernel interrupt it when we die; none where there is no such tool."""
    tool = shutil.which("setpriv")
    command = (tool, "--pdeathsig", "INT") if tool else ()
    # Some systems have a setpriv that does not know the option.
    works = command and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else ()


def _text(output: bytes) -> str:
    return output.decode("utf-8", errors="replace")
