"""`tieline localstack`: install LocalStack, and keep one running for repeated runs."""

import json
from typing import Annotated

import typer

app = typer.Typer(help="Install LocalStack, and keep one running for repeated runs.", no_args_is_help=True)


@app.command()
def install() -> None:
    """Install LocalStack into an environment of its own; no work when it is there."""
    from tieline.errors import Unavailable
    from tieline.localstack import environment

    directory = environment.default_directory()
    if environment.interpreter(directory) is None:
        typer.echo(f"Installing LocalStack {environment.VERSION} in {directory}: about a minute.", err=True)
        try:
            environment.install(directory)
        except environment.InstallError as error:
            raise Unavailable(str(error)) from error
    typer.echo(directory)


@app.command()
def start() -> None:
    """Start LocalStack and leave it running; all later runs use it. Prints its endpoint."""
    from tieline.localstack import warm

    typer.echo(warm.start().endpoint)


@app.command()
def stop() -> None:
    """Stop the LocalStack that `start` left running."""
    from tieline.localstack import warm

    typer.echo("LocalStack stopped." if warm.stop() else "LocalStack was not running.", err=True)


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell whether LocalStack is installed, and whether one is kept running."""
    from tieline.localstack import environment, warm

    python, server = environment.interpreter(), warm.status()
    if as_json:
        facts = {
            "version": environment.VERSION,
            "environment": str(environment.default_directory()),
            "installed": python is not None,
            "state": server.state,
            "endpoint": server.endpoint,
            "pid": server.pid,
        }
        typer.echo(json.dumps(facts, indent=2))
        return
    installed = "installed" if python else "not installed (tieline localstack install)"
    typer.echo(f"LocalStack {environment.VERSION} is {installed} in {environment.default_directory()}.")
    where = f" at {server.endpoint}, process {server.pid}" if server.endpoint else ""
    typer.echo(f"The warm server is {server.state}{where}.")
