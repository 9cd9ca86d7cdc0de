"""Inputs of modules/direct-connect, small and valid; a test says only what it changes."""

from typing import Any

from support.cases import accepted, refused
from support.vpn import Inputs

MODULE = "direct-connect"
ASN = 64803
DX_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab"
PROPOSAL = "0ab1cd2e-12ab-34cd-56ef-1234567890ab"
ACCOUNT = "444455556666"
CONNECTION, HOSTED, LAG = "dxcon-fg0aa11b", "dxcon-fg0ab11b", "dxlag-fg0aa11b"
VGW, OTHER_VGW = "vgw-0dc01bb22cc33dd44", "vgw-0dc11bb22cc33dd44"
TABLE = "rtb-0dc{}1bb22cc33dd44"

SHOP, LAB, FAR = "vpc-0dc01bb22cc33dd44", "vpc-0dc11bb22cc33dd44", "vpc-0dc21bb22cc33dd44"
#: What VPCs there are in this account.
WORLD = {SHOP: ["10.44.0.0/16", "10.54.0.0/24"], LAB: ["10.45.0.0/16", "10.55.0.0/24"]}


def vpc(id: str = SHOP, **changes: Any) -> Inputs:  # noqa: A002 - the module's own name
    """The VPC shop or lab, with all its ranges."""
    return {"id": id, "cidrs": WORLD[id]} | changes


def foreign(**changes: Any) -> Inputs:
    """A VPC of another account."""
    return {"id": FAR, "cidrs": ["10.46.0.0/16"], "account": ACCOUNT, "proposal_id": PROPOSAL} | changes


def site(*interfaces: str, **changes: Any) -> Inputs:
    """A site where these virtual interfaces end."""
    return {"cidrs": ["172.26.0.0/16"], "asn": 65142, "virtual_interfaces": {key: {} for key in interfaces}} | changes


def interface(**changes: Any) -> Inputs:
    """A virtual interface on the connection north."""
    return {"connection": "north", "vlan": 210} | changes


def link(**changes: Any) -> Inputs:
    """The virtual interface north on an adopted connection, through a created gateway."""
    return {
        "gateway": {"asn": ASN},
        "connections": {"north": {"id": CONNECTION}},
        "virtual_interfaces": {"north": interface()},
    } | changes


def backbone(direct_connect: Inputs | None = None, **changes: Any) -> Inputs:
    """One VPC and one site, without alarms: most rules need none."""
    return {
        "name": "backbone",
        "direct_connect": link() if direct_connect is None else direct_connect,
        "vpcs": {"shop": vpc()},
        "sites": {"campus": site("north")},
        "alarms": {"enabled": False},
    } | changes


def interfaces(**items: Inputs) -> Inputs:
    """One VPC and one site, where all these virtual interfaces end."""
    return backbone(link(virtual_interfaces=items), sites={"campus": site(*items)})


def one(**changes: Any) -> Inputs:
    """One VPC and one site, with the virtual interface north, changed."""
    return interfaces(north=interface(**changes))


def sites(**items: Inputs) -> Inputs:
    """One VPC, and these sites without virtual interfaces."""
    return backbone(link(virtual_interfaces={}), sites=items)


def vpcs(**items: Inputs) -> Inputs:
    """These VPCs and one site."""
    return backbone(vpcs=items)


def straight(direct_connect: Inputs | None = None, **changes: Any) -> Inputs:
    """One VPC and one site, without a Direct Connect gateway."""
    return backbone(link(gateway=None) | (direct_connect or {}), **changes)


def theirs(**changes: Any) -> Inputs:
    """One VPC and one site, proposed to another account's Direct Connect gateway."""
    gateway = {"id": DX_GATEWAY, "asn": ASN, "account": ACCOUNT}
    return backbone(link(gateway=gateway, virtual_interfaces={}), sites={"campus": site()}) | changes


def takes(name: str, inputs: Inputs, **settings: Any) -> Any:
    """A case that must plan, where there are the VPCs of `WORLD`."""
    return accepted(MODULE, name, inputs, **{"vpcs": WORLD} | settings)


def refuses(name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with exactly these lines, where there are the VPCs of `WORLD`."""
    return refused(MODULE, name, inputs, *lines, **{"vpcs": WORLD} | settings)
