"""Rules that span fields. Each yields what it finds; none stops another, so a person sees everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from tieline.spec.base import Spec
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.direct_connect_rules import direct_connect_pattern_violations
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.managed_vpn_rules import managed_vpn_violations
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_direct_connect_rules import transit_gateway_direct_connect_violations
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.spec.transit_gateway_vpn_rules import transit_gateway_vpn_violations
from tieline.spec.violation import Violation


@singledispatch
def violations(spec: Spec) -> Iterator[Violation]:
    """Everything in the spec that breaks a rule spanning fields."""
    raise NotImplementedError(spec.pattern)


violations.register(ManagedVpn)(managed_vpn_violations)
violations.register(TransitGatewayVpn)(transit_gateway_vpn_violations)
violations.register(DirectConnect)(direct_connect_pattern_violations)
violations.register(TransitGatewayDirectConnect)(transit_gateway_direct_connect_violations)
