"""Rules on segments: what they name exists, everything is in one, and no two of them send the same traffic two ways."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence

from tieline.spec.base import TransitGatewaySpec
from tieline.spec.document import Path
from tieline.spec.network import DirectConnectSite, VpnSite
from tieline.spec.quotas import TRANSIT_GATEWAY_TABLES
from tieline.spec.segments import KINDS, named, reached, segment_of
from tieline.spec.violation import Violation, told_of


def segment_violations(spec: TransitGatewaySpec) -> Iterator[Violation]:
    """What is wrong with the segments of a spec."""
    yield from _members(spec)
    yield from _reaches(spec)
    yield from _through(spec)
    yield from _default(spec)
    yield from _tables(spec)


def _unknown(path: Path, name: str, known: Collection[str], *kinds: str) -> Violation:
    return told_of(path, name, known, _and(kinds), hangs_on=tuple((kind, name) for kind in kinds))


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _members(spec: TransitGatewaySpec) -> Iterator[Violation]:
    seen: dict[str, Path] = {}
    meant: set[str] = set()
    for segment, kind, index, member in named(spec.segments):
        path: Path = ("segments", segment, kind, index)
        if member not in getattr(spec, kind):
            yield _unknown(path, member, getattr(spec, kind), kind)
            meant |= set(difflib.get_close_matches(member, getattr(spec, kind), n=1))
        elif (before := seen.setdefault(member, path)) != path:
            yield Violation(
                path, f"{member} is in {before[1]} already; each attachment asks one route table", beside=before
            )
    if not spec.segments:
        if spec.transit_gateway.id:
            yield from _unrouted(spec)
        return
    passed = {name for s in spec.segments.values() for name in (s.through, s.default) if name}
    for kind in KINDS:
        for key in getattr(spec, kind):
            if key not in seen and key not in passed | meant:
                yield Violation(
                    (kind, key),
                    "is in no segment, so that nothing reaches it; add it to one of segments",
                    hangs_on=(("segments",), *(("segments", segment, kind) for segment in spec.segments)),
                )


def _unrouted(spec: TransitGatewaySpec) -> Iterator[Violation]:
    """On somebody else's gateway, without a table of it, nothing can be worked out."""
    for key, vpc in spec.vpcs.items():
        if vpc.route_tables and not vpc.routes:
            yield Violation(
                ("vpcs", key, "route_tables"),
                "what they shall send to an adopted gateway cannot be worked out without segments; name it in routes",
            )
    for kind in ("sites", "peerings"):
        for key in getattr(spec, kind):
            yield Violation(
                (kind, key),
                "is on an adopted gateway and in no segment; name a segment with the route_table that it shall ask",
            )


def _reaches(spec: TransitGatewaySpec) -> Iterator[Violation]:
    for key, segment in spec.segments.items():
        for index, other in enumerate(segment.reaches):
            path: Path = ("segments", key, "reaches", index)
            if other == key:
                yield Violation(path, "its members reach each other anyway, unless it is isolated; remove it")
            elif other not in spec.segments:
                yield _unknown(path, other, spec.segments, "segments")


def _through(spec: TransitGatewaySpec) -> Iterator[Violation]:
    member_of = segment_of(spec.segments)
    for key, segment in spec.segments.items():
        path: Path = ("segments", key, "through")
        if segment.through is None:
            continue
        if segment.through not in spec.vpcs:
            yield _unknown(path, segment.through, spec.vpcs, "vpcs")
            continue
        if segment.through in member_of:
            yield Violation(
                path,
                f"{segment.through} is in {member_of[segment.through]}; what all traffic passes stands in no segment: "
                "take it out there",
            )
        vpc = spec.vpcs[segment.through]
        if vpc.attachment_id:
            yield Violation(
                path,
                f"{segment.through} is attached by its own account, which has to set appliance_mode there: a firewall "
                "must see both ways of a flow",
                notice=True,
            )
        if "appliance_mode" in vpc.model_fields_set and not vpc.appliance_mode:
            yield Violation(
                ("vpcs", segment.through, "appliance_mode"),
                f"{key} sends its traffic through here, and a firewall must see both ways of a flow; remove false",
            )
    for key, others in reached(spec.segments).items():
        one = spec.segments[key].through
        for other in others:
            two = spec.segments[other].through
            if one and two and one != two and key < other:
                yield Violation(
                    ("segments", key, "through"),
                    f"{one} here and {two} in {other}, which may reach each other: a flow would pass one of them "
                    "on its way and the other on its way back; name the same",
                    beside=("segments", other, "through"),
                )


def _default(spec: TransitGatewaySpec) -> Iterator[Violation]:
    member_of, reaching = segment_of(spec.segments), reached(spec.segments)
    attached = [*spec.vpcs, *spec.sites, *spec.peerings]
    ways: dict[str, tuple[str, str]] = {}
    for key, segment in spec.segments.items():
        path: Path = ("segments", key, "default")
        if segment.default is None:
            continue
        if segment.default not in attached:
            yield _unknown(path, segment.default, attached, *KINDS)
            continue
        home = member_of.get(segment.default)
        if home is not None and home not in reaching[key]:
            yield Violation(
                path, f"{segment.default} is in {home}, which {key} may not reach; add {home} to its reaches"
            )
        site = spec.sites.get(segment.default)
        if isinstance(site, DirectConnectSite):
            yield Violation(
                path,
                f"{segment.default} is on Direct Connect, where routers announce what leads to them, 0.0.0.0/0 too; "
                "name a VPC or a peering",
            )
        count = sum(site.connections().values()) if isinstance(site, VpnSite) else 1
        if count > 1:
            yield Violation(
                path,
                f"{segment.default} has {count} connections, and a static route leads to one; name a VPC or a peering, "
                "or give the site one connection",
            )
        if segment.through:
            other, way = ways.setdefault(segment.through, (key, segment.default))
            if way != segment.default:
                yield Violation(
                    path,
                    f"{segment.default} here and {way} in {other}, and both go through {segment.through}, which has "
                    "one default route; name the same",
                    beside=("segments", other, "default"),
                )


def _tables(spec: TransitGatewaySpec) -> Iterator[Violation]:
    own = {name for s in spec.segments.values() for name in (s.through, s.default) if name}
    own -= segment_of(spec.segments).keys()
    for name in sorted(own & spec.segments.keys()):
        yield Violation(
            ("segments", name), f"{name} is also the name of what traffic passes, whose table has that name; rename one"
        )
    if spec.transit_gateway.resource_share_arn:
        for kind in ("segments", "peerings"):
            for key in getattr(spec, kind):
                yield Violation(
                    (kind, key),
                    "the account that owns the gateway says who reaches whom; say it there, or remove "
                    "transit_gateway.resource_share_arn if the gateway is yours",
                )
    adopted: dict[str, str] = {}
    for key, segment in spec.segments.items():
        path: Path = ("segments", key, "route_table")
        if segment.route_table is None:
            continue
        if spec.transit_gateway.id is None:
            yield Violation(path, "a created gateway has no route table yet; adopt a gateway, or remove this")
        other = adopted.setdefault(segment.route_table, key)
        if other != key:
            yield Violation(path, f"{segment.route_table} is the table of {other} already; one table is one segment")
    if len(spec.segments) + len(own) > TRANSIT_GATEWAY_TABLES:
        yield Violation(
            ("segments",),
            f"{len(spec.segments) + len(own)} route tables; the quota is {TRANSIT_GATEWAY_TABLES} and adjustable: "
            "ask AWS for more before you apply",
            notice=True,
        )
