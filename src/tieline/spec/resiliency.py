"""How much of Direct Connect may fail: locations and AWS devices that a site is joined over.

Maximum: two locations and two devices at each. High: two locations. Development: two devices at one. A LAG counts as
one connection. Source: the AWS Direct Connect Resiliency Toolkit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tieline.spec.base import DirectConnectSpec
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.document import Path
from tieline.spec.violation import Violation
from tieline.spec.virtual_interfaces import DirectConnectLinks

LEVELS = ("none", "development", "high", "maximum")
"""From least to most."""
PATH: Path = ("direct_connect", "resiliency")


@dataclass(frozen=True)
class Carrier:
    """A connection or LAG, where it is, and the AWS device that it ends on; None is not known."""

    name: str
    location: str | None
    device: str | None


def carrier(links: DirectConnectLinks, name: str) -> Carrier:
    """What carries virtual interfaces, by its name."""
    found = links.lags.get(name) or links.hosted_connections.get(name) or links.connections.get(name)
    if found is None:
        return Carrier(name, None, None)
    joined = [connection for connection in links.connections.values() if connection.lag == name]
    location = found.location or next((each.location for each in joined if each.location), None)
    device = found.aws_device or next((each.aws_device for each in joined if each.aws_device), None)
    return Carrier(name, location, device)


def carriers(links: DirectConnectLinks, interfaces: Iterable[str]) -> set[Carrier]:
    """What carries these virtual interfaces. The ranges of sites are IPv4: of one with IPv6 alone, nothing counts."""
    every = (links.virtual_interfaces[key] for key in interfaces)
    return {carrier(links, interface.connection) for interface in every if interface.carries("ipv4")}


def devices(ends: set[Carrier]) -> dict[str, int]:
    """By location, how many devices carriers end on. A carrier of unknown device counts as on one of its own."""
    found: dict[str, set[str]] = {}
    for each in ends:
        if each.location:
            found.setdefault(each.location, set()).add(each.device or f"of {each.name}")
    return {location: len(ends) for location, ends in sorted(found.items())}


def level(counts: dict[str, int]) -> str:
    """The level that so many devices at each location come to."""
    if sum(count >= 2 for count in counts.values()) >= 2:
        return "maximum"
    if len(counts) >= 2:
        return "high"
    return "development" if sum(counts.values()) >= 2 else "none"


def missing(counts: dict[str, int], wanted: str) -> str:
    """What makes so many devices come to a higher level."""
    lone = [location for location, count in counts.items() if count == 1]
    if wanted == "maximum" and len(counts) >= 2:
        enough = sum(count >= 2 for count in counts.values())
        return f"a second connection at {' and at '.join(lone[: 2 - enough])}, on another device"
    if wanted == "maximum":
        here = f"a second connection at {lone[0]}, on another device, and " if lone else ""
        return f"{here}two connections at another location, on two devices"
    if wanted == "high":
        return "a connection at another location"
    return f"a second connection at {lone[0] if lone else 'a location'}, on another device"


def ways(spec: DirectConnectSpec) -> dict[str, dict[str, list[str]]]:
    """By site, and by where they lead, its virtual interfaces: to the Direct Connect gateway ("") or to one VPC."""
    links = spec.direct_connect
    found: dict[str, dict[str, list[str]]] = {}
    for site_key, site in spec.sites.items():
        for key in site.virtual_interfaces:
            if key in links.virtual_interfaces:
                target = (spec.target(key) if isinstance(spec, DirectConnect) else None) or ""
                found.setdefault(site_key, {}).setdefault(target, []).append(key)
    return found


def resiliency_violations(spec: DirectConnectSpec) -> Iterator[Violation]:
    """Sites that are joined over less than the spec says; what is missing for the next level is worth knowing."""
    links, wanted = spec.direct_connect, spec.direct_connect.resiliency
    unplaced: set[str] = set()
    on_trust: dict[Violation, None] = {}
    for site_key, by_target in ways(spec).items():
        if not spec.sites[site_key].virtual_interfaces.keys() <= links.virtual_interfaces.keys():
            continue  # told elsewhere
        for target, keys in by_target.items():
            ends = carriers(links, keys)
            if not ends:
                continue  # told elsewhere
            counts = devices(ends)
            reached, to = level(counts), f" to {target}" if target else ""
            less = LEVELS.index(reached) < LEVELS.index(wanted)
            told = " and ".join(f"{count} at {location}" for location, count in counts.items())
            on_trust |= dict.fromkeys(_on_trust(site_key, ends, reached))
            if somewhere := {each.name for each in ends if each.location is None}:
                unplaced |= somewhere if less else set()
            elif less:
                yield Violation(
                    PATH,
                    f"{wanted}, and {site_key}{to} has {reached} (devices: {told}); add {missing(counts, wanted)}, "
                    f"with a virtual interface that ends at {site_key}, or say resiliency: {reached}",
                    hangs_on=(("sites", site_key, "virtual_interfaces"),),
                )
            elif wanted == "none" and reached != "maximum":
                higher = LEVELS[LEVELS.index(reached) + 1]
                yield Violation(
                    ("sites", site_key),
                    f"has {'no' if reached == 'none' else reached} resiliency{to} (devices: {told}); for {higher} it "
                    f"lacks {missing(counts, higher)}",
                    notice=True,
                )
    yield from on_trust
    for kind in ("connections", "hosted_connections", "lags") if wanted != "none" else ():
        for name in getattr(links, kind):
            if name in unplaced:
                yield Violation(
                    ("direct_connect", kind, name),
                    f"without its location nobody can say whether {wanted} resiliency is there; state location",
                )
    for site_key, site in spec.sites.items():
        if wanted != "none" and not site.virtual_interfaces:
            yield Violation(
                ("sites", site_key),
                f"no virtual interface ends here, so that nobody can say whether it has {wanted} resiliency",
                notice=True,
            )


def _on_trust(site: str, ends: set[Carrier], reached: str) -> Iterator[Violation]:
    """Connections of one location count as on devices of their own until AWS has told of them."""
    if reached not in {"maximum", "development"}:
        return
    for location in sorted({each.location for each in ends if each.location}):
        here = [each for each in ends if each.location == location]
        known = {each.device for each in here if each.device}
        if len(here) > 1 and len(known) < 2 and any(each.device is None for each in here):
            yield Violation(
                ("sites", site),
                f"{' and '.join(sorted(each.name for each in here))} count as on devices of their own at {location}; "
                "AWS tells the device once they are made (output connections, aws_device): state it then as "
                "aws_device",
                notice=True,
            )
