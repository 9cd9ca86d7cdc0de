"""Inputs of modules/direct-connect-gateway, small and valid; a test says only what it changes."""

from support.vpn import Inputs

MODULE = "direct-connect-gateway"
ASN = 64803
DX_GATEWAY = "1234abcd-12ab-34cd-56ef-1234567890ab"
PROPOSAL = "0ab1cd2e-12ab-34cd-56ef-1234567890ab"
ACCOUNT = "444455556666"
VGW, OTHER_VGW = "vgw-0aa11bb22cc33dd44", "vgw-0ab11bb22cc33dd44"
TGW, OTHER_TGW = "tgw-0aa11bb22cc33dd44", "tgw-0ab11bb22cc33dd44"
NORTH, SOUTH = "dxcon-fg0aa11b", "dxlag-fg0ab11b"
VIF = "dxvif-fg0aa11b"


def interface(**changes: object) -> Inputs:
    """A virtual interface on the connection north."""
    return {"connection": "north", "connection_id": NORTH, "vlan": 210, "asn": 65142} | changes


def public(**changes: object) -> Inputs:
    """A public virtual interface on the connection north."""
    ends = {"amazon_address": "198.51.100.0/31", "customer_address": "198.51.100.1/31"}
    return interface(**ends, prefixes=["203.0.113.0/24"]) | changes


def to_vgw(**changes: object) -> Inputs:
    """An association with a virtual private gateway, or a proposal of one."""
    return {
        "type": "virtual-private-gateway",
        "vpn_gateway_id": VGW,
        "allowed_prefixes": ["10.44.0.0/16"],
    } | changes


def to_tgw(**changes: object) -> Inputs:
    """An association with a transit gateway, or a proposal of one."""
    return {"type": "transit-gateway", "transit_gateway_id": TGW, "allowed_prefixes": ["10.44.0.0/15"]} | changes


def proposed(**changes: object) -> Inputs:
    """A proposal to another account's Direct Connect gateway."""
    return to_vgw(dx_gateway_id=DX_GATEWAY, dx_gateway_owner_account=ACCOUNT) | changes


def direct_connect(**changes: object) -> Inputs:
    """Inputs with a created gateway, without alarms: most rules need none."""
    return {"name": "harbour", "gateway": {"asn": ASN}, "alarms": {"enabled": False}} | changes


def private(**changes: object) -> Inputs:
    """Inputs with the private virtual interface north, changed."""
    return direct_connect(private_virtual_interfaces={"north": interface(**changes)})


def associated(*parts: Inputs, **changes: object) -> Inputs:
    """Inputs with the associations a, b, ..."""
    return direct_connect(associations=dict(zip("abcdefghijklmnopqrstuvwxyz", parts, strict=False))) | changes
