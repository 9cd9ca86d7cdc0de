"""`tieline tfvars`: the inputs of the spec's module, for people who call the module themselves."""

from __future__ import annotations

from tieline.cli.common import SpecFile, print_json, tell


def run(spec: SpecFile) -> None:
    """Print the spec as tfvars JSON for its pattern's module."""
    from tieline.render import calls
    from tieline.spec import load

    main, *others = calls(load(spec).spec)
    print_json(main.inputs)
    if others:
        places = [f"{call.region} of account {call.account}" if call.account else call.region for call in others]
        tell(f"{spec}: the module is called once more for {', '.join(places)}; tieline render writes those calls too")
