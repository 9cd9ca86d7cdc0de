"""Inputs of modules/transit-gateway-direct-connect, small and valid; a test says only what it changes."""

from typing import Any

from support.cases import accepted, refused
from support.vpn import Inputs

MODULE = "transit-gateway-direct-connect"
ASN, GATEWAY_ASN = 64802, 64803
DX_GATEWAY, OTHER_DX_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab", "5678abcd-12ab-34cd-56ef-1234567890ab"
PROPOSAL = "0ab1cd2e-12ab-34cd-56ef-1234567890ab"
ACCOUNT = "444455556666"
TGW, OTHER_TGW = "tgw-0dd01bb22cc33dd44", "tgw-0dd11bb22cc33dd44"
ATTACHMENT, OTHER_ATTACHMENT = "tgw-attach-0dd01bb22cc33dd44", "tgw-attach-0dd11bb22cc33dd44"
CONNECTION, HOSTED, LAG = "dxcon-fg0dd11b", "dxcon-fg0dd21b", "dxlag-fg0dd11b"

SHOP, LAB, TOOLS = "vpc-0dd01bb22cc33dd44", "vpc-0dd11bb22cc33dd44", "vpc-0dd21bb22cc33dd44"
#: What VPCs there are in this account.
WORLD = {SHOP: ["10.44.0.0/16", "10.54.0.0/24"], LAB: ["10.45.0.0/16"], TOOLS: ["10.46.0.0/16"]}


def vpc(id: str = SHOP, **changes: Any) -> Inputs:  # noqa: A002 - the module's own name
    """A VPC with one subnet: its own, by its id."""
    return {"id": id, "cidrs": WORLD[id][:1], "subnets": {"a": id.replace("vpc-", "subnet-")}} | changes


def site(*interfaces: str, **changes: Any) -> Inputs:
    """A site where these virtual interfaces end."""
    return {"cidrs": ["172.26.0.0/16"], "asn": 65142, "virtual_interfaces": {key: {} for key in interfaces}} | changes


def interface(**changes: Any) -> Inputs:
    """A virtual interface on the connection north."""
    return {"connection": "north", "vlan": 210} | changes


def further(**changes: Any) -> Inputs:
    """A transit gateway of another Region."""
    return {"id": OTHER_TGW, "asn": 64804, "allowed_prefixes": ["10.64.0.0/16"]} | changes


def link(**changes: Any) -> Inputs:
    """The virtual interface north on an adopted connection, through a created gateway."""
    return {
        "gateway": {"asn": GATEWAY_ASN},
        "connections": {"north": {"id": CONNECTION}},
        "virtual_interfaces": {"north": interface()},
    } | changes


def backbone(direct_connect: Inputs | None = None, **changes: Any) -> Inputs:
    """Two VPCs and a site on one route table, without flow logs and alarms."""
    return {
        "name": "backbone",
        "transit_gateway": {"asn": ASN},
        "direct_connect": link() if direct_connect is None else direct_connect,
        "vpcs": {"shop": vpc(), "lab": vpc(LAB)},
        "sites": {"campus": site("north")},
        "route_tables": {"main": {}},
        "associations": {"shop": "main", "lab": "main", "campus": "main"},
        "propagations": {"shop": ["main"], "lab": ["main"], "campus": ["main"]},
        "flow_logs": {"enabled": False},
        "alarms": {"enabled": False},
    } | changes


def gateway(**changes: Any) -> Inputs:
    """As `backbone`, with the created gateway changed."""
    return backbone(link(gateway={"asn": GATEWAY_ASN} | changes))


def theirs(direct_connect: Inputs | None = None, **changes: Any) -> Inputs:
    """As `backbone`, proposed to another account's Direct Connect gateway, where the virtual interfaces are."""
    stated = {"id": DX_GATEWAY, "asn": GATEWAY_ASN, "account": ACCOUNT} | (direct_connect or {})
    return backbone({"gateway": stated}, sites={"campus": site()}) | changes


def takes(name: str, inputs: Inputs, **settings: Any) -> Any:
    """A case that must plan, where there are the VPCs of `WORLD`."""
    return accepted(MODULE, name, inputs, **{"vpcs": WORLD} | settings)


def refuses(name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with exactly these lines, where there are the VPCs of `WORLD`."""
    return refused(MODULE, name, inputs, *lines, **{"vpcs": WORLD} | settings)
