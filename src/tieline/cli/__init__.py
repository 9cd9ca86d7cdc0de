"""The command line: one file a verb, each light to import; what a verb needs it imports when it runs."""

from __future__ import annotations

import gc
import sys
import warnings
from typing import Annotated

import typer

from tieline import __version__
from tieline.cli import doctor, localstack, plan, render, schema, tfvars, validate, verify
from tieline.errors import TielineError
from tieline.interrupt import SIGNALS, signals_raise

app = typer.Typer(
    name="tieline",
    help="Join your own network to AWS: from a spec to a planned, asserted and scanned connection. Applies nothing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich, for the frames around a help text, takes longer to import than all else
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("validate")(validate.run)
app.command("verify")(verify.run)
app.command("plan")(plan.run)
app.command("tfvars")(tfvars.run)
app.command("render")(render.run)
app.command("schema")(schema.run)
app.add_typer(localstack.app, name="localstack")
app.command("doctor")(doctor.run)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tieline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before any verb; `version` has done its work by now."""


def main() -> None:
    """Runs the command line and ends the process: 0 fine, 1 findings or bad input, 2 usage, 3 environment.

    A signal ends it as is usual: 130 for Ctrl-C, 143 for SIGTERM.
    """
    # What is imported stays: looking through it for garbage again and again would be a tenth of a verification.
    gc.set_threshold(200_000, 50, 50)
    if not sys.warnoptions:
        # What libraries have to say to programmers; and their own filters get lost where two threads import.
        warnings.simplefilter("ignore")
    try:
        with signals_raise():
            app(standalone_mode=True)
    except TielineError as error:
        typer.echo(f"tieline: {error}" if error.exit_code != 1 else str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone; that is its business, and no error.
        sys.stderr.close()
        sys.exit(0)
    except SystemExit as end:
        if end.code in {128 + number for number in SIGNALS}:
            typer.echo("tieline: interrupted; what it had started is gone", err=True)
        raise
    finally:
        gc.freeze()  # the last look for garbage alone, at the exit, takes a second once checkov is there
