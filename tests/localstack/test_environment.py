import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tieline.localstack import environment
from tieline.localstack.environment import InstallError, install


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """A requirements file with one hashed wheel, made here."""
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", "VALUE = 1\n")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    file = tmp_path / "requirements.txt"
    file.write_text(f"{wheel} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return file


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have venv and pip only named, not run: for the tests that are about when they run."""
    named: list[str] = []

    def run(command: list[str], _lock: int) -> None:
        named.append("venv" if "venv" in command else "pip")
        if "venv" in command:
            python = environment.python_in(Path(command[-1]))
            python.parent.mkdir()
            python.touch()

    monkeypatch.setattr(environment, "_run", run)
    return named


@pytest.mark.thorough
def test_a_failed_install_is_explained_and_redone_and_a_complete_one_is_kept(
    tmp_path: Path, requirements: Path
) -> None:
    directory = tmp_path / "env"
    right = requirements.read_text()
    requirements.write_text(f"{right.split()[0]}\n")
    with pytest.raises(InstallError, match="Hashes are required"):
        install(directory, requirements, lambda _: None)

    requirements.write_text(right)
    prepared: list[Path] = []
    install(directory, requirements, prepared.append)
    install(directory, requirements, prepared.append)
    assert prepared == [directory]
    value = subprocess.run(
        [environment.python_in(directory), "-c", "import tiny; print(tiny.VALUE)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert value.stdout == "1\n"


def test_an_interrupted_install_counts_for_nothing_and_starts_over(
    tmp_path: Path, requirements: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "REQUIREMENTS", requirements)
    directory = tmp_path / "env"

    def interrupt(_directory: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install(directory, requirements, interrupt)
    assert environment.python_in(directory).exists()
    assert environment.interpreter(directory) is None

    leftover = directory / "leftover"
    leftover.touch()
    install(directory, requirements, lambda _: None)
    assert environment.interpreter(directory) == environment.python_in(directory)
    assert not leftover.exists()
    assert steps == ["venv", "pip"] * 2


def test_new_requirements_and_a_vanished_python_are_installed_anew(
    tmp_path: Path, requirements: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "REQUIREMENTS", requirements)
    directory = tmp_path / "env"
    install(directory, requirements, lambda _: None)

    requirements.write_text(f"# changed\n{requirements.read_text()}")
    assert environment.interpreter(directory) is None
    install(directory, requirements, lambda _: None)
    assert steps == ["venv", "pip"] * 2

    environment.python_in(directory).unlink()
    assert environment.interpreter(directory) is None
    install(directory, requirements, lambda _: None)
    assert steps == ["venv", "pip"] * 3


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, requirements: Path) -> None:
    letter = tmp_path / "home" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("dear")
    with pytest.raises(InstallError, match="did not put there"):
        install(letter.parent, requirements, lambda _: None)
    assert letter.read_text() == "dear"
    assert list(letter.parent.iterdir()) == [letter]


def test_a_file_in_the_way_is_told(tmp_path: Path, requirements: Path) -> None:
    (tmp_path / "env").touch()
    with pytest.raises(InstallError, match="env: File exists"):
        install(tmp_path / "env", requirements, lambda _: None)


def test_a_python_that_localstack_does_not_run_on_is_told(
    tmp_path: Path, requirements: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "PYTHONS", ((3, 8), (3, 10)))
    with pytest.raises(InstallError, match=r"runs on Python 3\.8 to 3\.10, and this is 3\.\d+"):
        install(tmp_path / "env", requirements, lambda _: None)
    assert not (tmp_path / "env").exists()


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIELINE_LOCALSTACK_ENV", str(tmp_path / "chosen"))
    assert environment.default_directory() == tmp_path / "chosen"

    monkeypatch.delenv("TIELINE_LOCALSTACK_ENV")
    monkeypatch.setattr(sys, "prefix", "/somewhere/.venv")
    assert environment.default_directory() == Path("/somewhere/.venv-localstack")

    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert environment.default_directory() == tmp_path / "tieline" / f"localstack-{environment.VERSION}"


def test_the_version_is_the_pinned_one() -> None:
    assert f"localstack-core=={environment.VERSION} " in environment.REQUIREMENTS.read_text()


def test_runs_as_a_script_without_tieline_and_does_nothing_when_complete() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", environment.__file__, str(environment.default_directory())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_script_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [sys.executable, "-I", "-S", environment.__file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("error: ")
