"""What several verbs share: their arguments, and how they read specs and talk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tieline.spec import Loaded
    from tieline.spec.loading import Problem

SpecFile = Annotated[
    Path, typer.Argument(metavar="SPEC", help="A spec file, YAML or JSON.", show_default=False, readable=False)
]
SpecFiles = Annotated[
    list[Path], typer.Argument(metavar="SPEC", help="Spec files.", show_default=False, readable=False)
]
"""`readable=False`: whether a file can be read is for the loader to find and to say, not for typer."""
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--localstack-endpoint",
        metavar="URL",
        help="A running LocalStack on this machine; by default $LOCALSTACK_ENDPOINT, the warm one, or one of our own.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


def load_all(files: list[Path]) -> list[Loaded]:
    """Every spec, in order.

    Raises:
        SpecError: with the problems of all files that have any.
    """
    from tieline.spec import SpecError, load

    specs: list[Loaded] = []
    problems: list[Problem] = []
    for file in files:
        try:
            specs.append(load(file))
        except SpecError as error:
            problems.extend(error.problems)
    if problems:
        raise SpecError(problems)
    return specs


def tell(text: str) -> None:
    """Says something to the person, on stderr."""
    typer.echo(text, err=True)


def print_json(value: Any) -> None:
    """Prints data for a machine, on stdout."""
    typer.echo(json.dumps(value, indent=2))
