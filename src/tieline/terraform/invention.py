"""Values for what only an apply would settle: of the right type, plausible, and the same each time.

They have to pass what looks at them: the provider's own validation, and rules of modules such as
`can(regex("^vgw-[0-9a-f]{17}$", var.id))`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from tieline.terraform.provider_schema import Type

ACCOUNT = "111122223333"

# What AWS's ids start with: by resource type for `id`, and by the name of any other attribute that holds one.
_PREFIXES = {
    "customer_gateway": "cgw",
    "dhcp_options": "dopt",
    "dx_connection": "dxcon",
    "dx_gateway": None,  # a UUID
    "dx_lag": "dxlag",
    "dx_private_virtual_interface": "dxvif",
    "dx_public_virtual_interface": "dxvif",
    "dx_transit_virtual_interface": "dxvif",
    "ec2_transit_gateway": "tgw",
    "ec2_transit_gateway_route_table": "tgw-rtb",
    "ec2_transit_gateway_vpc_attachment": "tgw-attach",
    "eip": "eipalloc",
    "allocation": "eipalloc",
    "association": "assoc",
    "egress_only_internet_gateway": "eigw",
    "flow_log": "fl",
    "instance": "i",
    "internet_gateway": "igw",
    "nat_gateway": "nat",
    "network_acl": "acl",
    "network_interface": "eni",
    "route_table": "rtb",
    "security_group": "sg",
    "subnet": "subnet",
    "transit_gateway": "tgw",
    "transit_gateway_attachment": "tgw-attach",
    "vpc": "vpc",
    "vpc_endpoint": "vpce",
    "vpc_peering_connection": "pcx",
    "vpn_connection": "vpn",
    "vpn_gateway": "vgw",
}
_UUIDS = frozenset({"dx_gateway", "data"})


_TELLTALE = re.compile(r"[0-9a-f]{17}|[0-9a-f]{12}$|^198\.18\.")


def telltale(value: Any) -> set[str]:
    """The texts of an invented value that nothing else would have by chance."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return set().union(*map(telltale, inner))
    return {value} if isinstance(value, str) and _TELLTALE.search(value) else set()


def invent(wanted: Type, resource: str, path: tuple[str | int, ...], seed: str) -> Any:
    """A value of a type.

    Args:
        wanted: the type.
        resource: the type of the resource it is for.
        path: where in the resource; the last name in it says what the text is about.
        seed: what tells it from all others, such as the resource's address.
    """
    if isinstance(wanted, list):
        kind, inner = wanted
        if kind == "object":
            return {name: invent(each, resource, (*path, name), seed) for name, each in inner.items()}
        if kind == "tuple":
            return [invent(each, resource, (*path, index), seed) for index, each in enumerate(inner)]
        # One element, for those who take the first; a map has no key that anybody would look for.
        return {} if kind == "map" else [invent(inner, resource, (*path, 0), seed)]
    if wanted == "bool":
        return False
    digest = hashlib.sha256(f"{seed}{path}".encode()).hexdigest()
    if wanted == "number":
        return int(digest[:4], 16) + 1
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return _text(resource, name, digest)


def _text(resource: str, name: str, digest: str) -> str:
    service = resource.removeprefix("aws_")
    if name == "arn" or name.endswith("_arn"):
        return f"arn:aws:{_service(name, service)}:us-east-1:{ACCOUNT}:{service.replace('_', '-')}/{digest[:17]}"
    if name == "id" or name.endswith("_id"):
        return _id(service if name == "id" else name.removesuffix("_id"), digest)
    low, high = int(digest[:2], 16), int(digest[2:4], 16)
    if "cidr" in name:
        return f"169.254.{6 + low % 160}.{high & 0xFC}/30" if "inside" in name else f"198.18.{low}.{high & 0xFC}/30"
    if re.search(r"(^|_)ip(_|$)|address", name):
        return f"169.254.{6 + low % 160}.{high}" if "inside" in name else f"198.18.{low}.{high}"
    if "asn" in name:
        return "64512"
    if re.search(r"(_at|_on|time|timestamp|date)$", name):
        return "2000-01-01T00:00:00Z"
    if re.search(r"policy|json|document", name):
        return "{}"
    return digest[:32]


def _service(name: str, resource: str) -> str:
    if resource.startswith("cloudwatch_log"):
        return "logs"
    if name == "preshared_key_arn":
        return "secretsmanager"
    first = resource.partition("_")[0]
    return {"dx": "directconnect", "vpn": "ec2", "customer": "ec2", "ec2": "ec2"}.get(first, first)


def _id(kind: str, digest: str) -> str:
    if kind in {"owner", "account"}:
        return ACCOUNT
    if prefix := _PREFIXES.get(kind):
        return f"{prefix}-{digest[:17]}"
    if kind in _UUIDS:
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    return digest[:32]
