"""The processes that a test has started, and waiting for what they do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

LIMIT = 60.0  # seconds; a loaded machine is no reason to fail


def bearing(mark: str) -> Iterator[tuple[int, list[str]]]:
    """The processes that have a text in their environment or their arguments, and their arguments."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                arguments, environment = (
                    (folder / name).read_text(errors="replace") for name in ("cmdline", "environ")
                )
            except OSError:  # ended, or not ours
                continue
            if mark in arguments or mark in environment:
                yield int(folder.name), arguments.split("\0")


def wait_until(condition: Callable[[], object], limit: float = LIMIT) -> None:
    """Waits until something is so; it must be so within the limit, in seconds."""
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
