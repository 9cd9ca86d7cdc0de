"""Rules of the pattern transit-gateway-vpn that span fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tieline.spec.connections import Connection, expand
from tieline.spec.document import Path
from tieline.spec.network import TUNNEL_MEGABITS, Site, megabits
from tieline.spec.overlap import Network, overlaps, unusable
from tieline.spec.quotas import (
    ATTACHMENTS_PER_TRANSIT_GATEWAY,
    CONNECTIONS_PER_REGION,
    ROUTES_OVER_VPN,
    ROUTES_PER_VPC_TABLE,
    TRANSIT_GATEWAY_PEERINGS,
)
from tieline.spec.segment_rules import segment_violations
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.spec.violation import Violation
from tieline.spec.vpn_rules import gateway_asn, networks, vpn_violations


def transit_gateway_vpn_violations(spec: TransitGatewayVpn) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    connections = list(expand(spec.sites))
    ranges = list(chain(networks(spec), _more_networks(spec)))
    yield from overlaps(ranges)
    yield from unusable(ranges)
    if spec.transit_gateway.id is None or spec.transit_gateway.asn:
        yield from gateway_asn(spec.sites, spec.transit_gateway.asn, "transit_gateway", "transit gateway")
    yield from vpn_violations(spec, connections)
    yield from _names_once(spec)
    yield from _vpcs(spec)
    yield from _sites(spec)
    yield from segment_violations(spec)
    yield from _quotas(spec, connections)


def _more_networks(spec: TransitGatewayVpn) -> Iterator[Network]:
    for key, peering in spec.peerings.items():
        for index, cidr in enumerate(peering.cidrs):
            yield ("peerings", key, "cidrs", index), cidr
    for index, cidr in enumerate(spec.transit_gateway.cidr_blocks):
        yield ("transit_gateway", "cidr_blocks", index), cidr


def _names_once(spec: TransitGatewayVpn) -> Iterator[Violation]:
    owners: dict[str, Path] = {}
    for kind, members in (("vpcs", spec.vpcs), ("sites", spec.sites), ("peerings", spec.peerings)):
        for key in members:
            other = owners.setdefault(key, (kind, key))
            if other != (kind, key):
                yield Violation(
                    (kind, key),
                    f"{key} is the name of one of the {other[0]} too; give each of what is attached a name of its own",
                    beside=other,
                )


def _vpcs(spec: TransitGatewayVpn) -> Iterator[Violation]:
    ids: dict[str, str] = {}
    taken: dict[str, Path] = {}
    for key, vpc in spec.vpcs.items():
        other = ids.setdefault(vpc.id, key)
        if other != key:
            yield Violation(
                ("vpcs", key, "id"),
                f"{vpc.id} is {other} already; a transit gateway has one attachment for each VPC",
                beside=("vpcs", other, "id"),
            )
        if vpc.region not in (None, spec.region):
            yield Violation(
                ("vpcs", key, "region"),
                f"{vpc.region} is not {spec.region}, the transit gateway's; a VPC is attached in its own Region: "
                "attach it to a gateway there, and name that in peerings",
            )
        for option, what in (("subnets", "subnet"), ("route_tables", "route table")):
            for name, each in getattr(vpc, option).items():
                path: Path = ("vpcs", key, option, name)
                before = taken.setdefault(each, path)
                if before[1] != key:
                    told = f"{each} is a {what} of {before[1]} already; name one of this VPC"
                    yield Violation(path, told, beside=before)
        if len(vpc.routes) > ROUTES_PER_VPC_TABLE:
            yield Violation(
                ("vpcs", key, "routes"),
                f"{len(vpc.routes)} routes for each route table; the quota is {ROUTES_PER_VPC_TABLE} and adjustable: "
                "ask AWS for more before you apply, or name an aggregate",
                notice=True,
            )


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


def _bandwidth(spec: TransitGatewayVpn, key: str, site: Site, bandwidth: str) -> Iterator[Violation]:
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


def _quotas(spec: TransitGatewayVpn, connections: list[Connection]) -> Iterator[Violation]:
    total = len(spec.vpcs) + len(spec.peerings) + len(connections)
    if total > ATTACHMENTS_PER_TRANSIT_GATEWAY:
        yield Violation(
            ("transit_gateway",),
            f"{total} attachments; a transit gateway takes {ATTACHMENTS_PER_TRANSIT_GATEWAY}, and AWS does not "
            "raise it: divide them between two gateways",
        )
    for path, count, quota, what in (
        (("sites",), len(connections), CONNECTIONS_PER_REGION, "VPN connections in the Region"),
        (("peerings",), len(spec.peerings), TRANSIT_GATEWAY_PEERINGS, "peerings on one transit gateway"),
    ):
        if count > quota:
            yield Violation(
                path,
                f"{count} {what}; the quota is {quota} and adjustable: ask AWS for more before you apply",
                notice=True,
            )
