"""Rules that span fields. Each yields what it finds; none stops another, so a person sees everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tieline.spec import tunnel_rules
from tieline.spec.arn_rules import arn_regions
from tieline.spec.connections import Connection, device_name, expand
from tieline.spec.fields import MAX_TAGS
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.network import Site
from tieline.spec.overlap import Network, overlaps, unusable
from tieline.spec.violation import Violation

DEFAULT_GATEWAY_ASN = 64512
"""What AWS gives a virtual private gateway for which nobody asks for an ASN."""
DEFAULT_STATIC_ASN = 65000
"""What the module sends for a static site that states no ASN: AWS wants one."""

REGIONAL_RESERVED_ASNS = {
    "ap-northeast-1": {10124},
    "ap-southeast-1": {17943, 17493},
    "eu-west-1": {9059},
}
"""ASNs that a customer gateway cannot have in a Region. Source: AWS VPN user guide, customer gateway options."""

MAX_ROUTES = 100
"""Routes a virtual private gateway takes, static or learnt, and a VPC route table learns; these quotas are fixed."""
CONNECTIONS_PER_GATEWAY = 10
"""VPN connections of a virtual private gateway; the quota is adjustable, so more is told, not refused."""


def violations(spec: ManagedVpn) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    connections = list(expand(spec.sites))
    yield from overlaps(_networks(spec))
    yield from unusable(_networks(spec))
    yield from _gateway_asn(spec)
    yield from arn_regions(spec)
    for site_key, site in spec.sites.items():
        yield from _regional_asn(spec.region, site_key, site)
        yield from tunnel_rules.inside_cidr_counts(site_key, site)
        yield from tunnel_rules.override_keys(site_key, site)
    yield from tunnel_rules.tunnel_options(connections)
    yield from tunnel_rules.inside_cidrs_once(spec.name, connections)
    yield from _alike(spec.name, connections)
    yield from _tag_totals(spec, connections)
    yield from _routes(spec)
    if len(connections) > CONNECTIONS_PER_GATEWAY:
        yield Violation(
            ("sites",),
            f"{len(connections)} connections on one virtual private gateway; the quota is {CONNECTIONS_PER_GATEWAY} "
            "and adjustable: ask AWS for more before you apply",
            notice=True,
        )


def _networks(spec: ManagedVpn) -> Iterator[Network]:
    for kind, members in (("vpcs", spec.vpcs), ("sites", spec.sites)):
        for key, member in members.items():
            for index, cidr in enumerate(member.cidrs):
                yield (kind, key, "cidrs", index), cidr


def _gateway_asn(spec: ManagedVpn) -> Iterator[Violation]:
    stated = spec.vpn_gateway.asn
    if stated is None and spec.vpn_gateway.id is not None:
        return  # adopted: whatever it has, the module reads
    gateway = stated or DEFAULT_GATEWAY_ASN
    origin = "" if stated else ", the default nobody wrote"
    taken = {gateway, *(site.asn for site in spec.sites.values())}
    free = next(asn for asn in range(64801, 65535) if asn not in taken)
    for key, site in spec.sites.items():
        asn = site.asn or DEFAULT_STATIC_ASN
        if asn == gateway:
            unsaid = "" if site.asn else ", sent for a static site that states none,"
            yield Violation(
                ("sites", key, "asn"),
                f"{asn}{unsaid} is the ASN of the virtual private gateway too{origin}; the two sides must differ: "
                f"change this one, or set vpn_gateway.asn to another private ASN such as {free}",
            )


def _regional_asn(region: str, key: str, site: Site) -> Iterator[Violation]:
    if site.asn in REGIONAL_RESERVED_ASNS.get(region, ()):
        yield Violation(
            ("sites", key, "asn"), f"{site.asn} is reserved by Amazon in {region}; use a private ASN such as 65010"
        )


def _alike(name: str, connections: Iterable[Connection]) -> Iterator[Violation]:
    """AWS answers a second, identical customer gateway with the first: two devices would be one."""
    seen: dict[tuple[object, ...], Connection] = {}
    for connection in connections:
        device = connection.device
        named = device_name(name, connection)
        identity = (device.ip_address, device.certificate_arn, connection.site.asn, named)
        other = seen.setdefault(identity, connection)
        if other.gateway_key != connection.gateway_key and connection.number == 1:
            yield Violation(
                connection.path,
                f"is like {other.gateway_key} in address, certificate, ASN and device_name, so AWS takes them for one; "
                "give each a device_name of its own",
            )


def _tag_totals(spec: ManagedVpn, connections: Iterable[Connection]) -> Iterator[Violation]:
    for connection in connections:
        count = len(spec.tags | connection.site.tags | connection.device.tags)
        if count > MAX_TAGS >= len(spec.tags) and connection.number == 1:
            yield Violation(
                (*connection.path, "tags"),
                f"{count} tags with the site's and the spec's; AWS takes 50 on a resource and tieline sets up to 5 "
                f"itself: keep to {MAX_TAGS}",
            )


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
