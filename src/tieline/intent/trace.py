"""From something in the plan back to the place in the spec that asked for it."""

from __future__ import annotations

import re
from functools import singledispatch

from tieline.intent.lookup import DIRECT_CONNECT
from tieline.intent.places import Places
from tieline.spec.base import DirectConnectSpec, Spec, TransitGatewaySpec, VpnSpec
from tieline.spec.connections import Connection, expand
from tieline.spec.direct_connect import DirectConnect
from tieline.spec.document import Path
from tieline.spec.link_rules import HERE
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.resiliency import carriers, devices, ways
from tieline.spec.transit_gateway_direct_connect import TransitGatewayDirectConnect
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
    "aws_dx_gateway": (*HERE, "gateway"),
    "aws_ec2_transit_gateway_dx_gateway_attachment": (*HERE, "gateway"),
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
    "TIELINE_DX_4": (
        (*HERE, "connections"),
        "add a connection at another location, with a virtual interface; of what is there already state the location",
    ),
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


_MENDS = {"TIELINE_DX_1": "take its macsec out, or set it to should_encrypt or must_encrypt"}
"""The mend of other policies in the spec's words, where Terraform's are others."""


def mend(policy: str, otherwise: str, address: str = "") -> str:
    """How to mend a finding in the spec; `otherwise` is the mend in Terraform's words, for other policies."""
    if policy in _BY_POLICY:
        return _BY_POLICY[policy][1].format(_logs_of(address))
    return _MENDS.get(policy, otherwise)


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


@origin.register
def _direct_connect(spec: DirectConnect, address: str, policy: str = "", message: str = "") -> Path:  # noqa: ARG001
    found = _of_vpc(spec, address, policy) or _on_direct_connect(spec, address, policy)
    return found or _of_one_key(address, policy)


@origin.register
def _transit_gateway_direct_connect(
    spec: TransitGatewayDirectConnect,
    address: str,
    policy: str = "",
    message: str = "",  # noqa: ARG001
) -> Path:
    places, (kind, name) = _Index.of(spec).places, _kind(address)
    found = _on_direct_connect(spec, address, policy) or _of_one_key(address, policy)
    if found or not places:
        return found
    if name == DIRECT_CONNECT and kind.endswith("_association") and places.on_direct_connect:
        return places.routed(places.on_direct_connect[0])  # all of them ask one table
    return _attached(places, kind, _keyed(address))


def _of_vpc(spec: DirectConnect, address: str, policy: str) -> Path:
    """The VPC that a virtual private gateway, or what hangs on it, is of."""
    module = _VPC_MODULE.search(address)
    if module and module[1] in spec.vpcs:
        return ("vpcs", module[1], "vpn_gateway")
    kind, key = _kind(address)[0], _keyed(address)
    if kind in {"aws_dx_gateway_association", "aws_dx_gateway_association_proposal", "aws_vpc"} and key in spec.vpcs:
        return ("vpcs", key, *_OPTIONS.get(policy, ()))
    return ()


_VPC_MODULE = re.compile(r'module\.virtual_private_gateway\["([^"]+)"\]')
_LINKS = {
    "aws_dx_connection": "connections",
    "aws_dx_connection_association": "connections",
    "aws_dx_connection_confirmation": "hosted_connections",
    "aws_dx_lag": "lags",
    "aws_dx_macsec_key_association": "macsec_keys",
    "aws_dx_private_virtual_interface": "virtual_interfaces",
    "aws_dx_transit_virtual_interface": "virtual_interfaces",
}
_OPTIONS: dict[str, Path] = {
    "TIELINE_DX_1": ("macsec",),
    "TIELINE_DX_5": ("allowed_prefixes",),
    "TIELINE_DX_6": ("mtu",),
}
"""The key of a connection, VPC or virtual interface that a policy is about."""


def _on_direct_connect(spec: DirectConnectSpec, address: str, policy: str) -> Path:
    """The connection, virtual interface, peer or gateway behind a resource; narrower where a policy is of one key."""
    kind, key = _kind(address)[0], _keyed(address)
    if policy in _BY_POLICY:
        return ()
    if kind in _LINKS:
        return (*HERE, _LINKS[kind], key, *_OPTIONS.get(policy, ()))
    if kind == "aws_dx_bgp_peer":
        interface, _, peer = key.partition("/")
        return (*HERE, "virtual_interfaces", interface, "bgp_peers", peer)
    if kind.startswith("aws_dx_gateway_association"):
        further = getattr(spec.direct_connect.gateway, "transit_gateways", {})
        where = ("transit_gateways", key) if key in further else ()
        return (*HERE, "gateway", *where, "allowed_prefixes")
    return ()


def settled(spec: Spec, policy: str, address: str) -> bool:
    """Whether facts of the spec show that a resource keeps a policy where the plan leaves it open.

    Where an adopted or hosted connection is, a plan does not know, and the spec may say.
    """
    if policy != "TIELINE_DX_4" or not isinstance(spec, DirectConnectSpec):
        return False
    interface = _keyed(address)
    for by_target in ways(spec).values():
        for keys in by_target.values():
            if interface in keys:  # another site's lines are no help to this one
                return len(devices(carriers(spec.direct_connect, keys))) > 1
    return False


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
        for connection in expand(spec.sites) if isinstance(spec, VpnSpec) else ():
            self.connections[connection.key] = connection
            self.connections.setdefault(connection.gateway_key, connection)
        self.places = Places(spec) if isinstance(spec, TransitGatewaySpec) else None

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
