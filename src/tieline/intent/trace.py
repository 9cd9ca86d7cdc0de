"""From something in the plan back to the place in the spec that asked for it."""

from __future__ import annotations

import re

from tieline.spec import ManagedVpn
from tieline.spec.connections import expand
from tieline.spec.document import Path
from tieline.spec.tunnel_rules import option_path

_KEY = re.compile(r'\["([^"\]]*)"\]$')
_TYPE = re.compile(r"(?:^|\.)(aws_[a-z0-9_]+)\.[a-z0-9_]+(?:\[[^\]]*\])?$")
_OPTION = re.compile(r"\btunnel([12])_(\w+)")

_BY_TYPE: dict[str, Path] = {
    "aws_cloudwatch_log_group": ("logging",),
    "aws_vpn_gateway": ("vpn_gateway",),
    "aws_vpn_gateway_attachment": ("vpn_gateway",),
    "aws_vpn_gateway_route_propagation": ("vpcs",),
    "aws_cloudwatch_metric_alarm": ("alarms",),
}
_BY_POLICY: dict[str, tuple[Path, str]] = {
    "TIELINE_VPN_5": (("logging", "enabled"), "set logging.enabled to true"),
    "TIELINE_VPN_6": (("preshared_key_storage",), "set preshared_key_storage to SecretsManager"),
    "CKV_AWS_66": (("logging", "retention_days"), "set logging.retention_days to 365 or more"),
    "CKV_AWS_158": (("logging", "kms_key_arn"), "name a key of yours in logging.kms_key_arn, if you want to hold it"),
    "CKV_AWS_338": (("logging", "retention_days"), "set logging.retention_days to 365 or more"),
}
"""Where a policy that is about one key of the spec goes back to, and its mend in the spec's words."""


def mend(policy: str, otherwise: str) -> str:
    """How to mend a finding in the spec; `otherwise` is the mend in Terraform's words, for other policies."""
    return _BY_POLICY.get(policy, ((), otherwise))[1]


def origin(spec: ManagedVpn, address: str, policy: str = "", message: str = "") -> Path:
    """The path in the spec behind a resource's address; narrower where a policy, or its message, is about one key."""
    if policy in _BY_POLICY:
        return _BY_POLICY[policy][0]
    kind = _TYPE.search(address)
    if kind and kind[1] in _BY_TYPE:
        return _BY_TYPE[kind[1]]
    key = _KEY.search(address)
    for connection in expand(spec.sites) if key else ():
        if key and key[1] in {connection.key, connection.gateway_key}:
            option = _OPTION.search(message)
            return option_path(connection, int(option[1]), option[2]) if option else connection.path
    return ()
