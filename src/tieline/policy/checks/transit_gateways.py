"""What a transit gateway does unasked, whether it logs, and how it goes together with VPN and Direct Connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tieline.policy.plancheck import Fault, PlanCheck, Values, beside
from tieline.terraform.plan import ABSENT, SENSITIVE, UNKNOWN, Resource

_OPEN = (UNKNOWN, SENSITIVE)


class SwitchedOff(PlanCheck):
    """Attributes of a gateway are `disable`."""

    def __init__(self, policy: str, *attributes: str, default: str) -> None:
        super().__init__(policy, "aws_ec2_transit_gateway")
        self.attributes = attributes
        self.default = default

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:  # noqa: ARG002
        """A fault for each attribute that is on, or on when nobody sets it."""
        for name in self.attributes:
            value = values.get(name, ABSENT)
            if value in _OPEN:
                yield name, None
            elif value is ABSENT and self.default != "disable":
                yield name, f"not set, and AWS's default is {self.default}"
            elif value not in {ABSENT, "disable"}:
                yield name, f"set to {value}"


class EqualPaths(PlanCheck):
    """`vpn_ecmp_support` is on where two connections or more end on the gateway."""

    def __init__(self) -> None:
        super().__init__("TIELINE_TGW_3", "aws_ec2_transit_gateway")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where it is off and several connections may end here."""
        name = "vpn_ecmp_support"
        support = values.get(name, ABSENT)
        if support not in {"disable", *_OPEN}:
            return
        ending = _on(values, beside(conf, "aws_vpn_connection"))
        if len(ending) < 2:
            return
        if support != "disable" or not _certain(values, conf):
            yield name, None
        else:
            yield name, f"off, and {len(ending)} VPN connections end here"


class FlowLogs(PlanCheck):
    """Some flow log of the plan is the gateway's."""

    def __init__(self) -> None:
        super().__init__("TIELINE_TGW_4", "aws_ec2_transit_gateway")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where no flow log can be this gateway's; open where several gateways share fewer flow logs."""
        logs = _on(values, beside(conf, "aws_flow_log"))
        if not logs:
            yield "aws_flow_log", "the plan has none for it"
        elif not _certain(values, conf) and len(logs) < len(beside(conf, "aws_ec2_transit_gateway")):
            yield "aws_flow_log", None


class RoutedByBgp(PlanCheck):
    """A connection on a transit gateway that a Direct Connect gateway is associated with is not static."""

    def __init__(self) -> None:
        super().__init__("TIELINE_TGW_5", "aws_vpn_connection")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where it is static, and an association may be of the same gateway."""
        gateway, static = values.get("transit_gateway_id", ABSENT), values.get("static_routes_only", ABSENT)
        name = "static_routes_only"
        if gateway is ABSENT or static is False or static is ABSENT:
            return
        found = [
            association["associated_gateway_id"]
            for association in beside(conf, "aws_dx_gateway_association")
            if _same(gateway, association.values.get("associated_gateway_id", ABSENT))
        ]
        if not found:
            return
        others = [*beside(conf, "aws_ec2_transit_gateway"), *beside(conf, "aws_vpn_gateway")]
        sure = gateway in found if gateway not in _OPEN else len(others) < 2
        if static is True and sure:
            yield name, "true, and a Direct Connect gateway is associated with the same transit gateway"
        else:
            yield name, None


class WithinTheOrganisation(PlanCheck):
    """A share that holds a transit gateway admits no accounts outside the organisation."""

    def __init__(self) -> None:
        super().__init__("TIELINE_TGW_6", "aws_ram_resource_share")

    def faults(self, values: Values, conf: Values) -> Iterator[Fault]:
        """A fault where it admits them, and a transit gateway may be what is shared."""
        name = "allow_external_principals"
        allowed = values.get(name, ABSENT)
        if allowed is ABSENT or allowed is False:
            return
        shares = beside(conf, "aws_ram_resource_association")
        own = [one for one in shares if _same(values.get("arn", UNKNOWN), one.values.get("resource_share_arn", ABSENT))]
        shared = [one.values.get("resource_arn", ABSENT) for one in own]
        known = any(isinstance(arn, str) and ":transit-gateway/" in arn for arn in shared)
        if not known and not (UNKNOWN in shared and beside(conf, "aws_ec2_transit_gateway")):
            return
        yield name, None if allowed in _OPEN else "true"


def _same(one: Any, two: Any) -> bool:
    """Whether two ids may be the same: what is created has none before apply."""
    return two is not ABSENT and (one == two or one in _OPEN or two in _OPEN)


def _on(gateway: Values, resources: Iterable[Resource]) -> list[Resource]:
    """The resources that may be on a planned gateway. An id that is known is not that of one that is to be created."""
    own = gateway.get("id", UNKNOWN)
    ids = [(one, one.values.get("transit_gateway_id", ABSENT)) for one in resources]
    return [one for one, found in ids if found in _OPEN or (own not in _OPEN and found == own)]


def _certain(gateway: Values, conf: Values) -> bool:
    """Whether what may be on a gateway is on it: its id is known, or it is the only one."""
    return gateway.get("id", UNKNOWN) not in _OPEN or len(beside(conf, "aws_ec2_transit_gateway")) < 2


SwitchedOff("TIELINE_TGW_1", "auto_accept_shared_attachments", default="disable")
SwitchedOff("TIELINE_TGW_2", "default_route_table_association", "default_route_table_propagation", default="enable")
EqualPaths()
FlowLogs()
RoutedByBgp()
WithinTheOrganisation()
