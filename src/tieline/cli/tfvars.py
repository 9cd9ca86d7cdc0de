"""`tieline tfvars`: the inputs of the spec's module, for people who call the module themselves."""

from __future__ import annotations

from tieline.cli.common import SpecFile, print_json


def run(spec: SpecFile) -> None:
    """Print the spec as tfvars JSON for its pattern's module."""
    from tieline.render import tfvars
    from tieline.spec import load

    print_json(tfvars(load(spec).spec))
