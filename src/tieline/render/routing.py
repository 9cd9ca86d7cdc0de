"""What a transit gateway's tables must hold so that members of segments reach whom they may, and nobody else.

Each segment has a table of its own name; so has each VPC that traffic passes, and each way out that is in no segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tieline.spec.base import TransitGatewaySpec
from tieline.spec.segments import Segment, reached, segment_of

MAIN = "main"
"""The one table of a created gateway without segments: everything reaches everything."""
ANYWHERE = "0.0.0.0/0"


@dataclass
class Table:
    """A route table: what it learns, and its static routes."""

    id: str | None = None
    learns: dict[str, None] = field(default_factory=dict)
    """The attachments that propagate into it, in order."""
    routes: dict[str, str | None] = field(default_factory=dict)
    """By destination the attachment it leads to; None is a blackhole."""


@dataclass
class Routing:
    """The tables of a gateway, by name, and which of them each attachment asks."""

    tables: dict[str, Table] = field(default_factory=dict)
    associations: dict[str, str] = field(default_factory=dict)
    vpc_routes: dict[str, list[str]] = field(default_factory=dict)
    """By VPC, what its own route tables send to the gateway."""

    def inputs(self) -> dict[str, Any]:
        """The module's inputs."""
        propagations: dict[str, list[str]] = {}
        for name, table in self.tables.items():
            for attachment in table.learns:
                propagations.setdefault(attachment, []).append(name)
        return {
            "route_tables": {name: _table(table) for name, table in self.tables.items()},
            "associations": self.associations,
            "propagations": propagations,
        }


def _table(table: Table) -> dict[str, Any]:
    routes = {
        destination: {"attachment": attachment} if attachment else {"blackhole": True}
        for destination, attachment in table.routes.items()
    }
    return ({"id": table.id} if table.id else {}) | ({"routes": routes} if routes else {})


def routing(spec: TransitGatewaySpec) -> Routing:
    """The tables that do what the spec's segments say; none for a gateway of somebody else's without segments."""
    return _Work(spec).done()


class _Work:
    def __init__(self, spec: TransitGatewaySpec) -> None:
        self._spec = spec
        everything = [*spec.vpcs, *spec.sites, *spec.peerings]
        segments = dict(spec.segments)
        if not segments and spec.transit_gateway.id is None and everything:
            segments = {
                MAIN: Segment(vpcs=list(spec.vpcs), sites=list(spec.sites), peerings=list(spec.peerings)),
            }
        self._segments = segments
        self._reached = reached(segments)
        self._segment_of = segment_of(segments)
        self._ranges = {
            key: member.cidrs for group in (spec.vpcs, spec.sites, spec.peerings) for key, member in group.items()
        }
        self._routing = Routing()

    def done(self) -> Routing:
        for key, segment in self._segments.items():
            table = self._routing.tables.setdefault(key, Table(id=segment.route_table))
            self._routing.associations |= dict.fromkeys(segment.members(), key)
            self._towards(table, key, segment)
        for key, segment in self._segments.items():
            if segment.through:
                self._passed(segment.through, key, segment)
            if segment.default and segment.default not in {*self._segment_of, segment.through}:
                self._way_out(segment.default, segment)
        for key, vpc in self._spec.vpcs.items():
            if vpc.route_tables:
                self._routing.vpc_routes[key] = list(vpc.routes) or self._worked_out(key)
        return self._routing

    def _members(self, segments: Iterable[str]) -> Iterator[str]:
        for key in segments:
            yield from self._segments[key].members()

    def _lead(self, table: Table, members: Iterable[str], attachment: str | None = None) -> None:
        """Makes members known in a table: through an attachment, or as they are; a peering cannot be learnt."""
        for member in members:
            if attachment or member in self._spec.peerings:
                table.routes |= dict.fromkeys(self._ranges[member], attachment or member)
            else:
                table.learns[member] = None

    def _towards(self, table: Table, key: str, segment: Segment) -> None:
        """The routes of a segment's members to all whom they may reach."""
        for other in self._reached[key]:
            if other == key and len(segment.members()) == 1:
                continue  # what a member sends to itself would come straight back
            firewall = segment.through or self._segments[other].through
            if not (segment.through and segment.default):  # then the default route leads to the firewall anyway
                self._lead(table, self._segments[other].members(), firewall)
        if segment.default:
            table.routes[ANYWHERE] = segment.through or segment.default
            allowed = {*self._members(self._reached[key]), segment.through, segment.default}
            for member, ranges in self._ranges.items():
                if member not in allowed:
                    table.routes |= dict.fromkeys(ranges)

    def _passed(self, firewall: str, key: str, segment: Segment) -> None:
        """The table of a VPC that a segment's traffic passes: on to the other side, and back."""
        table = self._own_table(firewall)
        self._lead(table, [*segment.members(), *self._members(self._reached[key])])
        if segment.default and segment.default != firewall:
            table.routes[ANYWHERE] = segment.default

    def _way_out(self, way_out: str, segment: Segment) -> None:
        """The table of a way out that is in no segment: back to who uses it."""
        self._lead(self._own_table(way_out), segment.members(), segment.through)

    def _own_table(self, attachment: str) -> Table:
        self._routing.associations[attachment] = attachment
        return self._routing.tables.setdefault(attachment, Table())

    def _worked_out(self, vpc: str) -> list[str]:
        """What a VPC's route tables send to the gateway when the spec does not say."""
        key = self._segment_of.get(vpc)
        if key is None:
            table = self._routing.tables.get(vpc, Table())
            if ANYWHERE in table.routes:
                return [ANYWHERE]
            learnt = [cidr for member in table.learns for cidr in self._ranges[member]]
            return learnt + [destination for destination, target in table.routes.items() if target]
        if self._segments[key].default not in (None, vpc):
            return [ANYWHERE]
        return [cidr for member in self._members(self._reached[key]) if member != vpc for cidr in self._ranges[member]]
