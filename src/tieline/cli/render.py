"""`tieline render`: the root module that a team commits and applies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tieline.cli.common import SpecFile, tell


def run(
    spec: SpecFile,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to write the root module.", readable=False)
    ],
    source: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Take the modules from this folder, not from the registry.", readable=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if DIR is not as rendered.")] = False,
) -> None:
    """Write the spec's root module to a folder, all files or none."""
    from tieline.render import root_module
    from tieline.render.files import drift, local_source, write
    from tieline.spec import load

    loaded = load(spec).spec
    modules = local_source(source, loaded.pattern, output) if source else None
    files = root_module(loaded, spec.name, modules)
    stale = drift(files, output)
    if not check:
        write(files, output)
        tell(f"{output}: {', '.join(file.name for file in files)}" + ("" if stale else ", as they were"))
        return
    for sentence in stale:
        tell(sentence)
    if stale:
        again = f"tieline render {spec} -o {output}" + (f" --source {source}" if source else "")
        tell(f"render again: {again}")
        raise typer.Exit(1)
    tell(f"{output}: as {spec} renders it")
