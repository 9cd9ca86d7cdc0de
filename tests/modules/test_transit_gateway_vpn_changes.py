"""What a change of the inputs of modules/transit-gateway-vpn does to what is there: nothing more than it has to."""

from __future__ import annotations

from typing import Any

import pytest

from support.transit_gateway_vpn import TOOLS, WORLD, core, plant, vpc
from tieline.terraform.change import Change
from tieline.terraform.plan import ABSENT

TGW, VPN = "module.transit_gateway", "module.site_to_site_vpn[0]"
BASE = core(
    sites={
        "plant": plant(),
        "depot": plant(
            cidrs=["172.28.0.0/16"], routing="static", asn=None, devices={"r": {"ip_address": "203.0.113.9"}}
        ),
    },
    associations={"shop": "main", "lab": "main", "plant": "main", "depot": "main"},
    propagations={"shop": ["main"], "plant": ["main"], "depot": ["main"]},
)
BOTH = [1, 2]


def gateway(kind: str, key: str) -> str:
    return f'{TGW}.aws_ec2_transit_gateway_{kind}.this["{key}"]'


def association(key: str) -> str:
    return gateway("route_table_association", key)


def propagation(key: str) -> str:
    return gateway("route_table_propagation", key)


def device(key: str) -> str:
    return f'{VPN}.aws_customer_gateway.this["{key}"]'


def connection(key: str) -> list[str]:
    """A connection, and its attachment's one tag."""
    return [f'{VPN}.aws_vpn_connection.this["{key}"]', tag(f"{key}|Name")]


def tag(key: str) -> str:
    return f'aws_ec2_tag.vpn_attachment["{key}"]'


def expected(name: str, after: dict[str, Any], down: dict[str, list[int]] | None = None, **actions: list[str]) -> Any:
    """A change, all that it does, and the tunnels it takes down."""
    wanted = {address: action for action, addresses in actions.items() for address in addresses}
    mark = pytest.mark.plan_change("transit-gateway-vpn", inputs=BASE, vpcs=WORLD, after=after)
    down = {f'{VPN}.aws_vpn_connection.this["{key}"]': tunnels for key, tunnels in (down or {}).items()}
    return pytest.param(wanted, down, marks=mark, id=name)


@pytest.mark.parametrize(
    ("actions", "down"),
    [
        expected("nothing", {}),
        expected(
            "a site more",
            {
                "sites.annex": plant(cidrs=["172.26.0.0/16"], asn=65142),
                "associations.annex": "main",
                "propagations.annex": ["main"],
            },
            create=[
                device("annex/fw-1"),
                *connection("annex/fw-1/1"),
                association("annex/fw-1/1"),
                propagation("annex/fw-1/1/main"),
            ],
        ),
        expected(
            "a static site more",
            {
                "sites.annex": plant(cidrs=["172.26.0.0/16"], asn=65142, routing="static"),
                "propagations.annex": ["main"],
            },
            create=[device("annex/fw-1"), *connection("annex/fw-1/1"), gateway("route", "main/172.26.0.0/16")],
        ),
        expected(
            "a site less",
            {"sites.depot": ABSENT, "associations.depot": ABSENT, "propagations.depot": ABSENT},
            {"depot/r/1": BOTH},
            delete=[
                device("depot/r"),
                *connection("depot/r/1"),
                association("depot/r/1"),
                gateway("route", "main/172.28.0.0/16"),
            ],
        ),
        expected(
            "a device more",
            {"sites.plant.devices.a": {"ip_address": "198.51.100.52"}},
            create=[
                device("plant/a"),
                *connection("plant/a/1"),
                association("plant/a/1"),
                propagation("plant/a/1/main"),
            ],
        ),
        expected(
            "a connection more",
            {"sites.plant.devices.fw-1.connections": 2},
            create=[*connection("plant/fw-1/2"), association("plant/fw-1/2"), propagation("plant/fw-1/2/main")],
        ),
        expected(
            "a VPC more",
            {"vpcs.a": vpc(TOOLS), "associations.a": "main", "propagations.a": ["main"]},
            create=[gateway("vpc_attachment", "a"), association("a"), propagation("a/main")],
        ),
        expected("a table more", {"route_tables.a": {}}, create=[gateway("route_table", "a")]),
        expected(
            "a route more",
            {"route_tables.main.routes": {"10.60.0.0/16": {"attachment": "plant"}}},
            create=[gateway("route", "main/10.60.0.0/16")],
        ),
        expected(
            "a range more of a static site",
            {"sites.depot.cidrs": ["172.20.0.0/16", "172.28.0.0/16"]},
            create=[gateway("route", "main/172.20.0.0/16")],
        ),
        expected("a range more of a site by BGP", {"sites.plant.cidrs": ["172.20.0.0/16", "172.27.0.0/16"]}),
        expected("a propagation more", {"propagations.lab": ["main"]}, create=[propagation("lab/main")]),
        expected(
            "a tag of a site",
            {"sites.plant.tags": {"floor": "2"}},
            create=[tag("plant/fw-1/1|floor")],
            update=[device("plant/fw-1"), connection("plant/fw-1/1")[0]],
        ),
    ],
)
def test_a_change_does(actions: dict[str, str], down: dict[str, list[int]], change: Change, tunnels_down: Any) -> None:
    assert change.actions == actions
    assert {address: list(tunnels) for address, tunnels in tunnels_down.items()} == down


@pytest.mark.plan_change(
    "transit-gateway-vpn",
    inputs=core(sites={}, associations={}, propagations={}),
    vpcs=WORLD,
    after={"sites.plant": plant(), "associations.plant": "main"},
)
def test_the_first_site(change: Change) -> None:
    assert change.actions == dict.fromkeys(
        [device("plant/fw-1"), *connection("plant/fw-1/1"), association("plant/fw-1/1")], "create"
    )
