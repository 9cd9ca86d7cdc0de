"""From something in the plan back to the place in the spec that asked for it."""

from __future__ import annotations

import re
from functools import singledispatch

from tieline.intent.places import Places
from tieline.spec.base import Spec
from tieline.spec.connections import Connection, expand
from tieline.spec.document import Path
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.transit_gateway_vpn import TransitGatewayVpn
from tieline.spec.tunnel_rules import option_path

_KEY = re.compile(r'\["([^"\]]*)"\]$')
_TYPE = re.compile(r"(?:^|\.)(aws_[a-z0-9_]+)\.([a-z0-9_]+)(?:\[[^\]]*\])?$")
_OPTION = re.compile(r"\btunnel([12])_(\w+)")

_BY_TYPE: dict[str, Path] = {
    "aws_cloudwatch_log_group": ("logging",),
    "aws_cloudwatch_metric_alarm": ("alarms",),
    "aws_ec2_transit_gateway": ("transit_gateway",),
    "aws_flow_log": ("flow_logs",),
    "aws_iam_role": ("flow_logs",),
    "aws_iam_role_policy": ("flow_logs",),
    "aws_ram_principal_association": ("transit_gateway", "share_with"),
    "aws_ram_resource_association": ("transit_gateway", "share_with"),
    "aws_ram_resource_share": ("transit_gateway", "share_with"),
    "aws_ram_resource_share_accepter": ("transit_gateway", "resource_share_arn"),
    "aws_vpn_gateway": ("vpn_gateway",),
    "aws_vpn_gateway_attachment": ("vpn_gateway",),
    "aws_vpn_gateway_route_propagation": ("vpcs",),
}
_RETENTION = "set {0}.retention_days to 365 or more"
_BY_POLICY: dict[str, tuple[Path, str]] = {
    "TIELINE_TGW_1": (("transit_gateway", "auto_accept"), "take transit_gateway.auto_accept out"),
    "TIELINE_TGW_3": (("transit_gateway", "ecmp"), "take transit_gateway.ecmp out"),
    "TIELINE_TGW_4": (("flow_logs", "enabled"), "take flow_logs.enabled out"),
    "TIELINE_TGW_6": (("transit_gateway", "share_externally"), "take transit_gateway.share_externally out"),
    "TIELINE_VPN_5": (("logging", "enabled"), "set logging.enabled to true"),
    "TIELINE_VPN_6": (("preshared_key_storage",), "set preshared_key_storage to SecretsManager"),
    "CKV_AWS_66": (("{0}", "retention_days"), _RETENTION),
    "CKV_AWS_158": (("{0}", "kms_key_arn"), "name a key of yours in {0}.kms_key_arn, if you want to hold it"),
    "CKV_AWS_338": (("{0}", "retention_days"), _RETENTION),
}
"""Where a policy that is about one key of the spec goes back to, and its mend in the spec's words.

{0} is the part of the spec that the log group is of.
"""


def _logs_of(address: str) -> str:
    return "flow_logs" if _kind(address)[1] == "flow_logs" else "logging"


def _kind(address: str) -> tuple[str, str]:
    """The type and the name of the resource at an address."""
    found = _TYPE.search(address)
    return (found[1], found[2]) if found else ("", "")


def mend(policy: str, otherwise: str, address: str = "") -> str:
    """How to mend a finding in the spec; `otherwise` is the mend in Terraform's words, for other policies."""
    return _BY_POLICY[policy][1].format(_logs_of(address)) if policy in _BY_POLICY else otherwise


@singledispatch
def origin(spec: Spec, address: str, policy: str = "", message: str = "") -> Path:
    """The path in the spec behind a resource's address; narrower where a policy, or its message, is about one key."""
    raise NotImplementedError(spec.pattern)


@origin.register
def _managed_vpn(spec: ManagedVpn, address: str, policy: str = "", message: str = "") -> Path:
    return _of_one_key(address, policy) or _vpn(_Index.of(spec), address, message)


@origin.register
def _transit_gateway_vpn(spec: TransitGatewayVpn, address: str, policy: str = "", message: str = "") -> Path:
    index = _Index.of(spec)
    if policy == "TIELINE_TGW_5":
        connection = index.connections.get(_keyed(address))
        return ("sites", connection.site_key, "routing") if connection else ("sites",)
    found = _of_one_key(address, policy)
    if not found and index.places:
        found = _attached(index.places, _kind(address)[0], _keyed(address))
    return found or _vpn(index, address, message)


def _of_one_key(address: str, policy: str) -> Path:
    """The path of a policy that is about one key, or of what has its own place in every spec."""
    if policy in _BY_POLICY:
        return tuple(str(part).format(_logs_of(address)) for part in _BY_POLICY[policy][0])
    kind = _kind(address)
    return ("flow_logs",) if kind == ("aws_cloudwatch_log_group", "flow_logs") else _BY_TYPE.get(kind[0], ())


def _keyed(address: str) -> str:
    key = _KEY.search(address)
    return key[1] if key else ""


class _Index:
    """What is looked up for one spec; findings come by the hundred, and the last spec asked about is kept."""

    _last: _Index | None = None

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.connections: dict[str, Connection] = {}
        for connection in expand(spec.sites):
            self.connections[connection.key] = connection
            self.connections.setdefault(connection.gateway_key, connection)
        self.places = Places(spec) if isinstance(spec, TransitGatewayVpn) else None

    @classmethod
    def of(cls, spec: Spec) -> _Index:
        if cls._last is None or cls._last.spec is not spec:
            cls._last = cls(spec)
        return cls._last


def _attached(places: Places, kind: str, key: str) -> Path:
    """What is behind an attachment, a route table, or a route: their keys say it."""
    if kind == "aws_ec2_tag":
        connection = places.by_key.get(key.split("|", maxsplit=1)[0])
        return connection.path if connection else ()
    if kind == "aws_route":
        vpc, table, _ = key.split("/", 2)
        return ("vpcs", vpc, "route_tables", table)
    if kind == "aws_vpc" or kind.startswith(("aws_ec2_transit_gateway_vpc_", "aws_ec2_transit_gateway_peering_")):
        return places.member.get(key, ())
    if kind == "aws_ec2_transit_gateway_route_table_association":
        return places.routed(places.attachments.get(key, key))
    if kind == "aws_ec2_transit_gateway_route_table_propagation":
        return places.route_table(key.rsplit("/", 1)[-1])
    if kind.startswith("aws_ec2_transit_gateway_"):  # a table, or a route in one
        return places.route_table(key.split("/", maxsplit=1)[0])
    return ()


def _vpn(index: _Index, address: str, message: str) -> Path:
    """The device, or the option of a tunnel, behind a customer gateway or connection."""
    connection = index.connections.get(_keyed(address))
    if connection is None:
        return ()
    option = _OPTION.search(message)
    return option_path(connection, int(option[1]), option[2]) if option else connection.path
