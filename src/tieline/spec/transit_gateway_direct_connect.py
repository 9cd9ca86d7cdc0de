"""The pattern transit-gateway-direct-connect: VPCs on a transit gateway, and sites on Direct Connect, in segments."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from tieline.spec.base import DirectConnectSpec, TransitGatewaySpec
from tieline.spec.fields import Key, refuse
from tieline.spec.network import DirectConnectSite
from tieline.spec.operations import DirectConnectAlarms
from tieline.spec.virtual_interfaces import ONE_KIND, FurtherTransitGateway, TransitDirectConnect


class TransitGatewayDirectConnect(TransitGatewaySpec, DirectConnectSpec):
    """AWS transit gateway + Direct Connect: a spec of the pattern transit-gateway-direct-connect."""

    pattern: Literal["transit-gateway-direct-connect"]
    """The way to join the networks."""
    sites: dict[Key, DirectConnectSite] = {}
    """Your places, under names of yours: all are joined through the Direct Connect gateway."""
    direct_connect: TransitDirectConnect
    """Connections, transit virtual interfaces and the Direct Connect gateway."""
    alarms: DirectConnectAlarms = DirectConnectAlarms()
    """Alarms on the connections and virtual interfaces."""

    @model_validator(mode="before")
    @classmethod
    def _one_kind(cls, value: Any) -> Any:
        if isinstance(value, dict) and "vpn_gateway" in value:
            refuse(f"{ONE_KIND}; use the pattern direct-connect, or remove it", "vpn_gateway")
        return value

    def further_here(self) -> dict[str, FurtherTransitGateway]:
        """The further transit gateways of the spec's Region: AWS associates each in its own."""
        further = self.direct_connect.gateway.transit_gateways
        return {key: each for key, each in further.items() if each.region in (None, self.region)}
