"""modules/direct-connect-gateway: the rules of the gateway, of associations and proposals; names, tags, alarms and quotas."""

from typing import Any

import pytest

from support.cases import accepted
from support.direct_connect_gateway import (
    ACCOUNT,
    ASN,
    DX_GATEWAY,
    MODULE,
    OTHER_TGW,
    OTHER_VGW,
    PROPOSAL,
    SOUTH,
    TGW,
    VGW,
    VIF,
    associated,
    direct_connect,
    interface,
    proposed,
    to_tgw,
    to_vgw,
)
from support.vpn import TOPIC, Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

NAME_ADVICE = "take up to 40 of a-z, 0-9, - and _, with a letter or digit at both ends."
NOT_AMAZONS = "cannot be an Amazon-side ASN; "
ASNS = "one of 64512-65534 or 4200000000-4294967294."
UUID = "it reads like 1234abcd-12ab-34cd-56ef-1234567890ab."


def refused(name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with exactly these lines, whatever the number of rules they come from."""
    return pytest.param(sorted(lines), marks=pytest.mark.plan(MODULE, inputs=inputs, **settings), id=name)


def gateway(**changes: Any) -> Inputs:
    return direct_connect(gateway=changes)


def gateways(kind: str, count: int) -> Inputs:
    """So many associations of a kind."""
    make, key, form = {
        "vgw": (to_vgw, "vpn_gateway_id", "vgw-{:08x}"),
        "tgw": (to_tgw, "transit_gateway_id", "tgw-{:08x}"),
    }[kind]
    return direct_connect(
        associations={
            f"g{n:02}": make(**{key: form.format(n)}, allowed_prefixes=[f"10.{n}.0.0/16"]) for n in range(count)
        }
    )


def on_gateway(count: int) -> Inputs:
    """So many virtual interfaces on the gateway, one of them another account's, beside some that are not on it."""
    return direct_connect(
        private_virtual_interfaces={f"p{n}": interface(vlan=n + 1) for n in range(count - 1)}
        | {
            "vgw": interface(vlan=100, vpn_gateway_id=VGW),
            "lent": interface(vlan=101, owner_account=ACCOUNT),
        },
        accepted_virtual_interfaces={"theirs": {"id": VIF, "type": "private"}},
    )


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "an adopted gateway that says no ASN", gateway(id=DX_GATEWAY)),
        accepted(MODULE, "the lowest ASN and the longest name", gateway(asn=64512, name=100 * "Z")),
        accepted(MODULE, "20 virtual private gateways", gateways("vgw", 20)),
        accepted(MODULE, "6 transit gateways", gateways("tgw", 6)),
        accepted(
            MODULE,
            "200 ranges side by side",
            associated(
                to_tgw(asn=64802, allowed_prefixes=["2001:db8::/32", *(f"10.44.{n}.0/24" for n in range(199))]),
                to_tgw(asn=64804, transit_gateway_id=OTHER_TGW, allowed_prefixes=["10.45.0.0/16", "2001:db9::/32"]),
            ),
        ),
        accepted(
            MODULE,
            "filters of virtual private gateways that overlap, as wide as their VPCs and wider",
            associated(
                to_vgw(
                    asn=ASN,
                    allowed_prefixes=["10.44.0.0/16", "2001:db8:44::/48", "10.99.0.0/24"],
                    vpc_cidrs=["10.44.0.0/16", "2001:db8:44:100::/56"],
                ),
                to_vgw(asn=ASN, vpn_gateway_id=OTHER_VGW, allowed_prefixes=["10.0.0.0/8"], vpc_cidrs=["10.45.0.0/16"]),
            ),
        ),
        accepted(
            MODULE,
            "both kinds, but one of them not on the gateway",
            associated(
                to_tgw(),
                private_virtual_interfaces={
                    "a": interface(vpn_gateway_id=VGW),
                    "b": interface(vlan=211, owner_account=ACCOUNT),
                },
                accepted_virtual_interfaces={"c": {"id": VIF, "type": "private", "vpn_gateway_id": VGW}},
                proposals={"d": proposed()},
            ),
        ),
        accepted(
            MODULE,
            "private beside another account's transit",
            associated(to_vgw(), transit_virtual_interfaces={"a": interface(owner_account=ACCOUNT)}),
        ),
    ],
)
@pytest.mark.usefixtures("plan")
def test_accepts() -> None:
    """The plan is what is asserted."""


