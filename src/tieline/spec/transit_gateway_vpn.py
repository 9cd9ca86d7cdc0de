"""The pattern transit-gateway-vpn: VPCs and sites joined by a transit gateway, in segments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tieline.spec.base import Spec
from tieline.spec.fields import INTENT, Key
from tieline.spec.network import Site
from tieline.spec.segments import Segment
from tieline.spec.transit_gateway import AttachedVpc, FlowLogs, Peering, TransitGateway


class TransitGatewayVpn(Spec):
    """AWS transit gateway + VPN: a spec of the pattern transit-gateway-vpn."""

    pattern: Literal["transit-gateway-vpn"]
    """The way to join the networks."""
    vpcs: dict[Key, AttachedVpc] = {}
    """VPCs on the transit gateway, under names of yours."""
    sites: dict[Key, Site] = {}
    """Your places, under names of yours."""
    transit_gateway: TransitGateway = TransitGateway()
    """The transit gateway."""
    peerings: dict[Key, Peering] = {}
    """Gateways of other Regions, under names of yours."""
    segments: Annotated[dict[Key, Segment], Field(json_schema_extra=INTENT)] = {}
    """Who may reach whom. Without any, everything on a created gateway reaches everything."""
    flow_logs: FlowLogs = FlowLogs()
    """Flow logs of the transit gateway."""
