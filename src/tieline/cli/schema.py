"""`tieline schema`: JSON Schema of a spec, for editors and other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from tieline.cli.common import print_json


def run(
    pattern: Annotated[str, typer.Argument(help="The pattern.", metavar="[PATTERN]")] = "managed-vpn",
) -> None:
    """Print the JSON Schema of a pattern's spec."""
    from tieline.spec.schema import schema

    print_json(schema(pattern))
