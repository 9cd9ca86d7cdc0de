"""Rules that span fields. Each yields what it finds; none stops another, so a person sees everything at once."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tieline.spec.connections import TUNNELS, Connection, expand, inside_cidrs, worked_out_inside_cidrs
from tieline.spec.document import Path
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.network import Site

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

MAX_STATIC_ROUTES = 100
"""Static routes of a virtual private gateway; the quota is fixed."""
MAX_LEARNT_ROUTES = 100
"""Routes a VPC route table learns from a virtual private gateway; the quota is fixed."""
CONNECTIONS_PER_GATEWAY = 10
"""VPN connections of a virtual private gateway; the quota is adjustable, so more is told, not refused."""


@dataclass(frozen=True)
class Violation:
    """A rule broken: where, what and how to mend it. A notice is worth knowing and refuses nothing."""

    path: Path
    message: str
    notice: bool = False


def violations(spec: ManagedVpn) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    yield from overlaps(_networks(spec))
    yield from _gateway_asn(spec)
    for site_key, site in spec.sites.items():
        yield from _regional_asn(spec.region, site_key, site)
        yield from _inside_cidr_counts(site_key, site)
        yield from _override_keys(site_key, site)
    connections = list(expand(spec.sites))
    yield from _tunnel_options(connections)
    yield from _inside_cidrs_once(spec.name, connections)
    yield from _static_routes(spec.sites)
    yield from _learnt_routes(spec)
    if len(connections) > CONNECTIONS_PER_GATEWAY:
        yield Violation(
            ("sites",),
            f"{len(connections)} connections on one virtual private gateway; the quota is {CONNECTIONS_PER_GATEWAY} "
            "and adjustable: ask AWS for more before you apply",
            notice=True,
        )


Network = tuple[Path, str]
"""An address range and where the spec states it."""


def _networks(spec: ManagedVpn) -> Iterator[Network]:
    for kind, members in (("vpcs", spec.vpcs), ("sites", spec.sites)):
        for key, member in members.items():
            for index, cidr in enumerate(member.cidrs):
                yield (kind, key, "cidrs", index), cidr


def overlaps(networks: Iterable[Network]) -> Iterator[Violation]:
    """Every range that overlaps an earlier, wider or equal one: a sweep over the sorted ranges."""
    ranges = sorted(
        ((ipaddress.IPv4Network(cidr), position, path) for position, (path, cidr) in enumerate(networks)),
        key=lambda entry: (entry[0].network_address, entry[0].prefixlen, entry[1]),
    )
    around: list[tuple[ipaddress.IPv4Network, Path]] = []
    for network, _, path in ranges:
        while around and network.network_address > around[-1][0].broadcast_address:
            around.pop()
        if around:
            wider, other = around[-1]
            where = ".".join(map(str, other[:-2]))
            yield Violation(
                path, f"{network} overlaps {wider} of {where}; networks that are joined need ranges of their own"
            )
        around.append((network, path))


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


def _inside_cidr_counts(key: str, site: Site) -> Iterator[Violation]:
    for device_key, given in site.tunnels.inside_cidrs.items():
        path: Path = ("sites", key, "tunnels", "inside_cidrs", device_key)
        device = site.devices.get(device_key)
        if device is None:
            known = ", ".join(site.devices)
            yield Violation(path, f"{device_key} is no device of the site; its devices are {known}")
        elif len(given) != 2 * device.connections:
            yield Violation(
                path,
                f"{len(given)} inside CIDRs for {device.connections} connection(s); "
                f"give {2 * device.connections}, one for each tunnel, or none",
            )


def _override_keys(key: str, site: Site) -> Iterator[Violation]:
    known = {
        name for connection in expand({key: site}) for tunnel in TUNNELS for name in connection.override_keys(tunnel)
    }
    for override in site.tunnels.overrides:
        if override not in known:
            yield Violation(
                ("sites", key, "tunnels", "overrides", override),
                f"{override} names no device, connection or tunnel of the site; write <device>, "
                f"<device>/<connection> or <device>/<connection>/<tunnel>, such as {next(iter(site.devices))}/1/2",
            )


def _tunnel_options(connections: Iterable[Connection]) -> Iterator[Violation]:
    """The options that must fit each other, as they hold for a tunnel in the end; each mistake told once."""
    told: set[Path] = set()
    for connection in connections:
        for tunnel in TUNNELS:
            for violation in _misfits(connection, tunnel):
                if violation.path not in told:
                    told.add(violation.path)
                    yield violation


def _misfits(connection: Connection, tunnel: int) -> Iterator[Violation]:
    options = connection.options(tunnel)
    where = f"tunnel {tunnel} of {connection.key}"
    if options.phase2_lifetime_seconds >= options.phase1_lifetime_seconds:
        yield Violation(
            _option_path(connection, tunnel, "phase2_lifetime_seconds", "phase1_lifetime_seconds"),
            f"{where}: phase 2 lives {options.phase2_lifetime_seconds} s and phase 1 "
            f"{options.phase1_lifetime_seconds} s; phase 2 must be the shorter",
        )
    if 2 * options.rekey_margin_time_seconds > options.phase2_lifetime_seconds:
        yield Violation(
            _option_path(connection, tunnel, "rekey_margin_time_seconds", "phase2_lifetime_seconds"),
            f"{where}: a rekey margin of {options.rekey_margin_time_seconds} s is more than half of phase 2 "
            f"({options.phase2_lifetime_seconds} s); take at most {options.phase2_lifetime_seconds // 2}",
        )
    if options.startup_action == "start" and "ikev1" in options.ike_versions:
        yield Violation(
            _option_path(connection, tunnel, "ike_versions", "startup_action"),
            f"{where}: AWS starts IKEv2 only; take ikev1 out of ike_versions, or startup_action: add",
        )
    if options.startup_action == "start" and connection.device.ip_address is None:
        yield Violation(
            _option_path(connection, tunnel, "startup_action"),
            f"{where}: AWS can start only towards an ip_address, and the device has none; add it, or take add",
        )


def _option_path(connection: Connection, tunnel: int, *options: str) -> Path:
    """Where the first of `options` that somebody wrote stands, looking at the narrowest place first."""
    tunnels = connection.site.tunnels
    base: Path = ("sites", connection.site_key, "tunnels")
    for option in options:
        for key in reversed(connection.override_keys(tunnel)):
            override = tunnels.overrides.get(key)
            if override and option in override.model_fields_set:
                return (*base, "overrides", key, option)
        if option in tunnels.model_fields_set:
            return (*base, option)
    return base


def _inside_cidrs_once(name: str, connections: list[Connection]) -> Iterator[Violation]:
    """Inside CIDRs are unique on a virtual private gateway, given or worked out."""
    owners: dict[str, tuple[Connection, int]] = {}
    for connection in connections:
        given = connection.inside_cidrs()
        for tunnel, cidr in zip(TUNNELS, inside_cidrs(name, connection), strict=True):
            if cidr not in owners:
                owners[cidr] = (connection, tunnel)
                continue
            other, number = owners[cidr]
            path = connection.path
            if given:
                position = 2 * (connection.number - 1) + tunnel - 1
                path = ("sites", connection.site_key, "tunnels", "inside_cidrs", connection.device_key, position)
            free = worked_out_inside_cidrs(f"{name}/{connection.key}", connection)
            mend = f"take another /30, such as {free[tunnel - 1]}"
            if not given:
                mend = f"give tunnels.inside_cidrs.{connection.device_key} yourself, such as [{', '.join(free)}]"
            yield Violation(path, f"{cidr} is the inside CIDR of tunnel {number} of {other.key} already; {mend}")


def _static_routes(sites: dict[str, Site]) -> Iterator[Violation]:
    count = sum(len(site.cidrs) for site in sites.values() if site.routing == "static")
    if count > MAX_STATIC_ROUTES:
        yield Violation(
            ("sites",),
            f"{count} static routes; a virtual private gateway takes {MAX_STATIC_ROUTES}: summarise the ranges, "
            "or use bgp",
        )


def _learnt_routes(spec: ManagedVpn) -> Iterator[Violation]:
    count = sum(len(site.cidrs) for site in spec.sites.values())
    for key, vpc in spec.vpcs.items():
        if vpc.route_tables and count > MAX_LEARNT_ROUTES:
            yield Violation(
                ("vpcs", key, "route_tables"),
                f"the sites have {count} ranges, and a route table learns {MAX_LEARNT_ROUTES} routes: "
                "summarise the ranges",
            )
