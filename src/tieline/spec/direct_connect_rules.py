"""Rules of the pattern direct-connect that span fields."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator

from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.network import DirectConnectSite
from tieline.spec.overlap import nested_prefixes, overlaps, unusable
from tieline.spec.quotas import (
    DEFAULT_GATEWAY_ASN,
    MAX_ROUTES,
    VPN_GATEWAYS_PER_DX_GATEWAY,
    VPN_GATEWAYS_PER_REGION,
)
from tieline.spec.site_rules import networks
from tieline.spec.violation import Violation, adjustable, told_of
from tieline.spec.virtual_interface_rules import VIFS, direct_connect_violations, straight


def direct_connect_pattern_violations(spec: DirectConnect) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    yield from overlaps(networks(spec))
    yield from unusable(networks(spec))
    yield from direct_connect_violations(spec)
    yield from _once(spec)
    yield from _accounts(spec)
    yield from _targets(spec)
    yield from _straight_asns(spec)
    yield from _routes(spec)
    yield from _ipv6(spec)
    for key, vpc in spec.vpcs.items():
        yield from _attached(spec, key, vpc)
        yield from _announced(spec, key, vpc)
    yield from _quotas(spec)


def _once(spec: DirectConnect) -> Iterator[Violation]:
    taken: dict[str, Path] = {}
    for key, vpc in spec.vpcs.items():
        named: list[tuple[Path, str | None]] = [(("vpcs", key, "id"), vpc.id)]
        named.append((("vpcs", key, "vpn_gateway", "id"), vpc.vpn_gateway.id))
        named += [(("vpcs", key, "route_tables", name), table) for name, table in vpc.route_tables.items()]
        for path, each in named:
            if each and (other := taken.setdefault(each, path)) != path and other[1] != key:
                yield Violation(path, f"{each} is of {other[1]} already; name each once", beside=other)


def _accounts(spec: DirectConnect) -> Iterator[Violation]:
    gateway = spec.direct_connect.gateway
    if gateway and gateway.account and gateway.account == spec.account:
        yield Violation((*HERE, "gateway", "account"), f"{gateway.account} is the account of the spec; remove it")
    for key, vpc in spec.vpcs.items():
        path: Path = ("vpcs", key, "account")
        if not spec.elsewhere(vpc):
            if vpc.proposal_id and vpc.account == spec.account:
                yield Violation(
                    ("vpcs", key, "proposal_id"), "a proposal is another account's, and this VPC is of ours; remove it"
                )
            continue
        if gateway is None:
            yield Violation(
                path,
                f"a VPC of {vpc.account} is joined through a Direct Connect gateway, which takes what that account "
                "proposes; add direct_connect.gateway",
            )
        elif gateway.account:
            yield Violation(
                path,
                f"the Direct Connect gateway is of {gateway.account}, and what is of {vpc.account} is joined to it "
                "from there; say it in a spec of that account",
            )
        elif spec.account is None:
            yield Violation(
                ("account",),
                f"is missing: {vpc.account} proposes {key} to your account, so name that, 12 digits in quotes",
            )
        elif vpc.proposal_id is None:
            yield Violation(
                path,
                f"{vpc.account} has to propose its virtual private gateway first (its root module stands in "
                f"accounts/{vpc.account} of what render writes); once it is applied there, name the proposal_id here",
                notice=True,
            )


def _targets(spec: DirectConnect) -> Iterator[Violation]:
    """Where virtual interfaces lead, and that something leads to every VPC."""
    gateway, interfaces = spec.direct_connect.gateway, spec.direct_connect.virtual_interfaces
    reached, lost = set[str](), False
    for key, interface in interfaces.items():
        path: Path = (*VIFS, key, "vpc")
        if not straight(spec, key):
            continue
        target = spec.target(key)
        if target is None or target not in spec.vpcs:
            lost = True
            if target:
                yield told_of(path, target, spec.vpcs, "vpcs", (("vpcs", target),))
            elif spec.vpcs:
                yield Violation(
                    (*VIFS, key),
                    f"leads nowhere: there is no Direct Connect gateway, and {len(spec.vpcs)} VPCs; name the vpc that "
                    "it leads straight to, or add direct_connect.gateway",
                )
            continue
        reached.add(target)
        vpc = spec.vpcs[target]
        mend = "lead it through direct_connect.gateway"
        if spec.elsewhere(vpc):
            if gateway:  # else the account itself is told of
                yield Violation(path, f"{target} is of account {vpc.account}; {mend}", beside=("vpcs", target))
        elif vpc.region not in (None, spec.region):
            yield Violation(
                path,
                f"{target} is in {vpc.region}, and its connection in {spec.region}; {mend}",
                beside=("vpcs", target),
                hangs_on=(("region",),),
            )
        if interface.sitelink:
            yield Violation((*VIFS, key, "sitelink"), "SiteLink works through a Direct Connect gateway only; remove it")
    for key, vpc in spec.vpcs.items() if gateway is None and interfaces and not lost else ():
        if key not in reached and not spec.elsewhere(vpc):
            yield Violation(
                ("vpcs", key),
                "no virtual interface leads here, and there is no Direct Connect gateway; name it in the vpc of one, "
                "or add direct_connect.gateway",
                hangs_on=(VIFS, *((*VIFS, interface, "vpc") for interface in interfaces)),
            )
    joined = gateway and (gateway.id or any(interface.sitelink for interface in interfaces.values()))
    if not spec.vpcs and not joined:
        yield Violation(("vpcs",), "is empty, so that the sites are joined to nothing; name a VPC")


def _straight_asns(spec: DirectConnect) -> Iterator[Violation]:
    """Straight to a virtual private gateway, BGP is between that and the site's routers."""
    told = set[tuple[Path, str]]()
    for site_key, site in spec.sites.items():
        for key in site.virtual_interfaces:
            if key not in spec.direct_connect.virtual_interfaces or not straight(spec, key):
                continue
            target = spec.target(key) or ""
            vpc = spec.vpcs.get(target)
            if vpc is None or (vpc.vpn_gateway.id and vpc.vpn_gateway.asn is None):
                continue
            asns: dict[Path, int | None] = {("sites", site_key, "asn"): site.asn}
            for name, peer in spec.direct_connect.virtual_interfaces[key].bgp_peers.items():
                asns[*VIFS, key, "bgp_peers", name, "asn"] = peer.asn
            for path, asn in asns.items():
                if asn != (vpc.vpn_gateway.asn or DEFAULT_GATEWAY_ASN) or (path, target) in told:
                    continue
                told.add((path, target))
                origin = "" if vpc.vpn_gateway.asn else ", the default nobody wrote"
                yield Violation(
                    path,
                    f"{asn} is the ASN of the virtual private gateway of {target} too{origin}; the two sides must "
                    f"differ: change this one, or set vpcs.{target}.vpn_gateway.asn to another private ASN such as "
                    "64801",
                    beside=("vpcs", target, "vpn_gateway", "asn"),
                )


