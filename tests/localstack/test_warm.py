import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tieline.cli.localstack import app
from tieline.errors import Unavailable
from tieline.localstack import environment, process, warm
from tieline.localstack.boot import ALIVE
from tieline.localstack.server import running

pytestmark = pytest.mark.usefixtures("stopped_in_the_end")

START = "from tieline.localstack import warm; print(warm.start().endpoint)"


@pytest.fixture
def stopped_in_the_end(state_folder: Path) -> Iterator[None]:
    yield
    warm.stop()
    assert not [entry for entry in state_folder.glob("*") if entry.suffix != ".lock"]


def record(state_folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((state_folder / warm.STATE).read_text())
    return loaded


def kill(pid: int) -> None:
    """End a process that need not be a child, and wait for that."""
    descriptor = os.pidfd_open(pid)
    try:
        os.kill(pid, signal.SIGKILL)
        assert select.select([descriptor], [], [], 20)[0]
    finally:
        os.close(descriptor)


def test_it_outlives_who_started_it_and_is_used_until_stopped(state_folder: Path) -> None:
    # two at once make one
    starts = [subprocess.Popen([sys.executable, "-c", START], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = {start.communicate()[0].strip() for start in starts}
    assert len(printed) == 1
    (address,) = printed

    assert warm.start().endpoint == address
    with running() as server:
        assert server.endpoint == address
        assert not server.owned
        assert "Ready." in server.log_tail()
    assert server.alive()
    status = warm.status()
    assert (status.state, status.endpoint, status.pid) == ("running", address, record(state_folder)["pid"])

    folder = Path(str(record(state_folder)["folder"]))
    assert warm.stop()
    assert not server.alive()
    assert "no longer answers" in str(server.explain_death())
    assert not folder.exists()
    assert warm.status() == warm.Status("stopped")
    assert not warm.stop()


def test_an_equal_landscape_is_made_once() -> None:
    ensure = """if True:
        import sys
        from tieline.localstack.landscape import Landscape, Vpc, ensure
        ensure(sys.argv[1], Landscape((Vpc("vpc-0aa11bb22cc33dd44", "eu-north-1", ("10.44.0.0/16",)),)))
        print("botocore" in sys.modules)
    """
    command = [sys.executable, "-c", ensure, warm.start().endpoint]
    printed = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert printed == ["True\n", "False\n"]


def test_a_dead_one_is_noticed_and_replaced(state_folder: Path) -> None:
    first = warm.start()
    old = record(state_folder)
    kill(int(str(old["pid"])))
    assert warm.status() == warm.Status("stopped")
    assert warm.find() is None

    second = warm.start()
    assert second.endpoint != first.endpoint
    assert not Path(str(old["folder"])).exists()


def test_a_frozen_one_is_stopped_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "STOP_TIMEOUT", 0.1)
    server = warm.start()
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)
    assert warm.stop()
    assert server.process.wait() == -signal.SIGKILL


def test_a_process_that_took_over_the_pid_is_left_alone(state_folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        folder = state_folder / "localstack-old"
        folder.mkdir(parents=True)
        (folder / ALIVE).touch()
        (state_folder / warm.STATE).write_text(
            json.dumps({"endpoint": "http://127.0.0.1:9", "pid": stranger.pid, "folder": str(folder)})
        )
        assert warm.status() == warm.Status("stopped")
        assert not warm.stop()
        assert stranger.poll() is None
        assert not folder.exists()
        stranger.kill()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_a_spoilt_state_file_counts_as_none(text: str, state_folder: Path) -> None:
    state_folder.mkdir(parents=True)
    (state_folder / warm.STATE).write_text(text)
    assert warm.status() == warm.Status("stopped")
    (state_folder / warm.STATE).unlink()


def test_without_a_place_for_state_runs_still_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert warm.find() is None
    with pytest.raises(Unavailable, match="set XDG_STATE_HOME"):
        warm.start()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_command_line_of_it(state_folder: Path) -> None:
    def run(*arguments: str) -> tuple[str, str]:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout, result.stderr

    assert run("install") == (f"{environment.default_directory()}\n", "")
    address = run("start")[0].strip()
    assert json.loads(run("status", "--json")[0]) == {
        "version": environment.VERSION,
        "environment": str(environment.default_directory()),
        "installed": True,
        "state": "running",
        "endpoint": address,
        "pid": record(state_folder)["pid"],
    }
    assert f"The warm server is running at {address}" in run("status")[0]
    assert run("stop") == ("", "LocalStack stopped.\n")
    assert run("stop") == ("", "LocalStack was not running.\n")
    assert "The warm server is stopped." in run("status")[0]
