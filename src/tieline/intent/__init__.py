"""Does the plan do what the spec says? Each check compares facts of the plan with intent of the spec."""

from __future__ import annotations

from functools import singledispatch

from tieline.intent.check import Check, Failure
from tieline.intent.direct_connect import direct_connect_checks
from tieline.intent.managed_vpn import managed_vpn_checks
from tieline.intent.transit_gateway_direct_connect import transit_gateway_direct_connect_checks
from tieline.intent.transit_gateway_vpn import transit_gateway_vpn_checks
from tieline.spec.base import Spec
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.terraform.plan import Plan

__all__ = ["Check", "Failure", "checks"]


@singledispatch
def checks(spec: Spec, plan: Plan) -> list[Check]:
    """Every check of a plan, in the order a person reads them."""
    raise NotImplementedError(spec.pattern)


checks.register(ManagedVpn)(managed_vpn_checks)
checks.register(TransitGatewayVpn)(transit_gateway_vpn_checks)
checks.register(DirectConnect)(direct_connect_checks)
checks.register(TransitGatewayDirectConnect)(transit_gateway_direct_connect_checks)
