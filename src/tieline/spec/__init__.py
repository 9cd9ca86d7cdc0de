"""What a person writes: the pattern specs, how they are loaded, and what is refused.

`load` reads a file; every problem in it is reported at once, at its line.
"""

from tieline.spec.base import Spec
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.loading import Loaded, SpecError, load
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn

__all__ = [
    "DirectConnect",
    "Loaded",
    "ManagedVpn",
    "Spec",
    "SpecError",
    "TransitGatewayDirectConnect",
    "TransitGatewayVpn",
    "load",
]
