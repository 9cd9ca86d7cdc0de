"""The module gives the verdict of the spec model: for people who use the modules without the command line."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.verdicts import ACCEPTED, REFUSED, Changes, spec_with
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NOT_THE_MODULES = {
    "region": "a module has none: it is the provider's",
    "ASN as text": "Terraform reads text that is a number as the number",
}


def planned(name: str, changes: Changes, *, exists: bool = True) -> Any:
    """The raw spec as the module's inputs, as somebody would write them who knows only the module.

    Where the VPC the spec states cannot exist, the base spec's does.
    """
    inputs = spec_with(changes)
    region = inputs.pop("region")
    del inputs["pattern"]
    for site in inputs["sites"].values():
        for device in site["devices"].values():
            device.pop("prepend", None)  # a fact, which no module takes
    vpcs = {"vpc-0aa11bb22cc33dd44": inputs["vpcs"]["shop"]["cidrs"] if exists else ["10.44.0.0/16"]}
    return pytest.param(marks=pytest.mark.plan("managed-vpn", inputs=inputs, vpcs=vpcs, region=region), id=name)


@pytest.mark.parametrize((), [planned(name, changes) for name, changes in ACCEPTED.items()])
def test_what_a_spec_may_say_plans(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


REFUSALS = {name: refused for name, refused in REFUSED.items() if name not in NOT_THE_MODULES}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(told, marks=planned(name, changes, exists=False).marks, id=name)
        for name, (changes, told) in REFUSALS.items()
    ],
)
def test_what_a_spec_may_not_say_is_refused_for_the_same_key(told: str, rejection: Rejection) -> None:
    key = re.split(r"[.\[]", told.split(":", maxsplit=1)[0].removesuffix("]"))
    names = [name for name in key if not name.isdigit()]
    assert any(names[-1] in message for message in rejection.messages)
