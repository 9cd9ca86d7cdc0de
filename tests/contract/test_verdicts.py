"""A pattern's module gives the verdict of its spec model: for people who use the modules without the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from support import verdicts as managed
from support import verdicts_transit_gateway as transit
from support.verdicts import Changes, spec_with
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NOT_THE_MODULES = {
    "region": "a module has none: it is the provider's",
    "ASN as text": "Terraform reads text that is a number as the number",
    **dict.fromkeys(transit.INTENT, "it is about a key that only a spec has"),
}


def planned(name: str, changes: Changes, base: Mapping[str, Any], *, exists: bool = True) -> Any:
    """The raw spec as the module's inputs, as somebody would write them who knows only the module.

    Where the VPCs that the spec states cannot exist, the base spec's do.
    """
    inputs = spec_with(changes, base)
    region, pattern = inputs.pop("region"), inputs.pop("pattern")
    world = inputs if exists else base
    vpcs = {vpc["id"]: vpc["cidrs"] for vpc in world.get("vpcs", {}).values() if "attachment_id" not in vpc}
    # Facts and intents, which no module takes.
    inputs.pop("segments", None)
    for peering in inputs.get("peerings", {}).values():
        del peering["cidrs"]
    for site in inputs.get("sites", {}).values():
        for device in site["devices"].values():
            device.pop("prepend", None)
    return pytest.param(
        marks=pytest.mark.plan(pattern, inputs=inputs, vpcs=vpcs, region=region), id=f"{pattern}: {name}"
    )


@pytest.mark.parametrize(
    (),
    [
        planned(name, changes, pattern.BASE)
        for pattern in (managed, transit)
        for name, changes in pattern.ACCEPTED.items()
    ],
)
def test_what_a_spec_may_say_plans(plan: Plan) -> None:
    assert plan.managed()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(told, marks=case.marks, id=case.id)
        for pattern in (managed, transit)
        for name, (changes, told) in pattern.REFUSED.items()
        if name not in NOT_THE_MODULES
        for case in [planned(name, changes, pattern.BASE, exists=False)]
    ],
)
def test_what_a_spec_may_not_say_is_refused_for_the_same_key(told: str, rejection: Rejection) -> None:
    place, _, message = told.partition(": ")
    names = [name for name in re.split(r"[.\[]", place.removesuffix("]")) if not name.isdigit()]
    value = message.split()[0]
    assert any(names[-1] in told or f"{names[0]}: {value}" in told for told in rejection.messages)
