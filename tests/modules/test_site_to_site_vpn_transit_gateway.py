"""modules/site-to-site-vpn on a transit gateway: what differs from a virtual private gateway, and what each refuses."""

import pytest

from support.cases import accepted, refused
from support.vpn import GATEWAY, TRANSIT_GATEWAY, Inputs, many, one_device, one_site, site, transit, vpn
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan
from tieline.testing.plugin import Rejection

MODULE = "site-to-site-vpn"
DEVICES: dict[str, Inputs] = {
    "a": {"ip_address": "198.51.100.41", "connections": 2},
    "b": {"ip_address": "198.51.100.42"},
}


@pytest.mark.plan(
    MODULE,
    inputs=transit(
        {
            "hq": site(devices=DEVICES, acceleration=True),
            "depot": site(cidrs=["10.1.0.0/16", "10.2.0.0/16"], routing="static"),
        },
        alarms={},
    ),
)
def test_connections_end_at_the_transit_gateway(plan: Plan) -> None:
    connections = {r.key: r for r in plan.of_type("aws_vpn_connection")}
    assert {
        key: (r["transit_gateway_id"], r["vpn_gateway_id"], r["enable_acceleration"], r["tunnel_inside_ip_version"])
        for key, r in connections.items()
    } == {
        "depot/fw-1/1": (TRANSIT_GATEWAY, ABSENT, False, "ipv4"),
        "hq/a/1": (TRANSIT_GATEWAY, ABSENT, True, "ipv4"),
        "hq/a/2": (TRANSIT_GATEWAY, ABSENT, True, "ipv4"),
        "hq/b/1": (TRANSIT_GATEWAY, ABSENT, True, "ipv4"),
    }
    assert connections["depot/fw-1/1"]["static_routes_only"] is True
    # The routes of a static connection stand in the gateway's own route tables.
    assert not plan.of_type("aws_vpn_connection_route")
    assert {key: c["transit_gateway_attachment_id"] for key, c in plan.outputs["connections"].items()} == dict.fromkeys(
        connections, UNKNOWN
    )
    assert len(plan.of_type("aws_cloudwatch_metric_alarm")) == 2 * len(connections)
    assert not plan.warnings


@pytest.mark.plan(MODULE, inputs=vpn())
def test_a_virtual_private_gateway_hears_nothing_of_it(plan: Plan) -> None:
    connection = plan['aws_vpn_connection.this["hq/fw-1/1"]']
    assert connection["vpn_gateway_id"] == GATEWAY
    assert connection["enable_acceleration"] is UNKNOWN  # not said: the provider refuses even false
    assert plan.outputs["connections"]["hq/fw-1/1"]["transit_gateway_attachment_id"] is ABSENT


