import os
import pwd
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.localstack import endpoint as endpoints
from tieline.localstack import environment, process
from tieline.localstack.process import Server
from tieline.localstack.server import running


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses, so that what is left behind shows."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that counts as complete, whose Python is a script to be written by the test."""
    directory = tmp_path / "env"
    python = environment.python_in(directory)
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    (directory / environment.STAMP).write_text((environment.default_directory() / environment.STAMP).read_text())
    monkeypatch.setenv("TIELINE_LOCALSTACK_ENV", str(directory))
    return python


def pid_of(server: Server) -> int:
    assert server.process is not None
    return server.process.pid


def wait_for_end(pid: int, seconds: float = 20) -> None:
    """Wait until the process, which need not be a child, is gone."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([descriptor], [], [], seconds)[0], f"{pid} still runs"
    finally:
        os.close(descriptor)


def test_ends_and_leaves_nothing(temporary: Path) -> None:
    with running() as server:
        assert server.owned
        assert server.alive()
        endpoints.check_health(server.endpoint)
        [folder] = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        pid = pid_of(server)
    assert not server.alive()
    wait_for_end(pid)
    assert list(temporary.iterdir()) == []


def test_ends_and_leaves_nothing_after_an_exception(temporary: Path) -> None:
    pids = []

    def fail() -> None:
        with running() as server:
            pids.append(pid_of(server))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    wait_for_end(*pids)
    assert list(temporary.iterdir()) == []


RUNNER = """
import sys
from contextlib import nullcontext
from tieline.interrupt import signals_raise
from tieline.localstack.server import running
with signals_raise() if "--orderly" in sys.argv else nullcontext(), running() as server:
    try:
        print(server.process.pid, flush=True)
        sys.stdin.read()
    finally:
        print("in order", flush=True)
