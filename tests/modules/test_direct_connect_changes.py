"""What a change of the inputs of modules/direct-connect does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.direct_connect import (
    LAB,
    MODULE,
    SHOP,
    TABLE,
    WORLD,
    backbone,
    foreign,
    interface,
    site,
    straight,
    theirs,
    vpc,
)
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT

DXL, DXG = "module.direct_connect_link", "module.direct_connect_gateway"
OTHER_PROPOSAL = "1ab1cd2e-12ab-34cd-56ef-1234567890ab"
MEMBER = {"location": "EqDC2", "bandwidth": "1Gbps", "lag": "pair"}
PRIVATE = {"private": TABLE.format(0)}
BASE = backbone(
    {
        "gateway": {"asn": 64803},
        "connections": {"north": {"location": "EDCH1", "bandwidth": "10Gbps"}, "m": MEMBER},
        "hosted_connections": {"branch": {"id": "dxcon-fg0ab11b"}},
        "lags": {"pair": {"location": "EqDC2", "bandwidth": "1Gbps"}},
        "virtual_interfaces": {
            "north": interface(),
            "pair": interface(connection="pair"),
            "direct": interface(vlan=211, vpc="shop"),
        },
    },
    vpcs={"shop": vpc(cidrs=WORLD[SHOP][:1], route_tables=PRIVATE), "theirs": foreign()},
    sites={"campus": site("north", "direct"), "depot": site("pair", cidrs=["172.27.0.0/16"], asn=65143)},
    alarms={},
)


def link(kind: str, *keys: str) -> list[str]:
    return [f'{DXL}.aws_dx_{kind}.this["{key}"]' for key in keys]


def gateway(kind: str, *keys: str) -> list[str]:
    return [f'{DXG}.aws_dx_{kind}.this["{key}"]' for key in keys]


def association(key: str) -> list[str]:
    return gateway("gateway_association", key)


def virtual_interface(key: str) -> list[str]:
    """A virtual interface, and the alarm of its one session."""
    return [*gateway("private_virtual_interface", key), f'{DXG}.aws_cloudwatch_metric_alarm.bgp_down["{key}/ipv4"]']


def alarms(key: str, *kinds: str) -> list[str]:
    return [f'{DXL}.aws_cloudwatch_metric_alarm.{kind}["{key}"]' for kind in kinds]


def vpn_gateway(key: str) -> list[str]:
    """A virtual private gateway and its attachment."""
    return [f'module.virtual_private_gateway["{key}"].aws_vpn_gateway{kind}.this[0]' for kind in ("", "_attachment")]


def propagation(key: str, table: str) -> list[str]:
    return [f'module.virtual_private_gateway["{key}"].aws_vpn_gateway_route_propagation.this["{table}"]']


PORT = ("down", "errors", "light_received_low", "light_sent_low")


def expected(name: str, after: dict[str, Any], **actions: list[str]) -> Any:
    """A change, and all that it does."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    mark = pytest.mark.plan_change(MODULE, inputs=BASE, vpcs=WORLD, after=after)
    return pytest.param(wanted, marks=mark, id=name)


