"""What a plan of every pattern with VPN connections has to hold: gateways of customers, connections, logs, alarms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieline.intent.check import Check, absent_or
from tieline.spec.base import VpnSpec
from tieline.spec.connections import TUNNELS, Connection, device_name, inside_cidrs
from tieline.spec.document import Path
from tieline.spec.tunnels import TunnelOptions
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan

BGP_ASN_LIMIT = 2147483647
"""Above it an ASN goes into `bgp_asn_extended`."""


def customer_gateways(spec: VpnSpec, plan: Plan, connections: list[Connection]) -> Check:
    """Customer gateways, one for each device."""
    check = Check("customer gateways: one for each device")
    devices = {connection.gateway_key: connection for connection in connections}
    paths = {key: connection.path for key, connection in devices.items()}
    for key, gateway in check.keys(plan, "aws_customer_gateway", paths, ("sites",)).items():
        connection = devices[key]
        asn, path = connection.site.asn, connection.path
        if asn is not None:
            argument = "bgp_asn" if asn <= BGP_ASN_LIMIT else "bgp_asn_extended"
            check.attribute(gateway, argument, str(asn), ("sites", connection.site_key, "asn"))
        check.attribute(gateway, "ip_address", absent_or(connection.device.ip_address), (*path, "ip_address"))
        certificate = absent_or(connection.device.certificate_arn)
        check.attribute(gateway, "certificate_arn", certificate, (*path, "certificate_arn"))
        check.attribute(gateway, "device_name", device_name(spec.name, connection), (*path, "device_name"))
        check.tags(gateway, tags_of(spec, connection), ("tags",))
    return check


def connections_and_tunnels(spec: VpnSpec, plan: Plan, connections: list[Connection]) -> Iterator[Check]:
    """VPN connections: how many, their routing, tunnels and keys."""
    exist = Check("connections: one for each site x device x count")
    routing = Check("routing of each connection")
    inside = Check("inside CIDRs of both tunnels")
    crypto = Check("options of both tunnels, crypto among them")
    keys = Check("pre-shared keys")
    gateways = "local.customer_gateway_ids"
    exist.joined(plan, "aws_vpn_connection.this", "customer_gateway_id", gateways, ("sites",), keyed=True)
    wanted = {connection.key: connection for connection in connections}
    paths = {key: connection.path for key, connection in wanted.items()}
    for key, planned in exist.keys(plan, "aws_vpn_connection", paths, ("sites",)).items():
        connection = wanted[key]
        exist.tags(planned, tags_of(spec, connection), ("tags",))
        site: Path = ("sites", connection.site_key)
        routing.attribute(planned, "static_routes_only", connection.site.routing == "static", (*site, "routing"))
        keys.attribute(planned, "preshared_key_storage", spec.preshared_key_storage, ("preshared_key_storage",))
        for tunnel, cidr in zip(TUNNELS, inside_cidrs(spec.name, connection), strict=True):
            path: Path = (*site, "tunnels", "inside_cidrs", connection.device_key)
            inside.attribute(planned, f"tunnel{tunnel}_inside_cidr", cidr, path)
            options = connection.options(tunnel)
            for option in TunnelOptions.model_fields:
                value = getattr(options, option)
                crypto.attribute(planned, f"tunnel{tunnel}_{option}", value, (*site, "tunnels", option))
    yield from (exist, routing, inside, crypto, keys)


def tags_of(spec: VpnSpec, connection: Connection) -> dict[str, str]:
    """The tags stated for a connection: the device's before the site's before the spec's."""
    return spec.tags | connection.site.tags | connection.device.tags


def tunnel_logs(spec: VpnSpec, plan: Plan) -> Check:
    """The log group of the tunnels, and that each tunnel writes to it."""
    check = Check("tunnel logs")
    logging, path = spec.logging, ("logging",)
    groups = [group for group in plan.of_type("aws_cloudwatch_log_group") if group.name == "this"]
    creates = bool(spec.sites) and logging.enabled and logging.log_group_arn is None
    check.fact(len(groups) == int(creates), path, "aws_cloudwatch_log_group", f"{len(groups)} log groups are planned")
    for group in groups:
        check.attribute(group, "name", logging.log_group_name or f"/aws/vendedlogs/vpn/{spec.name}", path)
        check.attribute(group, "retention_in_days", logging.retention_days, (*path, "retention_days"))
        check.attribute(group, "kms_key_id", absent_or(logging.kms_key_arn), (*path, "kms_key_arn"))
    # A created group's ARN is known only at apply.
    given = logging.log_group_arn.removesuffix(":*") if logging.log_group_arn else UNKNOWN
    for connection in plan.of_type("aws_vpn_connection"):
        for tunnel in TUNNELS:
            options = _only(_only(connection[f"tunnel{tunnel}_log_options"]).get("cloudwatch_log_options"))
            found = options.get("log_enabled", ABSENT)
            check.one_of(found, [logging.enabled], path, connection.address, f"log_enabled of tunnel {tunnel}")
            if logging.enabled:
                for name, value in (("log_group_arn", given), ("log_output_format", logging.format)):
                    found = options.get(name, ABSENT)
                    check.one_of(found, [value], path, connection.address, f"{name} of tunnel {tunnel}")
    return check


def _only(block: object) -> dict[str, object]:
    """A nested block that stands at most once."""
    return block[0] if isinstance(block, list) and block and isinstance(block[0], dict) else {}


def tunnel_alarms(spec: VpnSpec, plan: Plan, connections: list[Connection]) -> Check:
    """Two alarms for each connection."""
    check = Check("alarms: one tunnel down, both tunnels down")
    alarms = spec.alarms
    wanted: dict[str, Path] = {c.key: c.path for c in connections} if alarms.enabled else {}
    # The lowest state seen below 1: a tunnel is down. The highest not above 0: both are.
    for name, statistic, operator, threshold in (
        ("one_tunnel_down", "Minimum", "LessThanThreshold", 1),
        ("both_tunnels_down", "Maximum", "LessThanOrEqualToThreshold", 0),
    ):
        fixed: dict[str, Any] = {
            "namespace": "AWS/VPN",
            "metric_name": "TunnelState",
            "dimensions": UNKNOWN,  # a map with an unknown value is unknown as a whole
            "statistic": statistic,
            "comparison_operator": operator,
            "threshold": threshold,
            "treat_missing_data": "breaching",
            "actions_enabled": True,
            "period": alarms.period_seconds,
            "evaluation_periods": alarms.evaluation_periods,
            "alarm_actions": alarms.sns_topic_arns or ABSENT,
            "ok_actions": alarms.sns_topic_arns or ABSENT,
        }
        for alarm in check.keys(plan, "aws_cloudwatch_metric_alarm", wanted, ("alarms",), name).values():
            for attribute, value in fixed.items():
                check.attribute(alarm, attribute, value, ("alarms",))
        if wanted:
            block = f"aws_cloudwatch_metric_alarm.{name}"
            check.joined(plan, block, "dimensions", "local.connection_ids", ("alarms",), keyed=True)
    return check
