"""Rules of all specs about the networks that they join."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.spec.base import Spec
from tieline.spec.document import Path
from tieline.spec.overlap import Network
from tieline.spec.quotas import REGIONAL_RESERVED_ASNS
from tieline.spec.violation import Violation


def networks(spec: Spec) -> Iterator[Network]:
    """The ranges of the VPCs and of the sites."""
    for kind, members in (("vpcs", spec.vpcs), ("sites", spec.sites)):
        for key, member in members.items():
            for index, cidr in enumerate(member.cidrs):
                yield (kind, key, "cidrs", index), cidr


def regional_asn(region: str, path: Path, asn: int | None) -> Iterator[Violation]:
    """An ASN that Amazon keeps for itself in a Region."""
    if asn in REGIONAL_RESERVED_ASNS.get(region, ()):
        yield Violation(path, f"{asn} is reserved by Amazon in {region}; use a private ASN such as 65010")
