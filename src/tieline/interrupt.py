"""Being told to end, by Ctrl-C or another program, as one exception: so every `finally` runs, and runs to its end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def signals_raise() -> Iterator[None]:
    """Within this, the first of these signals raises SystemExit; later ones do not disturb the cleaning up.

    The exit code is the usual one, 128 and the signal's number. For a program's main thread.
    """

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    # One that is ignored already, as nohup does, stays so.
    before = {each: handler for each in SIGNALS if (handler := signal.getsignal(each)) is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, leave)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
