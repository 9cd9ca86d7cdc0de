"""Where a spec of a transit gateway names its members, and which attachments they have."""

from __future__ import annotations

from collections.abc import Iterator

from tieline.spec.base import TransitGatewaySpec, VpnSpec
from tieline.spec.connections import Connection, expand
from tieline.spec.document import Path
from tieline.spec.segments import KINDS, named
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect


def _has_an_attachment(spec: TransitGatewaySpec) -> bool:
    """Whether the Direct Connect gateway has one: that of another account once it has accepted what is proposed."""
    if not isinstance(spec, TransitGatewayDirectConnect):
        return False
    gateway = spec.direct_connect.gateway
    return gateway.account is None or gateway.attachment_id is not None


class Places:
    """The members of a spec: VPCs, sites and peerings, and what stands where about them."""

    def __init__(self, spec: TransitGatewaySpec) -> None:
        self.spec = spec
        self.connections: list[Connection] = list(expand(spec.sites)) if isinstance(spec, VpnSpec) else []
        self.on_direct_connect: list[str] = list(spec.sites) if _has_an_attachment(spec) else []
        """The sites behind the Direct Connect gateway's one attachment; each counts as an attachment, by its name."""
        self.by_key = {connection.key: connection for connection in self.connections}
        self.member: dict[str, Path] = {key: (kind, key) for kind in KINDS for key in getattr(spec, kind)}
        """By member, where it stands."""
        self._segment_mention: dict[str, Path] = {}
        for segment, kind, index, key in named(spec.segments):
            self._segment_mention.setdefault(key, ("segments", segment, kind, index))
        self._passed: dict[str, Path] = {}
        for segment_key, stated in spec.segments.items():
            for option in ("through", "default"):
                if name := getattr(stated, option):
                    self._passed.setdefault(name, ("segments", segment_key, option))
        self.attachments: dict[str, str] = {key: key for key in (*spec.vpcs, *spec.peerings)}
        """By attachment, the member it belongs to: a VPC, a peering, or the site of a VPN connection."""
        self.attachments |= {connection.key: connection.site_key for connection in self.connections}
        self.attachments |= {site: site for site in self.on_direct_connect}
        self._of: dict[str, list[str]] = {}
        for attachment, member in self.attachments.items():
            self._of.setdefault(member, []).append(attachment)

    def of(self, member: str) -> list[str]:
        """The attachments of a member."""
        return self._of.get(member, [])

    def route_table(self, table: str) -> Path:
        """What a route table is for: its segment, or where a VPC that has a table of its own is named."""
        if table in self.spec.segments:
            return ("segments", table)
        return self._passed.get(table, ("segments",) if self.spec.segments else ("transit_gateway",))

    def routed(self, member: str) -> Path:
        """What decides which table a member asks: its place in a segment, or where traffic is said to pass it."""
        return self._segment_mention.get(member) or self._passed.get(member) or self.member.get(member, ("segments",))

    def ranges(self) -> Iterator[tuple[str, list[str]]]:
        """By member, its ranges."""
        for kind in KINDS:
            for key, member in getattr(self.spec, kind).items():
                yield key, member.cidrs
