"""The pattern managed-vpn: sites joined to one VPC through its virtual private gateway."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from tieline.spec.base import VpnSpec
from tieline.spec.fields import Key, refuse
from tieline.spec.network import Vpc, VpnGateway


def _one_vpc(vpcs: dict[str, Vpc]) -> dict[str, Vpc]:
    if len(vpcs) != 1:
        named = ", ".join(vpcs) or "none"
        refuse(
            f"a virtual private gateway serves exactly one VPC, and here are {len(vpcs)} ({named}); "
            "keep one; several VPCs take a transit gateway"
        )
    return vpcs


class ManagedVpn(VpnSpec):
    """AWS managed VPN: a spec of the pattern managed-vpn."""

    pattern: Literal["managed-vpn"]
    """The way to join the networks."""
    vpcs: Annotated[dict[Key, Vpc], AfterValidator(_one_vpc)]
    """The VPC, under a name of yours."""
    vpn_gateway: VpnGateway = VpnGateway()
    """The virtual private gateway."""
