"""The module gives the verdict of the spec model: for people who use the modules without the command line."""

from __future__ import annotations

from typing import Any

import pytest

from support.verdicts import ACCEPTED, REFUSED, Changes, spec_with
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NOT_THE_MODULES = {
    "region": "a module has none: it is the provider's",
    "ASN as text": "Terraform reads text that is a number as the number",
}


def planned(name: str, changes: Changes) -> Any:
    """The raw spec as the module's inputs, as somebody would write them who knows only the module."""
    inputs = spec_with(changes)
    region = inputs.pop("region")
    del inputs["pattern"]
    for site in inputs["sites"].values():
        for device in site["devices"].values():
            device.pop("prepend", None)  # a fact, which no module takes
    vpcs = {"vpc-0aa11bb22cc33dd44": ["10.44.0.0/16"]}
    return pytest.param(marks=pytest.mark.plan("managed-vpn", inputs=inputs, vpcs=vpcs, region=region), id=name)


@pytest.mark.parametrize((), [planned(name, changes) for name, changes in ACCEPTED.items()])
def test_what_a_spec_may_say_plans(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    (), [planned(name, changes) for name, (changes, _) in REFUSED.items() if name not in NOT_THE_MODULES]
)
def test_what_a_spec_may_not_say_is_refused(rejection: Rejection) -> None:
    assert rejection.errors
