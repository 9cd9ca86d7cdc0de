"""What a report says of Direct Connect."""

from __future__ import annotations

from itertools import chain

from rich.console import RenderableType

from tieline.report.words import table
from tieline.spec.base import DirectConnectSpec
from tieline.spec.resiliency import carrier, carriers, devices, level, ways
from tieline.spec.virtual_interface_rules import preference

MOST_INTERFACES = 12
"""As many are listed; more are counted."""
ORDER = ("first", "second", "third")


def virtual_interfaces(spec: DirectConnectSpec) -> RenderableType:
    """The virtual interfaces: on what, to which site, and in which order AWS uses those of one site towards it."""
    links = spec.direct_connect
    told = table("virtual interface", "connection", "VLAN", "site", "MTU", "towards the site")
    every = [(site_key, key, turn) for site_key in ways(spec) for key, turn in _turns(spec, site_key).items()]
    targets = {key: target for ways_there in ways(spec).values() for target, keys in ways_there.items() for key in keys}
    for site_key, key, turn in every[:MOST_INTERFACES]:
        interface = links.virtual_interfaces[key]
        carried = carrier(links, interface.connection)
        where = f"{carried.name} at {carried.location}" if carried.location else carried.name
        name = f"{key} to {targets[key]}" if targets[key] else key
        site = f"{site_key}, ASN {spec.sites[site_key].asn}"
        told.add_row(name, where, str(interface.vlan), site, str(interface.mtu), turn)
    if len(every) > MOST_INTERFACES:
        told.add_row(f"and {len(every) - MOST_INTERFACES} more")
    return told


def _turns(spec: DirectConnectSpec, site: str) -> dict[str, str]:
    """When AWS uses each virtual interface of a site: before or beside which others that lead to the same."""
    order, turns = preference(spec, site), dict.fromkeys(spec.sites[site].virtual_interfaces, "")
    for keys in ways(spec)[site].values():
        groups = [alike for group in order if (alike := [key for key in group if key in keys])]
        for index, group in enumerate(groups):
            turn = ORDER[index] if index < len(ORDER) else f"number {index + 1}"
            for key in group:
                beside = ", ".join(other for other in group if other != key)
                turns[key] = f"{turn}, beside {beside}" if beside else turn
    return turns


def choices(spec: DirectConnectSpec) -> list[str]:
    """How resilient each site's way is, and what encrypts it."""
    links = spec.direct_connect
    lines = []
    for site_key, by_target in ways(spec).items():
        for target, keys in by_target.items():
            ends = carriers(links, keys)
            counts = devices(ends)
            unknown = sorted(each.name for each in ends if each.location is None)
            found = [f"{count} at {location}" for location, count in counts.items()]
            found += [f"{name} at a location that is not stated" for name in unknown]
            reached = level(counts)
            if unknown:
                reached = "not known" if reached == "none" else f"at least {reached}"
            way = f"{site_key} to {target}" if target else site_key
            lines.append(f"resiliency of {way}: {reached} ({', '.join(found)}); asked for: {links.resiliency}")
    return lines + _encryption(spec)


def _encryption(spec: DirectConnectSpec) -> list[str]:
    """What is encrypted with MACsec, and what is not; of an adopted connection without a key here nobody can say."""
    links = spec.direct_connect
    keyed = {key.split("/", maxsplit=1)[0] for key in links.macsec_keys}
    able = [key for key, each in links.connections.items() if each.macsec != "no_encrypt"]
    told = {
        "MACsec": [key for key in able if key in keyed],
        "MACsec once it has a key": [key for key in able if links.connections[key].with_macsec and key not in keyed],
    }
    said = {*chain(*told.values())}
    told["no MACsec"] = [key for key, each in links.connections.items() if each.id is None and key not in said]
    told["no MACsec"] += links.hosted_connections
    return [f"{what}: {', '.join(keys)}" for what, keys in told.items() if keys]
