"""`tieline validate`: is the spec right, as far as can be told without planning?"""

from __future__ import annotations

from tieline.cli.common import AsJson, SpecFiles, load_all, print_json, tell


def run(specs: SpecFiles, as_json: AsJson = False) -> None:
    """Check specs without planning. Tells every problem at once, each at its line."""
    from tieline.report.data import problem_data
    from tieline.spec import SpecError

    try:
        loaded = load_all(specs)
    except SpecError as error:
        if as_json:
            print_json({"valid": False, "problems": [problem_data(problem) for problem in error.problems]})
        raise
    notices = [notice for spec in loaded for notice in spec.notices]
    for notice in notices:
        tell(f"{notice} (a notice)")
    if as_json:
        print_json({"valid": True, "problems": [], "notices": [problem_data(notice) for notice in notices]})
    else:
        for spec in loaded:
            tell(f"{spec.file}: valid, {spec.spec.pattern} {spec.spec.name}")
