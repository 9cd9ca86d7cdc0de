"""Who may reach whom, as the segments of a spec say.

A VPC that traffic passes (`through`), and a way out (`default`) in no segment, serve segments: they may reach whom they
serve and who those may reach, and nobody else in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tieline.intent.places import Places
from tieline.spec.segments import Segment

ALL = "everything"
"""Stands for the segment of everything, where the spec has none."""


@dataclass(frozen=True)
class Group:
    """Members that may reach the same: those of a segment, or one VPC or way out that serves segments."""

    name: str
    members: tuple[str, ...]
    segment: Segment | None
    """None for what serves segments."""

    def __str__(self) -> str:
        return f"segment {self.name}" if self.segment else self.name


@dataclass(frozen=True)
class Rule:
    """Whether one group may reach another: it must, it may, or it must not."""

    must: bool = False
    may: bool = False
    through: str | None = None


def groups(places: Places) -> list[Group]:
    """The groups of a spec, less the members that wait for their attachment."""
    spec = places.spec
    segments = spec.segments
    if not segments:
        if spec.transit_gateway.id:
            return []
        return [Group(ALL, tuple(filter(places.of, places.member)), Segment())]
    found = [Group(key, tuple(filter(places.of, segment.members())), segment) for key, segment in segments.items()]
    inside = {member for segment in segments.values() for member in segment.members()}
    serving = {name: None for s in segments.values() for name in (s.through, s.default) if name and name not in inside}
    return [*found, *(Group(name, (name,), None) for name in serving)]


class Intent:
    """Who may reach whom, by group."""

    def __init__(self, all_groups: Iterable[Group]) -> None:
        self._segments = {group.name: group.segment for group in all_groups if group.segment}
        self._pairs = {(one, two) for one, s in self._segments.items() for two in s.reaches if two in self._segments}
        self._pairs |= {(two, one) for one, two in self._pairs}
        self._pairs |= {(name, name) for name, segment in self._segments.items() if not segment.isolated}
        partners = defaultdict(set)
        for one, two in self._pairs:
            partners[one].add(two)
        self._firewalls = {
            name: {self._segments[other].through for other in (name, *partners[name])} for name in self._segments
        }

    def rule(self, one: Group, two: Group) -> Rule:
        """What holds for traffic from a group to another."""
        if one.segment and two.segment:
            allowed = (one.name, two.name) in self._pairs
            return Rule(must=allowed, through=one.segment.through or two.segment.through)
        if not one.segment and not two.segment:
            return Rule(may=True)
        served, serving = (one, two) if one.segment else (two, one)
        segment = self._segments[served.name]
        return Rule(
            must=segment.default == serving.name,
            may=serving.name in self._firewalls[served.name],
            through=segment.through,
        )
