"""The pattern managed-vpn: sites joined to one VPC through its virtual private gateway."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from tieline.spec.fields import Key, Model, NotEmpty, Region, Tags, refuse
from tieline.spec.network import Site, Vpc, VpnGateway
from tieline.spec.operations import Alarms, Logging


def _one_vpc(vpcs: dict[str, Vpc]) -> dict[str, Vpc]:
    if len(vpcs) != 1:
        named = ", ".join(vpcs) or "none"
        refuse(
            f"a virtual private gateway serves exactly one VPC, and here are {len(vpcs)} ({named}); "
            "keep one; several VPCs take a transit gateway"
        )
    return vpcs


class ManagedVpn(Model):
    """AWS managed VPN: a spec of the pattern managed-vpn."""

    pattern: Literal["managed-vpn"]
    """The way to join the networks."""
    name: Key
    """The connection's name, up to 40 of a-z, 0-9, - and _; what is made carries it."""
    region: Region
    """The AWS Region of the VPC, such as eu-north-1."""
    tags: Tags = {}
    """Tags of everything."""
    vpcs: Annotated[dict[Key, Vpc], AfterValidator(_one_vpc)]
    """The VPC, under a name of yours."""
    vpn_gateway: VpnGateway = VpnGateway()
    """The virtual private gateway."""
    sites: Annotated[dict[Key, Site], NotEmpty]
    """Your places, under names of yours."""
    preshared_key_storage: Literal["SecretsManager", "Standard"] = "SecretsManager"
    """Where AWS keeps the pre-shared keys."""
    logging: Logging = Logging()
    """Tunnel logs."""
    alarms: Alarms = Alarms()
    """Alarms on the tunnels."""
