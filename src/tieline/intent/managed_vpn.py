"""What a managed-vpn plan has to hold so that it does what its spec says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieline.intent.check import Check, absent_or
from tieline.spec.connections import TUNNELS, Connection, device_name, expand, inside_cidrs
from tieline.spec.document import Path
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.rules import DEFAULT_GATEWAY_ASN
from tieline.spec.tunnels import TunnelOptions
from tieline.terraform.plan import ABSENT, UNKNOWN, Plan, Resource

BGP_ASN_LIMIT = 2147483647
"""Above it an ASN goes into `bgp_asn_extended`."""


def checks(spec: ManagedVpn, plan: Plan) -> list[Check]:
    """Every check of a managed-vpn plan, in the order a person reads them."""
    connections = list(expand(spec.sites))
    return [
        _gateway(spec, plan),
        _customer_gateways(spec, plan, connections),
        *_connections(spec, plan, connections),
        _static_routes(plan, connections),
        _propagation(spec, plan),
        _logs(spec, plan),
        _alarms(spec, plan, connections),
    ]


def _gateway(spec: ManagedVpn, plan: Plan) -> Check:
    check = Check("virtual private gateway")
    wanted = spec.vpn_gateway
    (vpc_key, vpc) = next(iter(spec.vpcs.items()))
    path: Path = ("vpn_gateway",)
    planned = plan.of_type("aws_vpn_gateway")
    if wanted.id is None:
        check.fact(len(planned) == 1, path, "aws_vpn_gateway", f"{len(planned)} gateways are planned; the spec says 1")
        for gateway in planned:
            check.attribute(gateway, "amazon_side_asn", str(wanted.asn or DEFAULT_GATEWAY_ASN), path)
    else:
        check.fact(not planned, path, "aws_vpn_gateway", f"a gateway is planned; the spec adopts {wanted.id}")
        for connection in plan.of_type("aws_vpn_connection"):
            check.attribute(connection, "vpn_gateway_id", wanted.id, path)
    check.joined(plan, "aws_vpn_connection.this", "vpn_gateway_id", "var.vpn_gateway_id", path)
    check.joined(plan, "module.site_to_site_vpn", "vpn_gateway_id", "module.virtual_private_gateway.id", path)
    attaches = wanted.attach if wanted.attach is not None else wanted.id is None
    attachments = plan.of_type("aws_vpn_gateway_attachment")
    found = f"{len(attachments)} attachments are planned"
    check.fact(len(attachments) == int(attaches), path, "aws_vpn_gateway_attachment", found)
    for attachment in attachments:
        check.attribute(attachment, "vpc_id", vpc.id, ("vpcs", vpc_key, "id"))
    return check


def _customer_gateways(spec: ManagedVpn, plan: Plan, connections: list[Connection]) -> Check:
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
        _tags(check, gateway, spec, connection)
    return check


def _connections(spec: ManagedVpn, plan: Plan, connections: list[Connection]) -> Iterator[Check]:
    exist = Check("connections: one for each site x device x count")
    routing = Check("routing of each connection")
    inside = Check("inside CIDRs of both tunnels")
    crypto = Check("options of both tunnels, crypto among them")
    keys = Check("pre-shared keys")
    exist.joined(plan, "aws_vpn_connection.this", "customer_gateway_id", "aws_customer_gateway.this", ("sites",))
    wanted = {connection.key: connection for connection in connections}
    paths = {key: connection.path for key, connection in wanted.items()}
    for key, planned in exist.keys(plan, "aws_vpn_connection", paths, ("sites",)).items():
        connection = wanted[key]
        _tags(exist, planned, spec, connection)
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


def _tags(check: Check, resource: Resource, spec: ManagedVpn, connection: Connection) -> None:
    """The fact that a resource carries all tags stated for it, the device's before the site's before the spec's."""
    wanted = spec.tags | connection.site.tags | connection.device.tags
    planned = resource["tags"]
    missing = {k: v for k, v in wanted.items() if not isinstance(planned, dict) or planned.get(k) != v}
    check.fact(not missing, ("tags",), resource.address, f"the tags {missing} are not planned")


def _static_routes(plan: Plan, connections: list[Connection]) -> Check:
    check = Check("static routes: one for each range of a static site")
    wanted: dict[str, Path] = {}
    for connection in connections:
        if connection.site.routing == "static":
            for index, cidr in enumerate(connection.site.cidrs):
                wanted[f"{connection.key}/{cidr}"] = ("sites", connection.site_key, "cidrs", index)
    for key, route in check.keys(plan, "aws_vpn_connection_route", wanted, ("sites",)).items():
        cidr = "/".join(key.split("/")[3:])
        check.attribute(route, "destination_cidr_block", cidr, wanted[key])
    if wanted:
        check.joined(plan, "aws_vpn_connection_route.this", "vpn_connection_id", "aws_vpn_connection.this", ("sites",))
    return check


def _propagation(spec: ManagedVpn, plan: Plan) -> Check:
    check = Check("propagation into every route table named")
    for vpc_key, vpc in spec.vpcs.items():
        wanted = {key: ("vpcs", vpc_key, "route_tables", key) for key in vpc.route_tables}
        found = check.keys(plan, "aws_vpn_gateway_route_propagation", wanted, ("vpcs", vpc_key))
        for key, propagation in found.items():
            check.attribute(propagation, "route_table_id", vpc.route_tables[key], wanted[key])
    return check


def _logs(spec: ManagedVpn, plan: Plan) -> Check:
    check = Check("tunnel logs")
    logging, path = spec.logging, ("logging",)
    groups = plan.of_type("aws_cloudwatch_log_group")
    creates = logging.enabled and logging.log_group_arn is None
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


def _alarms(spec: ManagedVpn, plan: Plan, connections: list[Connection]) -> Check:
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
            check.joined(plan, block, "dimensions", "aws_vpn_connection.this", ("alarms",))
    return check
