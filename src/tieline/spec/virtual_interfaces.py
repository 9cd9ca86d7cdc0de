"""The logical side of Direct Connect: the Direct Connect gateway, and virtual interfaces with their BGP peers.

Source: the AWS Direct Connect user guide.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tieline.spec.fields import (
    INTENT,
    NOT_PUBLIC_NETWORKS,
    Account,
    AmazonAsn,
    AttachmentId,
    Distinct,
    DxGatewayId,
    Key,
    Model,
    NotEmpty,
    PeerAddress,
    Prefix,
    ProposalId,
    Region,
    RouterAsn,
    Tags,
    TransitGatewayId,
    between,
    refuse,
)
from tieline.spec.links import DirectConnection, HostedConnection, Lag, MacsecKey

Resiliency = Literal["maximum", "high", "development", "none"]
AllowedPrefixes = Annotated[list[Prefix], NotEmpty, Distinct]
VLANS = range(1, 4095)


def _two_hosts(one: str, two: str) -> bool:
    """Whether two addresses are the two hosts of one /30 or /31."""
    first, second = ipaddress.IPv4Interface(one), ipaddress.IPv4Interface(two)
    network = first.network
    hosts = set(network.hosts())
    return network == second.network and first != second and {first.ip, second.ip} <= hosts


class BgpPeer(Model):
    """A BGP peer beside the first of a virtual interface."""

    address_family: Literal["ipv4", "ipv6"]
    """What it carries; no two peers of a virtual interface have both this and the ASN in common."""
    asn: RouterAsn | None = None
    """The ASN of the router for this peer; by default the site's."""
    amazon_address: PeerAddress | None = None
    """Amazon's IPv4 address, such as 169.254.240.1/30. By default AWS picks both."""
    customer_address: PeerAddress | None = None
    """The router's IPv4 address, such as 169.254.240.2/30, in the same /30 or /31."""

    @model_validator(mode="after")
    def _both_ends(self) -> BgpPeer:
        both_ends(self.address_family, self.amazon_address, self.customer_address)
        return self


def both_ends(family: str, amazon: str | None, customer: str | None) -> None:
    """Refuses addresses of a BGP session that AWS does not take."""
    if amazon is None and customer is None:
        return
    given, other = ("amazon_address", "customer_address") if amazon else ("customer_address", "amazon_address")
    if family == "ipv6":
        refuse("IPv6 addresses are Amazon's to give; leave it out", given)
    if amazon is None or customer is None:
        refuse(f"stands alone; give {other} too, or none of the two", given)
    if not _two_hosts(amazon, customer):
        refuse(
            f"{amazon} and {customer} are not the two hosts of one /30 or /31; write amazon_address and "
            "customer_address like 169.254.240.1/30 and 169.254.240.2/30",
            "amazon_address",
        )
    for network, why in NOT_PUBLIC_NETWORKS.items():
        if why in _NO_SESSION and ipaddress.IPv4Interface(amazon).ip in network:
            refuse(f"{amazon} lies in {network}, which {why}; take a range such as 169.254.240.0/30", "amazon_address")


_NO_SESSION = {"means this network", "is loopback", "is multicast", "is reserved"}


class VirtualInterface(Model):
    """A virtual interface: a VLAN on a connection, with BGP to the router of a site."""

    connection: Key
    """What carries it: a connection, a hosted connection or a LAG, by its name."""
    vlan: Annotated[int, between(VLANS[0], VLANS[-1])]
    """Its VLAN, 1-4094, unlike any other on the connection."""
    mtu: int = 1500
    """The largest packet."""
    address_family: Literal["ipv4", "ipv6"] = "ipv4"
    """What its first BGP peer carries."""
    amazon_address: PeerAddress | None = None
    """Amazon's IPv4 address, such as 169.254.240.1/30. By default AWS picks both."""
    customer_address: PeerAddress | None = None
    """The router's IPv4 address, such as 169.254.240.2/30, in the same /30 or /31."""
    sitelink: bool = False
    """Whether your places reach each other through AWS's network, by SiteLink; it is paid for apart."""
    bgp_peers: dict[Key, BgpPeer] = {}
    """BGP peers beside the first, under names of yours, such as one for IPv6."""
    tags: Tags = {}
    """Tags of it and its alarms."""

    def carries(self, family: Literal["ipv4", "ipv6"]) -> bool:
        """Whether one of its BGP peers is for an address family."""
        return family in {self.address_family, *(peer.address_family for peer in self.bgp_peers.values())}

    @model_validator(mode="after")
    def _first_peer(self) -> VirtualInterface:
        both_ends(self.address_family, self.amazon_address, self.customer_address)
        return self


class PrivateVirtualInterface(VirtualInterface):
    """A virtual interface to VPCs: through the Direct Connect gateway, or straight to one VPC."""

    mtu: Literal[1500, 9001] = 1500
    """The largest packet: 1500, or 9001 where the connection and all routers can."""
    vpc: Key | None = None
    """A VPC of the spec's Region whose virtual private gateway it leads straight to, past the Direct Connect
    gateway. Without a Direct Connect gateway and with one VPC: that one."""

    @model_validator(mode="after")
    def _sitelink(self) -> PrivateVirtualInterface:
        if self.sitelink and self.vpc:
            refuse("SiteLink works through a Direct Connect gateway only; remove it, or vpc", "sitelink")
        return self


class TransitVirtualInterface(VirtualInterface):
    """A virtual interface to a transit gateway, through the Direct Connect gateway."""

    mtu: Literal[1500, 8500] = 1500
    """The largest packet: 1500, or 8500 where the connection and all routers can."""


