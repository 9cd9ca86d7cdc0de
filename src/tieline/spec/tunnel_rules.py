"""Rules on the tunnels of a spec's connections: inside CIDRs, overrides, and options that must fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tieline.spec.connections import TUNNELS, Connection, expand, free_inside_cidrs, inside_cidrs
from tieline.spec.document import Path
from tieline.spec.network import VpnSite
from tieline.spec.violation import Violation


def inside_cidr_counts(key: str, site: VpnSite) -> Iterator[Violation]:
    """Inside CIDRs are given for devices that exist, and for all tunnels of a device or none."""
    counts = site.connections()
    for option in ("inside_cidrs", "inside_ipv6_cidrs"):
        for device_key, given in getattr(site.tunnels, option).items():
            path: Path = ("sites", key, "tunnels", option, device_key)
            if device_key not in counts:
                known = ", ".join(site.devices)
                yield Violation(path, f"{device_key} is no device of the site; its devices are {known}")
            elif len(given) != 2 * counts[device_key]:
                yield Violation(
                    path,
                    f"{len(given)} inside CIDRs for {counts[device_key]} connection(s); "
                    f"give {2 * counts[device_key]}, one for each tunnel, or none",
                )
            elif option == "inside_ipv6_cidrs" and site.devices[device_key].inside_ip_version == "ipv4":
                yield Violation(
                    path, f"the tunnels of {device_key} carry IPv4; give the device inside_ip_version: ipv6, or remove"
                )


def override_keys(key: str, site: VpnSite) -> Iterator[Violation]:
    """An override names something that exists."""
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


def tunnel_options(connections: Iterable[Connection]) -> Iterator[Violation]:
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
            option_path(connection, tunnel, "phase2_lifetime_seconds", "phase1_lifetime_seconds"),
            f"{where}: phase 2 lives {options.phase2_lifetime_seconds} s and phase 1 "
            f"{options.phase1_lifetime_seconds} s; phase 2 must be the shorter",
        )
    if 2 * options.rekey_margin_time_seconds > options.phase2_lifetime_seconds:
        yield Violation(
            option_path(connection, tunnel, "rekey_margin_time_seconds", "phase2_lifetime_seconds"),
            f"{where}: a rekey margin of {options.rekey_margin_time_seconds} s is more than half of phase 2 "
            f"({options.phase2_lifetime_seconds} s); take at most {options.phase2_lifetime_seconds // 2}",
        )
    if options.startup_action == "start" and "ikev1" in options.ike_versions:
        yield Violation(
            option_path(connection, tunnel, "ike_versions", "startup_action"),
            f"{where}: AWS starts IKEv2 only; take ikev1 out of ike_versions, or startup_action: add",
        )
    if options.startup_action == "start" and connection.device.ip_address is None:
        yield Violation(
            option_path(connection, tunnel, "startup_action"),
            f"{where}: AWS can start only towards an ip_address, and the device has none; add it, or take add",
        )


def option_path(connection: Connection, tunnel: int, *options: str) -> Path:
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


def inside_cidrs_once(name: str, connections: list[Connection]) -> Iterator[Violation]:
    """Inside CIDRs are used once, given or worked out: twice on one device they are two ends of nothing."""
    owners: dict[str, tuple[Connection, int]] = {}
    taken = {cidr for connection in connections for cidr in inside_cidrs(name, connection)}
    told: set[str] = set()
    for connection in connections:
        given = connection.inside_cidrs()
        for tunnel, cidr in zip(TUNNELS, inside_cidrs(name, connection), strict=True):
            owner, number = owners.setdefault(cidr, (connection, tunnel))
            if (owner, number) == (connection, tunnel):
                continue
            what = f"{cidr} is the inside CIDR of tunnel {number} of {owner.key} already"
            if given:
                position = 2 * (connection.number - 1) + tunnel - 1
                path = ("sites", connection.site_key, "tunnels", "inside_cidrs", connection.device_key, position)
                [free] = free_inside_cidrs(connection, taken, 1)
                yield Violation(path, f"{what}; take another /30, such as {free}", beside=owner.path)
            elif connection.gateway_key not in told:
                told.add(connection.gateway_key)
                free = ", ".join(
                    free_inside_cidrs(connection, taken, 2 * connection.site.connections()[connection.device_key])
                )
                mend = f"give tunnels.inside_cidrs.{connection.device_key} yourself, such as [{free}]"
                yield Violation(connection.path, f"{what}, as it was worked out; {mend}", beside=owner.path)
