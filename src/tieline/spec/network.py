"""Networks on both sides: VPCs and the virtual private gateway on AWS's, sites and their devices on yours."""

from __future__ import annotations

import math
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from tieline.spec.fields import (
    INTENT,
    AmazonAsn,
    CertificateArn,
    Cidr,
    CustomerAsn,
    Distinct,
    Key,
    Model,
    NotEmpty,
    PublicAddress,
    RouterAsn,
    RouteTableId,
    Tags,
    VpcCidr,
    VpcId,
    VpnGatewayId,
    between,
    refuse,
    shown,
)
from tieline.spec.tunnels import Tunnels

TUNNEL_MEGABITS = 1250
"""What one tunnel carries at most, in Mbps, and so one flow. Source: AWS Site-to-Site VPN quotas."""
_BANDWIDTH = re.compile(r"([1-9][0-9]*)(\.[0-9]+)? ?([MG])bps")


def _bandwidth(value: str) -> str:
    if not _BANDWIDTH.fullmatch(value) or not 1 <= megabits(value) <= 500_000:
        refuse(f"{shown(value)} is no bandwidth of 1Mbps to 500Gbps; write it like 4Gbps or 500Mbps")
    return value


def megabits(bandwidth: str) -> int:
    """A bandwidth such as 2.5Gbps in Mbps, rounded up."""
    found = _BANDWIDTH.fullmatch(bandwidth)
    if not found:
        raise ValueError(f"{bandwidth!r} is no bandwidth")
    return math.ceil(float(found[1] + (found[2] or "")) * {"M": 1, "G": 1000}[found[3]])


def _one_table_once(tables: dict[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, table in tables.items():
        if names.setdefault(table, key) != key:
            refuse(f"{table} stands under {names[table]} and {key}; name each route table once")
    return tables


RouteTables = Annotated[dict[Key, RouteTableId], AfterValidator(_one_table_once)]


class Vpc(Model):
    """A VPC that exists."""

    id: VpcId
    """The VPC's id, such as vpc-0aa11bb22cc33dd44."""
    cidrs: Annotated[list[VpcCidr], NotEmpty, Distinct]
    """Its address ranges, /16 to /28, such as 10.44.0.0/16."""
    route_tables: RouteTables = {}
    """Route tables that shall learn the sites' routes: ids such as rtb-0aa11bb22cc33dd44, under names of yours."""


class VpnGateway(Model):
    """The virtual private gateway: created, or adopted by its id."""

    id: VpnGatewayId | None = None
    """Adopts this gateway, such as vgw-0aa11bb22cc33dd44, instead of creating one."""
    asn: AmazonAsn | None = None
    """The Amazon-side ASN, 64512-65534 or 4200000000-4294967294; by default 64512. If adopted: what it has."""
    attach: bool | None = None
    """Whether to attach it to the VPC: by default yes when created, no when adopted."""


class Device(Model):
    """A customer gateway device: a router or firewall of yours."""

    ip_address: PublicAddress | None = None
    """The public address AWS sees it with."""
    certificate_arn: CertificateArn | None = None
    """Its ACM private certificate; then it is known by that instead of a pre-shared key."""
    device_name: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    """What AWS calls the device; by default <name>-<site>-<device>."""
    connections: Annotated[int, between(1, 100)] = 1
    """How many VPN connections end here, of two tunnels each: 1-100."""
    inside_ip_version: Literal["ipv4", "ipv6"] = "ipv4"
    """Which family its tunnels carry; ipv6 on a transit gateway only, and with BGP."""
    tags: Tags = {}
    """Tags of its customer gateway and its connections; not Name, nor what starts with aws:."""
    prepend: Annotated[int, between(0, 10), Field(json_schema_extra=INTENT)] = 0
    """A fact nobody here sets: how often (0-10) the device prepends its ASN, as a standby does. Used for path order."""

    @model_validator(mode="after")
    def _identified(self) -> Device:
        if self.ip_address is None and self.certificate_arn is None:
            refuse("has neither ip_address nor certificate_arn; give the address AWS sees the device with")
        return self


class Site(Model):
    """A place of yours."""

    cidrs: Annotated[list[Cidr], NotEmpty, Distinct]
    """Its address ranges."""
    asn: CustomerAsn | None = None
    """Its ASN, 1-4294967295; needed for BGP."""


class Ending(Model):
    """The site's end of a virtual interface: facts about its router, which nobody here sets. Used for path order."""

    community: Annotated[Literal["7224:7100", "7224:7200", "7224:7300"] | None, Field(json_schema_extra=INTENT)] = None
    """A fact: what the router tags its routes with, so that AWS prefers this way little (7224:7100), more (7224:7200)
    or most (7224:7300)."""
    prepend: Annotated[int, between(0, 10), Field(json_schema_extra=INTENT)] = 0
    """A fact: how often (0-10) the router prepends its ASN, as a standby does."""


class DirectConnectSite(Site):
    """A place of yours where virtual interfaces end."""

    asn: RouterAsn | None = None
    """The ASN of its routers, 1-2147483646; needed where virtual interfaces end."""
    virtual_interfaces: dict[Key, Ending] = {}
    """The virtual interfaces that end here, by their names; each ends at one site."""

    @model_validator(mode="after")
    def _bgp_has_an_asn(self) -> DirectConnectSite:
        if self.virtual_interfaces and self.asn is None:
            refuse(
                "is missing, and BGP needs one where virtual interfaces end; if private, then of 64512-65534",
                "asn",
            )
        return self


class VpnSite(Site):
    """A place of yours that VPN connections lead to."""

    routing: Literal["bgp", "static"] = "bgp"
    """bgp, or static: one static route for each range."""
    devices: Annotated[dict[Key, Device], NotEmpty]
    """Its customer gateway devices."""
    tunnels: Tunnels = Tunnels()
    """Options of all its tunnels."""
    acceleration: bool = False
    """Whether its tunnels enter AWS's network at the nearest edge; on a transit gateway only."""
    tags: Tags = {}
    """Tags of everything made for this site."""
    bandwidth: Annotated[Annotated[str, AfterValidator(_bandwidth)] | None, Field(json_schema_extra=INTENT)] = None
    """What the site needs, such as 4Gbps or 500Mbps: the number of connections is worked out for it, or checked."""

    @model_validator(mode="after")
    def _bgp_has_an_asn(self) -> VpnSite:
        if self.routing == "bgp" and self.asn is None:
            refuse("BGP needs the site's ASN; add asn, if private then 64512-65534, or routing: static")
        return self

    @property
    def active(self) -> list[str]:
        """The devices whose paths are equal and the shortest: all but those that prepend more than others."""
        least = min(device.prepend for device in self.devices.values())
        return [key for key, device in self.devices.items() if device.prepend == least]

    def connections(self) -> dict[str, int]:
        """How many connections each device has: as stated, or as many as the bandwidth takes."""
        stated = {key: device.connections for key, device in self.devices.items()}
        if self.bandwidth is None or any("connections" in device.model_fields_set for device in self.devices.values()):
            return stated
        needed = -(-megabits(self.bandwidth) // (TUNNEL_MEGABITS * 2))
        return dict.fromkeys(stated, -(-needed // len(self.active)))
