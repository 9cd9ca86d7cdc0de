"""Segments: who may reach whom through a transit gateway.

Members of a segment reach each other unless it is isolated, and the members of segments that it reaches or that reach
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from tieline.spec.fields import Distinct, Key, Model, TransitGatewayRouteTableId

Kind = Literal["vpcs", "sites", "peerings"]
KINDS: tuple[Kind, ...] = ("vpcs", "sites", "peerings")


class Segment(Model):
    """What is in a segment, and what it may reach."""

    vpcs: Annotated[list[Key], Distinct] = []
    """Its VPCs, by their names."""
    sites: Annotated[list[Key], Distinct] = []
    """Its sites, by their names."""
    peerings: Annotated[list[Key], Distinct] = []
    """Its peerings, by their names."""
    isolated: bool = False
    """Whether its members may not reach each other."""
    reaches: Annotated[list[Key], Distinct] = []
    """Other segments whose members its own may reach; it holds both ways."""
    through: Key | None = None
    """A VPC of its own kind, with a firewall in it: whatever the members send passes it, and what comes back."""
    default: Key | None = None
    """The VPC, site or peering that takes what no other route leads to, such as the way to the internet."""
    route_table: TransitGatewayRouteTableId | None = None
    """Adopts this route table of an adopted gateway instead of creating one."""

    def members(self) -> list[str]:
        """The names of all its members."""
        return [*self.vpcs, *self.sites, *self.peerings]


Segments = Mapping[str, Segment]


def reached(segments: Segments) -> dict[str, list[str]]:
    """By segment, the segments whose members its own may reach, itself among them unless it is isolated."""
    pairs = {(one, other) for one, segment in segments.items() for other in segment.reaches}
    return {
        one: [
            other
            for other in segments
            if ((one, other) in pairs or (other, one) in pairs if one != other else not segments[one].isolated)
        ]
        for one in segments
    }


def segment_of(segments: Segments) -> dict[str, str]:
    """By member, its segment."""
    return {member: key for key, segment in segments.items() for member in segment.members()}


def named(segments: Segments) -> Iterator[tuple[str, Kind, int, str]]:
    """Every mention of a member: the segment, under which key and where, and the name."""
    for key, segment in segments.items():
        for kind in KINDS:
            for index, member in enumerate(getattr(segment, kind)):
                yield key, kind, index, member