"""


@pytest.mark.parametrize(
    ("number", "orderly"),
    [(signal.SIGINT, True), (signal.SIGTERM, True), (signal.SIGTERM, False), (signal.SIGKILL, False)],
    ids=["SIGINT", "SIGTERM", "SIGTERM unhandled", "SIGKILL"],
)
def test_ends_and_leaves_nothing_when_the_run_is_killed(number: signal.Signals, orderly: bool, temporary: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUNNER, *(["--orderly"] if orderly else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as runner:
        assert runner.stdout is not None
        pid = int(runner.stdout.readline())
        os.killpg(runner.pid, number)  # as a terminal does: the whole process group
        assert runner.stdout.read() == ("in order\n" if orderly else "")
    wait_for_end(pid)
    assert list(temporary.iterdir()) == []


def test_listens_on_loopback_only(localstack: Server) -> None:
    listening = "0A"
    descriptors = Path(f"/proc/{pid_of(localstack)}/fd").iterdir()
    targets = [str(link.readlink()) for link in descriptors]
    sockets = {target[8:-1] for target in targets if target.startswith("socket:[")}
    addresses = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == listening and fields[9] in sockets:
                addresses.add(fields[1])
    port = int(localstack.endpoint.rpartition(":")[2])
    assert addresses == {f"0100007F:{port:04X}"}


def test_the_users_settings_and_folders_are_left_alone(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    (home / ".localstack").mkdir(parents=True)
    (home / ".localstack" / "default.env").write_text("SERVICES=s3\n")
    hostile = {
        "HOME": str(home),
        "SERVICES": "s3",
        "GATEWAY_SERVER": "hypercorn",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "PYTHONPATH": str(temporary),
    }
    (temporary / "localstack.py").write_text("raise SystemExit('the wrong one')\n")
    real_home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    others = [
        *(Path(folder) / "localstack" for folder in ("/var/lib", "/tmp")),
        *(real_home / name for name in (".localstack", ".cache/plux")),
    ]
    before = [path.stat().st_mtime_ns if path.exists() else None for path in others]
    with monkeypatch.context() as patch:
        for name, value in hostile.items():
            patch.setenv(name, value)
        with running() as server:
            endpoints.check_health(server.endpoint)  # which wants EC2
    assert [path.stat().st_mtime_ns if path.exists() else None for path in others] == before
    assert [path.name for path in home.iterdir()] == [".localstack"]
    assert not list(environment.default_directory().glob("lib/*/site-packages/.filesystem"))


def test_a_frozen_one_is_ended_by_force(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "STOP_TIMEOUT", 0.1)
    with running() as server:
        pid = pid_of(server)
        os.kill(pid, signal.SIGSTOP)
    wait_for_end(pid)
    assert list(temporary.iterdir()) == []


def test_two_side_by_side_do_not_disturb_each_other(localstack: Server, temporary: Path) -> None:
    with running() as other:
        assert other.endpoint != localstack.endpoint
        assert pid_of(other) != pid_of(localstack)
    assert list(temporary.iterdir()) == []
    assert localstack.alive()
    endpoints.check_health(localstack.endpoint)


def test_its_death_is_noticed_and_explained(temporary: Path) -> None:
    with running() as server:
        os.kill(pid_of(server), signal.SIGKILL)
        assert server.process is not None
        server.process.wait()
        assert not server.alive()
        death = server.explain_death()
        assert isinstance(death, Unavailable)
        assert "was ended by signal 9 in the middle of the run" in str(death)
        assert "Ready." in str(death)
    assert list(temporary.iterdir()) == []


def test_attaches_and_leaves_it_running(localstack: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(f"{localstack.endpoint}/") as server:
        assert server.endpoint == localstack.endpoint
        assert not server.owned
        assert server.alive()
        assert server.log_tail() == ""
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", localstack.endpoint)
    with running() as server:
        assert server.endpoint == localstack.endpoint
        assert not server.owned
    assert localstack.alive()


@pytest.mark.parametrize(
    "text",
    [
        "http://192.0.2.7:4566",
        "http://localstack:4566",
        "http://0.0.0.0:4566",
        "http://127.0.0.1.example.com:4566",
        "http://localhost@192.0.2.7:4566",
    ],
)
def test_an_endpoint_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"^--localstack-endpoint: "), running(text):
        pass


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1:4566",
        "https://127.0.0.1:4566",
        "http://127.0.0.1",
        "http://127.0.0.1:x",
        "http://[::1:4566",
        "http://me@127.0.0.1:4566",
    ],
)
def test_what_is_no_endpoint_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALSTACK_ENDPOINT", text)
    with pytest.raises(InvalidInput, match=r"^LOCALSTACK_ENDPOINT: .* is not an endpoint"), running():
        pass


def test_loopback_has_more_than_one_name() -> None:
    for text in ("http://localhost:4566", "http://127.0.0.2:4566", "http://[::1]:4566"):
        assert endpoints.parse(text, "here") == text


def test_nobody_there_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unavailable, match="No LocalStack answers at"), running(address):
            pass


@contextmanager
def answering(body: bytes) -> Iterator[str]:
    """A server that is not the LocalStack that is wanted."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>", "is not LocalStack"),
        (b"[]", "is not LocalStack"),
        (b'{"services": []}', "is not LocalStack"),
        (b'{"services": {"ec2": "disabled"}}', "has EC2 off"),
    ],
)
def test_somebody_else_there_is_told(body: bytes, message: str) -> None:
    with answering(body) as address, pytest.raises(Unavailable, match=message), running(address):
        pass


def test_not_installed_says_how_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIELINE_LOCALSTACK_ENV", str(tmp_path / "missing"))
    with pytest.raises(Unavailable, match=r"tieline localstack install.*missing"), running():
        pass


def test_a_failed_start_shows_the_log_and_leaves_nothing(temporary: Path, installed: Path) -> None:
    installed.write_text("#!/bin/sh\necho no module named moto\nexit 1\n")
    with pytest.raises(Unavailable, match=r"did not start.*\nno module named moto"), running():
        pass
    assert list(temporary.iterdir()) == []
