"""modules/transit-gateway: what it takes and refuses of peerings and attachments; quotas."""

import pytest

from support.transit_gateway import (
    ATTACHMENT,
    GATEWAY,
    OTHER,
    PREFIX_LIST,
    VPN,
    core,
    foreign,
    peer,
    refuses,
    shop,
    takes,
)
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."


@pytest.mark.parametrize(
    (),
    [
        takes(
            "attachment names of all kinds",
            core(attachments={"a": VPN, "a/b_c-1/2": ATTACHMENT, 128 * "9": "tgw-attach-0aa11bb2"}),
        ),
        takes("peerings of two Regions", core(peerings={"a": peer(), "b": peer(id=GATEWAY, region="us-gov-west-1")})),
        takes(
            "peerings made from the other side",
            core(
                peerings={
                    "a": peer(attachment_id=ATTACHMENT),
                    "b": peer(id=GATEWAY, attachment_id=VPN),
                }
            ),
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.outputs["attachments"]


@pytest.mark.parametrize(
    "message",
    [
        refuses(
            "a gateway peered with itself",
            core(transit_gateway={"id": GATEWAY}, peerings={"a": peer(), "b": peer(id=GATEWAY)}),
            f"peerings.b.id: {GATEWAY} is this gateway itself; give the other's id.",
        ),
        refuses(
            "no name of a peering",
            core(peerings={"Paris": peer()}),
            f"peerings.Paris: Paris is no name for a peering; {NAME_ADVICE}",
        ),
        refuses(
            "a peering with a VPC",
            core(peerings={"a": peer(id="vpc-0aa11bb2"), "b": peer()}),
            "peerings.a.id: vpc-0aa11bb2 is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44.",
        ),
        refuses(
            "two peerings with one gateway",
            core(peerings={"a": peer(), "b": peer(), "c": peer(id=GATEWAY)}),
            f"peerings: {OTHER} stands under a and b; two gateways are peered once.",
        ),
        refuses(
            "a peering with no Region",
            core(peerings={"a": peer(region="Paris")}),
            "peerings.a.region: Paris is no Region; it reads like eu-west-3.",
        ),
        refuses(
            "a peering with no account",
            core(peerings={"a": peer(account="1111-2222-3333")}),
            "peerings.a.account: 1111-2222-3333 is no account; give its 12 digits.",
        ),
        refuses(
            "a peering to accept by no attachment",
            core(peerings={"a": peer(attachment_id=PREFIX_LIST)}),
            f"peerings.a.attachment_id: {PREFIX_LIST} is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44.",
        ),
        refuses(
            "a peering's tags",
            core(peerings={"a": peer(tags={"aws:a": "x", "Name": "x", 129 * "k": "x", "n": None, "v": 257 * "v"})}),
            "peerings.a.tags.Name: tieline names what it makes; take another key.",
            "peerings.a.tags.aws:a: keys that start with aws: are Amazon's; take another key.",
            f"peerings.a.tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
            "peerings.a.tags.n: null is no value; give text, or take the tag away.",
            "peerings.a.tags.v: the value has 257 characters, AWS takes up to 256; shorten it.",
        ),
        refuses(
            "a peering's tags with the module's",
            core(tags={"a": "x"}, peerings={"a": peer(tags={f"k{n}": "v" for n in range(45)})}),
            "peerings.a.tags: 46 tags with the module's; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refuses(
            "no names of attachments",
            core(attachments={"a": VPN, "Vpn": VPN.replace("0ab", "0ac"), "vpn/": ATTACHMENT}),
            *(
                f"attachments.{key}: {key} is no name for an attachment; "
                "take up to 128 of a-z, 0-9, -, _ and /, with a letter or digit at both ends."
                for key in ("Vpn", "vpn/")
            ),
        ),
        refuses(
            "no attachment ids",
            core(attachments={"a": VPN, "b": "vpn-0aa11bb22cc33dd44", "c": None}),
            "attachments.b: vpn-0aa11bb22cc33dd44 is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44.",
            "attachments.c: null is no attachment id; it reads like tgw-attach-0aa11bb22cc33dd44.",
        ),
        refuses(
            "one name for several attachments",
            core(
                attachments={"a": VPN, "b": ATTACHMENT, "d": "tgw-attach-0aa11bb2"},
                peerings={"a": peer(), "c": peer(id=GATEWAY)},
                vpcs={"a": foreign(), "b": foreign(1), "c": foreign(2)},
            ),
            "attachments.a and peerings.a and vpcs.a: one name for 3 attachments; give each a name of its own.",
            "attachments.b and vpcs.b: one name for 2 attachments; give each a name of its own.",
            "peerings.c and vpcs.c: one name for 2 attachments; give each a name of its own.",
        ),
        refuses(
            "one attachment under several names",
            core(
                attachments={"a": VPN, "b": VPN},
                peerings={"c": peer(attachment_id=ATTACHMENT)},
                vpcs={"d": foreign(attachment_id=ATTACHMENT), "e": foreign(1)},
            ),
            f"peerings.c and vpcs.d: {ATTACHMENT} is one attachment under 2 names; name each once.",
            f"attachments.a and attachments.b: {VPN} is one attachment under 2 names; name each once.",
        ),
        refuses(
            "5,001 attachments",
            core(
                attachments={f"a{n}": f"tgw-attach-{n:017x}" for n in range(4999)},
                peerings={"b": peer()},
                vpcs={"c": foreign()},
            ),
            "attachments: 5001 (vpcs 1, peerings 1, attachments 4999); "
            "a transit gateway takes 5,000: spread them over several gateways, and peer these.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.parametrize(
    "told",
    [
        refuses("a VPC", shop()),
        refuses("20 tables", core(route_tables={f"t{n}": {} for n in range(20)})),
        refuses(
            "21 tables",
            core(route_tables={f"t{n}": {} for n in range(21)}),
            "route_tables: 21; AWS's quota is 20 on a transit gateway. "
            "It is adjustable: have it raised before you apply.",
        ),
        refuses(
            "10,001 routes",
            core(
                vpcs={"a": foreign(cidrs=[f"10.{100 + n // 256}.{n % 256}.0/24" for n in range(500)])},
                route_tables={f"t{n}": {} for n in range(19)}
                | {"t19": {"routes": {"10.0.0.0/8": {"blackhole": True}}}},
                propagations={"a": [f"t{n}" for n in range(20)]},
            ),
            "route_tables: 10001 routes, static ones and the VPCs' ranges; AWS's quota is 10000 on a transit gateway. "
            "It is adjustable: have it raised before you apply.",
        ),
    ],
)
def test_adjustable_quotas_are_told_and_not_refused(plan: Plan, told: list[str]) -> None:
    assert [warning.detail for warning in plan.warnings] == told