def _leads_to(spec: DirectConnect, site: DirectConnectSite, vpc: str) -> bool:
    """Whether a VPC learns a site's routes; those of a site without virtual interfaces come by the gateway."""
    if not site.virtual_interfaces:
        return spec.direct_connect.gateway is not None
    ends = [key for key in site.virtual_interfaces if key in spec.direct_connect.virtual_interfaces]
    return any(spec.target(key) in (None, vpc) for key in ends)


def _routes(spec: DirectConnect) -> Iterator[Violation]:
    for key, vpc in spec.vpcs.items():
        count = sum(len(site.cidrs) for site in spec.sites.values() if _leads_to(spec, site, key))
        if vpc.route_tables and count > MAX_ROUTES:
            yield Violation(
                ("vpcs", key, "route_tables"),
                f"the sites have {count} ranges, and a route table learns {MAX_ROUTES} routes: summarise the ranges",
            )


def _attached(spec: DirectConnect, key: str, vpc: DirectConnectVpc) -> Iterator[Violation]:
    if not vpc.route_tables and not spec.elsewhere(vpc):
        yield Violation(
            ("vpcs", key),
            "has no route_tables, so that no route to the sites is put into any; name those of its subnets, unless "
            "that is done elsewhere",
            notice=True,
        )
    if spec.direct_connect.gateway and vpc.vpn_gateway.attach is False and vpc.vpn_gateway.id is None:
        yield Violation(
            ("vpcs", key, "vpn_gateway", "attach"),
            "false, but a Direct Connect gateway takes a virtual private gateway that is attached to its VPC alone; "
            "remove it",
        )


