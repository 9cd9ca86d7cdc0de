"""What a managed-vpn plan has to hold so that it does what its spec says."""

from __future__ import annotations

from tieline.intent.check import Check
from tieline.intent.vpn import connections_and_tunnels, customer_gateways, tunnel_alarms, tunnel_logs
from tieline.spec.connections import Connection, expand
from tieline.spec.document import Path
from tieline.spec.managed_vpn import ManagedVpn
from tieline.spec.quotas import DEFAULT_GATEWAY_ASN
from tieline.terraform.plan import Plan


def managed_vpn_checks(spec: ManagedVpn, plan: Plan) -> list[Check]:
    """Every check of a managed-vpn plan, in the order a person reads them."""
    connections = list(expand(spec.sites))
    return [
        _gateway(spec, plan),
        customer_gateways(spec, plan, connections),
        *connections_and_tunnels(spec, plan, connections),
        _static_routes(plan, connections),
        _propagation(spec, plan),
        tunnel_logs(spec, plan),
        tunnel_alarms(spec, plan, connections),
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
        ids = "local.connection_ids"
        check.joined(plan, "aws_vpn_connection_route.this", "vpn_connection_id", ids, ("sites",), keyed=True)
    return check


def _propagation(spec: ManagedVpn, plan: Plan) -> Check:
    check = Check("propagation into every route table named")
    for vpc_key, vpc in spec.vpcs.items():
        wanted = {key: ("vpcs", vpc_key, "route_tables", key) for key in vpc.route_tables}
        found = check.keys(plan, "aws_vpn_gateway_route_propagation", wanted, ("vpcs", vpc_key))
        for key, propagation in found.items():
            check.attribute(propagation, "route_table_id", vpc.route_tables[key], wanted[key])
    return check
