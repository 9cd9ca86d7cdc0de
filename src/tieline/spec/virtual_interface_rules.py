"""Rules on virtual interfaces and the sites that they end at."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tieline.spec.arn_rules import arn_regions
from tieline.spec.base import DirectConnectSpec
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE, KINDS, link_violations, tag_total
from tieline.spec.quotas import (
    ROUTES_OVER_DIRECT_CONNECT,
    VIRTUAL_INTERFACES,
    VIRTUAL_INTERFACES_PER_GATEWAY,
)
from tieline.spec.resiliency import carrier, resiliency_violations
from tieline.spec.site_rules import regional_asn
from tieline.spec.violation import Violation, adjustable, told_of
from tieline.spec.virtual_interfaces import VLANS, DirectConnectLinks, TransitDirectConnect

VIFS: Path = (*HERE, "virtual_interfaces")


def direct_connect_violations(spec: DirectConnectSpec) -> Iterator[Violation]:
    """What breaks a rule in connections, virtual interfaces and the sites that these end at."""
    yield from arn_regions(spec)
    yield from link_violations(spec.direct_connect, spec.tags)
    yield from _carriers(spec)
    yield from _vlans(spec)
    yield from _endings(spec)
    yield from _asns(spec)
    yield from _peers(spec)
    yield from _sites(spec)
    yield from _gateway(spec)
    yield from resiliency_violations(spec)


def straight(spec: DirectConnectSpec, key: str) -> bool:
    """Whether a virtual interface leads past the Direct Connect gateway to a virtual private gateway."""
    return (
        spec.direct_connect.gateway is None
        or getattr(spec.direct_connect.virtual_interfaces[key], "vpc", None) is not None
    )


def _carriers(spec: DirectConnectSpec) -> Iterator[Violation]:
    links = spec.direct_connect
    known = [*links.connections, *links.hosted_connections, *links.lags]
    carried: dict[str, list[str]] = {}
    for key, interface in links.virtual_interfaces.items():
        path: Path = (*VIFS, key, "connection")
        name = interface.connection
        yield from tag_total((*VIFS, key, "tags"), spec.tags, interface.tags)
        if name not in known:
            hangs_on = tuple((*HERE, kind, name) for kind in KINDS)
            yield told_of(path, name, known, "connections, hosted connections and LAGs", hangs_on)
            continue
        if name in links.connections and (lag := links.connections[name].lag):
            yield Violation(
                path, f"{name} is a member of the LAG {lag}, which carries the virtual interfaces; take {lag}"
            )
        carried.setdefault(name, []).append(key)
    kind = "transit" if isinstance(links, TransitDirectConnect) else "private"
    for name, keys in carried.items():
        hosted = name in links.hosted_connections
        most = 1 if hosted else VIRTUAL_INTERFACES[kind]
        if len(keys) > most:
            mend = "have your partner make another connection" if hosted else "spread them over several"
            what = "hosted connection" if hosted else "connection or LAG"
            yield Violation(
                (*VIFS, keys[most], "connection"),
                f"{len(keys)} {kind} virtual interfaces on {name} ({', '.join(keys)}), and a {what} carries {most}; "
                f"{mend}",
            )


def _vlans(spec: DirectConnectSpec) -> Iterator[Violation]:
    taken: dict[tuple[str, int], str] = {}
    used: dict[str, set[int]] = {}
    for interface in spec.direct_connect.virtual_interfaces.values():
        used.setdefault(interface.connection, set()).add(interface.vlan)
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        other = taken.setdefault((interface.connection, interface.vlan), key)
        if other != key:
            vlans = chain(range(interface.vlan + 1, VLANS.stop), range(VLANS.start, interface.vlan))
            free = next((vlan for vlan in vlans if vlan not in used[interface.connection]), None)
            yield Violation(
                (*VIFS, key, "vlan"),
                f"{interface.vlan} is the VLAN of {other} on {interface.connection} already; take another"
                + (f", such as {free}" if free else ""),
                beside=(*VIFS, other, "vlan"),
            )


def _endings(spec: DirectConnectSpec) -> Iterator[Violation]:
    """Each virtual interface ends at exactly one site."""
    interfaces = spec.direct_connect.virtual_interfaces
    ends: dict[str, str] = {}
    meant: set[str] = set()
    for site_key, site in spec.sites.items():
        for key in site.virtual_interfaces:
            path: Path = ("sites", site_key, "virtual_interfaces", key)
            if key not in interfaces:
                yield told_of(path, key, interfaces, "virtual interfaces", ((*VIFS, key),))
                meant |= set(difflib.get_close_matches(key, interfaces, n=1))
            elif (other := ends.setdefault(key, site_key)) != site_key:
                yield Violation(
                    path,
                    f"{key} ends at {other} already; a virtual interface ends at one site: name it there alone",
                    beside=("sites", other, "virtual_interfaces", key),
                )
    for key in interfaces:
        if key not in ends and key not in meant:
            yield Violation(
                (*VIFS, key),
                "ends at no site; name it in the virtual_interfaces of the one that its router stands at",
                hangs_on=(("sites",), *(("sites", site_key, "virtual_interfaces") for site_key in spec.sites)),
            )


def _asns(spec: DirectConnectSpec) -> Iterator[Violation]:
    gateway = spec.direct_connect.gateway
    for site_key, site in spec.sites.items():
        yield from regional_asn(spec.region, ("sites", site_key, "asn"), site.asn)
        through = [key for key in site.virtual_interfaces if key in spec.direct_connect.virtual_interfaces]
        through = [key for key in through if not straight(spec, key)]
        if gateway and gateway.asn and site.asn == gateway.asn and through:
            yield Violation(
                ("sites", site_key, "asn"),
                f"{site.asn} is the ASN of the Direct Connect gateway too; the two sides must differ: change one of "
                "them",
                beside=(*HERE, "gateway", "asn"),
            )
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        for name, peer in interface.bgp_peers.items():
            path: Path = (*VIFS, key, "bgp_peers", name, "asn")
            yield from regional_asn(spec.region, path, peer.asn)
            if gateway and gateway.asn and peer.asn == gateway.asn and not straight(spec, key):
                yield Violation(
                    path,
                    f"{peer.asn} is the ASN of the Direct Connect gateway too; the two sides must differ: change one "
                    "of them",
                    beside=(*HERE, "gateway", "asn"),
                )


def _peers(spec: DirectConnectSpec) -> Iterator[Violation]:
    """No two peers of a virtual interface are for the same family and ASN."""
    asns = {key: site.asn for site in spec.sites.values() for key in site.virtual_interfaces}
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        seen = {(interface.address_family, asns.get(key))}
        for name, peer in interface.bgp_peers.items():
            what = (peer.address_family, peer.asn or asns.get(key))
            if what in seen:
                asn = f" with ASN {what[1]}" if what[1] else ""
                yield Violation(
                    (*VIFS, key, "bgp_peers", name),
                    f"{what[0]}{asn} has a peer already; one is enough, or give another asn",
                )
            seen.add(what)


def _sites(spec: DirectConnectSpec) -> Iterator[Violation]:
    gateway = spec.direct_connect.gateway
    for key, site in spec.sites.items():
        if site.virtual_interfaces and len(site.cidrs) > ROUTES_OVER_DIRECT_CONNECT:
            yield Violation(
                ("sites", key, "cidrs"),
                f"{len(site.cidrs)} ranges; a virtual interface learns {ROUTES_OVER_DIRECT_CONNECT} routes and then "
                "drops the session: have the routers summarise, and state the summaries",
            )
        if not site.virtual_interfaces and (gateway is None or gateway.id is None) and not idle(spec.direct_connect):
            yield Violation(
                ("sites", key),
                "no virtual interface ends here, so that nothing leads here; name one in virtual_interfaces",
            )
        yield from _families(spec, key)
        told = {ending.community for ending in site.virtual_interfaces.values()}
        if None in told and len(told) > 1:
            untagged = next(name for name, ending in site.virtual_interfaces.items() if ending.community is None)
            yield Violation(
                ("sites", key, "virtual_interfaces", untagged),
                "states no community, while another here does: how AWS prefers the one to the other is not for us to "
                "say; have all routers of the site tag their routes",
                notice=True,
            )
        yield from _prepends_alone(spec, key)


def _families(spec: DirectConnectSpec, site: str) -> Iterator[Violation]:
    """The ranges of a site are IPv4: a session of IPv6 alone brings none of them."""
    interfaces = spec.direct_connect.virtual_interfaces
    here = [key for key in spec.sites[site].virtual_interfaces if key in interfaces]
    only = [key for key in here if not interfaces[key].carries("ipv4")]
    for key in only:
        yield Violation(
            (*VIFS, key),
            f"carries IPv6 alone, so that the ranges of {site}, which are IPv4, do not come over it; add a peer with "
            "address_family: ipv4 in bgp_peers",
            notice=len(only) < len(here),
        )


def _prepends_alone(spec: DirectConnectSpec, site: str) -> Iterator[Violation]:
    """Where no router tags its routes, AWS goes by distance before it looks at the AS path."""
    links, endings = spec.direct_connect, spec.sites[site].virtual_interfaces
    if any(ending.community for ending in endings.values()) or len({each.prepend for each in endings.values()}) < 2:
        return
    here = [key for key in endings if key in links.virtual_interfaces]
    if len({carrier(links, links.virtual_interfaces[key].connection).location for key in here}) > 1:
        standby = max(here, key=lambda key: endings[key].prepend)
        yield Violation(
            ("sites", site, "virtual_interfaces", standby, "prepend"),
            "prepending alone makes no standby of another location, for AWS goes by distance first; have the routers "
            "tag "
            "what they announce, and state community: 7224:7300 for the first way and 7224:7100 for the standby",
            notice=True,
        )


def _gateway(spec: DirectConnectSpec) -> Iterator[Violation]:
    links, gateway = spec.direct_connect, spec.direct_connect.gateway
    through = [key for key in links.virtual_interfaces if not straight(spec, key)]
    if gateway and gateway.account:
        for key in through:
            yield Violation(
                (*VIFS, key),
                f"leads to the Direct Connect gateway of {gateway.account}, which takes virtual interfaces of its own "
                "account alone; make it there",
            )
    waiting = idle(links)
    if not links.virtual_interfaces and (gateway is None or gateway.id is None) and not waiting:
        yield Violation(VIFS, "is empty, so that no site is joined; add one, or adopt a gateway by its id")
    for path in waiting:
        yield Violation(
            path,
            "carries no virtual interface yet; once AWS shows it available, add one in virtual_interfaces",
            notice=True,
        )
    what = "virtual interfaces on one Direct Connect gateway"
    yield from adjustable(VIFS, len(through), VIRTUAL_INTERFACES_PER_GATEWAY, what)


def idle(links: DirectConnectLinks) -> list[Path]:
    """What is ordered here and carries nothing: a line that is awaited, for AWS makes no virtual interface before."""
    carrying = {interface.connection for interface in links.virtual_interfaces.values()}
    ordered: list[Path] = [(*HERE, "lags", key) for key, lag in links.lags.items() if lag.id is None]
    alone = [key for key, each in links.connections.items() if each.id is None and each.lag is None]
    ordered += [(*HERE, "connections", key) for key in alone]
    return [path for path in ordered if path[-1] not in carrying]


def preference(spec: DirectConnectSpec, site: str) -> list[list[str]]:
    """The virtual interfaces of a site in the order in which AWS uses them towards it; those of one list together.

    The community that its routers tag with decides, then the length of the AS path. Source: AWS Direct Connect user
    guide, "Routing policies and BGP communities".
    """
    endings = spec.sites[site].virtual_interfaces
    rank = {key: (-int((ending.community or "7224:7200")[5:]), ending.prepend) for key, ending in endings.items()}
    counted = Counter(rank.values())
    return [[key for key in endings if rank[key] == at] for at in sorted(counted)]
