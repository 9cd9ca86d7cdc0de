"""Inputs of modules/transit-gateway-vpn, small and valid; a test says only what it changes."""

from typing import Any

from support.vpn import Inputs, site

SHOP, LAB, TOOLS = "vpc-0f011bb22cc33dd44", "vpc-0f111bb22cc33dd44", "vpc-0f211bb22cc33dd44"
OTHER_GATEWAY = "tgw-0bb11bb22cc33dd44"
WORLD = {SHOP: ["10.44.0.0/16", "10.54.0.0/24"], LAB: ["10.45.0.0/16"], TOOLS: ["10.46.0.0/16"]}


def vpc(id: str = SHOP, **changes: Any) -> Inputs:  # noqa: A002 - the module's own name
    """A VPC with one subnet: its own, by its id."""
    return {"id": id, "cidrs": WORLD[id][:1], "subnets": {"a": id.replace("vpc-", "subnet-")}} | changes


def plant(**changes: Any) -> Inputs:
    """A site with one device."""
    return site(**{"cidrs": ["172.27.0.0/16"], "asn": 65141} | changes)


def core(**changes: Any) -> Inputs:
    """Two VPCs and a site on one route table, without logs and alarms."""
    return {
        "name": "core",
        "vpcs": {"shop": vpc(), "lab": vpc(LAB)},
        "sites": {"plant": plant()},
        "route_tables": {"main": {}},
        "associations": {"shop": "main", "lab": "main", "plant": "main"},
        "propagations": {"shop": ["main"], "lab": ["main"], "plant": ["main"]},
        "flow_logs": {"enabled": False},
        "logging": {"enabled": False},
        "alarms": {"enabled": False},
    } | changes
