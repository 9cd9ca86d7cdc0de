"""What the specs of all patterns have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from tieline.spec.fields import Key, Model, NotEmpty, Region, Tags
from tieline.spec.network import Site, Vpc
from tieline.spec.operations import Alarms, Logging


class Spec(Model):
    """One file: a way to join networks, and what is joined."""

    pattern: str
    """The way to join the networks."""
    name: Key
    """The connection's name, up to 40 of a-z, 0-9, - and _; what is made carries it."""
    region: Region
    """The AWS Region of the VPCs, such as eu-north-1."""
    tags: Tags = {}
    """Tags of everything."""
    vpcs: Mapping[Key, Vpc]
    """The VPCs, under names of yours."""
    sites: Annotated[dict[Key, Site], NotEmpty]
    """Your places, under names of yours."""
    preshared_key_storage: Literal["SecretsManager", "Standard"] = "SecretsManager"
    """Where AWS keeps the pre-shared keys."""
    logging: Logging = Logging()
    """Tunnel logs."""
    alarms: Alarms = Alarms()
    """Alarms on the tunnels."""
