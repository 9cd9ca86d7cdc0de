"""What a change of the inputs of modules/direct-connect-gateway does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.direct_connect_gateway import (
    ACCOUNT,
    ASN,
    MODULE,
    NORTH,
    OTHER_TGW,
    SOUTH,
    VIF,
    direct_connect,
    interface,
    proposed,
    public,
    to_tgw,
)
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT, UNKNOWN

ENDS = {"amazon_address": "169.254.240.1/30", "customer_address": "169.254.240.2/30"}
BASE = direct_connect(
    associations={"core": to_tgw(asn=64802, allowed_prefixes=["10.44.0.0/16", "10.45.0.0/16"])},
    transit_virtual_interfaces={
        "north": interface(**ENDS, bgp_peers={"six": {"address_family": "ipv6"}}),
        "south": interface(connection="south", connection_id=SOUTH),
    },
    public_virtual_interfaces={"net": public(vlan=211)},
    accepted_virtual_interfaces={"theirs": {"id": VIF, "type": "transit", "connection_id": NORTH}},
    proposals={"shop": proposed()},
    bgp_auth_keys={"north": "s3cret"},
    alarms={},
)
GATEWAY = "aws_dx_gateway.this[0]"


def association(key: str) -> str:
    return f'aws_dx_gateway_association.this["{key}"]'


def vif(key: str, kind: str = "transit") -> str:
    return f'aws_dx_{kind}_virtual_interface.this["{key}"]'


def peer(key: str) -> str:
    return f'aws_dx_bgp_peer.this["{key}"]'


def alarm(key: str) -> str:
    return f'aws_cloudwatch_metric_alarm.bgp_down["{key}"]'


ACCEPTED = 'aws_dx_hosted_transit_virtual_interface_accepter.this["theirs"]'
ALARMS = [alarm(key) for key in ("north/ipv4", "north/ipv6", "south/ipv4", "net/ipv4", "theirs/ipv4")]


def expected(name: str, after: dict[str, Any], **actions: list[str]) -> Any:
    """A change, and all that it does."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    return pytest.param(wanted, marks=pytest.mark.plan_change(MODULE, inputs=BASE, after=after), id=name)


@pytest.mark.parametrize(
    "actions",
    [
        expected("nothing", {}),
        expected(
            "a virtual interface, an association, a peer, one accepted, one lent and a proposal more touch no other",
            {
                "transit_virtual_interfaces.east": interface(vlan=212),
                "transit_virtual_interfaces.a-lent": interface(vlan=213, owner_account=ACCOUNT),
                "associations.a-west": to_tgw(
                    asn=64804, transit_gateway_id=OTHER_TGW, allowed_prefixes=["10.54.0.0/16"]
                ),
                "transit_virtual_interfaces.south.bgp_peers": {"six": {"address_family": "ipv6"}},
                "accepted_virtual_interfaces.more": {"id": "dxvif-fg0ab11b", "type": "transit"},
                "proposals.a": proposed(vpn_gateway_id="vgw-0aa11bb2"),
            },
            create=[
                vif("east"),
                vif("a-lent", "hosted_transit"),
                association("a-west"),
                peer("south/six"),
                'aws_dx_hosted_transit_virtual_interface_accepter.this["more"]',
                'aws_dx_gateway_association_proposal.this["a"]',
                alarm("east/ipv4"),
                alarm("south/ipv6"),
            ],
        ),
        expected(
            "a virtual interface less takes only its own away",
            {"transit_virtual_interfaces.north": ABSENT, "bgp_auth_keys": {}},
            delete=[vif("north"), peer("north/six"), alarm("north/ipv4"), alarm("north/ipv6")],
        ),
        expected(
            "a prefix more is an update in place",
            {"associations.core.allowed_prefixes": ["10.40.0.0/16", "10.44.0.0/16", "10.45.0.0/16"]},
            update=[association("core")],
        ),
        expected(
            "other prefixes are an update in place",
            {"associations.core.allowed_prefixes": ["10.44.0.0/15"]},
            update=[association("core")],
        ),
        expected(
            "the prefixes' order is nothing", {"associations.core.allowed_prefixes": ["10.45.0.0/16", "10.44.0.0/16"]}
        ),
        expected("what is only stated is nothing", {"associations.core.asn": 64810}),
        expected(
            "MTU and SiteLink are updates in place",
            {"transit_virtual_interfaces.north.mtu": 8500, "transit_virtual_interfaces.south.sitelink": True},
            update=[vif("north"), vif("south")],
        ),
        expected(
            "tags",
            {"tags": {"owner": "network"}},
            update=[vif("north"), vif("south"), vif("net", "public"), ACCEPTED, *ALARMS],
        ),
        expected("another name of the gateway", {"gateway": {"asn": ASN, "name": "other"}}, update=[GATEWAY]),
        expected(
            "a key for a peer replaces that peer",
            {"bgp_auth_keys": {"north": "s3cret", "north/six": "s3cret"}},
            replace=[peer("north/six")],
        ),
        expected(
            "another VLAN replaces its virtual interface",
            {"transit_virtual_interfaces.north.vlan": 219},
            replace=[vif("north"), peer("north/six")],
            update=[alarm("north/ipv4"), alarm("north/ipv6")],
        ),
        expected(
            "another of the caller's names for a connection is nothing",
            {"transit_virtual_interfaces.south.connection": "paris"},
        ),
        expected("alarms off", {"alarms": {"enabled": False}}, delete=ALARMS),
    ],
)
def test_a_change_does(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.plan_change(
    MODULE,
    inputs=BASE,
    after={"associations.core.allowed_prefixes": ["10.40.0.0/16"], "transit_virtual_interfaces.north.vlan": 219},
)
def test_what_is_told_of_a_change(change: Change) -> None:
    assert change[association("core")].forced_by == ()
    assert change[association("core")].changed == {
        "allowed_prefixes": (["10.44.0.0/16", "10.45.0.0/16"], ["10.40.0.0/16"])
    }
    assert change[vif("north")].forced_by == ("vlan",)
    watched = {"ConnectionId": NORTH, "VirtualInterfaceId": UNKNOWN, "IpAddressFamily": "ipv6"}
    assert change[alarm("north/ipv6")].changed == {"dimensions": (watched, UNKNOWN)}
