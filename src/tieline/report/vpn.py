"""What a report says of VPN connections."""

from __future__ import annotations

from rich.console import RenderableType

from tieline.report.words import count, table, words
from tieline.spec.base import VpnSpec
from tieline.spec.connections import TUNNELS, expand, inside_cidrs
from tieline.spec.tunnels import TunnelOptions

MOST_CONNECTIONS = 12
"""As many are listed; more are counted."""


def connections(spec: VpnSpec) -> RenderableType:
    """The connections: to which device, how they are routed, and their inside CIDRs."""
    every = list(expand(spec.sites))
    told = table("connection", "device", "routing")
    told.add_column("inside CIDRs", min_width=len("169.254.167.248/30"))
    for connection in every[:MOST_CONNECTIONS]:
        site, device = connection.site, connection.device
        routing = f"BGP, ASN {site.asn}" if site.routing == "bgp" else f"static, {count(len(site.cidrs), 'range')}"
        if device.prepend:
            routing += f", prepends {device.prepend}"
        if site.acceleration:
            routing += ", accelerated"
        if device.inside_ip_version == "ipv6":
            routing += ", IPv6 inside"
        address = device.ip_address or "by certificate"
        told.add_row(connection.key, address, routing, " ".join(inside_cidrs(spec.name, connection)))
    if len(every) > MOST_CONNECTIONS:
        told.add_row(f"and {len(every) - MOST_CONNECTIONS} more")
    return told


def choices(spec: VpnSpec) -> list[str]:
    """What differs from the defaults in the tunnels, and what becomes of logs and alarms."""
    if not spec.sites:
        return []
    default = TunnelOptions()
    tunnels: dict[str, list[str]] = {}
    for connection in expand(spec.sites):
        for tunnel in TUNNELS:
            options = connection.options(tunnel)
            chosen = {name: getattr(options, name) for name in TunnelOptions.model_fields}
            told = [f"{n} {words(v)}" for n, v in chosen.items() if v != getattr(default, n)]
            if told:
                tunnels.setdefault(", ".join(told), []).append(f"{connection.key}/{tunnel}")
    lines = [f"tunnels {' '.join(keys)}: {told}" for told, keys in tunnels.items()] or ["tunnels: all as by default"]
    logging = spec.logging
    kept = "for ever" if logging.retention_days == 0 else f"{logging.retention_days} days"
    where = f"to {logging.log_group_arn}" if logging.log_group_arn else f"kept {kept}"
    return [*lines, f"logs: {where if logging.enabled else 'off'}"]