@pytest.mark.parametrize(
    "message",
    [
        refused(
            "no ASN",
            gateway(name="a_b"),
            "gateway.asn: none, and a created gateway needs one; take " + ASNS,
            "gateway.name: a_b is no name of a Direct Connect gateway; take up to 100 of a-z, A-Z, 0-9 and -.",
        ),
        refused(
            "adopted",
            gateway(id="dxgw-1", asn=65535, name=101 * "a"),
            f"gateway.id: dxgw-1 is no Direct Connect gateway id; {UUID}",
            f"gateway.asn: 65535 {NOT_AMAZONS}take {ASNS}",
            f"gateway.name: {101 * 'a'} is no name of a Direct Connect gateway; take up to 100 of a-z, A-Z, 0-9 and -.",
            "gateway.name: belongs to a created gateway, but id adopts one; remove one of the two.",
        ),
        *(
            refused(f"ASN {asn}", gateway(asn=asn), f"gateway.asn: {asn} {NOT_AMAZONS}take {ASNS}")
            for asn in (64511, 4199999999, 64512.5)
        ),
        refused(
            "associations with nothing",
            associated(to_tgw(transit_gateway_id="tgw-1"), to_tgw(type="cloud-wan"), gateway=None),
            "associations.a.transit_gateway_id: tgw-1 is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44.",
            "associations.b.type: cloud-wan is not one of virtual-private-gateway, transit-gateway; take one of them.",
            "associations: a, b with nothing to be associated with; give gateway, or leave associations out.",
        ),
        refused(
            "which gateway",
            direct_connect(
                associations={
                    "A": to_vgw(vpn_gateway_id="vgw-1"),
                    "b": to_vgw(vpn_gateway_id=None),
                    "c": to_vgw(transit_gateway_id=TGW),
                    "d": to_vgw(owner_account=ACCOUNT, proposal_id=PROPOSAL),
                    "e": to_vgw(vpn_gateway_id=None, owner_account="1"),
                    "f": to_vgw(proposal_id="x"),
                }
            ),
            f"associations.A: A is no name for an association; {NAME_ADVICE}",
            "associations.A.vpn_gateway_id: vgw-1 is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44.",
            *(
                f"associations.{key}: of type virtual-private-gateway, so give vpn_gateway_id, and transit_gateway_id not."
                for key in "bc"
            ),
            f"associations.d.vpn_gateway_id: given, but the proposal of account {ACCOUNT} names its gateway; leave it out.",
            "associations.e.owner_account: 1 is no account; give its 12 digits.",
            f"associations.f.proposal_id: x is no proposal; {UUID}",
            "associations.e: owner_account without proposal_id, what that account proposes; "
            "give both, or none for a gateway of this account.",
            "associations.f: proposal_id without owner_account, the account that has made the proposal; "
            "give both, or none for a gateway of this account.",
            f"associations: {VGW} stands under c and f; two gateways are associated once.",
        ),
        refused(
            "21 virtual private gateways",
            gateways("vgw", 21),
            "associations: 21 of type virtual-private-gateway; a Direct Connect gateway takes 20: "
            "spread them over several.",
        ),
        refused(
            "7 transit gateways",
            gateways("tgw", 7),
            "associations: 7 of type transit-gateway; a Direct Connect gateway takes 6: spread them over several.",
        ),
        refused(
            "both kinds",
            associated(
                to_vgw(),
                to_tgw(allowed_prefixes=["10.46.0.0/16"]),
                private_virtual_interfaces={"north": interface()},
                transit_virtual_interfaces={"south": interface(connection="south", connection_id=SOUTH)},
                accepted_virtual_interfaces={
                    "p": {"id": VIF, "type": "private"},
                    "t": {"id": "dxvif-fg0ab11b", "type": "transit"},
                },
            ),
            "gateway: associations.a, private_virtual_interfaces.north, accepted_virtual_interfaces.p for virtual private "
            "gateways, associations.b, transit_virtual_interfaces.south, accepted_virtual_interfaces.t for transit "
            "gateways; a Direct Connect gateway serves one kind: make one for each.",
        ),
        refused(
            "private virtual interfaces to transit gateways",
            associated(to_tgw(), private_virtual_interfaces={"north": interface()}),
            "gateway: private_virtual_interfaces.north for virtual private gateways, associations.a for transit "
            "gateways; a Direct Connect gateway serves one kind: make one for each.",
        ),
        refused(
            "ASNs of transit gateways",
            direct_connect(
                associations={
                    key: to_tgw(transit_gateway_id=f"tgw-{n:08x}", asn=asn, allowed_prefixes=[f"10.{n}.0.0/16"])
                    for n, (key, asn) in enumerate(
                        {"a": 7224, "b": ASN, "c": 64802, "d": 64802, "e": 4294967295}.items()
                    )
                }
            ),
            f"associations.a.asn: 7224 {NOT_AMAZONS}it is {ASNS}",
            f"associations.e.asn: 4294967295 {NOT_AMAZONS}it is {ASNS}",
            "associations.b.asn: 64803 is the Direct Connect gateway's ASN too; AWS associates no transit gateway of the "
            "same ASN: give gateway another.",
            "associations: 64802 is the ASN of c and d; "
            "the transit gateways of one Direct Connect gateway need ASNs of their own.",
        ),
        refused(
            "VPCs that overlap",
            associated(
                to_vgw(vpc_cidrs=["10.44.0.0/16", "10.46.0.0/16"]),
                to_vgw(vpn_gateway_id=OTHER_VGW, vpc_cidrs=["10.44.8.0/24", "10.46.0.0/16"]),
                to_vgw(vpn_gateway_id="vgw-0aa11bb2", vpc_cidrs=["10.45.0.0/16"]),
            )
            | {"proposals": {}},
            "associations.b.vpc_cidrs: 10.44.8.0/24 lies in 10.44.0.0/16 of associations.a.vpc_cidrs; "
            "networks that are joined need ranges of their own.",
            "associations.a.vpc_cidrs and associations.b.vpc_cidrs: 10.46.0.0/16 stands 2 times; "
            "networks that are joined need ranges of their own.",
        ),
        refused(
            "ranges of transit gateways",
            associated(
                to_tgw(
                    allowed_prefixes=[
                        "10.44.0.0/15",
                        "10.45.7.0/24",
                        "10.46.0.0/16",
                        *(f"10.50.{n // 2}.{n % 2 * 128}/25" for n in range(198)),
                    ]
                ),
                to_tgw(transit_gateway_id=OTHER_TGW, allowed_prefixes=["10.44.0.0/16", "10.46.0.0/16"]),
                to_tgw(transit_gateway_id="tgw-0aa11bb2", allowed_prefixes=[], vpc_cidrs=["10.1.0.0/16"]),
            ),
            "associations.a.allowed_prefixes: 201 ranges; AWS announces 200 of a transit gateway: summarise them.",
            "associations.c.allowed_prefixes: empty; then nothing is announced, or all of the VPC: "
            "name at least one range.",
            "associations.c.vpc_cidrs: belong to a virtual private gateway, but type is transit-gateway; leave them out.",
            "associations.a.allowed_prefixes: 10.45.7.0/24 lies in 10.44.0.0/15 of associations.a.allowed_prefixes; "
            "AWS takes no range twice.",
            "associations.b.allowed_prefixes: 10.44.0.0/16 lies in 10.44.0.0/15 of associations.a.allowed_prefixes; "
            "AWS takes no range twice.",
            "associations.a.allowed_prefixes and associations.b.allowed_prefixes: 10.46.0.0/16 stands 2 times; "
            "AWS takes no range twice.",
        ),
        refused(
            "ranges of virtual private gateways and of proposals",
            associated(
                to_vgw(
                    allowed_prefixes=["10.44.1.0/24", "10.44.2.0/24", "10.44.2.0/24", "2001:db8:44:1::/64"],
                    vpc_cidrs=["10.44.0.0/16", "2001:db8:44::/56"],
                ),
                to_vgw(vpn_gateway_id=OTHER_VGW, allowed_prefixes=["10.44.2.0/24"], vpc_cidrs=["10.1.2.3/16", "10.2"]),
                proposals={
                    "p": proposed(allowed_prefixes=["10.44.1.0", "10.45.0.1/16", "2001:DB8::/56"]),
                    "q": proposed(allowed_prefixes=["10.44.1.0/24"], vpc_cidrs=["10.44.0.0/16"]),
                    "r": proposed(allowed_prefixes=["10.44.1.0/24", "10.44.0.0/16"]),
                },
            ),
            *(
                f"{place}.allowed_prefixes: {prefix} is narrower than the VPC's {vpc}, so that AWS announces nothing of "
                f"it; name {vpc}, or a wider range."
                for place, prefix, vpc in (
                    ("associations.a", "10.44.1.0/24", "10.44.0.0/16"),
                    ("associations.a", "10.44.2.0/24", "10.44.0.0/16"),
                    ("associations.a", "10.44.2.0/24", "10.44.0.0/16"),
                    ("associations.a", "2001:db8:44:1::/64", "2001:db8:44::/56"),
                    ("proposals.q", "10.44.1.0/24", "10.44.0.0/16"),
                )
            ),
            "associations.a.allowed_prefixes: 10.44.2.0/24 stands 2 times; AWS takes no range twice.",
            "proposals.r.allowed_prefixes: 10.44.1.0/24 lies in 10.44.0.0/16 of proposals.r.allowed_prefixes; "
            "AWS takes no range twice.",
            *(
                f"{place}: {bad} is no range; write it like 10.44.0.0/16 or 2001:db8:44::/56."
                for place, bad in (("associations.b.vpc_cidrs", "10.2"), ("proposals.p.allowed_prefixes", "10.44.1.0"))
            ),
            *(
                f"{place}: {bad} has bits set behind its prefix, or is not written in AWS's way; write {good}."
                for place, bad, good in (
                    ("associations.b.vpc_cidrs", "10.1.2.3/16", "10.1.0.0/16"),
                    ("proposals.p.allowed_prefixes", "10.45.0.1/16", "10.45.0.0/16"),
                    ("proposals.p.allowed_prefixes", "2001:DB8::/56", "2001:db8::/56"),
                )
            ),
        ),
        refused(
            "proposals",
            direct_connect(
                proposals={
                    "a b": proposed(vpn_gateway_id="vgw-1"),
                    "b": proposed(dx_gateway_id="x", dx_gateway_owner_account="y"),
                    "c": proposed(type="transit-gateway"),
                    "d": proposed(type="x", vpn_gateway_id=None, transit_gateway_id="tgw-1"),
                }
            ),
            f"proposals.a b: a b is no name for a proposal; {NAME_ADVICE}",
            "proposals.a b.vpn_gateway_id: vgw-1 is no virtual private gateway id; it reads like vgw-0aa11bb22cc33dd44.",
            f"proposals.b.dx_gateway_id: x is no Direct Connect gateway id; {UUID}",
            "proposals.b.dx_gateway_owner_account: y is no account; give its 12 digits.",
            "proposals.c: of type transit-gateway, so give transit_gateway_id, and vpn_gateway_id not.",
            "proposals.d.type: x is not one of virtual-private-gateway, transit-gateway; take one of them.",
            "proposals.d.transit_gateway_id: tgw-1 is no transit gateway id; it reads like tgw-0aa11bb22cc33dd44.",
        ),
        refused(
            "name and tags",
            direct_connect(
                name="a b",
                tags={"aws:x": "", "Name": "", "null": None, 129 * "k": "", "long": 257 * "v"}
                | {f"k{n}": "" for n in range(41)},
            ),
            f"name: a b is no name for this; {NAME_ADVICE}",
            "tags.aws:x: keys that start with aws: are Amazon's; take another key.",
            "tags.Name: tieline names what it makes; take another key.",
            f"tags.{129 * 'k'}: the key has 129 characters, AWS takes 1-128; shorten it.",
            "tags.null: null is no value; give text, or take the tag away.",
            "tags.long: the value has 257 characters, AWS takes up to 256; shorten it.",
            "tags: 46 tags; AWS takes 50 on a resource and up to 5 are set here: keep to 45.",
        ),
        refused(
            "alarms",
            direct_connect(
                alarms={
                    "sns_topic_arns": ["network", *(5 * [TOPIC])],
                    "period_seconds": 60,
                    "evaluation_periods": 1441,
                }
            ),
            f"alarms.sns_topic_arns: network is no SNS topic; it reads like {TOPIC}.",
            "alarms.sns_topic_arns: 6 topics; an alarm tells at most 5: have one topic pass it on.",
            f"alarms.sns_topic_arns: network, {', '.join(5 * [TOPIC])} names one twice; name each once.",
            "alarms.period_seconds: 60 is no period; AWS tells the state of a BGP session every five minutes: "
            "take a multiple of 60 of 300-86400, such as 300.",
            "alarms.evaluation_periods: 1441 is out of range; take a whole number of 1-100.",
            "alarms.evaluation_periods: 1441 of 60 seconds are more than CloudWatch looks back, a day (86400 seconds); "
            "take fewer.",
        ),
        refused(
            "a topic of another Region",
            direct_connect(alarms={"sns_topic_arns": [TOPIC], "period_seconds": 3600, "evaluation_periods": 100}),
            f"alarms.sns_topic_arns: {TOPIC} is of eu-north-1; "
            "an alarm tells topics of its own Region, eu-west-1, only.",
            region="eu-west-1",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert sorted(line for error in rejection.errors for line in error.detail.splitlines()) == message


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([], marks=pytest.mark.plan(MODULE, inputs=on_gateway(30)), id="30"),
        pytest.param(
            [
                "gateway: 31 virtual interfaces; AWS's quota is 30 on a Direct Connect gateway. "
                "It is adjustable: have it raised before you apply."
            ],
            marks=pytest.mark.plan(MODULE, inputs=on_gateway(31)),
            id="31",
        ),
    ],
)
def test_the_quota_of_virtual_interfaces_is_told_and_not_refused(plan: Plan, told: list[str]) -> None:
    assert [warning.detail for warning in plan.warnings] == told
