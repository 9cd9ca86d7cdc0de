"""Rules of the pattern transit-gateway-direct-connect that span fields."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from tieline.spec.announced import allowed_prefixes, reaching_sites, together
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.overlap import nested_prefixes
from tieline.spec.quotas import (
    DEFAULT_GATEWAY_ASN,
    PREFIXES_PER_TRANSIT_GATEWAY,
    TRANSIT_GATEWAYS_PER_DX_GATEWAY,
)
from tieline.spec.segments import named, segment_of
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_rules import transit_gateway_violations
from tieline.spec.violation import Violation
from tieline.spec.virtual_interface_rules import direct_connect_violations

GATEWAY: Path = (*HERE, "gateway")
PREFIXES: Path = (*GATEWAY, "allowed_prefixes")
OWN = "transit_gateway"
"""What the module calls the spec's own transit gateway beside further ones."""


def transit_gateway_direct_connect_violations(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    yield from transit_gateway_violations(spec, int(bool(spec.sites)))
    yield from direct_connect_violations(spec)
    yield from _once(spec)
    yield from _asns(spec)
    yield from _prefixes(spec)
    yield from _unreachable(spec)
    yield from _ipv6(spec)
    yield from _awaited(spec)
    yield from _shared(spec)
    yield from _one_attachment(spec)
    further = spec.direct_connect.gateway.transit_gateways
    if len(further) + 1 > TRANSIT_GATEWAYS_PER_DX_GATEWAY:
        yield Violation(
            (*GATEWAY, "transit_gateways"),
            f"{len(further) + 1} transit gateways with the spec's own; a Direct Connect gateway takes "
            f"{TRANSIT_GATEWAYS_PER_DX_GATEWAY}, and AWS does not raise it: spread them over several",
        )


def _once(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    path: Path = (*GATEWAY, "transit_gateways")
    further = spec.direct_connect.gateway.transit_gateways
    taken: dict[str | None, Path] = {spec.transit_gateway.id: ("transit_gateway", "id")}
    for key, gateway in further.items():
        at: Path = (*path, key, "id")
        if gateway.id and (other := taken.setdefault(gateway.id, at)) != at:
            yield Violation(at, f"{gateway.id} is {other[-2]} already; two gateways are associated once", beside=other)
    if OWN in further:
        yield Violation((*path, OWN), f"{OWN} is what the spec's own is called; take another name")


def _shared(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    if spec.transit_gateway.resource_share_arn:
        yield Violation(
            ("transit_gateway", "resource_share_arn"),
            "another account shares the gateway, and AWS lets its owner alone have it associated with a Direct Connect "
            "gateway; use this pattern there, and transit-gateway-vpn here for the VPCs",
        )


def _awaited(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """What another account has to do first."""
    gateway = spec.direct_connect.gateway
    for key, further in spec.further_here().items():
        if further.account and further.proposal_id is None:
            yield Violation(
                (*GATEWAY, "transit_gateways", key),
                f"{further.account} has to propose its transit gateway first; then name the proposal_id here",
                notice=True,
            )
    if gateway.account and gateway.attachment_id is None and spec.sites:
        yield Violation(
            (*GATEWAY, "attachment_id"),
            f"is missing: {gateway.account} has to accept what is proposed to it first; then name the attachment here, "
            "for the sites to be routed to",
            notice=True,
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
                "itself, has ASNs of its own: take another private ASN",
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
    homeless = spec.sites and spec.segments and not spec.sites.keys() & segment_of(spec.segments).keys()
    if not own and not homeless:  # that is told of each site
        mend = "let a segment reach theirs" if spec.sites and spec.segments else "name the ranges here"
        yield Violation(
            PREFIXES,
            f"is missing, and nothing may reach the sites, so that nothing would be announced; {mend}",
            hangs_on=(("vpcs",), ("peerings",), ("segments",)),
        )
    if gateway.allowed_prefixes is None:
        yield from _worked_out(spec, stated)
    yield from nested_prefixes(stated)
    covering = together(gateway.allowed_prefixes or ())
    for path, cidr in reaching_sites(spec) if gateway.allowed_prefixes else ():
        if not any(ipaddress.IPv4Network(cidr).subnet_of(prefix) for prefix in covering):
            yield Violation(
                PREFIXES,
                f"{cidr} of {'.'.join(map(str, path))} may reach the sites, and no prefix here covers it, so that "
                "nothing there leads to it; add it",
                beside=path,
            )


def _unreachable(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """What is announced and leads nowhere: traffic of the sites is drawn to AWS and lost there."""
    reaching = {path for path, _ in reaching_sites(spec)}
    for index, prefix in enumerate(spec.direct_connect.gateway.allowed_prefixes or ()):
        network = ipaddress.ip_network(prefix)
        lost = [
            f"{kind}.{key}"
            for kind, members in (("vpcs", spec.vpcs), ("peerings", spec.peerings))
            for key, member in members.items()
            if (kind, key) not in reaching
            and any(network.overlaps(ipaddress.ip_network(cidr)) for cidr in member.cidrs if network.version == 4)
        ]
        if lost:
            yield Violation(
                (*PREFIXES, index),
                f"announces {', '.join(lost)} too, which no segment lets the sites reach, so that their traffic there "
                "is lost; name narrower ranges, or let a segment reach theirs",
                notice=True,
            )


def _ipv6(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """The VPCs' IPv6 ranges are not stated, so that by default none is announced."""
    if any(":" in prefix for prefix in spec.direct_connect.gateway.allowed_prefixes or ()):
        return
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        if interface.carries("ipv6"):
            yield Violation(
                (*HERE, "virtual_interfaces", key),
                "carries IPv6, and allowed_prefixes of the Direct Connect gateway have no IPv6 range, so that none is "
                "announced to the site; name them there, the IPv4 ranges beside them",
                notice=True,
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
                        "transit_gateway; AWS takes no range twice: name narrower ones",
                        beside=path,
                    )


def _one_attachment(spec: TransitGatewayDirectConnect) -> Iterator[Violation]:
    """All sites are behind one attachment, which asks one route table; a Direct Connect gateway joins no sites."""
    home: dict[str, Path] = {}
    for key, kind, index, member in named(spec.segments):
        if kind == "sites" and member in spec.sites:
            home.setdefault(member, ("segments", key, kind, index))
    first = next(iter(home), "")
    for key, path in home.items():
        if path[1] != home[first][1]:
            yield Violation(
                path,
                f"{key} is here and {first} in {home[first][1]}, but both are behind the one attachment of the Direct "
                "Connect gateway, which asks one route table; put all sites into one segment",
                beside=home[first],
            )
    for key, segment in spec.segments.items():
        dark = [site for site in segment.sites if site in spec.sites and not _with_sitelink(spec, site)]
        if len(segment.sites) > 1 and not segment.isolated and dark:
            yield Violation(
                ("segments", key),
                "its sites shall reach each other, and a Direct Connect gateway joins no sites; say isolated: true, "
                f"or sitelink: true of the virtual interfaces of {', '.join(dark)}",
            )
        lit = [site for site in segment.sites if site in spec.sites and _any_sitelink(spec, site)]
        if segment.isolated and len(lit) > 1:
            yield Violation(
                ("segments", key, "isolated"),
                f"SiteLink joins {' and '.join(lit)} past the transit gateway; take sitelink out of their virtual "
                "interfaces, or isolated out here",
            )
    if not spec.segments and len(spec.sites) > 1 and spec.transit_gateway.id is None:
        dark = [site for site in spec.sites if not _with_sitelink(spec, site)]
        if dark:
            yield Violation(
                ("sites",),
                "several sites and no segments, so that all shall reach each other, and a Direct Connect gateway "
                "joins no sites; put them into a segment with isolated: true, or say sitelink: true of the virtual "
                f"interfaces of {', '.join(dark)}",
            )


def _any_sitelink(spec: TransitGatewayDirectConnect, site: str) -> bool:
    interfaces = spec.direct_connect.virtual_interfaces
    return any(interfaces[key].sitelink for key in spec.sites[site].virtual_interfaces if key in interfaces)


def _with_sitelink(spec: TransitGatewayDirectConnect, site: str) -> bool:
    """Whether other sites may be reached from a site; of one whose virtual interfaces are elsewhere nobody can tell."""
    interfaces = spec.direct_connect.virtual_interfaces
    ends = [interfaces[key] for key in spec.sites[site].virtual_interfaces if key in interfaces]
    return all(interface.sitelink for interface in ends)
