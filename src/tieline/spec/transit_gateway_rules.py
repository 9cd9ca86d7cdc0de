"""Rules of all patterns with a transit gateway that span fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tieline.spec.base import TransitGatewaySpec
from tieline.spec.document import Path
from tieline.spec.overlap import Network, overlaps, unusable
from tieline.spec.quotas import ATTACHMENTS_PER_TRANSIT_GATEWAY, ROUTES_PER_VPC_TABLE, TRANSIT_GATEWAY_PEERINGS
from tieline.spec.segment_rules import segment_violations
from tieline.spec.site_rules import networks
from tieline.spec.violation import Violation, adjustable


def transit_gateway_violations(spec: TransitGatewaySpec, attachments: int) -> Iterator[Violation]:
    """What breaks a rule in the gateway, its VPCs, peerings and segments.

    Args:
        spec: of any pattern with a transit gateway.
        attachments: how many the sites have.
    """
    ranges = list(chain(networks(spec), _more_networks(spec)))
    yield from overlaps(ranges)
    yield from unusable(ranges)
    yield from _names_once(spec)
    yield from _vpcs(spec)
    yield from segment_violations(spec)
    yield from _quotas(spec, attachments)


def _more_networks(spec: TransitGatewaySpec) -> Iterator[Network]:
    for key, peering in spec.peerings.items():
        for index, cidr in enumerate(peering.cidrs):
            yield ("peerings", key, "cidrs", index), cidr
    for index, cidr in enumerate(spec.transit_gateway.cidr_blocks):
        yield ("transit_gateway", "cidr_blocks", index), cidr


def _names_once(spec: TransitGatewaySpec) -> Iterator[Violation]:
    owners: dict[str, Path] = {}
    for kind, members in (("vpcs", spec.vpcs), ("sites", spec.sites), ("peerings", spec.peerings)):
        for key in members:
            other = owners.setdefault(key, (kind, key))
            if other != (kind, key):
                yield Violation(
                    (kind, key),
                    f"{key} is the name of one of the {other[0]} too; give each of what is attached a name of its own",
                    beside=other,
                )


def _vpcs(spec: TransitGatewaySpec) -> Iterator[Violation]:
    ids: dict[str, str] = {}
    taken: dict[str, Path] = {}
    for key, vpc in spec.vpcs.items():
        other = ids.setdefault(vpc.id, key)
        if other != key:
            yield Violation(
                ("vpcs", key, "id"),
                f"{vpc.id} is {other} already; a transit gateway has one attachment for each VPC",
                beside=("vpcs", other, "id"),
            )
        if vpc.region not in (None, spec.region):
            yield Violation(
                ("vpcs", key, "region"),
                f"{vpc.region} is not {spec.region}, the transit gateway's; a VPC is attached in its own Region: "
                "attach it to a gateway there, and name that in peerings",
                hangs_on=(("region",),),
            )
        for option, what in (("subnets", "subnet"), ("route_tables", "route table")):
            for name, each in getattr(vpc, option).items():
                path: Path = ("vpcs", key, option, name)
                before = taken.setdefault(each, path)
                if before[1] != key:
                    told = f"{each} is a {what} of {before[1]} already; name one of this VPC"
                    yield Violation(path, told, beside=before)
        if len(vpc.routes) > ROUTES_PER_VPC_TABLE:
            yield Violation(
                ("vpcs", key, "routes"),
                f"{len(vpc.routes)} routes for each route table; the quota is {ROUTES_PER_VPC_TABLE} and adjustable: "
                "ask AWS for more before you apply, or name an aggregate",
                notice=True,
            )


def _quotas(spec: TransitGatewaySpec, attachments: int) -> Iterator[Violation]:
    total = len(spec.vpcs) + len(spec.peerings) + attachments
    if total > ATTACHMENTS_PER_TRANSIT_GATEWAY:
        yield Violation(
            ("transit_gateway",),
            f"{total} attachments; a transit gateway takes {ATTACHMENTS_PER_TRANSIT_GATEWAY}, and AWS does not "
            "raise it: divide them between two gateways",
        )
    yield from adjustable(
        ("peerings",), len(spec.peerings), TRANSIT_GATEWAY_PEERINGS, "peerings on one transit gateway"
    )
