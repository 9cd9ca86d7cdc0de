"""Rules of the pattern transit-gateway-vpn that span fields."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.spec.connections import expand
from tieline.spec.document import Path
from tieline.spec.network import TUNNEL_MEGABITS, VpnSite, megabits
from tieline.spec.quotas import CONNECTIONS_PER_REGION, ROUTES_OVER_VPN
from tieline.spec.transit_gateway_rules import transit_gateway_violations
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.spec.violation import Violation, adjustable
from tieline.spec.vpn_rules import gateway_asn, vpn_violations


def transit_gateway_vpn_violations(spec: TransitGatewayVpn) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    connections = list(expand(spec.sites))
    yield from transit_gateway_violations(spec, len(connections))
    if spec.transit_gateway.id is None or spec.transit_gateway.asn:
        yield from gateway_asn(spec.sites, spec.transit_gateway.asn, "transit_gateway", "transit gateway")
    yield from vpn_violations(spec, connections)
    yield from _sites(spec)
    yield from adjustable(("sites",), len(connections), CONNECTIONS_PER_REGION, "VPN connections in the Region")


def _sites(spec: TransitGatewayVpn) -> Iterator[Violation]:
    for key, site in spec.sites.items():
        count = sum(site.connections().values())
        if site.routing == "static":
            if count > 1:
                yield Violation(
                    ("sites", key, "devices"),
                    f"{count} connections and static routing; a transit gateway's table has one static route for a "
                    "range, and so one connection for it: keep one, or use bgp",
                )
            for device_key, device in site.devices.items():
                if device.inside_ip_version == "ipv6":
                    path = ("sites", key, "devices", device_key, "inside_ip_version")
                    yield Violation(path, "the static routes are IPv4; use bgp, or ipv4")
        if len(site.cidrs) > ROUTES_OVER_VPN:
            yield Violation(
                ("sites", key, "cidrs"),
                f"{len(site.cidrs)} ranges; a connection learns {ROUTES_OVER_VPN} routes: summarise the ranges",
            )
        if site.bandwidth:
            yield from _bandwidth(spec, key, site, site.bandwidth)


def _bandwidth(spec: TransitGatewayVpn, key: str, site: VpnSite, bandwidth: str) -> Iterator[Violation]:
    """Does what is stated, or worked out, carry the bandwidth? Only equal paths of BGP are used side by side."""
    path: Path = ("sites", key, "bandwidth")
    wanted, counts = megabits(bandwidth), site.connections()
    several = site.routing == "bgp" and spec.transit_gateway.ecmp
    tunnels = 2 * sum(counts[device] for device in site.active) if several else 1
    if wanted > tunnels * TUNNEL_MEGABITS:
        if site.routing == "static":
            why, mend = "static routing uses one", "use bgp"
        elif not several:
            why, mend = "without ECMP one is used", "take transit_gateway.ecmp: false out"
        else:
            why = f"{tunnels} tunnels with equal paths carry {tunnels * TUNNEL_MEGABITS / 1000:g} Gbps"
            needed = -(-wanted // (2 * TUNNEL_MEGABITS * len(site.active)))
            mend = f"give {' and '.join(site.active)} {needed} connections each, or leave connections out"
        yield Violation(path, f"{bandwidth} is more than one tunnel's 1.25 Gbps allows: {why}; {mend}")
    elif wanted > TUNNEL_MEGABITS:
        total = sum(counts.values())
        yield Violation(
            path,
            f"{total} connection{'s' if total > 1 else ''} for {bandwidth}; one flow, such as one TCP session, never "
            "exceeds the 1.25 Gbps of the tunnel it takes",
            notice=True,
        )
