"""`tieline doctor`: what this machine has, what it lacks, and the command to get it."""

from __future__ import annotations

import typer

from tieline.cli.common import AsJson, print_json


def run(as_json: AsJson = False) -> None:
    """Say what is here, what is missing, and how to get it. Exit 3 when something is missing."""
    from tieline.doctor import examine
    from tieline.report.terminal import console

    findings = examine()
    if as_json:
        print_json([{"what": f.what, "ok": f.ok, "found": f.found, "mend": f.mend} for f in findings])
    else:
        out = console()
        for finding in findings:
            out.print(f"{'✓' if finding.ok else '✗'} {finding.what}: {finding.found}", markup=False)
            if finding.mend:
                out.print(f"    {finding.mend}", markup=False)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(3)