class DirectConnectGateway(Model):
    """The Direct Connect gateway: created, or adopted by its id."""

    id: DxGatewayId | None = None
    """Adopts this gateway, such as 1234abcd-12ab-34cd-56ef-1234567890ab, instead of creating one."""
    asn: AmazonAsn | None = None
    """The Amazon-side ASN, 64512-65534 or 4200000000-4294967294; a created one needs it. If adopted: what it has."""
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,100}$")] | None = None
    """What AWS calls a created gateway; by default the spec's name."""
    account: Account | None = None
    """The account it belongs to, 12 digits in quotes, where it is another: that account accepts what is proposed."""

    @model_validator(mode="after")
    def _adopted_or_created(self) -> DirectConnectGateway:
        if self.id and self.name:
            refuse("belongs to a created gateway, but id adopts one; remove one of the two", "name")
        if self.id is None and self.account:
            refuse(f"is missing: the gateway of {self.account} is adopted; give its id, or remove account", "id")
        if self.id is None and self.asn is None:
            refuse(
                "is missing, and a created gateway needs one; take one of 64512-65534 or 4200000000-4294967294", "asn"
            )
        return self


ONE_KIND = "a Direct Connect gateway serves virtual private gateways or transit gateways, never both"


class PrivateGateway(DirectConnectGateway):
    """The Direct Connect gateway of virtual private gateways."""

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, value: Any) -> Any:
        if isinstance(value, dict) and "transit_gateways" in value:
            refuse(f"{ONE_KIND}; use the pattern transit-gateway-direct-connect, or remove it", "transit_gateways")
        return value


class FurtherTransitGateway(Model):
    """A further transit gateway on the same Direct Connect gateway."""

    id: TransitGatewayId | None = None
    """The gateway, such as tgw-0bb11bb22cc33dd44; of another account its proposal names it."""
    region: Annotated[Region | None, Field(json_schema_extra=INTENT)] = None
    """Its Region where it is not the spec's: then a spec of that Region associates it, which adopts the Direct Connect
    gateway, and what is said here is only compared."""
    asn: AmazonAsn
    """Its Amazon-side ASN: unlike that of any other on the Direct Connect gateway, and of that itself."""
    allowed_prefixes: AllowedPrefixes
    """What is announced to the sites for it, literally; it overlaps nothing announced for another."""
    account: Account | None = None
    """The account it belongs to, 12 digits in quotes, where it is another: that account proposes."""
    proposal_id: ProposalId | None = None
    """The proposal that account has made: it is accepted. Without it nothing is associated yet."""

    @model_validator(mode="after")
    def _ours_or_theirs(self) -> FurtherTransitGateway:
        if self.account and self.id:
            refuse(f"the proposal of {self.account} names its gateway; remove it", "id")
        if not self.account and self.proposal_id:
            refuse("is missing: a proposal is another account's; name that, or remove proposal_id", "account")
        if not self.account and not self.id:
            refuse("has neither id nor account; name the gateway, or the account that proposes it")
        return self


class TransitGatewaysGateway(DirectConnectGateway):
    """The Direct Connect gateway of transit gateways."""

    allowed_prefixes: AllowedPrefixes | None = None
    """What is announced to the sites for the transit gateway, literally, at most 200 ranges. By default the ranges of
    the VPCs and peerings that may reach them."""
    attachment_id: AttachmentId | None = None
    """With account: the attachment that stands once that account has accepted, such as tgw-attach-0aa11bb22cc33dd44.
    Then the segments' routing is made for it."""
    transit_gateways: dict[Key, FurtherTransitGateway] = {}
    """Further transit gateways on the Direct Connect gateway, under names of yours."""

    @model_validator(mode="after")
    def _accepted_there(self) -> TransitGatewaysGateway:
        if self.attachment_id and not self.account:
            refuse(
                "is missing: the attachment of our own gateway is found by itself; name the gateway's account, or "
                "remove attachment_id",
                "account",
            )
        if self.transit_gateways and self.account:
            refuse(f"are associated by {self.account}, whose gateway it is; say them there", "transit_gateways")
        return self


class DirectConnectLinks(Model):
    """Direct Connect as a spec of any pattern has it."""

    resiliency: Annotated[Resiliency, Field(json_schema_extra=INTENT)] = "none"
    """What every site must have: maximum (two locations, two devices at each), high (two locations), development (two
    devices at one), or none."""
    gateway: DirectConnectGateway | None = None
    """The Direct Connect gateway."""
    connections: dict[Key, DirectConnection] = {}
    """Dedicated connections, under names of yours."""
    hosted_connections: dict[Key, HostedConnection] = {}
    """Connections that a partner has made for you, under names of yours."""
    lags: dict[Key, Lag] = {}
    """Link aggregation groups, under names of yours."""
    macsec_keys: dict[str, MacsecKey] = {}
    """MACsec keys, keyed <connection>, or <connection>/<key> for several of one connection, at most 3."""
    virtual_interfaces: Mapping[Key, VirtualInterface] = {}
    """Virtual interfaces, under names of yours; another name makes another interface."""


class PrivateDirectConnect(DirectConnectLinks):
    """Direct Connect to virtual private gateways."""

    gateway: PrivateGateway | None = None
    """The Direct Connect gateway. Without one, virtual interfaces lead straight to a VPC's virtual private gateway."""
    virtual_interfaces: dict[Key, PrivateVirtualInterface] = {}
    """Private virtual interfaces, under names of yours; another name makes another interface."""


class TransitDirectConnect(DirectConnectLinks):
    """Direct Connect to a transit gateway."""

    gateway: TransitGatewaysGateway
    """The Direct Connect gateway."""
    virtual_interfaces: dict[Key, TransitVirtualInterface] = {}
    """Transit virtual interfaces, under names of yours; another name makes another interface."""
