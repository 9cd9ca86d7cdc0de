"""Rules of all specs with VPN connections, whatever gateway of AWS's these end on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tieline.spec import tunnel_rules
from tieline.spec.arn_rules import arn_regions
from tieline.spec.base import VpnSpec
from tieline.spec.connections import Connection, device_name
from tieline.spec.fields import MAX_TAGS
from tieline.spec.network import VpnSite
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN, DEFAULT_STATIC_ASN
from tieline.spec.site_rules import regional_asn
from tieline.spec.violation import Violation


def vpn_violations(spec: VpnSpec, connections: list[Connection]) -> Iterator[Violation]:
    """What breaks a rule in the sites, their devices and tunnels."""
    yield from arn_regions(spec)
    for site_key, site in spec.sites.items():
        yield from regional_asn(spec.region, ("sites", site_key, "asn"), site.asn)
        yield from tunnel_rules.inside_cidr_counts(site_key, site)
        yield from tunnel_rules.override_keys(site_key, site)
    yield from tunnel_rules.tunnel_options(connections)
    yield from tunnel_rules.inside_cidrs_once(spec.name, connections)
    yield from _alike(spec.name, connections)
    yield from _tag_totals(spec, connections)


def gateway_asn(sites: Mapping[str, VpnSite], stated: int | None, at: str, what: str) -> Iterator[Violation]:
    """The two sides of BGP have ASNs of their own; `stated` is that of AWS's side, which stands in the spec at `at`."""
    gateway = stated or DEFAULT_GATEWAY_ASN
    origin = "" if stated else ", the default nobody wrote"
    taken = {gateway, *(site.asn for site in sites.values())}
    free = next(asn for asn in range(64801, 65535) if asn not in taken)
    for key, site in sites.items():
        asn = site.asn or DEFAULT_STATIC_ASN
        if asn == gateway:
            unsaid = "" if site.asn else ", sent for a static site that states none,"
            yield Violation(
                ("sites", key, "asn"),
                f"{asn}{unsaid} is the ASN of the {what} too{origin}; the two sides must differ: "
                f"change this one, or set {at}.asn to another private ASN such as {free}",
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


def _tag_totals(spec: VpnSpec, connections: Iterable[Connection]) -> Iterator[Violation]:
    for connection in connections:
        count = len(spec.tags | connection.site.tags | connection.device.tags)
        if count > MAX_TAGS >= len(spec.tags) and connection.number == 1:
            yield Violation(
                (*connection.path, "tags"),
                f"{count} tags with the site's and the spec's; AWS takes 50 on a resource and tieline sets up to 5 "
                f"itself: keep to {MAX_TAGS}",
            )
