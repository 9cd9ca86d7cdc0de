"""A pattern's module gives the verdict of its spec model: for people who use the modules without the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

import pytest

from support import verdicts as managed
from support import verdicts_direct_connect as direct
from support import verdicts_transit_gateway as transit
from support import verdicts_transit_gateway_direct_connect as transit_direct
from support.verdicts import Changes, spec_with
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

PATTERNS = (managed, transit, direct, transit_direct)

NOT_THE_MODULES = {
    "region": "a module has none: it is the provider's",
    "ASN as text": "Terraform reads text that is a number as the number",
    **dict.fromkeys(transit.INTENT, "it is about a key that only a spec has"),
    **dict.fromkeys(
        ("transit gateways on the gateway", "straight to a VPC", "a virtual private gateway of a VPC"),
        "Terraform drops keys that the type of a variable does not have",
    ),
}

IN_TURN = {
    pattern: {*[*direct.LINKS_ACCEPTED][turn::2], *[*direct.LINKS_REFUSED][turn::2]}
    for turn, pattern in enumerate((direct, transit_direct))
}
"""By pattern, cases that the other one is tried with: both pass on what they have in common to the same blocks."""

AGAIN = {
    name
    for pattern in PATTERNS
    for cases in (pattern.ACCEPTED, pattern.REFUSED)
    for place, name in enumerate(cases)
    if place % 6
}
"""Five of six: the modules' own tests have tried their rules."""

WORDS = {"vlan": "(?i:vlan)", "secret_arn": "secret", "vpcs": "vpc|virtual-private-gateway"}
"""What blocks call a key; their messages do not know what it is called in a pattern."""

FACTS = {"aws_device", "community", "prepend", "resiliency", "segments"}
"""Facts and intents, which no module takes."""


def planned(name: str, changes: Changes, base: Mapping[str, Any], *, exists: bool = True) -> Any:
    """The raw spec as the module's inputs, as somebody would write them who knows only the module.

    Where the VPCs that the spec states cannot exist, the base spec's do.
    """
    inputs = _without(FACTS, spec_with(changes, base))
    region, pattern = inputs.pop("region"), inputs.pop("pattern")
    world = inputs if exists else base
    vpcs = {vpc["id"]: vpc["cidrs"] for vpc in world.get("vpcs", {}).values() if "attachment_id" not in vpc}
    for peering in inputs.get("peerings", {}).values():
        del peering["cidrs"]
    if pattern == "direct-connect":
        inputs.pop("account", None)
    # What a spec never holds comes from the environment.
    keys = [key for key, item in inputs.get("direct_connect", {}).get("macsec_keys", {}).items() if not item]
    inputs |= (
        {"macsec_ckn": dict.fromkeys(keys, "0f" * 32), "macsec_cak": dict.fromkeys(keys, "1e" * 32)} if keys else {}
    )
    if region != base["region"]:  # there it is another VPC, and all are planned in one world
        inputs, vpcs = json.loads(json.dumps([inputs, vpcs]).replace("vpc-0", "vpc-9"))
    marks = [pytest.mark.plan(pattern, inputs=inputs, vpcs=vpcs, region=region)]
    return pytest.param(marks=[*marks, pytest.mark.thorough] if name in AGAIN else marks, id=f"{pattern}: {name}")


def _without(keys: Collection[str], value: Any) -> Any:
    """A value without some keys, wherever they stand."""
    if not isinstance(value, dict):
        return value
    return {key: _without(keys, inner) for key, inner in value.items() if key not in keys}


@pytest.mark.parametrize(
    (),
    [
        planned(name, changes, pattern.BASE)
        for pattern in PATTERNS
        for name, changes in pattern.ACCEPTED.items()
        if name not in IN_TURN.get(pattern, ())
    ],
)
def test_what_a_spec_may_say_plans(plan: Plan) -> None:
    assert plan.managed()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(told, marks=case.marks, id=case.id)
        for pattern in PATTERNS
        for name, (changes, told) in pattern.REFUSED.items()
        if name not in NOT_THE_MODULES and name not in IN_TURN.get(pattern, ())
        for case in [planned(name, changes, pattern.BASE, exists=False)]
    ],
)
def test_what_a_spec_may_not_say_is_refused_for_the_same_key(told: str, rejection: Rejection) -> None:
    place, _, message = told.partition(": ")
    names = [name for name in re.split(r"[.\[]", place.removesuffix("]")) if not name.isdigit()]
    key, value = names[-1], message.split()[0]
    about = rf"{WORDS.get(key, re.escape(key))}|{re.escape(f'{names[0]}: {value}')}"
    assert any(re.search(about, told) or (key == "id" and value in told) for told in rejection.messages)
