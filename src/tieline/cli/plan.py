"""`tieline plan`: what a spec would make, planned in LocalStack."""

from __future__ import annotations

import typer

from tieline.cli.common import AsJson, Endpoint, SpecFile, print_json, tell


def run(spec: SpecFile, localstack_endpoint: Endpoint = None, as_json: AsJson = False) -> None:
    """Show what Terraform would make for a spec. Nothing is applied."""
    from tieline.localstack.server import running
    from tieline.report import terminal
    from tieline.report.data import diagnostic_data, plan_data
    from tieline.report.progress import working
    from tieline.spec import load
    from tieline.terraform.batch import plan_cases
    from tieline.verify import case

    loaded = load(spec)
    with working("starting LocalStack ...") as work, running(localstack_endpoint) as server:
        work.step("planning ...")
        [outcome] = plan_cases([case(loaded)], server)
    if outcome.plan is None:
        if as_json:
            print_json({"refusals": [diagnostic_data(error) for error in outcome.errors]})
        else:
            for error in outcome.errors:
                tell(f"{loaded.file}: the module refuses this: {error}")
        raise typer.Exit(1)
    if as_json:
        print_json(plan_data(outcome.plan))
    else:
        terminal.show_plan(outcome.plan)
