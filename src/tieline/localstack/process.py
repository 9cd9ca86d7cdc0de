"""A LocalStack process of ours: start it, know how it does, end it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tieline.errors import Unavailable
from tieline.localstack import endpoint as endpoints
from tieline.localstack import environment

START_TIMEOUT = 90.0  # it takes 1 to 5 s; a loaded machine is no reason to fail
STOP_TIMEOUT = 5.0  # it takes 0.1 s
LOG = "localstack.log"


@dataclass
class Server:
    """A LocalStack that answers at `endpoint`; `owned` when it lives only as long as this run."""

    endpoint: str
    owned: bool
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    log: IO[bytes] | None = field(default=None, repr=False)

    def alive(self) -> bool:
        """Whether it still serves."""
        if self.process is not None:
            return self.process.poll() is None
        return endpoints.answers(self.endpoint)

    def log_tail(self, lines: int = 20) -> str:
        """The last lines of its log, also after its end; empty for a server that others started."""
        if self.log is None:
            return ""
        size = os.fstat(self.log.fileno()).st_size
        text = os.pread(self.log.fileno(), 65536, max(0, size - 65536)).decode(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def check(self) -> None:
        """Raises Unavailable when it serves no more."""
        if not self.alive():
            raise self.explain_death()

    def explain_death(self) -> Unavailable:
        """The error to raise when `alive()` is false in the middle of a run."""
        how = "no longer answers"
        if self.process is not None and (code := self.process.poll()) is not None:
            how = f"was ended by signal {-code}" if code < 0 else f"ended by itself with exit code {code}"
        tail = self.log_tail()
        last = f" Its last words:\n{tail}" if tail else ""
        return Unavailable(f"LocalStack at {self.endpoint} {how} in the middle of the run: run again.{last}")


def launch(folder: Path) -> Server:
    """Start a server that keeps everything in `folder`, and wait until it answers.

    It ends when this process does, however that comes about, until `release`.
    """
    python = environment.interpreter()
    if python is None:
        raise Unavailable(
            "LocalStack is not installed: run `tieline localstack install` (in tieline's repository: `make setup`). "
            f"Looked in {environment.default_directory()}."
        )
    boot = [str(python), "-I", "-W", "ignore", str(environment.BOOT)]
    cache = environment.cache_in(environment.default_directory())
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        log = (folder / LOG).open("w+b", buffering=0)
        process = subprocess.Popen(
            [*boot, "serve", str(folder), str(cache), str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
            cwd=folder,
            # nothing of the user's: proxies, AWS profiles and LocalStack's own switches would all count
            env={"LANG": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)},
            start_new_session=True,  # Ctrl-C is for us; we end the server in order
        )
    server = Server(address, owned=True, process=process, log=log)
    try:
        # the socket has listened since before the start: the request waits in its queue, and fails with the server
        endpoints.check_health(address, START_TIMEOUT)
    except OSError as error:
        end(server)
        raise Unavailable(f"LocalStack did not start ({error}). Its last words:\n{server.log_tail()}") from error
    except BaseException:
        end(server)
        raise
    return server


def release(server: Server) -> None:
    """Let the server outlive this process."""
    if server.process is not None and server.process.stdin is not None:
        with server.process.stdin as life_line:
            life_line.write(b"\n")


def end(server: Server) -> None:
    """End a server of ours, in order if it can, by force if not."""
    process = server.process
    if process is None:
        return
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    finally:
        if process.stdin is not None:
            process.stdin.close()


@contextmanager
def private_server() -> Iterator[Server]:
    """A server for this run alone, gone at the end with all its files."""
    folder = Path(tempfile.mkdtemp(prefix="tieline-localstack-"))
    try:
        server = launch(folder)
        try:
            yield server
        finally:
            end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
