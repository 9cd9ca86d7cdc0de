"""Inputs of modules/transit-gateway, small and valid; a test says only what it changes."""

from typing import Any

from support.cases import accepted, refused
from support.vpn import Inputs

MODULE = "transit-gateway"

GATEWAY, OTHER = "tgw-0aa11bb22cc33dd44", "tgw-0ab11bb22cc33dd44"
ATTACHMENT, VPN = "tgw-attach-0aa11bb22cc33dd44", "tgw-attach-0ab11bb22cc33dd44"
PREFIX_LIST = "pl-0aa11bb22cc33dd44"
ORGANIZATION = "arn:aws:organizations::111122223333:organization/o-abcde12345"
UNIT = "arn:aws:organizations::111122223333:ou/o-abcde12345/ou-ab12-cdefgh34"
SHARE = "arn:aws:ram:eu-north-1:111122223333:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab"

SHOP, LAB, TOOLS = "vpc-0d011bb22cc33dd44", "vpc-0d111bb22cc33dd44", "vpc-0d211bb22cc33dd44"
ANNEX = "vpc-0d311bb22cc33dd44"
#: What there is to attach.
WORLD = {
    SHOP: ["10.44.0.0/16", "10.45.0.0/24"],
    LAB: ["10.46.0.0/16"],
    TOOLS: ["10.47.0.0/16"],
    ANNEX: ["10.45.0.128/25"],
}


def core(**changes: Any) -> Inputs:
    """A gateway without flow logs: most rules need none."""
    return {"name": "core", "flow_logs": {"enabled": False}} | changes


def vpc(number: int = 0, **changes: Any) -> Inputs:
    """The VPC shop, lab or tools, attached from here."""
    identity, ranges = list(WORLD.items())[number]
    return {
        "id": identity,
        "cidrs": ranges[:1],
        "subnets": {"a": f"subnet-0d{number}11bb22cc33dd44"},
    } | changes


def shop(**changes: Any) -> Inputs:
    """A gateway with the VPC shop, changed."""
    return core(vpcs={"shop": vpc(**changes)})


def foreign(number: int = 0, **changes: Any) -> Inputs:
    """A VPC of another account, whose attachment is accepted here."""
    return {
        "id": f"vpc-0e{number}11bb22cc33dd44",
        "cidrs": [f"10.{60 + number}.0.0/16"],
        "attachment_id": f"tgw-attach-0e{number}11bb22cc33dd44",
    } | changes


def peer(**changes: Any) -> Inputs:
    """A gateway in another Region."""
    return {"id": OTHER, "region": "eu-west-3"} | changes


def route(destination: str = "192.168.0.0/16", **how: Any) -> Inputs:
    """A gateway with the route table main, a route in it, and an attachment for that."""
    return core(
        attachments={"vpn": VPN}, route_tables={"main": {"routes": {destination: how or {"attachment": "vpn"}}}}
    )


def takes(name: str, inputs: Inputs, **settings: Any) -> Any:
    """A case that must plan."""
    return accepted(MODULE, name, inputs, **{"vpcs": WORLD} | settings)


def refuses(name: str, inputs: Inputs, *lines: str, **settings: Any) -> Any:
    """A case that must fail with one error of these lines."""
    return refused(MODULE, name, inputs, *lines, **{"vpcs": WORLD} | settings)
