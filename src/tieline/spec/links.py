"""The physical side of Direct Connect: connections, LAGs and references to MACsec keys.

Source: the AWS Direct Connect user guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from tieline.spec.fields import INTENT, ConnectionId, Key, LagId, Location, Model, SecretArn, Tags, refuse

DedicatedBandwidth = Literal["1Gbps", "10Gbps", "100Gbps", "400Gbps"]
HostedBandwidth = Literal[
    "50Mbps", "100Mbps", "200Mbps", "300Mbps", "400Mbps", "500Mbps", "1Gbps", "2Gbps", "5Gbps", "10Gbps", "25Gbps"
]


def _named(value: str) -> str:
    if not value.strip():
        refuse("is empty; name the provider, or leave it out")
    return value


Provider = Annotated[str, AfterValidator(_named)]
Device = Annotated[Annotated[str, Field(min_length=1, max_length=100)] | None, Field(json_schema_extra=INTENT)]


def _said_where_created(
    model: DirectConnection | Lag, created: tuple[str, ...], needed: Mapping[str, str], what: str
) -> None:
    """Refuses what belongs to a created thing beside `id`, and what a created one lacks."""
    if model.id:
        for key in created:
            if key in model.model_fields_set:
                refuse(f"belongs to a created {what}, but id adopts one; remove one of the two", key)
        return
    for key, example in needed.items():
        if getattr(model, key) is None:
            refuse(f"is missing; say it, such as {example}, or adopt a {what} by its id", key)


class DirectConnection(Model):
    """A dedicated connection: ordered, or adopted by its id."""

    id: ConnectionId | None = None
    """Adopts this connection, such as dxcon-fh6ayh1d, instead of ordering one."""
    location: Location | None = None
    """The code of the Direct Connect location, such as EqDC2. Of an adopted connection: where it is, as a fact."""
    bandwidth: DedicatedBandwidth | None = None
    """Its speed. Of an adopted connection: what it has, as a fact."""
    provider_name: Provider | None = None
    """The provider that brings you to the location."""
    macsec: Literal["off", "no_encrypt", "should_encrypt", "must_encrypt"] | None = None
    """How it encrypts; off orders a port without MACsec. By default a port with it, where the speed has one."""
    skip_destroy: bool = True
    """Whether AWS keeps the connection when Terraform destroys or replaces it."""
    lag: Key | None = None
    """The LAG that it joins, by its name; without MACsec only."""
    aws_device: Device = None
    """A fact: the AWS device that it ends on, as AWS tells it. Two connections on one device are no redundancy."""
    tags: Tags = {}
    """Tags of the connection and its alarms."""

    CREATED: ClassVar = ("provider_name", "macsec", "skip_destroy", "tags")

    @property
    def can_macsec(self) -> bool:
        """Whether a port of its speed can do MACsec."""
        return self.bandwidth in {"10Gbps", "100Gbps", "400Gbps"}

    @property
    def with_macsec(self) -> bool:
        """Whether it is ordered with a port that can do MACsec."""
        return self.id is None and self.macsec != "off" and self.can_macsec

    @model_validator(mode="after")
    def _rules(self) -> DirectConnection:
        _said_where_created(self, self.CREATED, {"location": "EqDC2", "bandwidth": "10Gbps"}, "connection")
        if self.macsec not in (None, "off") and not self.can_macsec:
            refuse(
                f"{self.macsec}, but no port of {self.bandwidth} can do MACsec; leave it out, or take 10Gbps or more",
                "macsec",
            )
        if self.lag and self.with_macsec:
            asked = f", which {self.bandwidth} asks for by itself," if self.macsec is None else ""
            refuse(
                f"{self.lag}, but a connection with MACsec{asked} joins no LAG; write macsec: off (one already ordered "
                "is replaced by that), or leave lag out",
                "lag",
            )
        return self


class HostedConnection(Model):
    """A connection that a partner has made for you; it carries a single virtual interface."""

    id: ConnectionId
    """Its id, such as dxcon-fg5678gh, as the partner tells it."""
    confirm: bool = True
    """Whether it is accepted here, which starts its port hours; false for one that you have accepted."""
    location: Location | None = None
    """A fact: the code of the location that it is at, such as EqDC2."""
    bandwidth: HostedBandwidth | None = None
    """A fact: its speed."""
    aws_device: Device = None
    """A fact: the AWS device that it ends on, as AWS tells it."""


class Lag(Model):
    """A link aggregation group: made, or adopted by its id. Connections say that they join it."""

    id: LagId | None = None
    """Adopts this LAG, such as dxlag-fgnsp5rq, instead of making one."""
    location: Location | None = None
    """The code of its members' location. Of an adopted LAG: where it is, as a fact."""
    bandwidth: DedicatedBandwidth | None = None
    """The speed of each member. Of an adopted LAG: what it has, as a fact."""
    provider_name: Provider | None = None
    """The provider that brings you to the location."""
    force_destroy: bool = False
    """Whether a destroyed LAG takes connections that are still on it with it."""
    aws_device: Device = None
    """A fact: the AWS device that it ends on, as AWS tells it."""
    tags: Tags = {}
    """Tags of the LAG."""

    CREATED: ClassVar = ("provider_name", "force_destroy", "tags")

    @model_validator(mode="after")
    def _rules(self) -> Lag:
        _said_where_created(self, self.CREATED, {"location": "EqDC2", "bandwidth": "10Gbps"}, "LAG")
        return self


class MacsecKey(Model):
    """A MACsec key, by a reference: never the key itself."""

    secret_arn: SecretArn | None = None
    """The secret in Secrets Manager that Direct Connect holds for the key. By default the key comes from the
    environment of Terraform, TF_VAR_macsec_ckn and TF_VAR_macsec_cak."""
