"""What the specs of several patterns have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from tieline.spec.fields import INTENT, Key, Model, NotEmpty, Region, Tags
from tieline.spec.network import DirectConnectSite, Site, Vpc, VpnSite
from tieline.spec.operations import Alarms, DirectConnectAlarms, Logging
from tieline.spec.segments import Segment
from tieline.spec.transit_gateway import AttachedVpc, FlowLogs, Peering, TransitGateway
from tieline.spec.virtual_interfaces import DirectConnectLinks


class Spec(Model):
    """One file: a way to join networks, and what is joined."""

    pattern: str
    """The way to join the networks."""
    name: Key
    """The connection's name, up to 40 of a-z, 0-9, - and _; what is made carries it."""
    region: Region
    """The AWS Region of the VPCs, such as eu-north-1."""
    tags: Tags = {}
    """Tags of everything."""
    vpcs: Mapping[Key, Vpc]
    """The VPCs, under names of yours."""
    sites: Mapping[Key, Site]
    """Your places, under names of yours."""
    alarms: Alarms = Alarms()
    """Alarms on what is made."""


class VpnSpec(Spec):
    """A spec with VPN connections."""

    sites: Annotated[dict[Key, VpnSite], NotEmpty]
    """Your places, under names of yours."""
    preshared_key_storage: Literal["SecretsManager", "Standard"] = "SecretsManager"
    """Where AWS keeps the pre-shared keys."""
    logging: Logging = Logging()
    """Tunnel logs."""


class TransitGatewaySpec(Spec):
    """A spec with a transit gateway, on which segments say who may reach whom."""

    vpcs: dict[Key, AttachedVpc] = {}
    """VPCs on the transit gateway, under names of yours."""
    transit_gateway: TransitGateway = TransitGateway()
    """The transit gateway."""
    peerings: dict[Key, Peering] = {}
    """Gateways of other Regions, under names of yours."""
    segments: Annotated[dict[Key, Segment], Field(json_schema_extra=INTENT)] = {}
    """Who may reach whom. Without any, everything on a created gateway reaches everything."""
    flow_logs: FlowLogs = FlowLogs()
    """Flow logs of the transit gateway."""


class DirectConnectSpec(Spec):
    """A spec with virtual interfaces on Direct Connect."""

    sites: dict[Key, DirectConnectSite] = {}
    """Your places, under names of yours."""
    direct_connect: DirectConnectLinks
    """Connections, virtual interfaces and the Direct Connect gateway."""
    alarms: DirectConnectAlarms = DirectConnectAlarms()
    """Alarms on the connections and virtual interfaces."""
