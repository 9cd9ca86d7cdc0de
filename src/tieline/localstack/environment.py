"""LocalStack's own virtual environment: where it is, whether it is complete, and how to make it.

Apart from tieline's, because LocalStack's pins clash with checkov's. Standard library only: the Makefile
runs this file as a script (`python environment.py [DIRECTORY]`) before tieline is installed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "4.13.1"
# 4.13.1's metadata says 3.10 and up, but it fails to import on 3.10; it was seen to work on these.
PYTHONS = ((3, 11), (3, 13))
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
BOOT = Path(__file__).with_name("boot.py")
STAMP = ".tieline"  # in the environment: marks it as ours, and says what was installed completely
UNFINISHED = "unfinished"


class InstallError(Exception):
    """The environment cannot be made; the message says why and what to do."""


def default_directory() -> Path:
    """Where the environment belongs, whether it is there or not."""
    if chosen := os.environ.get("TIELINE_LOCALSTACK_ENV"):
        return Path(chosen).expanduser().absolute()
    if sys.prefix != sys.base_prefix:
        venv = Path(sys.prefix)
        return venv.with_name(f"{venv.name}-localstack")
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "tieline" / f"localstack-{VERSION}"


def python_in(directory: Path) -> Path:
    """The environment's interpreter."""
    return directory / "bin" / "python"


def cache_in(directory: Path) -> Path:
    """What LocalStack worked out at installation, copied by every start (see boot.py)."""
    return directory / "cache"


def interpreter(directory: Path | None = None) -> Path | None:
    """The Python that LocalStack is installed for, or None while it is not, or not completely."""
    directory = directory or default_directory()
    python = python_in(directory)
    return python if _stamp(directory) == _wanted(REQUIREMENTS) and python.exists() else None


def prepare_cache(directory: Path) -> None:
    """Let LocalStack work out once what every start needs."""
    _run([str(python_in(directory)), "-I", "-W", "ignore", str(BOOT), "prepare", str(cache_in(directory))])


def install(
    directory: Path,
    requirements: Path = REQUIREMENTS,
    prepare: Callable[[Path], None] = prepare_cache,
) -> None:
    """Make the environment in `directory`; no work when it is complete, from scratch when it is not.

    Raises:
        InstallError: this Python is too old or new, the folder is not ours, or venv or pip failed.
    """
    wanted = _wanted(requirements)
    if _stamp(directory) == wanted and python_in(directory).exists():
        return
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        raise InstallError(
            f"LocalStack {VERSION} runs on Python {_dotted(PYTHONS[0])} to {_dotted(PYTHONS[1])}, and this is "
            f"{_dotted(sys.version_info[:2])}: run the installation with one of those."
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _locked(directory) as lock:
            if _stamp(directory) == wanted and python_in(directory).exists():
                return  # another process made it while we waited
            _clear(directory)
            _write_stamp(directory, UNFINISHED)
            _run([sys.executable, "-m", "venv", str(directory)], lock)
            pip = [str(python_in(directory)), "-m", "pip", "--disable-pip-version-check", "install"]
            _run([*pip, "--quiet", "--no-input", "--require-hashes", "-r", str(requirements)], lock)
            prepare(directory)
            _write_stamp(directory, wanted)
    except OSError as error:
        raise InstallError(f"{directory}: {error.strerror or error}. Name another folder.") from error


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _wanted(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _stamp(directory: Path) -> str | None:
    try:
        return (directory / STAMP).read_text()
    except OSError:
        return None


def _write_stamp(directory: Path, text: str) -> None:
    temporary = directory / f"{STAMP}.new"
    temporary.write_text(text)
    temporary.rename(directory / STAMP)


@contextmanager
def _locked(directory: Path) -> Iterator[int]:
    fd = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield fd
    finally:
        os.close(fd)


def _clear(directory: Path) -> None:
    """Empty the folder, if what is in it is ours; the stamp goes last, so that it stays ours."""
    entries = [entry for entry in directory.iterdir() if entry.name != STAMP]
    if entries and _stamp(directory) is None:
        raise InstallError(f"{directory} holds files that tieline did not put there: empty it, or name another folder.")
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _run(command: list[str], lock: int | None = None) -> None:
    """Run a step. It inherits the lock: should we be killed, nobody starts over before it has ended."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        pass_fds=[] if lock is None else [lock],
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise InstallError(f"LocalStack's environment could not be made. This failed: {' '.join(command)}\n{tail}")


def main() -> int:
    """Install into the folder given, or the default one."""
    directory = Path(sys.argv[1]).absolute() if sys.argv[1:] else default_directory()
    try:
        install(directory)
    except InstallError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