@pytest.mark.parametrize(
    "actions",
    [
        expected("nothing", {}),
        expected(
            "a VPC more",
            {"vpcs.a": vpc(LAB, route_tables={"main": TABLE.format(1)})},
            create=[*vpn_gateway("a"), *propagation("a", "main"), *association("a")],
        ),
        expected(
            "a VPC of another account more",
            {"vpcs.a": foreign(id="vpc-0dc31bb22cc33dd44", cidrs=["10.47.0.0/16"], proposal_id=OTHER_PROPOSAL)},
            create=association("a"),
        ),
        expected("a VPC of another account less", {"vpcs.theirs": ABSENT}, delete=association("theirs")),
        expected("a site more", {"sites.a": site(cidrs=["172.20.0.0/16"], asn=65144)}),
        expected("a range more of a site", {"sites.campus.cidrs": ["172.20.0.0/16", "172.26.0.0/16"]}),
        expected(
            "a connection more",
            {"direct_connect.connections.a": {"location": "EDCH1", "bandwidth": "1Gbps"}},
            create=[*link("connection", "a"), *alarms("a", *PORT)],
        ),
        expected(
            "a hosted connection more",
            {"direct_connect.hosted_connections.a": {"id": "dxcon-fg0ac11b"}},
            create=[*link("connection_confirmation", "a"), *alarms("a", "down")],
        ),
        expected(
            "a member more leaves the LAG's virtual interface alone",
            {"direct_connect.connections.a": MEMBER},
            create=[*link("connection", "a"), *link("connection_association", "a"), *alarms("a", *PORT)],
        ),
        expected(
            "a virtual interface more",
            {"direct_connect.virtual_interfaces.a": interface(vlan=212), "sites.campus.virtual_interfaces.a": {}},
            create=virtual_interface("a"),
        ),
        expected(
            "a virtual interface less",
            {"direct_connect.virtual_interfaces.north": ABSENT, "sites.campus.virtual_interfaces.north": ABSENT},
            delete=virtual_interface("north"),
        ),
        expected(
            "a route table more",
            {"vpcs.shop.route_tables": PRIVATE | {"a": TABLE.format(1)}},
            create=propagation("shop", "a"),
        ),
        expected(
            "other allowed prefixes",
            {"vpcs.shop.allowed_prefixes": ["10.44.0.0/15"]},
            update=association("shop"),
        ),
        expected(
            "other allowed prefixes of another account's VPC",
            {"vpcs.theirs.allowed_prefixes": ["10.46.0.0/15"]},
            update=association("theirs"),
        ),
        expected("a range more of a VPC", {"vpcs.shop.cidrs": WORLD[SHOP]}, update=association("shop")),
        expected(
            "another MTU", {"direct_connect.virtual_interfaces.north.mtu": 9001}, update=virtual_interface("north")[:1]
        ),
        expected(
            "encryption",
            {"direct_connect.connections.north.macsec": "must_encrypt"},
            update=link("connection", "north"),
        ),
    ],
)
def test_a_change_does(actions: dict[str, str], change: Change) -> None:
    assert change.actions == actions


@pytest.mark.plan_change(MODULE, inputs=BASE, vpcs=WORLD, after={"vpcs.shop.allowed_prefixes": ["10.44.0.0/15"]})
def test_other_allowed_prefixes_keep_what_hangs_on_the_association(change: Change) -> None:
    (address,) = association("shop")
    assert change[address].changed == {"allowed_prefixes": (["10.44.0.0/16"], ["10.44.0.0/15"])}


@pytest.mark.plan_change(MODULE, inputs=BASE, vpcs=WORLD, after={"sites.depot.asn": 65145})
def test_another_asn_of_a_site_replaces_its_virtual_interfaces_alone(change: Change) -> None:
    interface, alarm = virtual_interface("pair")
    assert change.actions == {interface: "replace", alarm: "update"}
    assert change[interface].forced_by == ("bgp_asn",)


@pytest.mark.plan_change(MODULE, inputs=straight(), vpcs=WORLD, after={"direct_connect.gateway": {"asn": 64803}})
def test_a_gateway_in_between_keeps_the_virtual_private_gateway(change: Change) -> None:
    (north,) = gateway("private_virtual_interface", "north")
    assert change.replaced == [north]
    assert change.created == [f"{DXG}.aws_dx_gateway.this[0]", *association("shop")]
    assert not change.updated + change.deleted


@pytest.mark.plan_change(
    MODULE,
    inputs=straight(),
    vpcs=WORLD,
    after={
        "direct_connect.virtual_interfaces.north.vpc": "shop",
        "direct_connect.virtual_interfaces.lab": interface(vlan=211, vpc="lab"),
        "sites.campus.virtual_interfaces.lab": {},
        "vpcs.lab": vpc(LAB),
    },
)
def test_a_second_vpc_keeps_what_leads_straight_to_the_first(change: Change) -> None:
    assert change.actions == dict.fromkeys(
        [*vpn_gateway("lab"), *gateway("private_virtual_interface", "lab")], "create"
    )


@pytest.mark.plan_change(MODULE, inputs=theirs(), vpcs=WORLD, after={"vpcs.lab": vpc(LAB)})
def test_a_vpc_more_leaves_the_other_proposals_alone(change: Change) -> None:
    assert change.actions == dict.fromkeys(
        [*vpn_gateway("lab"), *gateway("gateway_association_proposal", "lab")], "create"
    )
