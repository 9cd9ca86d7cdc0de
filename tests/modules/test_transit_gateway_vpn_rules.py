"""modules/transit-gateway-vpn: the rules that span its blocks."""

from typing import Any

import pytest

from support.cases import accepted, refused
from support.transit_gateway_vpn import LAB, OTHER_GATEWAY, SHOP, TOOLS, WORLD, core, plant, vpc
from support.vpn import TRANSIT_GATEWAY, Inputs
from tieline.terraform.plan import Plan
from tieline.testing.plugin import Rejection

MODULE = "transit-gateway-vpn"
OWN = "networks that are joined need ranges of their own."
DIFFER = (
    "; the two sides must differ: change this one, or set transit_gateway.asn to another private ASN such as 64802."
)
TWO: Inputs = {"a": {"ip_address": "198.51.100.51"}, "b": {"ip_address": "198.51.100.52"}}
FAR: Inputs = {"account": "444455556666", "subnets": {}, "attachment_id": "tgw-attach-0aa11bb22cc33dd44"}
NAMES = "vpcs, peerings and sites have lab, shop, plant."
TABLES = "route_tables has main."


def sites(**changes: Inputs) -> Inputs:
    """The inputs with these sites and no tables."""
    return core(sites=changes, associations={}, propagations={}, route_tables={})


def routes(**destinations: Any) -> Inputs:
    return {"main": {"routes": {key.replace("_", "/"): value for key, value in destinations.items()}}}


@pytest.mark.parametrize(
    (),
    [
        accepted(MODULE, "nothing attached", {"name": "core", "sites": {}}),
        accepted(
            MODULE,
            "64512 beside another ASN",
            core(sites={"plant": plant(asn=64512)}, transit_gateway={"asn": 64802}),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "64512 beside an adopted gateway of unknown ASN",
            core(sites={"plant": plant(asn=64512)}, transit_gateway={"id": TRANSIT_GATEWAY}),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "ranges beside the others",
            sites(a=plant(cidrs=["10.43.0.0/16", "10.47.0.0/16", "10.54.1.0/24", "10.0.0.0/11"])),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "a static site's route in one table, and another in the other",
            core(
                sites={"plant": plant(routing="static")},
                route_tables={"main": {}, "other": {"routes": {"172.27.0.0/16": {"blackhole": True}}}},
            ),
            vpcs=WORLD,
        ),
        accepted(
            MODULE,
            "a route to a site that learns by BGP too",
            core(route_tables={"main": {"routes": {"172.27.0.0/16": {"attachment": "plant"}}}}),
            vpcs=WORLD,
        ),
    ],
)
def test_accepts(plan: Plan) -> None:
    assert plan.managed()


