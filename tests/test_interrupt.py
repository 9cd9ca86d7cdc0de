import os
import signal

import pytest

from tieline.interrupt import SIGNALS, signals_raise


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_raises_within_and_only_once(number: signal.Signals) -> None:
    before = [signal.getsignal(each) for each in SIGNALS]
    cleaned = []

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), number)  # an impatient person
            cleaned.append("all")

    with pytest.raises(SystemExit) as leaving, signals_raise():
        work()
    assert cleaned == ["all"]
    assert leaving.value.code == 128 + number
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_raise():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
