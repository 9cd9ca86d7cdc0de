"""What a report says of Direct Connect."""

from __future__ import annotations

from rich.console import RenderableType

from tieline.report.words import table
from tieline.spec.base import DirectConnectSpec
from tieline.spec.resiliency import carrier, devices, level, ways
from tieline.spec.virtual_interface_rules import preference

MOST_INTERFACES = 12
"""As many are listed; more are counted."""
ORDER = ("first", "second", "third")


def virtual_interfaces(spec: DirectConnectSpec) -> RenderableType:
    """The virtual interfaces: on what, to which site, and in which order AWS uses those of one site towards it."""
    links = spec.direct_connect
    told = table("virtual interface", "connection", "VLAN", "site", "MTU", "towards the site")
    lines = 0
    for site_key, site in spec.sites.items():
        order = preference(spec, site_key)
        place = {key: (index, group) for index, group in enumerate(order) for key in group}
        for key in site.virtual_interfaces:
            lines += 1
            if lines > MOST_INTERFACES:
                continue
            interface, (index, group) = links.virtual_interfaces[key], place[key]
            carried = carrier(links, interface.connection)
            where = f"{carried.name} at {carried.location}" if carried.location else carried.name
            turn = ORDER[index] if index < len(ORDER) else f"number {index + 1}"
            beside = [other for other in group if other != key]
            turn += f", beside {', '.join(beside)}" if beside else ""
            told.add_row(key, where, str(interface.vlan), f"{site_key}, ASN {site.asn}", str(interface.mtu), turn)
    if lines > MOST_INTERFACES:
        told.add_row(f"and {lines - MOST_INTERFACES} more")
    return told


def choices(spec: DirectConnectSpec) -> list[str]:
    """How resilient each site's way is, and what encrypts it."""
    links = spec.direct_connect
    lines = []
    for site_key, by_target in ways(spec).items():
        for target, keys in by_target.items():
            carriers = {carrier(links, links.virtual_interfaces[key].connection) for key in keys}
            counts = devices(carriers)
            unknown = sorted(each.name for each in carriers if each.location is None)
            found = [f"{count} at {location}" for location, count in counts.items()]
            found += [f"{name} at a location that is not stated" for name in unknown]
            reached = f"at least {level(counts)}" if unknown else level(counts)
            way = f"{site_key} to {target}" if target else site_key
            lines.append(f"resiliency of {way}: {reached} ({', '.join(found)}); asked for: {links.resiliency}")
    encrypted = [key for key, connection in links.connections.items() if connection.with_macsec]
    clear = [key for key, connection in links.connections.items() if connection.id is None and key not in encrypted]
    clear += links.hosted_connections
    lines += [f"MACsec: {', '.join(encrypted)}"] if encrypted else []
    return lines + ([f"no MACsec: {', '.join(clear)}"] if clear else [])
