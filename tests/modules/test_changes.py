"""What a change of the inputs of modules/managed-vpn does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.vpn import TOPIC, VPC, site, vpn
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT, UNKNOWN

BASE = {
    "name": "harbour",
    "vpcs": {"shop": {"id": VPC, "cidrs": ["10.44.0.0/16"], "route_tables": {"private": "rtb-0aa11bb22cc33dd44"}}},
    "sites": {
        "hq": site(),
        "depot": site(cidrs=["10.1.0.0/16"], routing="static", devices={"fw-1": {"ip_address": "198.51.100.42"}}),
    },
}
VPN, GATEWAY = "module.site_to_site_vpn", "module.virtual_private_gateway"
LOGS = f"{VPN}.aws_cloudwatch_log_group.this[0]"
VGW = f"{GATEWAY}.aws_vpn_gateway.this[0]"
BOTH = [1, 2]


def device(key: str) -> str:
    return f'{VPN}.aws_customer_gateway.this["{key}"]'


def connection(key: str) -> str:
    return f'{VPN}.aws_vpn_connection.this["{key}"]'


def route(key: str) -> str:
    return f'{VPN}.aws_vpn_connection_route.this["{key}"]'


def alarms(*keys: str) -> list[str]:
    return [
        f'{VPN}.aws_cloudwatch_metric_alarm.{kind}["{key}"]'
        for key in keys
        for kind in ("both_tunnels_down", "one_tunnel_down")
    ]


def propagation(key: str) -> str:
    return f'{GATEWAY}.aws_vpn_gateway_route_propagation.this["{key}"]'


HQ, DEPOT = connection("hq/fw-1/1"), connection("depot/fw-1/1")
TAGGED = [device("hq/fw-1"), device("depot/fw-1"), HQ, DEPOT, *alarms("hq/fw-1/1", "depot/fw-1/1"), LOGS, VGW]


def expected(
    name: str,
    after: dict[str, Any],
    down: dict[str, list[int]] | None = None,
    before: dict[str, Any] | None = None,
    **actions: list[str],
) -> Any:
    """A change, all that it does, and the tunnels it takes down."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    mark = pytest.mark.plan_change(
        "managed-vpn", inputs=BASE, vpcs={VPC: ["10.44.0.0/16"]}, before=before or {}, after=after
    )
    return pytest.param(wanted, down or {}, marks=mark, id=name)