@pytest.mark.plan(
    MODULE,
    inputs=transit({"hq": site(devices={"a": DEVICES["a"] | {"connections": 51}}, acceleration=True)}),
)
def test_quotas_that_can_be_raised_are_told(plan: Plan) -> None:
    adjustable = "It is adjustable: have it raised before you apply."
    assert sorted(warning.detail for warning in plan.warnings) == [
        f"sites: 51 VPN connections; AWS's quota is 50 in a Region. {adjustable}",
        f"sites: 51 accelerated VPN connections; AWS's quota is 10 in a Region. {adjustable}",
    ]


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "a gateway id of 8 digits", transit(transit_gateway_id="tgw-0aa11bb2")),
        accepted(
            MODULE,
            "more than a virtual private gateway takes",
            transit(
                {
                    "hq": site(cidrs=many("10.1", 101), devices={"a": DEVICES["a"] | {"connections": 11}}),
                    "depot": site(cidrs=many("10.2", 101), routing="static"),
                }
            ),
        ),
        accepted(
            MODULE,
            "1000 ranges by BGP, on each connection",
            transit(
                {
                    key: site(cidrs=[cidr for n in range(4) for cidr in many(f"10.{start + n}", 250)])
                    for key, start in (("a", 10), ("b", 20))
                }
            ),
        ),
        accepted(
            MODULE,
            "more than 1000 static ranges",
            transit({"hq": site(cidrs=[c for n in range(5) for c in many(f"10.{n}", 201)], routing="static")}),
        ),
        accepted(MODULE, "no acceleration on a virtual private gateway", one_site(acceleration=None)),
        accepted(MODULE, "ipv4 on a virtual private gateway", one_device(inside_ip_version="ipv4")),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.of_type("aws_vpn_connection")


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "no gateway",
            vpn(vpn_gateway_id=None),
            "transit_gateway_id: neither this nor vpn_gateway_id is given; name the gateway on AWS's side.",
        ),
        refused(
            MODULE,
            "two gateways",
            vpn(transit_gateway_id=TRANSIT_GATEWAY),
            "transit_gateway_id: given, and vpn_gateway_id too; a connection ends at one gateway: keep one of them.",
        ),
        refused(
            MODULE,
            "no gateway id",
            transit(transit_gateway_id=f"{TRANSIT_GATEWAY}5"),
            f"transit_gateway_id: {TRANSIT_GATEWAY}5 is no transit gateway id; it reads like {TRANSIT_GATEWAY}.",
        ),
        refused(
            MODULE,
            "acceleration on a virtual private gateway",
            vpn({key: site(cidrs=[cidr], acceleration=True) for key, cidr in zip("ab", many("10.1", 2), strict=True)}),
            *(
                f"sites.{key}.acceleration: true, but a virtual private gateway accelerates nothing; "
                "take a transit gateway, or leave it out."
                for key in "ab"
            ),
        ),
        refused(
            MODULE,
            "several connections of a static site",
            transit(
                {
                    "a": site(routing="static", devices=DEVICES),
                    "b": site(routing="static", devices={"a": DEVICES["a"]}, cidrs=["10.1.0.0/16"]),
                    "c": site(routing="static", cidrs=["10.2.0.0/16"]),
                }
            ),
            "sites.a.devices: 3 connections (a 2, b 1), but a transit gateway sends a static route's traffic to one; "
            "keep one, or take routing bgp.",
            "sites.b.devices: 2 connections (a 2), but a transit gateway sends a static route's traffic to one; "
            "keep one, or take routing bgp.",
        ),
        refused(
            MODULE,
            "1001 ranges by BGP",
            transit({"hq": site(cidrs=[*(c for n in range(4) for c in many(f"10.{n}", 250)), "10.9.0.0/16"])}),
            "sites.hq.cidrs: 1001 ranges to learn by BGP; a transit gateway takes 1000 on a connection and then drops "
            "the session: have the devices summarise, and state the summaries.",
        ),
        refused(
            MODULE,
            "no range",
            transit({"hq": site(cidrs=["2001:db8::/32"])}),
            "sites.hq.cidrs: 2001:db8::/32 is no IPv4 range; write it like 192.168.40.0/22.",
        ),
        refused(
            MODULE,
            "inside CIDRs used twice",
            transit({"hq": site(tunnels={"inside_cidrs": {"fw-1": ["169.254.60.0/30", "169.254.60.0/30"]}})}),
            "sites.hq.tunnels.inside_cidrs.fw-1: 169.254.60.0/30 stands 2 times; every tunnel needs a /30 of its own.",
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]


@pytest.mark.plan_change(MODULE, inputs=transit(), after={"sites.hq.acceleration": True})
def test_acceleration_can_only_be_had_anew(change: Change) -> None:
    assert change.replaced == ['aws_vpn_connection.this["hq/fw-1/1"]']
    assert change['aws_vpn_connection.this["hq/fw-1/1"]'].forced_by == ("enable_acceleration",)


@pytest.mark.plan_change(
    MODULE,
    inputs=transit(),
    after={"sites.hq.devices.fw-1.connections": 2, "sites.depot": site(cidrs=["10.1.0.0/16"], acceleration=True)},
)
def test_more_connections_touch_no_other(change: Change) -> None:
    assert sorted(change.actions.values()) == ["create", "create", "create"]
    assert len(change.unchanged) == 2
