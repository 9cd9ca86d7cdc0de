"""A transit gateway and what is attached to it: VPCs, and gateways of other Regions."""

from __future__ import annotations

import ipaddress
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tieline.spec.fields import (
    INTENT,
    Account,
    AmazonAsn,
    AttachmentId,
    BucketArn,
    Cidr,
    Destination,
    Distinct,
    Key,
    KmsKeyArn,
    LogGroupArn,
    Model,
    NotEmpty,
    Principal,
    Region,
    ResourceShareArn,
    RetentionDays,
    RoleArn,
    SubnetId,
    Tags,
    TransitGatewayId,
    refuse,
)
from tieline.spec.network import RouteTables, Vpc

_LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")


def _block(value: str) -> str:
    network = ipaddress.IPv4Network(value)
    if network.prefixlen > 24:
        refuse(f"{value} is too small for a block of a transit gateway; take a /24 or larger")
    if network.overlaps(_LINK_LOCAL):
        refuse(f"{value} overlaps {_LINK_LOCAL}, which is link-local; take a range such as 100.64.20.0/24")
    return value


def _subnet_once(subnets: dict[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, subnet in subnets.items():
        if names.setdefault(subnet, key) != key:
            refuse(f"{subnet} stands under {names[subnet]} and {key}; name one subnet for each zone")
    return subnets


class TransitGateway(Model):
    """The transit gateway: created, or adopted by its id."""

    id: TransitGatewayId | None = None
    """Adopts this gateway, such as tgw-0aa11bb22cc33dd44, instead of creating one."""
    asn: AmazonAsn | None = None
    """The Amazon-side ASN, 64512-65534 or 4200000000-4294967294; by default 64512."""
    description: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    """What AWS shows beside the name."""
    ecmp: bool = True
    """Whether equal paths over several tunnels are used side by side."""
    dns_support: bool = True
    """Whether public names of another VPC's instances resolve to their private addresses."""
    security_group_referencing: bool = True
    """Whether security groups of one VPC may name those of another."""
    cidr_blocks: Annotated[list[Annotated[Cidr, AfterValidator(_block)]], Distinct, Field(max_length=5)] = []
    """Ranges of its own, /24 or larger, at most 5; private IP VPN takes outside addresses from them."""
    auto_accept: bool = False
    """Whether attachments that other accounts ask for are accepted unseen."""
    share_with: Annotated[list[Principal], Distinct] = []
    """Who else may attach: account numbers, ARNs of organisational units or of the organisation."""
    share_externally: bool = False
    """Whether accounts outside the organisation may be among them."""
    resource_share_arn: ResourceShareArn | None = None
    """The participant's side: the share to accept, where the organisation does not do so by itself."""

    @model_validator(mode="after")
    def _adopted_or_created(self) -> TransitGateway:
        made = [
            key for key in type(self).model_fields if key in self.model_fields_set - {"id", "asn", "resource_share_arn"}
        ]
        if self.id and made:
            refuse(f"{' and '.join(made)} can be said only of a created gateway; remove them, or id", made[0])
        if self.resource_share_arn and not self.id:
            refuse(
                "a share is accepted for somebody else's gateway; name that in id, or remove this", "resource_share_arn"
            )
        if self.share_externally and not self.share_with:
            refuse("nobody is shared with; name accounts in share_with, or remove this", "share_externally")
        return self


class AttachedVpc(Vpc):
    """A VPC on a transit gateway."""

    region: Region | None = None
    """Its Region where it is not the spec's."""
    account: Account | None = None
    """The account it belongs to, 12 digits in quotes, where it is not the gateway's."""
    subnets: Annotated[dict[Key, SubnetId], AfterValidator(_subnet_once)] = {}
    """One subnet in each zone that shall reach the gateway: ids, under names of yours."""
    attachment_id: AttachmentId | None = None
    """The attachment that the VPC's own account has made, such as tgw-attach-0aa11bb22cc33dd44: it is accepted."""
    appliance_mode: bool = False
    """Whether both ways of a flow cross the same zone, as a firewall needs it."""
    ipv6: bool = False
    """Whether the attachment carries IPv6 too."""
    dns_support: bool = True
    """As of the gateway, for this VPC."""
    security_group_referencing: bool = True
    """As of the gateway, for this VPC."""
    route_tables: RouteTables = {}
    """Route tables that send `routes` to the gateway: ids such as rtb-0aa11bb22cc33dd44, under names of yours."""
    routes: Annotated[list[Destination], Distinct] = []
    """What its route tables send to the gateway: ranges or prefix lists. By default what the VPC may reach."""
    tags: Tags = {}
    """Tags of its attachment."""

    @model_validator(mode="after")
    def _attached_here_or_there(self) -> AttachedVpc:
        if self.attachment_id:
            theirs = ("subnets", "route_tables", "routes", "appliance_mode", "ipv6", "dns_support")
            if own := [key for key in (*theirs, "security_group_referencing") if key in self.model_fields_set]:
                refuse(
                    f"the VPC's own account attaches it, and says {' and '.join(own)} there; remove that here", own[0]
                )
        elif self.account:
            refuse(
                f"a VPC of {self.account} is attached from there; let that account attach it, and name attachment_id",
                "account",
            )
        elif not self.subnets:
            refuse("a VPC is attached by a subnet in each zone; name them", "subnets")
        if self.routes and not self.route_tables:
            refuse("no route table is named that could take routes; name them in route_tables", "routes")
        return self


class Peering(Model):
    """A transit gateway of another Region, or of another account."""

    id: TransitGatewayId
    """The other gateway, such as tgw-0bb11bb22cc33dd44."""
    region: Region
    """Its Region."""
    account: Account | None = None
    """Its account, 12 digits in quotes, where it is another."""
    attachment_id: AttachmentId | None = None
    """The attachment that the other side has made: it is accepted."""
    cidrs: Annotated[list[Cidr], NotEmpty, Distinct, Field(json_schema_extra=INTENT)]
    """The ranges behind it: a peering learns no routes, so each is a static one."""
    tags: Tags = {}
    """Tags of the attachment."""


class FlowLogs(Model):
    """Flow logs of the transit gateway."""

    enabled: bool | None = None
    """Whether flows are logged: by default yes for a created gateway, no for an adopted one."""
    bucket_arn: BucketArn | None = None
    """Logs to this S3 bucket instead of CloudWatch Logs."""
    log_group_arn: LogGroupArn | None = None
    """Adopts this log group instead of creating one; needs iam_role_arn."""
    iam_role_arn: RoleArn | None = None
    """The role that writes to the log group; by default one is made."""
    log_group_name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_./#-]{1,512}$")] | None = None
    """The name of the log group to create; by default /aws/vendedlogs/transit-gateway/<name>."""
    retention_days: RetentionDays = 365
    """How long the created group keeps its logs, in days; 0 keeps them for ever."""
    kms_key_arn: KmsKeyArn | None = None
    """The key that encrypts the created group."""

    @model_validator(mode="after")
    def _one_place(self) -> FlowLogs:
        made = [key for key in ("log_group_name", "kms_key_arn") if getattr(self, key) is not None]
        if self.log_group_arn and made:
            refuse(f"{' and '.join(made)} belong to a created log group; remove them or log_group_arn", made[0])
        if self.log_group_arn and not self.iam_role_arn:
            refuse("is missing: a log group of yours needs the role that may write to it; name it", "iam_role_arn")
        groups = [*made, *(key for key in ("log_group_arn", "iam_role_arn") if getattr(self, key) is not None)]
        if self.bucket_arn and groups:
            refuse(f"{' and '.join(groups)} belong to CloudWatch Logs; remove them or bucket_arn", groups[0])
        return self