def _ipv6(spec: DirectConnect) -> Iterator[Violation]:
    """The VPCs' IPv6 ranges are not stated, so that by default none is announced."""
    prefixes = [prefix for vpc in spec.vpcs.values() for prefix in vpc.allowed_prefixes or ()]
    if not spec.vpcs or any(":" in prefix for prefix in prefixes):
        return
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        if not straight(spec, key) and interface.carries("ipv6"):
            yield Violation(
                (*VIFS, key),
                "carries IPv6, and no VPC's allowed_prefixes have an IPv6 range, so that none is announced to the "
                "site; name them there, the IPv4 ranges beside them",
                notice=True,
            )


def _announced(spec: DirectConnect, key: str, vpc: DirectConnectVpc) -> Iterator[Violation]:
    """A prefix narrower than the VPC's range is taken, and nothing is announced for it."""
    path: Path = ("vpcs", key, "allowed_prefixes")
    if vpc.allowed_prefixes is None:
        return
    if spec.direct_connect.gateway is None:
        yield Violation(
            path,
            "without a Direct Connect gateway all of the VPC is announced; remove them, or add direct_connect.gateway",
        )
        return
    yield from nested_prefixes({path: vpc.allowed_prefixes})
    ranges = [ipaddress.IPv4Network(cidr) for cidr in vpc.cidrs]
    useful = False
    for index, prefix in enumerate(map(ipaddress.ip_network, vpc.allowed_prefixes)):
        useful |= isinstance(prefix, ipaddress.IPv6Network)  # the VPC's ranges of that family are not stated
        for cidr in ranges:
            if not isinstance(prefix, ipaddress.IPv4Network) or not prefix.overlaps(cidr):
                continue
            useful = True
            if prefix.prefixlen > cidr.prefixlen:
                yield Violation(
                    (*path, index),
                    f"{prefix} is narrower than the VPC's {cidr}, so that AWS announces nothing of it; name {cidr}, "
                    "or a wider range",
                )
    if not useful:
        yield Violation(
            path,
            f"no prefix covers a range of the VPC, such as {vpc.cidrs[0]}, so that AWS announces nothing of it; name "
            "that, or a wider range",
        )


def _quotas(spec: DirectConnect) -> Iterator[Violation]:
    if spec.direct_connect.gateway and len(spec.vpcs) > VPN_GATEWAYS_PER_DX_GATEWAY:
        yield Violation(
            ("vpcs",),
            f"{len(spec.vpcs)} VPCs; a Direct Connect gateway takes {VPN_GATEWAYS_PER_DX_GATEWAY} virtual private "
            "gateways, and AWS does not raise it: use the pattern transit-gateway-direct-connect",
        )
    created = Counter(
        (vpc.region or spec.region, f" of {vpc.account}" if spec.elsewhere(vpc) else "")
        for vpc in spec.vpcs.values()
        if vpc.vpn_gateway.id is None
    )
    for (region, account), count in created.items():
        what = f"virtual private gateways in {region}{account}"
        yield from adjustable(("vpcs",), count, VPN_GATEWAYS_PER_REGION, what)
