"""What is announced to the sites on Direct Connect for a transit gateway: its allowed prefixes."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator

from tieline.spec.document import Path
from tieline.spec.segments import reached
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect


def reaching_sites(spec: TransitGatewayDirectConnect) -> Iterator[tuple[Path, str]]:
    """The VPCs and peerings that may reach the sites, and be reached by them: where they stand, and their ranges."""
    allowed = None
    if spec.segments:
        home = {key for key, segment in spec.segments.items() if segment.sites}
        others = {other for key in home for other in reached(spec.segments)[key]}
        allowed = {member for key in others for member in spec.segments[key].members()}
    for kind, members in (("vpcs", spec.vpcs), ("peerings", spec.peerings)):
        for key, member in members.items():
            if allowed is None or key in allowed:
                yield from (((kind, key), cidr) for cidr in member.cidrs)


def together(prefixes: Iterable[str]) -> list[ipaddress.IPv4Network]:
    """The IPv4 ranges among prefixes; two halves of a range are that range."""
    networks = map(ipaddress.ip_network, prefixes)
    return list(ipaddress.collapse_addresses(each for each in networks if isinstance(each, ipaddress.IPv4Network)))


def allowed_prefixes(spec: TransitGatewayDirectConnect) -> list[str]:
    """What is stated; else the ranges of all that may reach the sites."""
    return spec.direct_connect.gateway.allowed_prefixes or [cidr for _, cidr in reaching_sites(spec)]
