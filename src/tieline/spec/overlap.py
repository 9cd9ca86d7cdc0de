"""The first rule of joined networks: no two of them share addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tieline.spec.document import Path
from tieline.spec.violation import Violation

Network = tuple[Path, str]
"""An address range and where the spec states it."""


def overlaps(networks: Iterable[Network]) -> Iterator[Violation]:
    """Every range that overlaps another: a sweep over the sorted ranges.

    The range that is stated later is told of, as the one that came to a network that was there.
    """
    ranges = sorted(
        ((ipaddress.IPv4Network(cidr), position, path) for position, (path, cidr) in enumerate(networks)),
        key=lambda entry: (entry[0].network_address, entry[0].prefixlen, entry[1]),
    )
    around: list[tuple[ipaddress.IPv4Network, int, Path]] = []
    for one in ranges:
        while around and one[0].network_address > around[-1][0].broadcast_address:
            around.pop()
        if around:
            (earlier, _, other), (later, _, path) = sorted((one, around[-1]), key=lambda entry: entry[1])
            where = ".".join(map(str, other[:-2]))
            yield Violation(
                path,
                f"{later} overlaps {earlier} of {where}; networks that are joined need ranges of their own",
                beside=other,
            )
        around.append(one)


UNUSABLE = {
    ipaddress.IPv4Network("0.0.0.0/8"): "means this network",
    ipaddress.IPv4Network("127.0.0.0/8"): "is loopback",
    ipaddress.IPv4Network("169.254.0.0/16"): "is link-local",
    ipaddress.IPv4Network("224.0.0.0/4"): "is multicast",
    ipaddress.IPv4Network("240.0.0.0/4"): "is reserved",
}
"""What no network that is joined can have. Source: IANA's special-purpose address registry."""


def unusable(networks: Iterable[Network]) -> Iterator[Violation]:
    """Every range that overlaps one that no network can have."""
    for path, cidr in networks:
        network = ipaddress.IPv4Network(cidr)
        clashes = [f"{net}, which {why}" for net, why in UNUSABLE.items() if net.overlaps(network)]
        if clashes:
            yield Violation(path, f"{cidr} overlaps {', and '.join(clashes)}; name ranges the network really has")


def nested_prefixes(stated: Mapping[Path, list[str]]) -> Iterator[Violation]:
    """Prefixes within others, or the same, of all those stated: AWS takes none twice."""
    ranges: list[tuple[Any, Path]] = [
        (ipaddress.ip_network(prefix), (*path, index))
        for path, prefixes in stated.items()
        for index, prefix in enumerate(prefixes)
    ]
    order = {path: position for position, (_, path) in enumerate(ranges)}
    ranges.sort(
        key=lambda entry: (entry[0].version, int(entry[0].network_address), entry[0].prefixlen, order[entry[1]])
    )
    around: list[tuple[Any, Path]] = []
    for network, path in ranges:
        while around and (
            around[-1][0].version != network.version or network.network_address > around[-1][0].broadcast_address
        ):
            around.pop()
        if around:
            wide, other = around[-1]
            first, later = sorted((path, other), key=lambda each: order[each])
            said = f"{network} stands here and there" if wide == network else f"{network} lies in {wide}"
            yield Violation(later, f"{said}; AWS takes no range twice: keep one", beside=first)
        around.append((network, path))
