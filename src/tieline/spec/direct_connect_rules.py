"""Rules of the pattern direct-connect that span fields."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from tieline.spec.direct_connect import DirectConnect, DirectConnectVpc
from tieline.spec.document import Path
from tieline.spec.overlap import nested_prefixes, overlaps, unusable
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN, MAX_ROUTES, VPN_GATEWAYS_PER_DX_GATEWAY
from tieline.spec.site_rules import networks
from tieline.spec.violation import Violation, told_of
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
    for key, vpc in spec.vpcs.items():
        yield from _announced(key, vpc)
    if spec.direct_connect.gateway and len(spec.vpcs) > VPN_GATEWAYS_PER_DX_GATEWAY:
        yield Violation(
            ("vpcs",),
            f"{len(spec.vpcs)} VPCs; a Direct Connect gateway takes {VPN_GATEWAYS_PER_DX_GATEWAY} virtual private "
            "gateways, and AWS does not raise it: use the pattern transit-gateway-direct-connect",
        )


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
                f"the Direct Connect gateway is of {gateway.account}, to which {vpc.account} proposes its VPCs itself; "
                "say them in a spec of that account",
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
    gateway, reached = spec.direct_connect.gateway, set[str]()
    for key, interface in spec.direct_connect.virtual_interfaces.items():
        path: Path = (*VIFS, key, "vpc")
        if not straight(spec, key):
            continue
        target = spec.target(key)
        if target is None:
            yield Violation(
                (*VIFS, key),
                f"leads nowhere: there is no Direct Connect gateway, and {len(spec.vpcs)} VPCs; name the vpc that it "
                "leads "
                "straight to, or add direct_connect.gateway",
            )
            continue
        if target not in spec.vpcs:
            yield told_of(path, target, spec.vpcs, "vpcs", hangs_on=("vpcs", target))
            continue
        reached.add(target)
        vpc = spec.vpcs[target]
        mend = "lead it through direct_connect.gateway"
        if vpc.region not in (None, spec.region):
            yield Violation(
                path,
                f"{target} is in {vpc.region}, and its connection in {spec.region}; {mend}",
                beside=("vpcs", target),
            )
        elif spec.elsewhere(vpc):
            yield Violation(path, f"{target} is of account {vpc.account}; {mend}", beside=("vpcs", target))
        if interface.sitelink:
            yield Violation((*VIFS, key, "sitelink"), "SiteLink works through a Direct Connect gateway only; remove it")
    if gateway is None and spec.direct_connect.virtual_interfaces:
        for key in spec.vpcs.keys() - reached:
            yield Violation(
                ("vpcs", key),
                "no virtual interface leads here, and there is no Direct Connect gateway; name it in the vpc of one, "
                "or add "
                "direct_connect.gateway",
            )
    if not spec.vpcs and (gateway is None or gateway.id is None):
        yield Violation(("vpcs",), "is empty, so that the sites are joined to nothing; name a VPC")


def _straight_asns(spec: DirectConnect) -> Iterator[Violation]:
    """Straight to a virtual private gateway, BGP is between that and the site's routers."""
    for site_key, site in spec.sites.items():
        for key in site.virtual_interfaces:
            if key not in spec.direct_connect.virtual_interfaces or not straight(spec, key):
                continue
            vpc = spec.vpcs.get(spec.target(key) or "")
            if vpc is None or (vpc.vpn_gateway.id and vpc.vpn_gateway.asn is None):
                continue
            own = vpc.vpn_gateway.asn or DEFAULT_GATEWAY_ASN
            if site.asn == own:
                origin = "" if vpc.vpn_gateway.asn else ", the default nobody wrote"
                yield Violation(
                    ("sites", site_key, "asn"),
                    f"{site.asn} is the ASN of the virtual private gateway of {spec.target(key)} too{origin}; the "
                    "two sides "
                    "must differ: change this one, or that VPC's vpn_gateway.asn",
                )
                break


def _routes(spec: DirectConnect) -> Iterator[Violation]:
    count = sum(len(site.cidrs) for site in spec.sites.values())
    for key, vpc in spec.vpcs.items():
        if vpc.route_tables and count > MAX_ROUTES:
            yield Violation(
                ("vpcs", key, "route_tables"),
                f"the sites have {count} ranges, and a route table learns {MAX_ROUTES} routes: summarise the ranges",
            )


def _announced(key: str, vpc: DirectConnectVpc) -> Iterator[Violation]:
    """A prefix narrower than the VPC's range is taken, and nothing is announced for it."""
    if vpc.allowed_prefixes is None:
        return
    ranges = [ipaddress.IPv4Network(cidr) for cidr in vpc.cidrs]
    wide = [ipaddress.ip_network(prefix) for prefix in vpc.allowed_prefixes]
    yield from nested_prefixes({("vpcs", key, "allowed_prefixes"): vpc.allowed_prefixes})
    for index, prefix in enumerate(wide):
        for cidr in ranges:
            if isinstance(prefix, ipaddress.IPv4Network) and prefix != cidr and prefix.subnet_of(cidr):
                yield Violation(
                    ("vpcs", key, "allowed_prefixes", index),
                    f"{prefix} is narrower than the VPC's {cidr}, so that AWS announces nothing of it; name {cidr}, "
                    "or a "
                    "wider range",
                )
