"""A working folder goes, however the process ends that made it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.processes import bearing, wait_until
from tieline.working_folder import working_folder

# The child that it may have makes the folder anew where it can, and takes no notice of being interrupted.
MAKES_ONE = """\
import subprocess, sys, time
from tieline.working_folder import working_folder
with working_folder() as folder:
    (folder / "inside").mkdir()
    if sys.argv[1:]:
        loop = 'trap "" INT; while sleep 0.02; do mkdir -p "$0/more"; done'
        subprocess.Popen(["/bin/sh", "-c", loop, folder], cwd=folder)
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def guards(folder: Path) -> list[int]:
    return [pid for pid, arguments in bearing(str(folder)) if "tieline-guard" in arguments]


def test_it_is_for_this_user_alone_and_goes_with_its_guard(temporary: Path) -> None:
    with working_folder() as folder:
        assert folder.parent == temporary.resolve()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert list(folder.iterdir()) == []
        wait_until(lambda: len(guards(folder)) == 1)  # a program shows its arguments a moment after its start
        (folder / "some").mkdir()
        (folder / "some" / "file").write_text("text")
    assert list(temporary.iterdir()) == []
    assert guards(folder) == []


def test_it_goes_when_the_work_fails(temporary: Path) -> None:
    with pytest.raises(KeyboardInterrupt), working_folder():
        raise KeyboardInterrupt
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "child"),
    [(signal.SIGTERM, False), (signal.SIGHUP, False), (signal.SIGKILL, False), (signal.SIGKILL, True)],
)
def test_it_goes_when_the_process_is_killed_and_with_it_what_still_writes_there(
    temporary: Path, number: signal.Signals, child: bool
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES_ONE, *["child"] * child],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        folder = Path(process.stdout.readline().strip())
    assert (folder / "inside").is_dir()
    wait_until(lambda: (folder / "more").is_dir() is child)

    process.send_signal(number)

    assert process.wait() == -number
    wait_until(lambda: not list(bearing(str(temporary))))
    assert list(temporary.iterdir()) == []


def test_it_goes_when_somebody_has_killed_the_guard(temporary: Path) -> None:
    with working_folder() as folder:
        wait_until(lambda: guards(folder))
        [guard] = guards(folder)
        os.kill(guard, signal.SIGKILL)
    assert list(temporary.iterdir()) == []


@pytest.fixture
def no_shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def popen(*_: object, **__: object) -> None:
        raise FileNotFoundError

    with monkeypatch.context() as patch:
        patch.setattr("subprocess.Popen", popen)
        yield


@pytest.mark.usefixtures("no_shell")
def test_without_a_shell_an_end_in_order_removes_it(temporary: Path) -> None:
    with working_folder() as folder:
        (folder / "file").write_text("text")
    assert list(temporary.iterdir()) == []
