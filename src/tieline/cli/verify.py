"""`tieline verify`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tieline.cli.common import Endpoint, SpecFiles, load_all


def run(
    specs: SpecFiles,
    localstack_endpoint: Endpoint = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Also write the verdicts as JSON; - for stdout.")
    ] = None,
) -> None:
    """Plan specs in LocalStack, assert on the plans, and scan them."""
    from tieline.cli.output import check_writable, write_json
    from tieline.localstack.server import running
    from tieline.report import terminal
    from tieline.report.data import problem_data, verdict_data
    from tieline.report.progress import working
    from tieline.spec import SpecError
    from tieline.verify import verify

    if json_file:
        check_writable(json_file)
    try:
        loaded = load_all(specs)
    except SpecError as error:
        if json_file:  # an older report must not stand for this run
            write_json({"verdicts": [], "problems": [problem_data(p) for p in error.problems]}, json_file)
        raise
    with working("starting LocalStack ...") as work, running(localstack_endpoint) as server:
        work.step("planning, asserting, scanning ...")
        verdicts = verify(loaded, server, work.count)
    to_stdout = json_file is not None and str(json_file) == "-"
    if json_file:
        write_json({"verdicts": [verdict_data(verdict) for verdict in verdicts], "problems": []}, json_file)
    terminal.show_verdicts(verdicts, on_stderr=to_stdout)
    if not all(verdict.ok for verdict in verdicts):
        raise typer.Exit(1)
