"""The pattern direct-connect: sites on Direct Connect, joined to VPCs through their virtual private gateways."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from tieline.spec.base import DirectConnectSpec
from tieline.spec.fields import Account, Key, ProposalId, Region, refuse
from tieline.spec.network import Vpc, VpnGateway
from tieline.spec.virtual_interfaces import ONE_KIND, AllowedPrefixes, PrivateDirectConnect


class DirectConnectVpc(Vpc):
    """A VPC with a virtual private gateway of its own."""

    region: Region | None = None
    """Its Region where it is not the spec's."""
    account: Account | None = None
    """The account it belongs to, 12 digits in quotes, where it is not the Direct Connect gateway's."""
    vpn_gateway: VpnGateway = VpnGateway()
    """Its virtual private gateway."""
    allowed_prefixes: AllowedPrefixes | None = None
    """Which of its ranges are announced to the sites: those that a prefix here covers. By default all."""
    proposal_id: ProposalId | None = None
    """With account: the proposal that account has made. It is accepted; without it nothing is associated yet."""

    @model_validator(mode="after")
    def _proposed_there(self) -> DirectConnectVpc:
        if self.proposal_id and not self.account:
            refuse("is missing: a proposal is another account's; name that, or remove proposal_id", "account")
        return self


class DirectConnect(DirectConnectSpec):
    """AWS Direct Connect: a spec of the pattern direct-connect."""

    pattern: Literal["direct-connect"]
    """The way to join the networks."""
    account: Account | None = None
    """The account that connections and the Direct Connect gateway are in; needed when a VPC is of another."""
    vpcs: dict[Key, DirectConnectVpc] = {}
    """The VPCs, under names of yours."""
    direct_connect: PrivateDirectConnect
    """Connections, private virtual interfaces and the Direct Connect gateway."""

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, value: Any) -> Any:
        if isinstance(value, dict) and "transit_gateway" in value:
            refuse(f"{ONE_KIND}; use the pattern transit-gateway-direct-connect, or remove it", "transit_gateway")
        return value

    def elsewhere(self, vpc: DirectConnectVpc) -> bool:
        """Whether a VPC is of another account than the connections."""
        return vpc.account not in (None, self.account)

    def target(self, interface: str) -> str | None:
        """The VPC that a virtual interface leads straight to; None if it leads through the gateway, or nowhere."""
        named = self.direct_connect.virtual_interfaces[interface].vpc
        if named or self.direct_connect.gateway:
            return named
        return next(iter(self.vpcs)) if len(self.vpcs) == 1 else None
