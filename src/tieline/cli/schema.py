"""`tieline schema`: JSON Schema of a spec, for editors and other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from tieline.cli.common import print_json


def run(
    pattern: Annotated[str | None, typer.Argument(help="The pattern; without one, the schema fits all.")] = None,
) -> None:
    """Print the JSON Schema of a pattern's spec, or of any spec."""
    from tieline.spec.schema import schema

    print_json(schema(pattern))
