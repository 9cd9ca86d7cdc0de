"""From something in the plan back to the place in the spec that asked for it."""

from __future__ import annotations

import re

from tieline.spec.document import Path

_KEY = re.compile(r'\["([^"\]]*)"\]$')
_TYPE = re.compile(r"(?:^|\.)(aws_[a-z0-9_]+)\.[a-z0-9_]+(?:\[[^\]]*\])?$")

_BY_TYPE: dict[str, Path] = {
    "aws_cloudwatch_log_group": ("logging",),
    "aws_vpn_gateway": ("vpn_gateway",),
    "aws_vpn_gateway_attachment": ("vpn_gateway",),
    "aws_vpn_gateway_route_propagation": ("vpcs",),
    "aws_cloudwatch_metric_alarm": ("alarms",),
}
_BY_POLICY: dict[str, Path] = {
    "TIELINE_VPN_5": ("logging",),
    "TIELINE_VPN_6": ("preshared_key_storage",),
}


def origin(address: str, policy: str = "") -> Path:
    """The path in the spec behind a resource's address; narrower where a policy is about one key alone."""
    if policy in _BY_POLICY:
        return _BY_POLICY[policy]
    kind = _TYPE.search(address)
    if kind and kind[1] in _BY_TYPE:
        return _BY_TYPE[kind[1]]
    key = _KEY.search(address)
    site, _, rest = key[1].partition("/") if key else ("", "", "")
    if not rest:
        return ()
    if policy:
        return ("sites", site, "tunnels")
    return ("sites", site, "devices", rest.split("/")[0])
