"""The networks that specs name, so that a plan's data sources find them in the emulator under their real ids."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from ipaddress import IPv4Network

from tieline.errors import InvalidInput
from tieline.localstack import warm

SUBNET_PREFIX = 28  # AWS's smallest


class LandscapeConflict(InvalidInput):
    """One id has two meanings, so that no one landscape can hold both."""


@dataclass(frozen=True)
class Subnet:
    """A subnet in an availability zone (`eu-north-1a`); without `cidr` a small one is chosen."""

    id: str
    zone: str
    cidr: str | None = None


@dataclass(frozen=True)
class Vpc:
    """A VPC; the first of `cidrs` is its primary range."""

    id: str
    region: str
    cidrs: tuple[str, ...]
    subnets: tuple[Subnet, ...] = ()

    def placed_subnets(self) -> tuple[Subnet, ...]:
        """The subnets by id, each with a range: its own, or the first free one at the start of the VPC."""
        taken = [IPv4Network(subnet.cidr) for subnet in self.subnets if subnet.cidr]
        free = self._free(taken)
        placed = []
        for subnet in sorted(self.subnets, key=lambda subnet: subnet.id):
            cidr = subnet.cidr or next(free, None)
            if cidr is None:
                raise InvalidInput(
                    f"{self.id}: {self.cidrs[0]} has no room for {len(self.subnets)} subnets: give the VPC's "
                    "real range, or its subnets their real ones."
                )
            placed.append(replace(subnet, cidr=cidr))
        return tuple(placed)

    def _free(self, taken: list[IPv4Network]) -> Iterator[str]:
        primary = IPv4Network(self.cidrs[0])
        for network in primary.subnets(new_prefix=max(SUBNET_PREFIX, primary.prefixlen)):
            if not any(network.overlaps(other) for other in taken):
                yield str(network)


@dataclass(frozen=True)
class VpnGateway:
    """A virtual private gateway that exists already; `vpc_id` where it is attached."""

    id: str
    region: str
    asn: int
    vpc_id: str | None = None


@dataclass(frozen=True)
class Landscape:
    """All that exists in AWS before a plan."""

    vpcs: tuple[Vpc, ...] = ()
    vpn_gateways: tuple[VpnGateway, ...] = ()

    @property
    def account(self) -> str:
        """The account number that stands for this landscape, whatever its order.

        Equal landscapes meet in it, so that a warm server makes them once; different ones never do.
        """
        content = [
            sorted(json.dumps(asdict(replace(vpc, subnets=vpc.placed_subnets()))) for vpc in self.vpcs),
            sorted(json.dumps(asdict(gateway)) for gateway in self.vpn_gateways),
        ]
        digest = hashlib.sha256(json.dumps(content).encode()).digest()
        return str(10**11 + int.from_bytes(digest) % (9 * 10**11))

    def regions(self) -> list[str]:
        """The Regions that anything is in."""
        return sorted({vpc.region for vpc in self.vpcs} | {gateway.region for gateway in self.vpn_gateways})

    def within(self, region: str) -> "Landscape":
        """The part of it in one Region."""
        return Landscape(
            tuple(vpc for vpc in self.vpcs if vpc.region == region),
            tuple(gateway for gateway in self.vpn_gateways if gateway.region == region),
        )


class Merged:
    """Landscapes put together one by one."""

    def __init__(self, landscapes: Iterable[Landscape] = ()) -> None:
        """Puts the first ones together; errors as of `add`."""
        self._vpcs: dict[str, Vpc] = {}
        self._gateways: dict[str, VpnGateway] = {}
        self._owners: dict[str, str] = {}
        for landscape in landscapes:
            self.add(landscape)

    def add(self, landscape: Landscape) -> None:
        """Puts one more to the others; it is left out whole when it disagrees with them.

        Raises:
            LandscapeConflict: they disagree about a VPC, a subnet or a gateway.
        """
        vpcs: dict[str, Vpc] = {}
        gateways: dict[str, VpnGateway] = {}
        owners: dict[str, str] = {}
        for vpc in landscape.vpcs:
            known = vpcs.get(vpc.id) or self._vpcs.get(vpc.id, vpc)
            vpcs[vpc.id] = _merge_vpcs(known, vpc)
            for subnet in vpc.subnets:
                owner = owners.setdefault(subnet.id, self._owners.get(subnet.id, vpc.id))
                if owner != vpc.id:
                    raise _conflict(subnet.id, f"a subnet of {owner}", f"a subnet of {vpc.id}")
        for gateway in landscape.vpn_gateways:
            other = gateways.setdefault(gateway.id, self._gateways.get(gateway.id, gateway))
            if other != gateway:
                raise _conflict(gateway.id, _gateway_text(other), _gateway_text(gateway))
        self._vpcs |= vpcs
        self._gateways |= gateways
        self._owners |= owners

    def landscape(self) -> Landscape:
        """All of them as one."""
        return Landscape(tuple(self._vpcs.values()), tuple(self._gateways.values()))


def merge(landscapes: Iterable[Landscape]) -> Landscape:
    """One landscape with everything that is in any of them.

    Raises:
        LandscapeConflict: they disagree about a VPC, a subnet or a gateway.
    """
    return Merged(landscapes).landscape()


def ensure(endpoint: str, landscape: Landscape) -> None:
    """Create in the emulator at `endpoint` what is missing there of `landscape`, in its account.

    On the warm server the second time costs nothing: it is noted in the server's folder.

    Safe to call again, and from several processes at once.

    Raises:
        Unavailable: boto3 is missing, or the emulator is gone or does not do what is asked.
    """
    note = warm.note(endpoint, landscape.account)
    if not landscape.regions() or (note and note.exists()):
        return
    from tieline.localstack import creation  # noqa: PLC0415 - brings in botocore, 0.4 s

    creation.create_missing(endpoint, landscape)
    if note:
        note.touch()


def _merge_vpcs(one: Vpc, other: Vpc) -> Vpc:
    if (one.region, one.cidrs) != (other.region, other.cidrs):
        raise _conflict(one.id, _vpc_text(one), _vpc_text(other))
    subnets: dict[str, Subnet] = {}
    for subnet in (*one.subnets, *other.subnets):
        known = subnets.setdefault(subnet.id, subnet)
        if known.zone != subnet.zone or (known.cidr and subnet.cidr and known.cidr != subnet.cidr):
            raise _conflict(subnet.id, _subnet_text(known), _subnet_text(subnet))
        if subnet.cidr:
            subnets[subnet.id] = subnet
    return replace(one, subnets=tuple(subnets.values()))


def _conflict(resource: str, one: str, other: str) -> LandscapeConflict:
    return LandscapeConflict(f"{resource} has two meanings, {one} and {other}: make the specs that name it agree.")


def _vpc_text(vpc: Vpc) -> str:
    return f"{', '.join(vpc.cidrs)} in {vpc.region}"


def _subnet_text(subnet: Subnet) -> str:
    return f"{subnet.cidr or 'any range'} in {subnet.zone}"


def _gateway_text(gateway: VpnGateway) -> str:
    return f"ASN {gateway.asn} on {gateway.vpc_id or 'no VPC'} in {gateway.region}"
