"""How Direct Connect is encrypted and keyed, what it announces, and whether it outlives the loss of a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tieline.policy.plancheck import (
    Fault,
    PlanCheck,
    Values,
    beside,
    comes_from_elsewhere,
    itself,
    may_be,
    references,
)
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Mark, Resource

_OPEN = (UNKNOWN, SENSITIVE)
_WITH_MACSEC = ("10Gbps", "100Gbps", "400Gbps")

_INTERFACES = ("aws_dx_private_virtual_interface", "aws_dx_transit_virtual_interface")
_ACCEPTED = tuple(f"aws_dx_hosted_{kind}_virtual_interface_accepter" for kind in ("private", "transit"))
_WITH_KEYS = (
    *_INTERFACES,
    "aws_dx_public_virtual_interface",
    *(f"aws_dx_hosted_{kind}_virtual_interface" for kind in ("private", "transit", "public")),
    "aws_dx_bgp_peer",
)
#: By the attribute of a virtual interface: the gateway it leads to.
_GATEWAYS = {"dx_gateway_id": "aws_dx_gateway", "vpn_gateway_id": "aws_vpn_gateway"}
#: What a virtual interface may be on. Only the first two say where they are.
_LINES = ("aws_dx_connection", "aws_dx_lag", "aws_dx_hosted_connection", "aws_dx_connection_confirmation")

#: The connections or LAGs a virtual interface may be on, and where these are; UNKNOWN for what is not told.
Lines = Mapping[str | Mark, str | Mark]


class Encrypted(PlanCheck):
    """A connection whose port can do MACsec is ordered with it, and does not then leave it off."""

    def __init__(self) -> None:
        super().__init__("TIELINE_DX_1", "aws_dx_connection")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where MACsec is not asked for, or switched off."""
        bandwidth, requested = values.get("bandwidth", ABSENT), values.get("request_macsec", ABSENT)
        mode = values.get("encryption_mode", ABSENT)
        if bandwidth not in {*_WITH_MACSEC, *_OPEN}:
            return
        if requested is not True and not _joins_a_lag(conf):
            told = bandwidth in _WITH_MACSEC and requested not in _OPEN
            yield "request_macsec", f"not true, and a port of {bandwidth} can do MACsec" if told else None
        if mode == "no_encrypt":
            yield "encryption_mode", "set to no_encrypt" if bandwidth in _WITH_MACSEC else None
        elif mode is SENSITIVE or (mode is UNKNOWN and comes_from_elsewhere(conf, "encryption_mode")):
            yield "encryption_mode", None


def _joins_a_lag(conf: Values) -> bool:
    """Whether a connection joins a LAG: the provider makes LAGs without MACsec, and none with it may join these."""
    own = itself(conf)
    return any(
        (one.module, one.key) == (own.module, own.key)
        or may_be(conf, one, "connection_id", "aws_dx_connection") == {own.address}
        for one in beside(conf, "aws_dx_connection_association")
    )


class NotInClear(PlanCheck):
    """Keys are marked sensitive. Without the first of them there is no key: what else is known then is AWS's."""

    def __init__(self, policy: str, *resources: str, keys: Sequence[str]) -> None:
        super().__init__(policy, *resources)
        self.keys = keys

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:  # noqa: ARG002
        """A fault for each key that anybody can read who reads the plan. It must not say the key."""
        if values.get(self.keys[0], ABSENT) is ABSENT:
            return
        for name in self.keys:
            if not isinstance(values.get(name, ABSENT), Mark):
                yield name, "stands in clear in the plan"


class TwoLocations(PlanCheck):
    """In production what leads to one gateway is on connections at two locations at least."""

    def __init__(self) -> None:
        super().__init__("TIELINE_DX_4", *_INTERFACES, *_ACCEPTED)

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where the loss of one location surely cuts the gateway off; open where it may."""
        attribute, production = _leads_by(values), _in_production(values)
        if not attribute or production is False:
            return
        sure, perhaps = _leading_alike(conf, attribute)
        where = _places(conf)
        weakness = _weakness([_lines(conf, one, where) for one in perhaps])
        if weakness:
            yield attribute, weakness if production else None
            return
        found = [(one.values.get("vlan", UNKNOWN), _lines(conf, one, where)) for one in sure]
        if any(_fit(found, place) for place in {*where.values(), UNKNOWN}):
            yield attribute, None


class OneMtu(PlanCheck):
    """What leads to one gateway takes packets of one size."""

    def __init__(self) -> None:
        super().__init__("TIELINE_DX_6", *_INTERFACES)

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where another takes larger packets, so that they break when they come over this one."""
        name, attribute = "mtu", _leads_by(values)
        if not attribute:
            return
        own = values.get(name)
        sure, perhaps = ([one.values.get(name) for one in ones] for ones in _leading_alike(conf, attribute))
        largest = max((mtu for mtu in sure if isinstance(mtu, int)), default=0)
        if isinstance(own, int) and own < largest:
            yield name, f"{own}, and another virtual interface that leads to the same gateway has {largest}"
        elif any(not isinstance(mtu, int) or not isinstance(own, int) or own < mtu for mtu in perhaps[1:]):
            yield name, None


