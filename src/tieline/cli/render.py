"""`tieline render`: the root module that a team commits and applies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tieline.cli.common import SpecFile, tell


def run(
    spec: SpecFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write the root module.")],
    source: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Where the modules are, instead of the registry: a folder, seen from DIR."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if DIR is not as rendered.")] = False,
) -> None:
    """Write the spec's root module to a folder, all files or none."""
    from tieline.render import root_module
    from tieline.render.root import differing, write
    from tieline.spec import load

    files = root_module(load(spec).spec, spec.name, source)
    if not check:
        write(files, output)
        tell(f"{output}: {', '.join(file.name for file in files)}")
        return
    again = f"tieline render {spec} -o {output}" + (f" --source {source}" if source else "")
    if stale := differing(files, output):
        tell(f"{output}: {', '.join(stale)} not as {spec} renders; run: {again}")
        raise typer.Exit(1)
