"""The VPN connections that a spec's sites ask for: one for each site x device x count, in a stable order."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tieline.spec.document import Path
from tieline.spec.network import Device, VpnSite
from tieline.spec.tunnels import TunnelOptions

Tunnel = int
TUNNELS: tuple[Tunnel, Tunnel] = (1, 2)


@dataclass(frozen=True)
class Connection:
    """One VPN connection: two tunnels between a gateway of AWS's and a device."""

    site_key: str
    device_key: str
    number: int
    site: VpnSite
    device: Device

    @property
    def key(self) -> str:
        """Its key in Terraform: <site>/<device>/<number>."""
        return f"{self.site_key}/{self.device_key}/{self.number}"

    @property
    def gateway_key(self) -> str:
        """The key of its customer gateway: <site>/<device>."""
        return f"{self.site_key}/{self.device_key}"

    @property
    def path(self) -> Path:
        """Where the spec asks for it."""
        return ("sites", self.site_key, "devices", self.device_key)

    def override_keys(self, tunnel: Tunnel) -> tuple[str, str, str]:
        """The keys of `tunnels.overrides` that touch this tunnel, from wide to narrow."""
        device = self.device_key
        return device, f"{device}/{self.number}", f"{device}/{self.number}/{tunnel}"

    def options(self, tunnel: Tunnel) -> TunnelOptions:
        """What holds for a tunnel once defaults, the site's options and all overrides are put together."""
        base = self.site.tunnels
        values = {name: getattr(base, name) for name in TunnelOptions.model_fields}
        for key in self.override_keys(tunnel):
            if override := base.overrides.get(key):
                values |= override.model_dump(exclude_none=True)
        return TunnelOptions.model_construct(**values)

    def inside_cidrs(self) -> tuple[str, str] | None:
        """The inside CIDRs the spec gives for its two tunnels, if it does."""
        given = self.site.tunnels.inside_cidrs.get(self.device_key)
        start = 2 * (self.number - 1)
        pair = given[start : start + 2] if given else []
        return (pair[0], pair[1]) if len(pair) == 2 else None


def expand(sites: Mapping[str, VpnSite]) -> Iterator[Connection]:
    """All connections of the sites, in the order of the spec."""
    for site_key, site in sites.items():
        counts = site.connections()
        for device_key, device in site.devices.items():
            for number in range(1, counts[device_key] + 1):
                yield Connection(site_key, device_key, number, site, device)


def device_name(name: str, connection: Connection) -> str:
    """What AWS calls the device; the spec's name in it tells apart two specs that join the same device."""
    return connection.device.device_name or f"{name}-{connection.site_key}-{connection.device_key}"


_FIRST, _PAIRS = 8 * 256, 160 * 32
"""Worked-out pairs lie in 169.254.8.0-169.254.167.255, clear of all that AWS reserves: 5,120 /29s."""


def worked_out_inside_cidrs(name: str, connection: Connection) -> tuple[str, str]:
    """The inside CIDRs of a connection for which the spec gives none.

    They depend on the names of spec, site and device and on the connection's number alone, so that adding a site never
    moves another's: a changed inside CIDR replaces the connection. A device's connections follow each other.
    """
    return _pair(_slot(f"{name}/{connection.gateway_key}") + connection.number - 1)


def free_inside_cidrs(connection: Connection, taken: Collection[str], count: int) -> list[str]:
    """As many inside CIDRs as wanted that are none of `taken`, for a connection whose own are not to be had."""
    slots = itertools.count(_slot(f"free/{connection.gateway_key}"))
    free = (cidr for slot in itertools.islice(slots, _PAIRS) for cidr in _pair(slot) if cidr not in taken)
    return list(itertools.islice(free, count))


def _slot(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _pair(slot: int) -> tuple[str, str]:
    offset = _FIRST + 8 * (slot % _PAIRS)
    first, second = (f"169.254.{at // 256}.{at % 256}/30" for at in (offset, offset + 4))
    return first, second


def inside_cidrs(name: str, connection: Connection) -> tuple[str, str]:
    """The inside CIDRs of a connection's tunnels, given or worked out."""
    return connection.inside_cidrs() or worked_out_inside_cidrs(name, connection)
