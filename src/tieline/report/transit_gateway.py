"""What a report says of a transit gateway."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from tieline.report.words import table, words
from tieline.spec.base import TransitGatewaySpec
from tieline.spec.segments import reached
from tieline.spec.transit_gateway import TransitGateway

MOST_MEMBERS = 6
"""As many members of a segment are named; more are counted."""


def reaches(spec: TransitGatewaySpec) -> RenderableType:
    """The segments: who is in them, whom they reach, and what their traffic passes."""
    if not spec.segments:
        everything = "everything reaches everything" if spec.transit_gateway.id is None else None
        return Text(everything or "as the adopted gateway's own route tables say; the spec names no segments")
    told = table("segment", "members", "reaches", "by way of")
    for key, others in reached(spec.segments).items():
        segment = spec.segments[key]
        named = ["each other" if other == key else other for other in others]
        named += [f"{segment.default} for all else"] if segment.default else []
        passed = {other: spec.segments[other].through for other in others}
        ways = [segment.through] if segment.through else [f"{way} to {o}" for o, way in passed.items() if way]
        told.add_row(key, _few(segment.members()), ", ".join(named) or "nobody", ", ".join(ways))
    return told


def _few(names: list[str]) -> str:
    more = f" and {len(names) - MOST_MEMBERS} more" if len(names) > MOST_MEMBERS else ""
    return (", ".join(names[:MOST_MEMBERS]) or "nobody yet") + more


def choices(spec: TransitGatewaySpec) -> list[str]:
    """What differs from the defaults in the gateway, and what becomes of its flow logs."""
    gateway, logs, default = spec.transit_gateway, spec.flow_logs, TransitGateway()
    told = [
        f"{name} {words(getattr(gateway, name))}"
        for name in TransitGateway.model_fields
        if getattr(gateway, name) != getattr(default, name)
    ]
    enabled = logs.enabled if logs.enabled is not None else gateway.id is None
    kept = "for ever" if logs.retention_days == 0 else f"{logs.retention_days} days"
    adopted = logs.bucket_arn or logs.log_group_arn
    where = f"to {adopted}" if adopted else f"kept {kept}"
    return [f"transit gateway: {', '.join(told) or 'as by default'}", f"flow logs: {where if enabled else 'off'}"]
