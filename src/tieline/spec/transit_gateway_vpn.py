"""The pattern transit-gateway-vpn: VPCs and sites joined by a transit gateway, in segments."""

from __future__ import annotations

from typing import Literal

from tieline.spec.base import TransitGatewaySpec, VpnSpec
from tieline.spec.fields import Key
from tieline.spec.network import VpnSite


class TransitGatewayVpn(TransitGatewaySpec, VpnSpec):
    """AWS transit gateway + VPN: a spec of the pattern transit-gateway-vpn."""

    pattern: Literal["transit-gateway-vpn"]
    """The way to join the networks."""
    sites: dict[Key, VpnSite] = {}
    """Your places, under names of yours."""
