"""Rules of the pattern transit-gateway-direct-connect that span fields."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from tieline.spec.announced import allowed_prefixes, reaching_sites
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.overlap import nested_prefixes
from tieline.spec.quotas import (
    DEFAULT_GATEWAY_ASN,
    PREFIXES_PER_TRANSIT_GATEWAY,
    TRANSIT_GATEWAYS_PER_DX_GATEWAY,
)
from tieline.spec.segments import segment_of
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_rules import transit_gateway_violations
from tieline.spec.violation import Violation
from tieline.spec.virtual_interface_rules import direct_connect_violations

GATEWAY: Path = (*HERE, "gateway")
PREFIXES: Path = (*GATEWAY, "allowed_prefixes")


def transit_gateway_direct_connect_violations(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    yield from transit_gateway_violations(spec, int(bool(spec.sites)))
    yield from direct_connect_violations(spec)
    yield from _asns(spec)
    yield from _prefixes(spec)
    yield from _one_attachment(spec)
    further = spec.direct_connect.gateway.transit_gateways
    if len(further) + 1 > TRANSIT_GATEWAYS_PER_DX_GATEWAY:
        yield Violation(
            (*GATEWAY, "transit_gateways"),
            f"{len(further) + 1} transit gateways with the spec's own; a Direct Connect gateway takes "
            f"{TRANSIT_GATEWAYS_PER_DX_GATEWAY}, and AWS does not raise it: spread them over several",
        )


def _asns(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """Each transit gateway on a Direct Connect gateway has an ASN of its own, and that one has another."""
    own, gateway = spec.transit_gateway, spec.direct_connect.gateway
    asns: dict[int, tuple[Path, str]] = {}
    if gateway.asn:
        asns[gateway.asn] = ((*GATEWAY, "asn"), "the Direct Connect gateway")
    stated: list[tuple[Path, int | None, str, str]] = []
    if own.id is None or own.asn:
        unsaid = "" if own.asn else ", the default nobody wrote,"
        stated.append((("transit_gateway", "asn"), own.asn or DEFAULT_GATEWAY_ASN, "transit_gateway", unsaid))
    for key, other in gateway.transit_gateways.items():
        stated.append(((*GATEWAY, "transit_gateways", key, "asn"), other.asn, key, ""))
    for path, asn, name, unsaid in stated:
        if asn is None:
            continue
        taken = asns.setdefault(asn, (path, name))
        if taken[0] != path:
            yield Violation(
                path,
                f"{asn}{unsaid} is the ASN of {taken[1]} too; what is on one Direct Connect gateway, and that "
                "itself, has "
                "ASNs of its own: take another private ASN",
                beside=taken[0],
            )


def _prefixes(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    gateway = spec.direct_connect.gateway
    own = allowed_prefixes(spec)
    stated = {PREFIXES: own} if gateway.allowed_prefixes else {}
    stated |= {
        (*GATEWAY, "transit_gateways", key, "allowed_prefixes"): g.allowed_prefixes
        for key, g in gateway.transit_gateways.items()
    }
    for path, prefixes in ({PREFIXES: own} | stated).items():
        if len(prefixes) > PREFIXES_PER_TRANSIT_GATEWAY:
            yield Violation(
                path,
                f"{len(prefixes)} ranges; AWS announces {PREFIXES_PER_TRANSIT_GATEWAY} for a transit gateway: name "
                "aggregates here",
            )
    if not own:
        yield Violation(
            PREFIXES,
            "is empty, and nothing may reach the sites: nothing would be announced; let a segment reach theirs",
        )
    if gateway.allowed_prefixes is None:
        yield from _worked_out(spec, stated)
    yield from nested_prefixes(stated)
    wide = [ipaddress.ip_network(prefix) for prefix in gateway.allowed_prefixes or ()]
    covering = [prefix for prefix in wide if isinstance(prefix, ipaddress.IPv4Network)]
    for path, cidr in reaching_sites(spec) if gateway.allowed_prefixes else ():
        if not any(ipaddress.IPv4Network(cidr).subnet_of(prefix) for prefix in covering):
            yield Violation(
                PREFIXES,
                f"{cidr} of {'.'.join(map(str, path))} may reach the sites, and no prefix here covers it, so that "
                "nothing "
                "there leads to it; add it",
                beside=path,
            )


def _worked_out(spec: TransitGatewayDirectConnect, stated: dict[Path, list[str]]) -> Iterator[Violation]:
    """What is worked out is announced beside what is stated for further transit gateways."""
    own = [(path, ipaddress.IPv4Network(cidr)) for path, cidr in reaching_sites(spec)]
    for where, prefixes in stated.items():
        for index, prefix in enumerate(prefixes):
            other = ipaddress.ip_network(prefix)
            for path, network in own:
                if isinstance(other, ipaddress.IPv4Network) and other.overlaps(network):
                    yield Violation(
                        (*where, index),
                        f"{other} overlaps {network} of {'.'.join(map(str, path))}, which is announced for "
                        "transit_gateway; "
                        "AWS takes no range twice",
                        beside=path,
                    )


def _one_attachment(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """All sites are behind one attachment, which asks one route table; a Direct Connect gateway joins no sites."""
    home = segment_of(spec.segments)
    first: str | None = None
    for key in spec.sites:
        if key not in home:
            continue
        if first is None:
            first = key
        elif home[key] != home[first]:
            yield Violation(
                ("segments", home[key], "sites", spec.segments[home[key]].sites.index(key)),
                f"{key} is here and {first} in {home[first]}, but both are behind the one attachment of the Direct "
                "Connect "
                "gateway, which asks one route table; put all sites into one segment",
                beside=("segments", home[first], "sites", spec.segments[home[first]].sites.index(first)),
            )
    for key, segment in spec.segments.items():
        dark = [site for site in segment.sites if site in spec.sites and not _with_sitelink(spec, site)]
        if len(segment.sites) > 1 and not segment.isolated and dark:
            yield Violation(
                ("segments", key),
                "its sites shall reach each other, and a Direct Connect gateway joins no sites; say isolated: true, "
                "or "
                f"sitelink: true of the virtual interfaces of {', '.join(dark)}",
            )
    if not spec.segments and len(spec.sites) > 1 and spec.transit_gateway.id is None:
        dark = [site for site in spec.sites if not _with_sitelink(spec, site)]
        if dark:
            yield Violation(
                ("sites",),
                "several sites and no segments, so that all shall reach each other, and a Direct Connect gateway "
                "joins no "
                "sites; put them into a segment with isolated: true, or say sitelink: true of the virtual "
                "interfaces of "
                f"{', '.join(dark)}",
            )


def _with_sitelink(spec: TransitGatewayDirectConnect, site: str) -> bool:
    interfaces = spec.direct_connect.virtual_interfaces
    ends = [interfaces[key] for key in spec.sites[site].virtual_interfaces if key in interfaces]
    return bool(ends) and all(interface.sitelink for interface in ends)
