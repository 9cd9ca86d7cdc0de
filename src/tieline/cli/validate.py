"""`tieline validate`: is the spec right, as far as can be told without planning?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tieline.cli.common import AsJson, SpecFiles, load_all, print_json, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tieline.spec.loading import Problem


def run(specs: SpecFiles, as_json: AsJson = False) -> None:
    """Check specs without planning. Tells every problem at once, each at its line."""
    from tieline.spec import SpecError

    try:
        loaded = load_all(specs)
    except SpecError as error:
        if as_json:
            _print_report(error.problems, ())
            raise typer.Exit(1) from None
        raise
    notices = [notice for spec in loaded for notice in spec.notices]
    if as_json:
        _print_report((), notices)
        return
    for notice in notices:
        tell(f"{notice} (a notice)")
    for spec in loaded:
        tell(f"{spec.file}: valid, {spec.spec.pattern} {spec.spec.name}")


def _print_report(problems: Iterable[Problem], notices: Iterable[Problem]) -> None:
    from tieline.report.data import problem_data

    told = [problem_data(problem) for problem in problems]
    print_json({"valid": not told, "problems": told, "notices": [problem_data(notice) for notice in notices]})
