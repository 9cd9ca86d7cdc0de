"""The first rule of joined networks: no two of them share addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator

from tieline.spec.document import Path
from tieline.spec.violation import Violation

Network = tuple[Path, str]
"""An address range and where the spec states it."""


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