@pytest.mark.parametrize(
    ("actions", "down"),
    [
        expected("nothing", {}),
        expected(
            "a site more touches no other",
            {"sites.annex": site(cidrs=["10.2.0.0/16"], asn=65142, devices={"fw-1": {"ip_address": "198.51.100.43"}})},
            create=[device("annex/fw-1"), connection("annex/fw-1/1"), *alarms("annex/fw-1/1")],
        ),
        expected(
            "a site less takes only its own away",
            {"sites.depot": ABSENT},
            {DEPOT: BOTH},
            delete=[device("depot/fw-1"), DEPOT, route("depot/fw-1/1/10.1.0.0/16"), *alarms("depot/fw-1/1")],
        ),
        expected(
            "a device renamed is another device",
            {"sites.hq.devices": {"edge": {"ip_address": "198.51.100.41"}}},
            {HQ: BOTH},
            create=[device("hq/edge"), connection("hq/edge/1"), *alarms("hq/edge/1")],
            delete=[device("hq/fw-1"), HQ, *alarms("hq/fw-1/1")],
        ),
        expected(
            "a second device leaves the first alone",
            {"sites.hq.devices.edge": {"ip_address": "198.51.100.44"}},
            create=[device("hq/edge"), connection("hq/edge/1"), *alarms("hq/edge/1")],
        ),
        expected(
            "another name at AWS replaces the customer gateway",
            {"sites.hq.devices.fw-1.device_name": "edge"},
            {HQ: BOTH},
            replace=[device("hq/fw-1")],
            update=[HQ],
        ),
        expected(
            "another ASN replaces the customer gateway",
            {"sites.hq.asn": 65199},
            {HQ: BOTH},
            replace=[device("hq/fw-1")],
            update=[HQ],
        ),
        expected(
            "another address replaces the customer gateway",
            {"sites.hq.devices.fw-1.ip_address": "198.51.100.45"},
            {HQ: BOTH},
            replace=[device("hq/fw-1")],
            update=[HQ],
        ),
        expected(
            "an option of a site's tunnels",
            {"sites.hq.tunnels": {"phase1_lifetime_seconds": 3700}},
            {HQ: BOTH},
            update=[HQ],
        ),
        expected(
            "an option of one tunnel",
            {"sites.hq.tunnels": {"overrides": {"fw-1/1/2": {"dpd_timeout_action": "restart"}}}},
            {HQ: [2]},
            update=[HQ],
        ),
        expected("tags take no tunnel down", {"tags": {"owner": "network"}}, update=TAGGED),
        expected(
            "a site's tags",
            {"sites.hq.tags": {"floor": "2"}},
            update=[device("hq/fw-1"), HQ, *alarms("hq/fw-1/1")],
        ),
        expected(
            "a second connection leaves the first alone",
            {"sites.hq.devices.fw-1.connections": 2},
            create=[connection("hq/fw-1/2"), *alarms("hq/fw-1/2")],
        ),
        expected(
            "inside CIDRs can only be had anew",
            {"sites.hq.tunnels": {"inside_cidrs": {"fw-1": ["169.254.60.0/30", "169.254.60.4/30"]}}},
            {HQ: BOTH},
            replace=[HQ],
            update=alarms("hq/fw-1/1"),
        ),
        expected(
            "inside CIDRs of a second connection leave the first alone",
            {
                "sites.hq.devices.fw-1.connections": 2,
                "sites.hq.tunnels.inside_cidrs.fw-1": [f"169.254.60.{4 * n}/30" for n in range(4)],
            },
            before={"sites.hq.tunnels": {"inside_cidrs": {"fw-1": ["169.254.60.0/30", "169.254.60.4/30"]}}},
            create=[connection("hq/fw-1/2"), *alarms("hq/fw-1/2")],
        ),
        expected(
            "another ASN replaces the gateway and keeps the connections",
            {"vpn_gateway": {"asn": 64801}},
            {HQ: BOTH, DEPOT: BOTH},
            replace=[VGW, f"{GATEWAY}.aws_vpn_gateway_attachment.this[0]", propagation("private")],
            update=[HQ, DEPOT],
        ),
        expected("AWS's own ASN, written out, changes nothing", {"vpn_gateway": {"asn": 64512}}),
        expected(
            "logs off",
            {"logging": {"enabled": False}},
            {HQ: BOTH, DEPOT: BOTH},
            update=[HQ, DEPOT],
            delete=[LOGS],
        ),
        expected("logs kept for longer", {"logging": {"retention_days": 731}}, update=[LOGS]),
        expected("alarms off", {"alarms": {"enabled": False}}, delete=alarms("hq/fw-1/1", "depot/fw-1/1")),
        expected(
            "alarms that tell somebody",
            {"alarms": {"sns_topic_arns": [TOPIC]}},
            update=alarms("hq/fw-1/1", "depot/fw-1/1"),
        ),
        expected(
            "a route table more",
            {"vpcs.shop.route_tables.public": "rtb-0ab11bb22cc33dd44"},
            create=[propagation("public")],
        ),
        expected(
            "a static route more",
            {"sites.depot.cidrs": ["10.0.0.0/16", "10.1.0.0/16"]},
            create=[route("depot/fw-1/1/10.0.0.0/16")],
        ),
        expected(
            "from static routes to BGP",
            {"sites.depot.routing": "bgp", "sites.depot.asn": 65141},
            {DEPOT: BOTH},
            replace=[device("depot/fw-1"), DEPOT],
            delete=[route("depot/fw-1/1/10.1.0.0/16")],
            update=alarms("depot/fw-1/1"),
        ),
        expected(
            "AWS starting the tunnels",
            {"sites.hq.tunnels": {"startup_action": "start"}},
            {HQ: BOTH},
            update=[HQ],
        ),
    ],
)
def test_a_change_does(actions: dict[str, str], down: dict[str, list[int]], change: Change, tunnels_down: Any) -> None:
    assert change.actions == actions
    assert {address: list(tunnels) for address, tunnels in tunnels_down.items()} == down


@pytest.mark.plan_change(
    "managed-vpn",
    inputs=BASE,
    vpcs={VPC: ["10.44.0.0/16"]},
    after={
        "sites.hq.asn": 65199,
        "sites.depot.tunnels": {"inside_cidrs": {"fw-1": ["169.254.60.0/30", "169.254.60.4/30"]}},
    },
)
def test_what_is_told_of_a_change(change: Change, tunnels_down: dict[str, dict[int, str]]) -> None:
    gateway = change[device("hq/fw-1")]
    assert (gateway.forced_by, gateway.changed) == (("bgp_asn",), {"bgp_asn": ("65140", "65199")})
    assert change[HQ].changed == {"customer_gateway_id": (UNKNOWN, UNKNOWN)}
    assert change[DEPOT].forced_by == ("tunnel1_inside_cidr", "tunnel2_inside_cidr")
    assert change[DEPOT]["tunnel2_inside_cidr"] == (UNKNOWN, "169.254.60.4/30")
    moved = "the connection moves to another customer gateway (customer_gateway_id)"
    assert tunnels_down[HQ] == {1: moved, 2: moved}
    assert tunnels_down[DEPOT][1].startswith("the connection is replaced (forced by tunnel1_inside_cidr, ")


@pytest.mark.plan_change("managed-vpn", inputs=BASE, vpcs={VPC: ["10.44.0.0/16"]}, after={"tags": {"owner": "network"}})
def test_tags_are_told_once(change: Change) -> None:
    assert change[HQ].changed == {"tags.owner": (ABSENT, "network")}


@pytest.mark.plan_change(
    "site-to-site-vpn", inputs=vpn(), region="us-east-1", after={"sites.hq.devices.fw-1.connections": 2}
)
def test_another_region(change: Change) -> None:
    assert change.created == ['aws_vpn_connection.this["hq/fw-1/2"]']
    assert len(change.unchanged) == 2
