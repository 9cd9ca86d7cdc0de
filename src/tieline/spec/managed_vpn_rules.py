"""Rules of the pattern managed-vpn that span fields."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.spec.connections import expand
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.network import TUNNEL_MEGABITS, megabits
from tieline.spec.overlap import overlaps, unusable
from tieline.spec.quotas import CONNECTIONS_PER_GATEWAY, MAX_ROUTES
from tieline.spec.site_rules import networks
from tieline.spec.violation import Violation, adjustable
from tieline.spec.vpn_rules import gateway_asn, vpn_violations


def managed_vpn_violations(spec: ManagedVpn) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    connections = list(expand(spec.sites))
    yield from overlaps(networks(spec))
    yield from unusable(networks(spec))
    if spec.vpn_gateway.id is None or spec.vpn_gateway.asn:  # else adopted: whatever it has, the module reads
        yield from gateway_asn(spec.sites, spec.vpn_gateway.asn, "vpn_gateway", "virtual private gateway")
    yield from vpn_violations(spec, connections)
    yield from _routes(spec)
    yield from _transit_gateway_only(spec)
    what = "connections on one virtual private gateway"
    yield from adjustable(("sites",), len(connections), CONNECTIONS_PER_GATEWAY, what)


def _transit_gateway_only(spec: ManagedVpn) -> Iterator[Violation]:
    """What a virtual private gateway cannot do and a transit gateway can."""
    mend = "which takes a transit gateway: use the pattern transit-gateway-vpn"
    for key, site in spec.sites.items():
        if site.acceleration:
            yield Violation(("sites", key, "acceleration"), f"a virtual private gateway has no acceleration, {mend}")
        if site.bandwidth and megabits(site.bandwidth) > TUNNEL_MEGABITS:
            yield Violation(
                ("sites", key, "bandwidth"),
                f"{site.bandwidth} is more than a virtual private gateway sends: 1.25 Gbps in all, through one tunnel; "
                f"for more use the pattern transit-gateway-vpn, or take at most {TUNNEL_MEGABITS}Mbps",
            )
        for device_key, device in site.devices.items():
            if device.inside_ip_version == "ipv6":
                path = ("sites", key, "devices", device_key, "inside_ip_version")
                yield Violation(path, f"a virtual private gateway carries no IPv6, {mend}")


def _routes(spec: ManagedVpn) -> Iterator[Violation]:
    """How many routes the gateway takes of each kind, and the VPC's tables learn; these quotas are fixed."""
    for routing, kind, mend in (
        ("static", "static routes", "summarise the ranges, or use bgp"),
        ("bgp", "ranges to learn by BGP", "summarise the ranges"),
    ):
        count = sum(len(site.cidrs) for site in spec.sites.values() if site.routing == routing)
        if count > MAX_ROUTES:
            yield Violation(("sites",), f"{count} {kind}; a virtual private gateway takes {MAX_ROUTES}: {mend}")
    count = sum(len(site.cidrs) for site in spec.sites.values())
    for key, vpc in spec.vpcs.items():
        if vpc.route_tables and count > MAX_ROUTES:
            yield Violation(
                ("vpcs", key, "route_tables"),
                f"the sites have {count} ranges, and a route table learns {MAX_ROUTES} routes: summarise the ranges",
            )