class NoDefaultRoute(PlanCheck):
    """Allowed prefixes do not hold everything."""

    def __init__(self) -> None:
        super().__init__("TIELINE_DX_5", "aws_dx_gateway_association", "aws_dx_gateway_association_proposal")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where a default route is among them."""
        name = "allowed_prefixes"
        prefixes = values.get(name, ABSENT)
        # The attribute is computed: where it is not written, the plan says unknown, and AWS takes the VPC's ranges.
        if prefixes is ABSENT or (prefixes is UNKNOWN and not references(conf, itself(conf), name)):
            return
        if prefixes in _OPEN:
            yield name, None
        elif found := sorted(prefix for prefix in prefixes if isinstance(prefix, str) and prefix.endswith("/0")):
            yield name, f"holds {' and '.join(found)}"
        elif any(isinstance(prefix, Mark) for prefix in prefixes):
            yield name, None


def _leads_by(values: Values) -> str:
    """The attribute that says to which gateway a virtual interface leads."""
    return next((name for name in _GATEWAYS if values.get(name, ABSENT) is not ABSENT), "")


def _leading_alike(conf: Values, attribute: str) -> tuple[list[Resource], list[Resource]]:
    """What surely leads to the same gateway as a virtual interface, and what may; it comes first in both itself."""
    own = itself(conf)
    gateway = may_be(conf, own, attribute, _GATEWAYS[attribute])
    sure, perhaps = [own], [own]
    for one in (one for kind in (*_INTERFACES, *_ACCEPTED) for one in beside(conf, kind)):
        if one is own or one.values.get(attribute, ABSENT) is ABSENT:
            continue
        other = may_be(conf, one, attribute, _GATEWAYS[attribute])
        if UNKNOWN in gateway | other or gateway & other:
            perhaps.append(one)
        if gateway == other and len(gateway) == 1 and UNKNOWN not in gateway:
            sure.append(one)
    return sure, perhaps


def _in_production(values: Values) -> bool | None:
    """Whether the tag `environment` says so, or one that the provider adds by default; None where the plan hides it."""
    own = values.get("tags", ABSENT)
    if own in _OPEN:
        return None
    for tags in (own, values.get("tags_all", ABSENT)):
        for key, value in tags.items() if isinstance(tags, Mapping) else ():
            if key.lower() == "environment":
                return None if value in _OPEN else str(value).lower() in {"prod", "production"}
    return False


def _places(conf: Values) -> Lines:
    """Where each connection and LAG of the plan is, by its id, or by its address before it has one."""
    lines = [one for kind in _LINES for one in beside(conf, kind)]
    return {_named(one): _told(one.values.get("location")) for one in lines}


def _named(one: Resource) -> str:
    found = one.values.get("id")
    return found if isinstance(found, str) else one.address


def _told(location: Any) -> str | Mark:
    return location if isinstance(location, str) else UNKNOWN


def _lines(conf: Values, interface: Resource, where: Lines) -> Lines:
    return {line: where.get(line, UNKNOWN) for line in may_be(conf, interface, "connection_id", *_LINES)}


def _weakness(found: Sequence[Lines]) -> str | None:
    """Why the loss of one location surely cuts all of these virtual interfaces."""
    if len(found) == 1:
        return "no other virtual interface leads there"
    every = {line: place for lines in found for line, place in lines.items()}
    told = f"the {len(found)} virtual interfaces that lead there are"
    if len(every) == 1 and UNKNOWN not in every:
        return f"{told} on one connection"
    if len(places := set(every.values())) == 1 and UNKNOWN not in places:
        return f"{told} at one location, {places.pop()}"
    return None


def _fit(found: Sequence[tuple[Any, Lines]], place: str | Mark) -> bool:
    """Whether all virtual interfaces may be at one place. Those of one VLAN are on different connections there."""
    there = [(vlan, {line for line, at in lines.items() if at in {place, UNKNOWN}}) for vlan, lines in found]
    for vlan in {vlan for vlan, _ in there if not isinstance(vlan, Mark)}:
        alike = [lines for own, lines in there if own == vlan]
        room = {line for lines in alike for line in lines}
        if UNKNOWN not in room and len(room) < len(alike):
            return False
    return all(lines for _, lines in there)


Encrypted()
NotInClear("TIELINE_DX_2", *_WITH_KEYS, keys=("bgp_auth_key",))
NotInClear("TIELINE_DX_3", "aws_dx_macsec_key_association", keys=("cak", "ckn"))
TwoLocations()
NoDefaultRoute()
OneMtu()