@pytest.mark.parametrize(
    "message",
    [
        refused(
            MODULE,
            "names that stand for two things",
            core(
                sites={
                    "shop": plant(),
                    "paris": plant(cidrs=["172.28.0.0/16"]),
                    "plant": plant(cidrs=["172.29.0.0/16"]),
                },
                peerings={"paris": {"id": OTHER_GATEWAY, "region": "eu-west-3"}},
            ),
            "sites.paris: peerings has paris too, and a name stands for one attachment; take another.",
            "sites.shop: vpcs has shop too, and a name stands for one attachment; take another.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "the gateway's ASN",
            core(transit_gateway={"asn": 65141}, sites={"a": plant(), "b": plant(cidrs=["172.28.0.0/16"])}),
            *(f"sites.{key}.asn: 65141 is the ASN of the transit gateway too{DIFFER}" for key in "ab"),
        ),
        refused(
            MODULE,
            "the ASN of an adopted gateway",
            core(transit_gateway={"id": TRANSIT_GATEWAY, "asn": 65141}),
            f"sites.plant.asn: 65141 is the ASN of the transit gateway too{DIFFER}",
        ),
        refused(
            MODULE,
            "the ASN nobody wrote for the gateway",
            core(sites={"plant": plant(asn=64512)}),
            "sites.plant.asn: 64512 is the ASN of the transit gateway too, AWS's default as transit_gateway.asn is not "
            f"set{DIFFER}",
        ),
        refused(
            MODULE,
            "the ASN nobody wrote for the site",
            core(transit_gateway={"asn": 65000}, sites={"plant": plant(asn=None, routing="static")}),
            f"sites.plant.asn: 65000, which is sent as none is set, is the ASN of the transit gateway too{DIFFER}",
        ),
        refused(
            MODULE,
            "sites that overlap what is stated",
            sites(
                a=plant(cidrs=["10.44.128.0/17", "10.44.0.0/18"]),
                b=plant(cidrs=["10.45.0.0/16"]),
                c=plant(cidrs=["10.46.0.0/15", "192.168.0.0/16"]),
                d=plant(cidrs=["100.64.20.0/22", "100.64.30.5/32"]),
            )
            | {
                "vpcs": {"shop": vpc(), "lab": vpc(LAB), "far": vpc(TOOLS, cidrs=["10.47.0.0/24"], **FAR)},
                "transit_gateway": {"cidr_blocks": ["100.64.20.0/24", "100.64.30.0/24"]},
            },
            f"sites.a.cidrs: 10.44.128.0/17 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.a.cidrs: 10.44.0.0/18 overlaps 10.44.0.0/16 of vpcs.shop; {OWN}",
            f"sites.b.cidrs: 10.45.0.0/16 overlaps 10.45.0.0/16 of vpcs.lab; {OWN}",
            f"sites.c.cidrs: 10.46.0.0/15 overlaps 10.47.0.0/24 of vpcs.far; {OWN}",
            f"sites.d.cidrs: 100.64.20.0/22 overlaps 100.64.20.0/24 of transit_gateway.cidr_blocks; {OWN}",
            f"sites.d.cidrs: 100.64.30.5/32 overlaps 100.64.30.0/24 of transit_gateway.cidr_blocks; {OWN}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "sites that overlap what a VPC really has",
            sites(a=plant(cidrs=["10.54.0.128/25"]), b=plant(cidrs=["10.54.0.0/26", "10.55.0.0/16"])),
            f"sites.a.cidrs: 10.54.0.128/25 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
            f"sites.b.cidrs: 10.54.0.0/26 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a site that holds what a VPC really has",
            sites(a=plant(cidrs=["10.54.0.0/16"])),
            f"sites.a.cidrs: 10.54.0.0/16 overlaps 10.54.0.0/24, which {SHOP} (vpcs.shop) really has; {OWN}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "associations of nothing",
            core(associations={"shop": "main", "plnt": "main", "plant/fw-1/2": "main"}),
            f"associations.plant/fw-1/2: plant/fw-1/2 is no attachment; {NAMES}",
            f"associations.plnt: plnt is no attachment; {NAMES}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "associations with nothing",
            core(associations={"shop": "mian", "plant": "Main", "lab": None}),
            f"associations.lab: null is no route table; {TABLES}",
            f"associations.plant: Main is no route table; {TABLES}",
            f"associations.shop: mian is no route table; {TABLES}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "names where there is none",
            {"name": "core", "sites": {}, "associations": {"shop": "main"}, "route_tables": {"main": {}}},
            "associations.shop: shop is no attachment; there is none in vpcs, peerings and sites.",
        ),
        refused(
            MODULE,
            "tables where there is none",
            core(route_tables={}, propagations={}, associations={"shop": "main"}),
            "associations.shop: main is no route table; route_tables has none.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "many names",
            core(
                sites={f"s{n}": plant(cidrs=[f"172.27.{n}.0/24"]) for n in range(10)},
                associations={"x": "main"},
                propagations={},
            ),
            "associations.x: x is no attachment; vpcs, peerings and sites have lab, shop, s0, s1, s2, s3, s4, s5, s6, s7 "
            "and 2 more.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "propagations of nothing",
            core(propagations={"plnt": ["main"], "plant/fw-1": ["main"]}),
            f"propagations.plant/fw-1: plant/fw-1 is no attachment; {NAMES}",
            f"propagations.plnt: plnt is no attachment; {NAMES}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "propagations to nothing",
            core(sites={"plant": plant(routing="static")}, propagations={"plant": ["main", "mian"], "shop": [None]}),
            f"propagations.plant: mian is no route table; {TABLES}",
            f"propagations.shop: null is no route table; {TABLES}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a table twice",
            core(propagations={"plant": ["main", "main"], "shop": ["main", "main"]}),
            *(f"propagations.{key}: main, main names one twice; name each once." for key in ("plant", "shop")),
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a table for a site and its connection",
            core(propagations={"plant": ["main"], "plant/fw-1/1": ["main"]}),
            "propagations.plant/fw-1/1: main stands in propagations.plant too, which is for all connections of the site; "
            "remove it from one of the two.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a peering that propagates",
            core(
                peerings={"paris": {"id": OTHER_GATEWAY, "region": "eu-west-3"}},
                propagations={"paris": ["main"]},
            ),
            "propagations.paris: a peering propagates nothing; say its ranges in route_tables.<table>.routes.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "static routes said twice",
            core(
                sites={"plant": plant(cidrs=["172.27.0.0/16", "172.28.0.0/16"], routing="static")},
                route_tables=routes(**{"172.27.0.0_16": {"attachment": "shop"}, "172.28.0.0_16": {"blackhole": True}}),
            ),
            *(
                f"propagations.plant: gives main a static route to {cidr}, and route_tables.main.routes has one too; "
                "remove one of the two."
                for cidr in ("172.27.0.0/16", "172.28.0.0/16")
            ),
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "a static route said twice, of a connection",
            core(
                sites={"plant": plant(routing="static")},
                route_tables=routes(**{"172.27.0.0_16": {"attachment": "plant"}}),
                propagations={"plant/fw-1/1": ["main"]},
            ),
            "propagations.plant/fw-1/1: gives main a static route to 172.27.0.0/16, and route_tables.main.routes has one "
            "too; remove one of the two.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "routes to sites of several connections",
            core(
                sites={"plant": plant(devices=TWO)},
                route_tables=routes(
                    **{"10.60.0.0_16": {"attachment": "plant"}, "10.61.0.0_16": {"attachment": "plant"}}
                ),
            ),
            *(
                f"route_tables.main.routes.{cidr}: plant has 2 connections, and a static route leads to one; name that, "
                "such as plant/a/1, or let the site propagate by BGP."
                for cidr in ("10.60.0.0/16", "10.61.0.0/16")
            ),
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "routes to nothing",
            core(
                route_tables=routes(**{"10.60.0.0_16": {"attachment": "plnt"}, "10.61.0.0_16": {"attachment": "shop"}})
            ),
            f"route_tables.main.routes.10.60.0.0/16: plnt is no attachment; {NAMES}",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "what the gateway refuses",
            core(transit_gateway={"asn": 7224}),
            "transit_gateway.asn: 7224 cannot be an Amazon-side ASN; take one of 64512-65534 or 4200000000-4294967294.",
            vpcs=WORLD,
        ),
        refused(
            MODULE,
            "what the connections refuse",
            core(sites={"plant": plant(routing="static", devices=TWO)}),
            "sites.plant.devices: 2 connections (a 1, b 1), but a transit gateway sends a static route's traffic to one; "
            "keep one, or take routing bgp.",
            vpcs=WORLD,
        ),
    ],
)
def test_refuses(rejection: Rejection, message: list[str]) -> None:
    assert [error.detail.splitlines() for error in rejection.errors] == [message]
